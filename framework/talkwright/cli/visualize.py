"""``talkwright visualize``: stories, rules and flows as one page to look at."""

from __future__ import annotations

from pathlib import Path

import click

from talkwright.cli.options import open_project_here, project_options
from talkwright.cli.rasa import Command

_PATH = click.Path(path_type=Path)


@click.command(cls=Command)
@project_options
@click.option("--out", type=_PATH, default=Path("graph.html"), show_default=True, help="File for the page.")
@click.option(
    "--max-history",
    type=click.IntRange(min=0),
    default=2,
    show_default=True,
    help="Steps of stories are one when so many before them are the same.",
)
def visualize(data: tuple[Path, ...], config: Path | None, domain: Path | None, out: Path, max_history: int) -> None:
    """Draw the stories, rules and flows of the bot in one page that needs nothing else."""
    from talkwright.cli.open import show_warnings
    from talkwright.cli.results import write_file
    from talkwright.cli.show import console
    from talkwright.errors import Problems, RequestError
    from talkwright.evaluation.report import page
    from talkwright.evaluation.report_stories import story_sections
    from talkwright.flows.compile import compile_program
    from talkwright.flows.read import read_flows
    from talkwright.project.stories import read_stories

    project = open_project_here(config, domain, data)
    problems = Problems()
    problems.extend(project.problems)
    stories = read_stories(project.stories, project.rules, problems)
    flows = read_flows(project.flows, problems)
    program = compile_program([] if problems.errors else flows, project.domain, problems, project.config.language)
    show_warnings(problems.all)
    figures, sections = story_sections(stories, program, max_history)
    if not sections:
        raise RequestError("there are no stories, rules or flows here", "Name files that have some with --data.")
    write_file(out, page(f"What {Path.cwd().name} does", "Stories, rules and flows", figures, sections))
    console().print(f"Drawn: [bold]{out}[/]", soft_wrap=True)

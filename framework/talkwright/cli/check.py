"""``talkwright check``: every problem in the files of an assistant, without training; and mending those that it can."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from talkwright.cli.options import json_option, open_project_here, project_options
from talkwright.cli.rasa import Command

if TYPE_CHECKING:
    from collections.abc import Callable

    from talkwright.errors import Problem
    from talkwright.project.mend import Mended
    from talkwright.project.open import Project

MOST_ROUNDS = 10  # of mending: what is mended may bring to light what it hid


@click.command(cls=Command)
@project_options
@json_option
@click.option("--fix", is_flag=True, help="Mend what can be mended safely.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option("--mapping", "only_mapping", is_flag=True, help="Show what the names in config.yml come to, alone.")
@click.option("--fail-on-warnings", is_flag=True, help="Exit with 1 for warnings too.")
def check(
    data: tuple[Path, ...],
    config: Path | None,
    domain: Path | None,
    as_json: bool,
    fix: bool,
    diff: bool,
    only_mapping: bool,
    fail_on_warnings: bool,
) -> None:
    """Look for problems in the files of an assistant."""
    from talkwright.cli.main import EXIT_PROBLEMS
    from talkwright.cli.mapping import mapping_as_json, show_mapping
    from talkwright.cli.show import console, show_diff, show_problems
    from talkwright.project.mend import mend
    from talkwright.training.mapping import mapping
    from talkwright.training.survey import survey

    gc.disable()  # it is over before anything is worth collecting
    project = open_project_here(config, domain, data)
    rows = mapping(project.config, project.root)
    if only_mapping:
        if as_json:
            click.echo(mapping_as_json(rows))
        else:
            show_mapping(rows, console())
        return
    problems = survey(project, os.environ)
    if fix and not diff:
        project, problems = _fix(lambda: open_project_here(config, domain, data), project, problems)
    if as_json:
        click.echo(_as_json(problems, project.root))
    elif diff:
        show_diff(((each.file, each.before, each.after) for each in mend(problems, project.root)), console())
    else:
        out = console()
        show_problems(problems, out)
        if not all(row.is_plain for row in rows):
            show_mapping(rows, out)
        if not problems:
            size = f"{len(project.flows)} flows, {len(project.domain.responses)} responses"
            out.print(f"[green]No problems[/] in {size} and {len(project.data.examples)} examples.")
    if any(problem.severity == "error" or fail_on_warnings for problem in problems):
        raise click.exceptions.Exit(EXIT_PROBLEMS)


def _fix(
    reopen: Callable[[], Project], project: Project, problems: tuple[Problem, ...]
) -> tuple[Project, tuple[Problem, ...]]:
    """Mend until nothing is left that can be. The project and its problems as they are then."""
    from talkwright.project.mend import mend, write
    from talkwright.training.survey import survey

    files: dict[str, Mended] = {}
    for _ in range(MOST_ROUNDS):
        mended = mend(problems, project.root)
        if not mended:
            break
        for each in mended:
            write(each)
            files[each.file] = each
        project = reopen()
        problems = survey(project, os.environ)
    if files:
        click.echo(f"Mended: {', '.join(sorted(files))}", err=True)
    return project, problems


def _as_json(problems: tuple[Problem, ...], root: Path) -> str:
    """The problems as docs/checks.md tells it."""
    import msgspec

    from talkwright.project.mend import fixes_of

    fixes = fixes_of(problems, root)
    shown = [
        {
            "code": problem.code,
            "severity": problem.severity,
            "message": problem.message,
            "hint": problem.hint,
            **msgspec.to_builtins(problem.place),
            **({"fix": fixes[problem]} if problem in fixes else {}),
        }
        for problem in problems
    ]
    return msgspec.json.encode(shown).decode()

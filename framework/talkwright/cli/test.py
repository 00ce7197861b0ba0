"""``talkwright test``: the bot's test conversations, talked through the whole assistant, and how it understands."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from talkwright.cli.options import json_option, model_option
from talkwright.cli.rasa import Command
from talkwright.cli.results import Results, results_options
from talkwright.cli.understanding import Asked, understanding_options

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from talkwright.actions.call import Actions
    from talkwright.evaluation.cases import Case
    from talkwright.evaluation.conversations import Result
    from talkwright.evaluation.coverage import Coverage, Walked
    from talkwright.evaluation.nlu import Progress, Understanding
    from talkwright.training.load import Model

_PATH = click.Path(path_type=Path)
_KINDS = ("e2e", "core")  # Rasa's words for test conversations alone


@click.command(cls=Command)
@click.argument("paths", type=_PATH, nargs=-1)
@click.option("-s", "--stories", type=_PATH, multiple=True, help="Another way to name PATHS, as in Rasa.")
@click.option("--max-stories", type=click.IntRange(min=1), help="Talk this many conversations only.")
@model_option
@click.option("--endpoints", type=_PATH, default=Path("endpoints.yml"), show_default=True, help="Services.")
@click.option("--coverage", "with_coverage", is_flag=True, help="Show the steps and branches that were never reached.")
@click.option(
    "--min-coverage", type=click.FloatRange(0, 100), help="Exit with 1 when fewer percent of steps were reached."
)
@understanding_options
@results_options
@click.option("--junit", type=_PATH, help="Write the results to this file as JUnit's XML.")
@click.option("--fail-on-prediction-errors", is_flag=True, help="Accepted for Rasa's sake: it always does.")
@json_option
def test(
    paths: tuple[Path, ...],
    stories: tuple[Path, ...],
    max_stories: int | None,
    model: Path,
    endpoints: Path,
    with_coverage: bool,
    min_coverage: float | None,
    asked: Asked,
    results: Results,
    junit: Path | None,
    fail_on_prediction_errors: bool,
    as_json: bool,
) -> None:
    """Talk test conversations through a trained model, and measure how well it understands.

    With PATHS, or as 'test e2e' or 'test core', conversations alone (default: those in tests/).
    """
    from talkwright.cli.main import EXIT_PROBLEMS
    from talkwright.cli.results import write_file
    from talkwright.cli.show import progress
    from talkwright.cli.understanding import too_little
    from talkwright.evaluation.junit import junit as junit_xml
    from talkwright.training.load import load_model

    loaded = load_model(model)
    cases = _read(paths, stories)[:max_stories]
    with progress() as say:
        talked, coverage = _talk(loaded, cases, endpoints, say)
        found = None if paths or stories else _understanding(asked, model, say)
    if junit is not None:
        write_file(junit, junit_xml(talked))
    _write(results, loaded, talked, coverage, found)
    if as_json:
        _print_json(talked, coverage, found)
    else:
        _show(talked, coverage, found, results, in_full=with_coverage)
    too_few_steps = min_coverage is not None and coverage.percent < min_coverage
    if too_few_steps:
        click.echo(f"{coverage.percent:.1f} % of the steps were reached; {min_coverage:g} % were asked for.", err=True)
    failed = any(result.outcome == "failed" for result in talked)
    if failed or too_few_steps or (found is not None and too_little(found, asked)):
        raise click.exceptions.Exit(EXIT_PROBLEMS)


def _read(paths: tuple[Path, ...], stories: tuple[Path, ...]) -> tuple[Case, ...]:
    """The cases of what was named. Warnings are shown; raises ``AuthorError``, ``RequestError``."""
    from talkwright.cli.open import show_warnings
    from talkwright.errors import Problems, RequestError
    from talkwright.evaluation.read import find_tests, read_cases

    if paths and str(paths[0]) in _KINDS and not paths[0].exists():
        paths = paths[1:]
    named = (*paths, *stories) or (Path("tests"),)
    for path in named:
        if not path.exists():
            raise RequestError(f"there is no file or folder {path}", "Name one that has test conversations.")
    problems = Problems()
    cases = read_cases(find_tests(named), problems)
    problems.raise_errors()
    show_warnings(problems.all)
    if not cases:
        raise RequestError("there is no test conversation here", "Write test_cases into tests/conversations/*.yml.")
    return cases


def _talk(model: Model, cases: Sequence[Case], endpoints: Path, say: Progress) -> tuple[list[Result], Coverage]:
    from talkwright.cli.open import read_endpoints
    from talkwright.evaluation.coverage import Walked
    from talkwright.runtime.assemble import open_actions
    from talkwright.settings import Settings

    walked = Walked(model.program)
    actions = open_actions(Path.cwd(), model, read_endpoints(endpoints), Settings())
    talked = asyncio.run(_run(replace(model, program=walked.program), actions, cases, walked, say))
    return talked, walked.coverage()


async def _run(
    model: Model, actions: Actions, cases: Sequence[Case], walked: Walked, say: Callable[[str, float], None]
) -> list[Result]:
    from talkwright.evaluation.conversations import talk_through

    results = []
    try:
        for number, case in enumerate(cases, 1):
            results.append(await talk_through(model, actions, case, hear=walked.hear))
            say("Talking", number / len(cases))
    finally:
        await actions.close()
    return results


def _understanding(asked: Asked, model: Path, say: Progress) -> Understanding | None:
    """What is understood; None, and a word about it, for a bot that has too few examples to measure it."""
    from talkwright.cli.understanding import measure
    from talkwright.errors import RequestError

    try:
        return measure(asked, model, say, asked.parts)
    except RequestError as fault:
        if asked.nlu:
            raise
        click.echo(f"How messages are understood was not measured: {fault.message}.", err=True)
        return None


def _write(
    results: Results, model: Model, talked: Sequence[Result], coverage: Coverage, found: Understanding | None
) -> None:
    from talkwright.cli.results import write_results
    from talkwright.evaluation.conversation_results import conversation_results
    from talkwright.evaluation.nlu_results import nlu_results
    from talkwright.evaluation.report_conversations import conversation_figures, conversation_section
    from talkwright.evaluation.report_flows import flow_section
    from talkwright.evaluation.report_nlu import nlu_figures, nlu_sections

    names = dict.fromkeys(result.case.place.file for result in talked)
    sources = {name: Path(name).read_text(encoding="utf-8", errors="replace") for name in names}
    files = conversation_results(talked, sources, errors=results.errors, successes=results.successes)
    figures = conversation_figures(talked, coverage)
    sections = [conversation_section(talked), flow_section(model.program, coverage)]
    if found is not None:
        files |= nlu_results(found, errors=results.errors, successes=results.successes)
        figures += nlu_figures(found)
        sections += nlu_sections(found)
    write_results(results, files, str(model.path), figures, sections)


def _print_json(talked: Sequence[Result], coverage: Coverage, found: Understanding | None) -> None:
    import msgspec

    from talkwright.cli.conversations import as_plain
    from talkwright.cli.understanding import as_plain as understanding_as_plain

    understood = None if found is None else understanding_as_plain(found)
    click.echo(msgspec.json.encode({**as_plain(talked, coverage), "understanding": understood}))


def _show(
    talked: Sequence[Result], coverage: Coverage, found: Understanding | None, results: Results, *, in_full: bool
) -> None:
    from talkwright.cli.conversations import show_conversations
    from talkwright.cli.results import REPORT
    from talkwright.cli.show import console
    from talkwright.cli.understanding import show_understanding

    out = console()
    show_conversations(talked, coverage, in_full=in_full)
    if found is not None:
        out.print()
        show_understanding(found)
    if results.report:
        out.print(f"Report: [bold]{results.folder / REPORT}[/]", soft_wrap=True)

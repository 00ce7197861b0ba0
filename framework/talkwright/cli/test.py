"""``talkwright test``: the bot's test conversations, talked through the whole assistant."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from talkwright.cli.options import json_option, model_option

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.console import Console

    from talkwright.actions.call import Actions
    from talkwright.evaluation.cases import Case
    from talkwright.evaluation.conversations import Result
    from talkwright.evaluation.coverage import Coverage, Walked
    from talkwright.training.load import Model

_PATH = click.Path(path_type=Path)
_KINDS = ("e2e", "core")  # Rasa's words for two commands that are one here


@click.command()
@click.argument("paths", type=_PATH, nargs=-1)
@click.option("-s", "--stories", type=_PATH, multiple=True, help="Another way to name PATHS, as in Rasa.")
@model_option
@click.option("--endpoints", type=_PATH, default=Path("endpoints.yml"), show_default=True, help="Services.")
@click.option("--coverage", "with_coverage", is_flag=True, help="Show the steps and branches that were never reached.")
@click.option(
    "--min-coverage", type=click.FloatRange(0, 100), help="Exit with 1 when fewer percent of steps were reached."
)
@click.option("--junit", type=_PATH, help="Write the results to this file as JUnit's XML.")
@click.option("--report", type=_PATH, help="Write a page with everything to this HTML file.")
@click.option("--fail-on-prediction-errors", is_flag=True, help="Accepted for Rasa's sake: it always does.")
@json_option
def test(
    paths: tuple[Path, ...],
    stories: tuple[Path, ...],
    model: Path,
    endpoints: Path,
    with_coverage: bool,
    min_coverage: float | None,
    junit: Path | None,
    report: Path | None,
    fail_on_prediction_errors: bool,
    as_json: bool,
) -> None:
    """Talk the test conversations in PATHS (default: tests/) through a trained model and show what came otherwise."""
    from talkwright.cli.main import EXIT_PROBLEMS
    from talkwright.cli.open import read_endpoints
    from talkwright.cli.show import progress
    from talkwright.cli.write import write_file
    from talkwright.evaluation.coverage import Walked
    from talkwright.evaluation.junit import junit as junit_xml
    from talkwright.runtime.assemble import open_actions
    from talkwright.settings import Settings
    from talkwright.training.load import load_model

    loaded = load_model(model)
    cases = _read(paths, stories)
    walked = Walked(loaded.program)
    actions = open_actions(Path.cwd(), loaded, read_endpoints(endpoints), Settings())
    with progress() as say:
        results = asyncio.run(_run(replace(loaded, program=walked.program), actions, cases, walked, say))
    coverage = walked.coverage()
    if junit is not None:
        write_file(junit, junit_xml(results))
    if report is not None:
        write_file(report, _page(results, loaded, coverage))
    if as_json:
        _print_json(results, coverage)
    else:
        _show(results, coverage, in_full=with_coverage)
    too_little = min_coverage is not None and coverage.percent < min_coverage
    if too_little and not as_json:
        click.echo(f"{coverage.percent:.1f} % of the steps were reached; {min_coverage:g} % were asked for.", err=True)
    if too_little or any(result.outcome == "failed" for result in results):
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


def _page(results: Sequence[Result], model: Model, coverage: Coverage) -> bytes:
    import time

    from talkwright.evaluation.report import page
    from talkwright.evaluation.report_conversations import conversation_parts
    from talkwright.evaluation.report_flows import flow_parts

    parts = [
        ("Conversations", conversation_parts(results, coverage)),
        ("Flows", flow_parts(model.program, coverage)),
    ]
    return page("Test conversations", f"{model.path}, {time.strftime('%Y-%m-%d %H:%M')}", parts)


def _print_json(results: Sequence[Result], coverage: Coverage) -> None:
    import msgspec

    conversations = [
        {
            "name": result.case.name,
            "place": result.case.place,
            "outcome": result.outcome,
            "flows": sorted(result.flows),
            "differences": result.differences,
            "not_judged": [each.KEY for each in result.unjudged],
        }
        for result in results
    ]
    outcomes = [result.outcome for result in results]
    counts = {each.replace(" ", "_"): outcomes.count(each) for each in ("passed", "failed", "not judged")}
    click.echo(msgspec.json.encode({**counts, "conversations": conversations, "coverage": coverage}))


def _show(results: Sequence[Result], coverage: Coverage, *, in_full: bool) -> None:
    """The failed conversations up to their first difference, then the sums."""
    from rich.text import Text

    from talkwright.cli.show import console
    from talkwright.cli.transcript import show_lines
    from talkwright.evaluation.transcript import until_first_difference

    out = console()
    for result in results:
        if result.outcome != "failed":
            continue
        out.print(
            Text.assemble(("✗ ", "bold red"), (result.case.name, "bold"), f"  {result.case.place}"), soft_wrap=True
        )
        show_lines(until_first_difference(result.told), out)
        first = next(len(told.differences) for told in result.told if told.differences)
        if more := len(result.differences) - first:
            out.print(Text(f"    and {more} more after that", style="dim"))
        out.print()
    _show_files(results, out)
    if in_full:
        _show_coverage(coverage, out)
    _show_sums(results, coverage, out)


def _show_files(results: Sequence[Result], out: Console) -> None:
    """How the conversations of each file went, when there are several files."""
    from rich.table import Table

    files: dict[str, list[str]] = {}
    for result in results:
        files.setdefault(result.case.place.file, []).append(result.outcome)
    if len(files) < 2:
        return
    outcomes = [each for each in ("passed", "failed", "not judged") if any(each in found for found in files.values())]
    table = Table("File", box=None, header_style="dim", pad_edge=False)
    for outcome in outcomes:
        table.add_column(outcome.capitalize(), justify="right")
    for file, found in files.items():
        table.add_row(
            file, *(str(found.count(outcome)) for outcome in outcomes), style="red" if "failed" in found else ""
        )
    out.print(table)


def _show_coverage(coverage: Coverage, out: Console) -> None:
    """A row a flow, then each step that was never reached and each way that was never taken."""
    from rich.table import Table
    from rich.text import Text

    table = Table("Flow", box=None, header_style="dim", pad_edge=False)
    for head in ("Steps", "", "Branches"):
        table.add_column(head, justify="right")
    for flow in coverage.flows:
        percent = f"{100 * flow.reached // flow.steps if flow.steps else 100} %"
        complete = not flow.missed_steps and not flow.missed_branches
        branches = f"{flow.taken}/{flow.branches}" if flow.branches else ""
        table.add_row(flow.flow, f"{flow.reached}/{flow.steps}", percent, branches, style="" if complete else "yellow")
    out.print(table)
    for flow in coverage.flows:
        for what, missed in (("never reached", flow.missed_steps), ("never taken", flow.missed_branches)):
            for each in missed:
                out.print(Text.assemble((f"{each.place}  {what}  ", "dim"), f"{flow.flow}: {each}"), soft_wrap=True)


def _show_sums(results: Sequence[Result], coverage: Coverage, out: Console) -> None:
    from rich.text import Text

    outcomes = [result.outcome for result in results]
    failed, unjudged = outcomes.count("failed"), outcomes.count("not judged")
    style = "bold red" if failed else "bold yellow" if unjudged else "bold green"
    words = f"{outcomes.count('passed')} passed, {failed} failed" + (f", {unjudged} not judged" if unjudged else "")
    out.print(Text(words, style=style))
    if unjudged:
        out.print(Text("Assertions about generated answers need a judge model, and there is none.", style="yellow"))
    begun = {flow for result in results for flow in result.flows}
    unseen = [flow.flow for flow in coverage.flows if flow.flow not in begun]
    covered = f"{len(coverage.flows) - len(unseen)} of {len(coverage.flows)} flows were talked through"
    steps = f", {coverage.percent:.0f} % of their steps"
    out.print(Text(covered + steps + (f"; not: {', '.join(unseen)}" if unseen else ""), style="dim"))

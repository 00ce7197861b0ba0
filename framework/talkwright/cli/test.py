"""``talkwright test``: the bot's test conversations, talked through the whole assistant."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click

from talkwright.cli.options import json_option, model_option

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from talkwright.actions.call import Actions
    from talkwright.evaluation.cases import Case
    from talkwright.evaluation.conversations import Result
    from talkwright.training.load import Model

_FILE = click.Path(path_type=Path, exists=True)


@click.command()
@click.argument("paths", type=_FILE, nargs=-1)
@model_option
@click.option("--endpoints", type=click.Path(path_type=Path), default=Path("endpoints.yml"), help="Services.")
@json_option
def test(paths: tuple[Path, ...], model: Path, endpoints: Path, as_json: bool) -> None:
    """Talk the test conversations in PATHS (default: tests/) through a trained model and show what came otherwise."""
    from talkwright.cli.main import EXIT_PROBLEMS
    from talkwright.cli.open import read_endpoints
    from talkwright.cli.show import progress
    from talkwright.errors import Problems, RequestError
    from talkwright.evaluation.cases import read_cases
    from talkwright.project.files import find_files
    from talkwright.runtime.assemble import open_actions
    from talkwright.settings import Settings
    from talkwright.training.load import load_model

    loaded = load_model(model)
    problems = Problems()
    cases = read_cases(find_files(paths or [Path("tests")]), problems)
    problems.raise_errors()
    if not cases:
        raise RequestError("there is no test conversation here", "Write test_cases into tests/conversations/*.yml.")
    actions = open_actions(Path.cwd(), loaded, read_endpoints(endpoints), Settings())
    with progress() as say:
        results = asyncio.run(_run(loaded, actions, cases, say))
    flows = {id for id, routine in loaded.program.routines.items() if not routine.flow.is_pattern}
    unseen = sorted(flows - {flow for result in results for flow in result.flows})
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode({"results": results, "flows_not_covered": unseen}))
    else:
        _show(results, len(flows), unseen)
    if not all(result.passed for result in results):
        raise click.exceptions.Exit(EXIT_PROBLEMS)


async def _run(
    model: Model, actions: Actions, cases: Sequence[Case], say: Callable[[str, float], None]
) -> list[Result]:
    from talkwright.evaluation.conversations import talk_through

    results = []
    for number, case in enumerate(cases, 1):
        results.append(await talk_through(model, actions, case))
        say("Talking", number / len(cases))
    await actions.close()
    return results


def _show(results: Sequence[Result], flows: int, unseen: Sequence[str]) -> None:
    from rich.text import Text

    from talkwright.cli.show import console

    out = console()
    for result in results:
        if result.passed:
            continue
        out.print(
            Text.assemble(("✗ ", "bold red"), (result.case.name, "bold"), f"  {result.case.place}"), soft_wrap=True
        )
        for each in result.differences:
            out.print(Text(f"  {each.place}  after {each.words!r}", style="dim"), soft_wrap=True)
            out.print(Text(f"    - expected {each.expected}", style="red"), soft_wrap=True)
            out.print(Text(f"    + {each.came}", style="green"), soft_wrap=True)
    failed = sum(not result.passed for result in results)
    style = "bold red" if failed else "bold green"
    out.print(Text(f"{len(results) - failed} passed, {failed} failed", style=style))
    covered = f"{flows - len(unseen)} of {flows} flows were talked through"
    out.print(Text(covered + (f"; not: {', '.join(unseen)}" if unseen else ""), style="dim"))

"""How test conversations look: in a terminal, and for programs. Knows no command."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from talkwright.cli.show import console
from talkwright.cli.transcript import show_lines
from talkwright.evaluation.conversations import Result
from talkwright.evaluation.coverage import Coverage
from talkwright.evaluation.transcript import Told, until_first_difference


def as_plain(results: Sequence[Result], coverage: Coverage) -> dict[str, Any]:
    """The results for programs."""
    conversations = [
        {
            "name": result.case.name,
            "place": result.case.place,
            "outcome": result.outcome,
            "flows": sorted(result.flows),
            "differences": result.differences,
            "actions": [action for told in result.told for action in _actions(told)],
            "not_judged": [each.KEY for each in result.unjudged],
        }
        for result in results
    ]
    outcomes = [result.outcome for result in results]
    counts = {each.replace(" ", "_"): outcomes.count(each) for each in ("passed", "failed", "not judged")}
    return {**counts, "conversations": conversations, "coverage": coverage}


def _actions(told: Told) -> Iterator[dict[str, Any]]:
    """What was expected and what came, by which policy and how sure it was."""
    for (wanted, came), (policy, confidence) in zip_longest(told.followed, told.chosen, fillvalue=(None, None)):
        yield {"action": wanted, "predicted": came, "policy": policy, "confidence": confidence}


def show_conversations(results: Sequence[Result], coverage: Coverage, *, in_full: bool) -> None:
    """The failed conversations up to their first difference, then the sums."""
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

    outcomes = [result.outcome for result in results]
    failed, unjudged = outcomes.count("failed"), outcomes.count("not judged")
    style = "bold red" if failed else "bold yellow" if unjudged else "bold green"
    words = f"{outcomes.count('passed')} passed, {failed} failed" + (f", {unjudged} not judged" if unjudged else "")
    out.print(Text(words, style=style))
    if unjudged:
        out.print(Text("Assertions about generated answers need a judge model, and there is none.", style="yellow"))
    if unlikely := sum(result.is_unlikely for result in results):
        out.print(Text(f"{unlikely} had a message that no story leads to expect there", style="yellow"))
    if not coverage.flows:
        return
    unseen = [flow.flow for flow in coverage.flows if not flow.reached]
    covered = f"{len(coverage.flows) - len(unseen)} of {len(coverage.flows)} flows were talked through"
    steps = f", {coverage.percent:.0f} % of their steps"
    out.print(Text(covered + steps + (f"; not: {', '.join(unseen)}" if unseen else ""), style="dim"))

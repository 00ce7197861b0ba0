"""Test conversations in the report: how many went as expected, and each as a transcript. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from talkwright.evaluation.conversations import Result
from talkwright.evaluation.coverage import Coverage
from talkwright.evaluation.report import el, fold, numbers, table
from talkwright.evaluation.transcript import Line, Told

_CHANGE = {"-": "gone", "+": "new"}
_MARKS = {"passed": ("✓", "good"), "failed": ("✗", "bad"), "not judged": ("?", "quiet")}
_ROOM = 500  # passed conversations that are shown in full


def conversation_parts(results: Sequence[Result], coverage: Coverage) -> list[ET.Element]:
    """The sums, a row a file, then the conversations: failed ones first and open."""
    outcomes: list[str] = [result.outcome for result in results]
    sums = [(each.capitalize(), str(outcomes.count(each))) for each in _MARKS if each != "not judged"]
    if "not judged" in outcomes:
        sums.append(("Not judged", str(outcomes.count("not judged"))))
    parts = [numbers(*sums, ("Steps reached", f"{coverage.percent:.0f} %")), _files(results)]
    shown = [*(r for r in results if r.outcome != "passed"), *[r for r in results if r.outcome == "passed"][:_ROOM]]
    parts += [_conversation(result) for result in shown]
    if more := len(results) - len(shown):
        parts.append(el("p", f"{more} more passed and are not shown.", class_="quiet"))
    return parts


def transcript(told: Sequence[Told]) -> ET.Element:
    """A conversation line by line, and below each message what was expected there and what came."""
    lines: list[Line] = []
    for each in told:
        lines.append(Line("user", each.words))
        lines += each.lines
        for difference in each.differences:
            lines.append(Line("expected", f"{difference.expected}  ({difference.place})", mark="-"))
            lines.append(Line("came", difference.came, mark="+"))
    return el("div", *map(_line, lines), class_="told")


def _files(results: Sequence[Result]) -> ET.Element:
    files: dict[str, list[str]] = {}
    for result in results:
        files.setdefault(result.case.place.file, []).append(result.outcome)
    rows = [[file, *(str(found.count(each)) for each in ("passed", "failed"))] for file, found in files.items()]
    return table(["File", "#Passed", "#Failed"], rows)


def _conversation(result: Result) -> ET.Element:
    sign, style = _MARKS[result.outcome]
    summary = el(
        "span",
        el("span", sign, class_=f"mark {style}"),
        el("span", f"{result.outcome}: ", class_=style) if result.outcome != "passed" else "",
        result.case.name,
        el("span", f"  {result.case.place}", class_="quiet"),
    )
    return fold(summary, transcript(result.told), is_open=result.outcome == "failed")


def _line(line: Line) -> ET.Element:
    words = el("span", el("code", line.name), f" {line.text}") if line.name else el("span", line.text)
    style = _CHANGE.get(line.mark, line.who)
    return el("div", el("span", line.mark), el("span", line.who), words, class_=style)

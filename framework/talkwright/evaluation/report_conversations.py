"""Test conversations in the report: how many went as expected, and each as a transcript. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from talkwright.evaluation.conversations import Result
from talkwright.evaluation.coverage import Coverage
from talkwright.evaluation.report import Figure, Section, el, fold
from talkwright.evaluation.transcript import Line, Told

HEADING = "Conversations"
_MARKS = {"passed": ("✓", "good"), "failed": ("✗", "bad"), "not judged": ("?", "quiet")}
_ROOM = 500  # passed conversations that are shown in full


def conversation_figures(results: Sequence[Result], coverage: Coverage) -> list[Figure]:
    """How many passed, and how much of the flows they reached."""
    outcomes = [result.outcome for result in results]
    passed, unjudged = outcomes.count("passed"), outcomes.count("not judged")
    figures = [
        Figure(
            "conversations passed",
            f"{passed} of {len(results)}",
            HEADING,
            "bad" if "failed" in outcomes else "plain" if unjudged else "good",
        )
    ]
    if unjudged:
        figures.append(Figure("not judged", str(unjudged), HEADING))
    return [*figures, Figure("of the flows' steps reached", f"{coverage.percent:.0f} %", "Flows")]


def conversation_section(results: Sequence[Result]) -> Section:
    """Those that did not pass, in full; then those that did, a fold a file."""
    others = [_conversation(result) for result in results if result.outcome != "passed"]
    passed = [result for result in results if result.outcome == "passed"]
    files: dict[str, list[Result]] = {}
    for result in passed[:_ROOM]:
        files.setdefault(result.case.place.file, []).append(result)
    parts = [*others, *(_file(name, mine) for name, mine in files.items())]
    if more := len(passed) - _ROOM:
        parts += [el("p", f"{more} more passed and are not shown.", class_="quiet")] if more > 0 else []
    return HEADING, parts


def transcript(told: Sequence[Told]) -> ET.Element:
    """A conversation line by line, and below each message what was expected there and what came."""
    turns = []
    for each in told:
        lines = [Line("user", each.words), *each.lines]
        for difference in each.differences:
            lines.append(Line("expected", f"{difference.expected}  ({difference.place})"))
            lines.append(Line("came", difference.came))
        turns.append(el("div", *map(_line, lines), class_="turn"))
    return el("div", *turns, class_="told")


def _file(name: str, results: Sequence[Result]) -> ET.Element:
    summary = el("span", _mark("passed"), name, el("span", f"{len(results)} passed", class_="count"))
    return fold(summary, *map(_conversation, results))


def _conversation(result: Result) -> ET.Element:
    place = result.case.place
    summary = el(
        "span", _mark(result.outcome), result.case.name, el("span", str(place), class_="place"), class_="named"
    )
    return fold(summary, transcript(result.told), is_open=result.outcome == "failed")


def _mark(outcome: str) -> ET.Element:
    sign, style = _MARKS[outcome]
    return el("span", sign, class_=f"mark {style}", title=outcome)


def _line(line: Line) -> ET.Element:
    words = el("span", el("code", line.name), f" {line.text}") if line.name else el("span", line.text)
    return el("div", el("span", line.who), words, class_=line.who)

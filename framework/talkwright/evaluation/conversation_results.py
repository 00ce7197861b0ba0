"""Conversations that were talked through, as the files that ``rasa test core`` leaves in its folder. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from textwrap import dedent, indent
from typing import Any

from talkwright.evaluation.compare import NOTHING, Difference
from talkwright.evaluation.conversations import Result
from talkwright.evaluation.nlu_results import json_file, matrix, report
from talkwright.evaluation.nlu_scores import Scores, score

_ITEM = re.compile(r" *- ")


def conversation_results(
    results: Sequence[Result],
    sources: Mapping[str, str],
    *,
    errors: bool = True,
    successes: bool = False,
    warnings: bool = True,
) -> dict[str, bytes]:
    """The files by name: a report, and the conversations that failed, passed with a message that nothing led to expect,
    and passed, as far as they are asked for.

    ``sources``: the texts of the test files by name. Conversations are copied from them, so that they stay as written.
    """
    failed = [result for result in results if result.outcome == "failed"]
    passed = [result for result in results if result.outcome == "passed"]
    unlikely = [result for result in passed if result.is_unlikely]
    scores = _scores(results)
    files = {
        "story_report.json": json_file(_report(scores, len(passed), len(unlikely), len(results))),
        "story_confusion_matrix.json": json_file(matrix(scores)),
    }
    if errors:
        files["failed_test_stories.yml"] = _written(failed, sources, "No conversation failed.")
    if warnings:
        files["stories_with_warnings.yml"] = _written(unlikely, sources, "No message came that nothing led to expect.")
    if successes:
        files["successful_test_stories.yml"] = _written(passed, sources, "No conversation passed.")
    return files


def _scores(results: Sequence[Result]) -> Scores:
    """Of each response and action: how often it came where it was expected."""
    pairs = [pair for result in results for told in result.told for pair in told.followed]
    return score([wanted for wanted, _ in pairs], [came for _, came in pairs], nothing=NOTHING)


def _report(scores: Scores, passed: int, unlikely: int, total: int) -> dict[str, Any]:
    accuracy = passed / total if total else 0.0
    conversations = {"accuracy": accuracy, "correct": passed, "with_warnings": unlikely, "total": total}
    return {**report(scores, NOTHING), "conversation_accuracy": conversations}


def _written(results: Sequence[Result], sources: Mapping[str, str], none: str) -> bytes:
    if not results:
        return f"# {none}\n".encode()
    kinds: dict[str, list[str]] = defaultdict(list)
    for result in results:
        place = result.case.place
        text = _copied(result, sources.get(place.file, ""))
        kinds["stories" if result.case.is_story else "test_cases"].append(f"  # {place}\n{text}")
    parts = (f"{kind}:\n" + "\n".join(texts) for kind, texts in kinds.items())
    return "\n".join(parts).encode()


def _copied(result: Result, source: str) -> str:
    """The lines of a conversation, and above each step that went otherwise a comment that tells what came."""
    lines = source.splitlines()
    place = result.case.place
    begin = next((n for n in range(place.line - 1, -1, -1) if _opens(lines[n : n + 1], place.column)), None)
    if begin is None:
        return f"  # {result.case.name!r} cannot be copied: it is written in a way of its own.\n"
    depth = len(lines[begin]) - len(lines[begin].lstrip())
    end = begin + 1
    while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > depth):
        end += 1
    came: dict[int, list[Difference]] = defaultdict(list)
    for difference in result.differences:
        came[difference.place.line - 1].append(difference)
    copied: list[str] = []
    for number in range(begin, end):
        margin = " " * (len(lines[number]) - len(lines[number].lstrip()))
        copied += [f"{margin}# predicted: {' '.join(each.came.split())}" for each in came[number]]
        copied.append(lines[number])
    return indent(dedent("\n".join(copied).rstrip()), "  ") + "\n"


def _opens(line: Sequence[str], column: int) -> bool:
    """Whether a list's item opens in this line that has a key at ``column``."""
    found = _ITEM.match(line[0]) if line else None
    return found is not None and found.end() <= column

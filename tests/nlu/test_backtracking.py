"""Patterns that may never end are told from those that do, and the latter do."""

from __future__ import annotations

import re

import pytest

from talkwright.nlu.backtracking import may_not_end

ENDLESS = {  # with what it would not come to an end on
    r"(\w+ ?)+$": "a" * 40 + "!",
    r"(a+)+b": "a" * 40,
    r"([a-z]+)*\d": "a" * 40,
    r"(?:\d{1,3}\.?)+x": "1" * 60,
    r"^(([a-z])+.)+[A-Z]([a-z])+$": "a" * 60,
    r"(?:a|a\b|\w)+:": "a" * 40,
    r"(\s*\w+)*;": "a" * 40,
    r"(?:[a-z]+|[0-9]+)+\.": "a" * 40,
    r"((\w+)-?)+@": "a" * 40,
    r"(?=(x+)+y)x": "x" * 40,
    r"(.*,?)+;": "a" * 40,
    r"(?:é+)+z": "é" * 40,
    r"(a?b?)*c": "ab" * 40,
    r"(\w\w?)+;": "a" * 60,
}
ENDING = [
    r"\b\d{4}\b",
    r"[\w.+-]+@[\w-]+(\.[\w-]+)+",
    r"\+?[0-9][0-9 ]{6,}",
    r"(\d+,)+\d",
    r"(?:[A-Z]{2}-)?\d+",
    r"([a-z]+, )+and",
    r"(\w+ ?)+",
    r"(ab|ac)+d",
    r"(?>\w+ ?)+$",
    r"(?:\w+\s)+end",
    r"(\d{3}-){1,2}\d{4}",
    r"(\w)(?:-\1)+x",
    r"https?://\S+(/[^/\s]+)*/?",
    r"(?i:tw)-\d{4}",
    r"((25[0-5]|2[0-4]\d|1?\d?\d)(\.|$)){4}",
    r"",
    r"(a?)*c",
    r"(\d{3}-?)+x",
]


@pytest.mark.parametrize("pattern", ENDLESS)
def test_what_may_never_end_is_told(pattern: str) -> None:
    assert may_not_end(pattern)


@pytest.mark.parametrize("pattern", ENDING)
def test_what_ends_is_let_through(pattern: str) -> None:
    assert not may_not_end(pattern)
    for text in ("a" * 300, "1" * 300, "a1-.,_@ " * 40, "ab" * 150 + "!", "A_b, " * 60, "1.1.1." * 50):
        re.search(pattern, text)


def test_what_is_no_pattern_is_said_to_be_none() -> None:
    with pytest.raises(re.error):
        may_not_end("(")

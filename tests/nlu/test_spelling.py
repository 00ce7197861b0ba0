"""Words one slip away from known ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwright.nlu.spelling import SHORTEST, Spelling, distance

KNOWN = Spelling(["sleeping", "bag", "tent", "rucksack", "motel", "boots", "boats", "ab"])


@pytest.mark.parametrize(
    ("word", "mended"),
    [
        ("sleeping", "sleeping"),
        ("sleping", "sleeping"),
        ("sleepingg", "sleeping"),
        ("slepeing", "sleeping"),
        ("sleaping", "sleeping"),
        ("slaaping", "slaaping"),
        ("bsg", "bsg"),
        ("hotel", "hotel"),
        ("bouts", "boats"),
        ("rucksacks", "rucksack"),
        ("", ""),
    ],
)
def test_a_slip_is_mended_and_more_is_not(word: str, mended: str) -> None:
    assert KNOWN.mend(word) == mended


WORDS = st.text("abcd", min_size=SHORTEST, max_size=7)


@given(st.lists(WORDS, max_size=8), WORDS)
def test_it_finds_what_comparing_with_every_word_finds(known: list[str], word: str) -> None:
    near = sorted(other for other in known if other[0] == word[0] and distance(word, other) == 1)
    expected = word if word in known or not near else near[0]
    assert Spelling(known).mend(word) == expected


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_a_distance_is_one(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
    assert abs(len(one) - len(other)) <= distance(one, other) <= max(len(one), len(other))

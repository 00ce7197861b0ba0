"""Where the words of a text are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwright.nlu.phrases import Phrases, phrase
from talkwright.nlu.words import LONGEST_TEXT, split


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Where's my  Order?", ["where's", "my", "order", "?"]),
        ("order #A-12", ["order", "#", "a", "-", "12"]),
        ("北京weather很好", ["北", "京", "weather", "很", "好"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("ok👍❤️", ["ok", "👍", "❤"]),
        ("\uff21\uff22\uff23", ["abc"]),
        ("cafe\u0301 café", ["café", "café"]),
        ("", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert split(text)[1] == words


@given(st.text())
def test_spans_are_in_order_and_inside(text: str) -> None:
    spans, words = split(text)
    assert len(spans) == len(words)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(start < end <= len(text) for start, end in spans)


def test_a_very_long_text_is_read_up_to_a_limit() -> None:
    spans, _ = split("ab " * LONGEST_TEXT)
    assert spans[-1][1] <= LONGEST_TEXT


def test_the_longest_phrase_is_found_and_none_overlap() -> None:
    meanings = {phrase(text): text for text in ("New York", "York", "new york city", "B&B")}
    found = list(Phrases(meanings).find(split("From new YORK to York, a B & B in New York City")[1]))
    assert [meaning for _, _, meaning in found] == ["New York", "York", "B&B", "new york city"]


def test_part_of_a_word_is_no_phrase() -> None:
    assert list(Phrases({"art": 1}).find(split("start the party")[1])) == []


@given(st.lists(st.sampled_from(["a", "b", "c"]), max_size=8), st.lists(st.sampled_from(["a", "b", "a b", "b c a"])))
def test_what_is_found_stands_there(words: list[str], keys: list[str]) -> None:
    last = 0
    for start, end, key in Phrases({key: key for key in keys}).find(words):
        assert " ".join(words[start:end]) == key
        assert start >= last
        last = end

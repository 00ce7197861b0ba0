"""Where a text falls into two parts that mean something each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from talkwright.nlu.combination import Pair, pair

MEANS = {"hi": 0, "hello": 0, "where": 1, "order": 1, "refund": 2}


def judge(words: Sequence[str]) -> NDArray[np.float32]:
    """Each known word speaks for its label, each unknown one for none."""
    said = np.full(3, 0.05)
    for word in words:
        said[MEANS[word] if word in MEANS else slice(None)] += 1.0
    return (said / said.sum()).astype(np.float32)


def labels(text: str) -> tuple[int, int] | None:
    found = pair(text.split(), judge)
    return None if found is None else (found.first, found.second)


def test_two_things_in_one_message() -> None:
    assert labels("hi hello where order") == (0, 1)
    assert labels("refund where order") == (2, 1)


def test_one_thing_is_one_thing() -> None:
    assert labels("where order order") is None
    assert labels("hi") is None
    assert labels("") is None


def test_parts_that_are_not_clear_are_none() -> None:
    assert labels("hi so as and where then now too") is None


@given(st.lists(st.sampled_from([*MEANS, "so", "and"]), max_size=50))
def test_both_parts_are_sure(words: list[str]) -> None:
    found = pair(words, judge)
    if found is not None:
        assert isinstance(found, Pair)
        assert found.first != found.second
        assert 0.36 <= found.confidence <= 1 + 1e-6

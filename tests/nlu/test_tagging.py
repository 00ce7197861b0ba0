"""Spans to tags and back, and which tags may follow each other."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwright.nlu.tagging import OUTSIDE, Span, Tagging

LABELS = 3


@st.composite
def spans(draw: st.DrawFn) -> list[Span]:
    found: list[Span] = []
    at = 0
    for gap, length, label in draw(
        st.lists(st.tuples(st.integers(0, 2), st.integers(1, 3), st.integers(0, LABELS - 1)))
    ):
        found.append((at + gap, at + gap + length, label))
        at += gap + length
    return found


@pytest.mark.parametrize("bilou", [False, True])
@given(spans=spans(), more=st.integers(0, 3))
def test_spans_survive_and_make_no_step_that_is_not_allowed(bilou: bool, spans: list[Span], more: int) -> None:
    tagging = Tagging(LABELS, bilou=bilou)
    tags = tagging.encode(spans, max((beyond for _, beyond, _ in spans), default=0) + more)
    assert tagging.decode(tags) == spans
    allowed = tagging.allowed()
    assert all(allowed[tag, following] for tag, following in pairwise([OUTSIDE, *tags, OUTSIDE]))


@pytest.mark.parametrize("bilou", [False, True])
@given(data=st.data())
def test_any_tags_are_spans_from_left_to_right(bilou: bool, data: st.DataObject) -> None:
    tagging = Tagging(LABELS, bilou=bilou)
    tags = data.draw(st.lists(st.integers(0, tagging.size - 1), max_size=12))
    words = [word for first, beyond, _ in tagging.decode(tags) for word in range(first, beyond)]
    assert words == [word for word, tag in enumerate(tags) if tag != OUTSIDE]

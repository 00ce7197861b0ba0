"""Buckets of tokens: how many go through, when the next one does, and that they do not fill the memory."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwright.errors import TooMany
from talkwright.server.rate import MOST, Rate


def test_a_third_of_a_minute_at_once_then_one_at_a_time() -> None:
    rate = Rate(60, "sender")
    for _ in range(20):
        rate.take("a", 0.0)
    with pytest.raises(TooMany) as refused:
        rate.take("a", 0.0)
    assert refused.value.retry_after_s == pytest.approx(1.0)
    rate.take("b", 0.0)
    rate.take("a", 1.0)
    with pytest.raises(TooMany):
        rate.take("a", 1.5)


def test_0_is_no_limit() -> None:
    rate = Rate(0, "sender")
    for _ in range(10_000):
        rate.take("a", 0.0)
    assert len(rate) == 0


@given(a_minute=st.integers(1, 600), waits=st.lists(st.floats(0, 30), min_size=1, max_size=200))
def test_no_more_than_a_minute_and_a_third_go_through_in_a_minute(a_minute: int, waits: list[float]) -> None:
    rate, now, taken = Rate(a_minute, "sender"), 0.0, []
    for wait in waits:
        now += wait
        try:
            rate.take("a", now)
        except TooMany:
            continue
        taken.append(now)
    for began in taken:
        assert sum(began <= at < began + 60 for at in taken) <= a_minute + max(1, a_minute / 3) + 1


@given(a_minute=st.integers(1, 600), tried=st.integers(1, 50))
def test_who_waits_as_long_as_is_said_gets_through(a_minute: int, tried: int) -> None:
    rate = Rate(a_minute, "sender")
    now = 0.0
    for _ in range(tried):
        try:
            rate.take("a", now)
        except TooMany as refused:
            now += refused.retry_after_s + 1e-6
            rate.take("a", now)


def test_the_one_who_was_quiet_for_longest_is_forgotten() -> None:
    rate = Rate(3, "sender")
    for number in range(MOST + 100):
        rate.take(number, 0.0)
    assert len(rate) == MOST
    with pytest.raises(TooMany):
        rate.take(MOST + 99, 0.0)
    rate.take(0, 0.0)  # forgotten: it starts afresh

"""When a machine that fails is left alone, and when it is asked again."""

from __future__ import annotations

from talkwright.encoders.breaker import Breaker


def test_it_is_left_alone_after_some_failures_in_a_row() -> None:
    breaker = Breaker(failures=2, rest_s=10)
    assert breaker.lets_through(0)
    assert not breaker.failed(0)
    assert breaker.lets_through(1)
    assert breaker.failed(1)
    assert not breaker.lets_through(2)
    assert not breaker.lets_through(10.9)


def test_after_the_rest_one_asks_for_all() -> None:
    breaker = Breaker(failures=1, rest_s=10)
    breaker.failed(0)
    assert breaker.lets_through(10)
    assert not breaker.lets_through(10)
    assert breaker.failed(11)
    assert not breaker.lets_through(20.9)
    assert breaker.lets_through(21)
    breaker.went_well()
    assert breaker.lets_through(21)
    assert breaker.lets_through(21)


def test_a_success_in_between_is_a_new_beginning() -> None:
    breaker = Breaker(failures=2, rest_s=10)
    for now in range(5):
        assert not breaker.failed(now)
        breaker.went_well()
    assert breaker.lets_through(5)

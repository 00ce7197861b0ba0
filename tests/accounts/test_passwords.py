"""Passwords as they are kept, and how often they may be tried."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher, extract_parameters
from hypothesis import given
from hypothesis import strategies as st

from talkwright.accounts.passwords import check_password, hash_password, is_dated, is_password
from talkwright.accounts.throttle import MOST_KEPT, Throttle, Throttles
from talkwright.errors import RequestError

GOOD = "four words to keep"


def test_a_hash_fits_its_password_alone_and_costs_what_it_should() -> None:
    hashed = hash_password(GOOD)
    assert is_password(hashed, GOOD)
    assert not is_password(hashed, GOOD.upper())
    assert hash_password(GOOD) != hashed, "each has a salt of its own"
    cost = extract_parameters(hashed)
    assert cost.type.name == "ID"
    assert (cost.memory_cost, cost.time_cost, cost.parallelism) >= (19 * 1024, 2, 1)


def test_without_a_hash_no_password_fits_and_neither_with_a_broken_one() -> None:
    assert not is_password(None, "")
    assert not is_password(None, GOOD)
    assert not is_password("not a hash", GOOD)


def test_what_looks_the_same_is_the_same() -> None:
    assert is_password(hash_password("ein schönes Wort"), "ein scho\u0308nes Wort")
    assert not is_password(hash_password("ein schönes Wort"), "ein \ud800")


def test_a_hash_of_another_cost_is_dated() -> None:
    assert is_dated(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(GOOD))
    assert not is_dated(hash_password(GOOD))


@pytest.mark.parametrize(
    "password", ["", "elevenchars", "aaaaaaaaaaaaaaaa", "ababababababab", "AdaLovelace1815", "x" * 257]
)
def test_passwords_that_are_easy_to_guess_are_refused(password: str) -> None:
    with pytest.raises(RequestError):
        check_password(password, "ada")


def test_a_good_password_is_taken() -> None:
    check_password(GOOD, "ada")
    check_password("wörter sind auch 漢字", "ada")


def test_tries_run_out_and_come_back_with_time() -> None:
    throttle = Throttle(3, 10.0)
    assert [throttle.take("ada", 0.0) for _ in range(4)] == [0.0, 0.0, 0.0, 10.0]
    assert throttle.take("bob", 0.0) == 0.0
    assert throttle.take("ada", 4.0) == pytest.approx(6.0)
    assert throttle.take("ada", 10.0) == 0.0
    assert throttle.take("ada", 10.0) > 0.0


def test_a_try_that_succeeds_costs_nothing() -> None:
    throttle = Throttle(2, 10.0)
    for now in range(50):
        assert throttle.take("ada", now / 1000) == 0.0
        throttle.give_back("ada")
    throttle.give_back("nobody")


@given(st.lists(st.floats(0, 5), max_size=200))
def test_no_more_tries_than_were_promised(pauses: list[float]) -> None:
    throttle, now, passed = Throttle(5, 2.0), 0.0, 0
    for pause in pauses:
        now += pause
        passed += throttle.take("ada", now) == 0.0
    assert passed <= 5 + now / 2.0 + 1e-6


def test_memory_is_bounded() -> None:
    throttle = Throttle(1, 10.0)
    for number in range(MOST_KEPT + 10):
        throttle.take(number, 0.0)
    assert throttle.take(0, 0.0) == 0.0, "who was quiet for longest is forgotten"
    assert throttle.take(MOST_KEPT, 0.0) > 0.0


def test_who_guesses_is_stopped_and_the_owner_elsewhere_is_not() -> None:
    throttles = Throttles()
    waits = [throttles.take("ada", "203.0.113.7", 0.0) for _ in range(6)]
    assert waits[:5] == [0.0] * 5
    assert waits[5] > 0
    assert throttles.take("ada", "198.51.100.1", 0.0) == 0.0
    names = [throttles.take(f"name{number}", "203.0.113.7", 0.0) for number in range(40)]
    assert any(names), "one address may not try every name"

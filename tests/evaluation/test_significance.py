"""Whether a difference is luck: the numbers are those of the books, and luck is not called a difference."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwright.evaluation.significance import compare_paired, mcnemar

ANSWERS = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("one_only", "other_only", "p"),
    [(0, 0, 1.0), (3, 3, 1.0), (0, 5, 0.0625), (1, 9, 0.021484375), (0, 10, 0.001953125), (6, 16, 0.05247879)],
)
def test_the_exact_test_is_a_two_sided_sign_test(one_only: int, other_only: int, p: float) -> None:
    assert mcnemar(one_only, other_only) == pytest.approx(p)
    assert mcnemar(other_only, one_only) == pytest.approx(p)


def test_thousands_of_messages_are_no_trouble() -> None:
    assert mcnemar(2000, 2000) == 1.0
    assert mcnemar(500, 3000) < 1e-100


@given(ANSWERS)
def test_the_difference_lies_in_its_interval(answers: list[tuple[bool, bool]]) -> None:
    one, other = [mine for mine, _ in answers], [theirs for _, theirs in answers]
    found = compare_paired(one, other)
    assert found.difference == pytest.approx((sum(other) - sum(one)) / len(answers))
    assert -1 <= found.low <= found.difference + 1e-9
    assert found.difference - 1e-9 <= found.high <= 1
    assert 0 <= found.p <= 1
    turned = compare_paired(other, one)
    assert (turned.one_only, turned.other_only, turned.p) == (found.other_only, found.one_only, found.p)


def test_luck_is_seldom_called_significant() -> None:
    """Of two hundred comparisons between equals about one in twenty, and the exact test is on the safe side."""
    random = Random(7)

    def answers() -> list[bool]:
        return [random.random() < 0.8 for _ in range(120)]

    called = sum(compare_paired(answers(), answers()).is_significant for _ in range(200))
    assert called <= 0.08 * 200


def test_nothing_asked_is_no_difference() -> None:
    found = compare_paired([], [])
    assert (found.count, found.difference, found.p, found.is_significant) == (0, 0.0, 1.0, False)

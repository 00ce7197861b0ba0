"""Rows and texts of conditions say the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwright.builder.conditions.rows import ONE_SIDED, ROW_OPERATORS, Row, Rows, rows_of, text_of
from talkwright.errors import Place, Problems, RequestError
from talkwright.flows.condition import compile_condition

SIDES = st.sampled_from(["slots.size", "slots.order.total", "context.reason", "'a'", '"it\'s"', "5", "-2.5", "true"])
LEFT = st.sampled_from(["slots.size", "slots.and-more", "context.reason", "slots.{{context.collect}}"])


@st.composite
def rows(draw: st.DrawFn) -> Rows:
    found = []
    for _ in range(draw(st.integers(1, 4))):
        operator = draw(st.sampled_from(ROW_OPERATORS))
        right = draw(SIDES)
        if operator in ONE_SIDED:
            right = ""
        elif "one of" in operator:
            right = " ".join(draw(st.lists(SIDES, min_size=1, max_size=3)))
        elif "match" in operator:
            right = draw(st.sampled_from(["'^a+$'", "'(?i)b'"]))
        found.append(Row(draw(LEFT), operator, right))
    return Rows("and" if len(found) == 1 else draw(st.sampled_from(["and", "or"])), tuple(found))


@given(rows())
def test_the_rows_of_the_text_of_rows_are_these_rows(given: Rows) -> None:
    text = text_of(given)
    assert rows_of(text) == given
    assert compile_condition(text, Place(""), Problems()) is not None


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("slots.a is not null", (Row("slots.a", "is not null"),)),
        ("slots.a", (Row("slots.a", "holds"),)),
        ("not slots.a", (Row("slots.a", "does not hold"),)),
        ("slots.a == 5", (Row("slots.a", "=", "5"),)),
        ("{'x', 'y'} contains slots.a", (Row("slots.a", "one of", "'x' 'y'"),)),
        ("not (slots.a matches '^x')", (Row("slots.a", "does not match", "'^x'"),)),
        ("slots.a and (slots.b or slots.c)", None),
        ("slots.a and slots.b or slots.c", None),
        ("not (slots.a < 5)", None),
        ("not (slots.a and slots.b)", None),
        ("slots.a =", None),
        ("", None),
    ],
)
def test_what_fits_into_rows_has_them(text: str, rows: tuple[Row, ...] | None) -> None:
    assert rows_of(text) == (None if rows is None else Rows("and", rows))


def test_alternatives_are_rows_too() -> None:
    found = rows_of("slots.a = 1 or slots.a = 2 or slots.b")
    assert found is not None
    assert found.op == "or"
    assert text_of(found) == "slots.a = 1 or slots.a = 2 or slots.b"


@pytest.mark.parametrize(
    "row",
    [
        Row("slots.a", "=", "large"),
        Row("slots.a", "=", ""),
        Row("slots.a", "is null", "5"),
        Row("slots.a", "=", "5 or slots.b"),
        Row("slots.a", "resembles", "5"),
        Row("", "holds"),
        Row("slots.a", "=", "'unclosed"),
        Row("slots.a", "one of", "'a'} contains slots.a or {'b'"),
    ],
)
def test_what_is_no_row_is_refused(row: Row) -> None:
    with pytest.raises(RequestError):
        text_of(Rows("and", (row,)))


def test_a_row_may_be_written_in_other_ways() -> None:
    assert (
        text_of(Rows("and", (Row("slots.a", "==", '"x"'), Row("slots.b", "=", "NULL"))))
        == "slots.a = 'x' and slots.b is null"
    )


def test_a_condition_has_a_row() -> None:
    with pytest.raises(RequestError):
        text_of(Rows("and", ()))

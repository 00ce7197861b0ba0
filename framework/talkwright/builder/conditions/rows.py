"""Conditions as rows, for those who fill in boxes: left, operator, right, joined by one ``and`` or one ``or``.

The rule: rows are another way to see a text. What does not fit into rows has none, and what rows become reads as the
same rows again. Both sides of a row are written as in a condition: ``slots.size``, ``'large'``, ``5``.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from talkwright.errors import Place, Problems, RequestError
from talkwright.flows.condition import compile_condition
from talkwright.flows.condition_syntax import parsed
from talkwright.flows.expression import (
    And,
    Choice,
    Comparison,
    Constant,
    Expression,
    Not,
    Or,
    Reference,
    SlotNamedBy,
    written,
)

Joint = Literal["and", "or"]

ONE_SIDED = ("is null", "is not null", "holds", "does not hold")
"""The operators that have nothing on the right. ``holds`` is a value by itself: neither null, nor false, nor empty."""
OPERATORS = ("=", "!=", "<", "<=", ">", ">=", "contains", "matches", *ONE_SIDED)
NEGATED = {"does not contain": "contains", "does not match": "matches", "not one of": "one of"}
ROW_OPERATORS = (*OPERATORS, "one of", *NEGATED)
_NEGATIONS = {plain: negated for negated, plain in NEGATED.items()}


class Row(msgspec.Struct, frozen=True):
    """``operator`` is one of ``ROW_OPERATORS``. To the right of ``one of`` stand values with spaces between them."""

    left: str
    operator: str
    right: str = ""


class Rows(msgspec.Struct, frozen=True):
    """At least one row. Of one row ``op`` is ``and``."""

    op: Joint
    rows: tuple[Row, ...]


def rows_of(text: str) -> Rows | None:
    """The rows of a condition; None when it is none, or does not fit into rows."""
    expression = parsed(text)
    match expression:
        case None:
            return None
        case And(parts):
            return _joined("and", parts)
        case Or(parts):
            return _joined("or", parts)
        case _:
            return _joined("and", (expression,))


def text_of(rows: Rows) -> str:
    """The condition that ``rows`` say. Raises ``RequestError`` when they say none."""
    if not rows.rows:
        raise RequestError("A condition has at least one row.", "Add a row, or remove the condition.")
    return f" {rows.op} ".join(map(_checked, rows.rows))


def _checked(row: Row) -> str:
    """The text of one row, which is nothing but one row."""
    text = _written(row)
    found = rows_of(text)
    if found is None or len(found.rows) != 1 or compile_condition(text, Place(""), Problems()) is None:
        message = f"This is no row of a condition: {row.left} {row.operator} {row.right}".rstrip()
        raise RequestError(message, "Put text in quotes, and write slots.name for a slot.")
    return _written(found.rows[0])


def _joined(op: Joint, parts: tuple[Expression, ...]) -> Rows | None:
    rows = [_row(part) for part in parts]
    found = tuple(row for row in rows if row is not None)
    return Rows(op, found) if len(found) == len(rows) else None


def _row(part: Expression) -> Row | None:
    match part:
        case Comparison("=", left, Constant(None)) if not isinstance(left, Choice):
            return Row(written(left), "is null")
        case Comparison("!=", left, Constant(None)) if not isinstance(left, Choice):
            return Row(written(left), "is not null")
        case Comparison("contains", Choice(items), right):
            return Row(written(right), "one of", " ".join(map(written, items)))
        case Comparison(operator, left, right):
            return Row(written(left), operator, written(right))
        case Not(Comparison("contains" | "matches") as inner):
            row = _row(inner)
            return row and Row(row.left, _NEGATIONS[row.operator], row.right)
        case Not(Constant() | Reference() | SlotNamedBy() as value):
            return Row(written(value), "does not hold")
        case Constant() | Reference() | SlotNamedBy():
            return Row(written(part), "holds")
        case _:
            return None


def _written(row: Row) -> str:
    operator = NEGATED.get(row.operator, row.operator)
    match operator:
        case "holds":
            text = row.left
        case "does not hold":
            text = f"not {row.left}"
        case "one of":
            text = f"{{{row.right}}} contains {row.left}"
        case _:
            text = f"{row.left} {operator} {row.right}".rstrip()
    return f"not {text}" if row.operator in NEGATED else text

"""A condition as a tree: the values it is made of and how to walk and write them.

The rule: plain frozen values that know nothing of texts, slots or running. ``condition_syntax`` makes a tree of a text,
``condition_types`` judges it, ``condition`` turns it into functions.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import Any

import msgspec


class Special(enum.Enum):
    """Two constants that no stored value equals. Neither is true."""

    UNDEFINED = "undefined"
    EMPTY = "empty"

    def __bool__(self) -> bool:
        return False


class Constant(msgspec.Struct, frozen=True):
    """A value written in the condition."""

    value: bool | int | float | str | Special | None


class Reference(msgspec.Struct, frozen=True):
    """``slots.order.total``: ``space`` is slots or context, ``path`` what follows, from the outside in."""

    space: str
    path: tuple[str, ...]


class SlotNamedBy(msgspec.Struct, frozen=True):
    """``slots.{{context.collect}}``: the slot whose name stands in the context under ``key``."""

    key: str


class Name(msgspec.Struct, frozen=True):
    """A bare word, which names nothing. It is in the tree only to be reported; ``at`` counts characters from 1."""

    text: str
    at: int


class Choice(msgspec.Struct, frozen=True):
    """``{'a' 'b'}``, the left side of ``contains``."""

    items: tuple[Operand, ...]


class Comparison(msgspec.Struct, frozen=True):
    """``operator`` is one of ``= != < <= > >= contains matches``; the right side of ``matches`` is a text constant."""

    operator: str
    left: Operand | Choice
    right: Operand


class Not(msgspec.Struct, frozen=True):
    """True when ``of`` is not."""

    of: Expression


class And(msgspec.Struct, frozen=True):
    """True when all of two or more are."""

    of: tuple[Expression, ...]


class Or(msgspec.Struct, frozen=True):
    """True when one of two or more is."""

    of: tuple[Expression, ...]


Operand = Constant | Reference | SlotNamedBy | Name
Expression = Operand | Comparison | Not | And | Or


def written(part: Operand | Choice | Comparison) -> str:
    """A part of a condition as one writes it."""
    match part:
        case Comparison(operator, left, right):
            return f"{written(left)} {operator} {written(right)}"
        case Choice(items):
            return f"{{{' '.join(map(written, items))}}}"
        case Reference(space, path):
            return ".".join((space, *path))
        case SlotNamedBy(key):
            return f"slots.{{{{context.{key}}}}}"
        case Name(text):
            return text
        case Constant(value):
            return _written_constant(value)


def operands(expression: Expression) -> Iterator[Operand]:
    """Every operand, from left to right."""
    match expression:
        case And(parts) | Or(parts):
            for part in parts:
                yield from operands(part)
        case Not(part):
            yield from operands(part)
        case Comparison(_, left, right):
            yield from left.items if isinstance(left, Choice) else (left,)
            yield right
        case _:
            yield expression


def comparisons(expression: Expression) -> Iterator[Comparison]:
    """Every comparison, from left to right."""
    match expression:
        case And(parts) | Or(parts):
            for part in parts:
                yield from comparisons(part)
        case Not(part):
            yield from comparisons(part)
        case Comparison():
            yield expression
        case _:
            pass


def _written_constant(value: Any) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case str():
            return f'"{value}"' if "'" in value else f"'{value}'"
        case Special():
            return str(value.value)
        case _:
            return str(value)

"""Conditions: compiled once, at load, to plain functions over the slots and the context.

The rule: a condition is judged when it is compiled and never raises when it is tested. What cannot be compared is not
right: ``null < 5`` is false. It reads nothing but the two mappings it is given, and it has no clock and no memory.

A slot that is missing from the mapping is undefined, one that is None is null; neither is true. The language has a page
of its own, docs/conditions.md.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from talkwright.conversation.schema import Schema
from talkwright.errors import Place, Problems
from talkwright.flows.condition_syntax import parse_expression
from talkwright.flows.condition_types import check_types
from talkwright.flows.expression import (
    And,
    Choice,
    Comparison,
    Constant,
    Expression,
    Name,
    Not,
    Operand,
    Or,
    Reference,
    SlotNamedBy,
    Special,
    operands,
)
from talkwright.flows.pattern import compile_pattern

Values = Mapping[str, Any]
Read = Callable[[Values, Values], Any]  # (slots, context) -> a value
Test = Callable[[Values, Values], bool]

_UNDEFINED = Special.UNDEFINED


@dataclass(frozen=True, slots=True)
class Condition:
    """A compiled condition. ``slots`` are the names of the slots it reads; equal texts are equal conditions.

    ``test(slots, context)`` says whether it holds; it never raises for values that JSON can hold.
    """

    text: str
    slots: frozenset[str] = field(compare=False)
    expression: Expression = field(compare=False, repr=False)
    test: Test = field(compare=False, repr=False)


def compile_condition(text: str, place: Place, problems: Problems, schema: Schema | None = None) -> Condition | None:
    """The condition that ``text`` says, or None when an error was reported at ``place``.

    ``text`` may be a YAML boolean as text ("True"). With a schema, slots that do not exist and comparisons that can
    never be right are found as well.
    """
    found = Problems()
    condition = _compile(text, place, found, schema)
    problems.extend(found.all)
    return None if found.errors else condition


def _compile(text: str, place: Place, problems: Problems, schema: Schema | None) -> Condition | None:
    expression = parse_expression(text, place, problems)
    if expression is None:
        return None
    check_types(expression, place, problems, schema)
    test = _Compiler(place, problems).test(expression)
    names = (each.path[0] for each in operands(expression) if isinstance(each, Reference) and each.space == "slots")
    return Condition(text, frozenset(names), expression, test)


def test_of(expression: Expression) -> Test:
    """What ``expression`` says of slots and a context. Nothing is reported."""
    return _Compiler(Place(""), Problems()).test(expression)


class _Compiler:
    """From a tree to functions, one method for each meaning."""

    def __init__(self, place: Place, problems: Problems) -> None:
        self.place = place
        self.problems = problems

    def test(self, expression: Expression) -> Test:
        match expression:
            case And(parts):
                tests = [self.test(part) for part in parts]
                return lambda slots, context: all(test(slots, context) for test in tests)
            case Or(parts):
                tests = [self.test(part) for part in parts]
                return lambda slots, context: any(test(slots, context) for test in tests)
            case Not(part):
                inner = self.test(part)
                return lambda slots, context: not inner(slots, context)
            case Comparison():
                return self._comparison(expression)
            case _:
                read = _read(expression)
                return lambda slots, context: bool(read(slots, context))

    def _comparison(self, comparison: Comparison) -> Test:
        left, right = _read(comparison.left), _read(comparison.right)
        match comparison:
            case Comparison("matches", _, Constant(str() as pattern)):
                matches = compile_pattern(pattern, self.place, self.problems) or _never
                return lambda slots, context: matches(left(slots, context))
            case Comparison("=" | "!="):
                return _equality(comparison, left, right)
            case _:
                holds = _TESTS[comparison.operator]
                return lambda slots, context: holds(left(slots, context), right(slots, context))


def _read(operand: Operand | Choice) -> Read:
    match operand:
        case Choice(items):
            reads = [_read(item) for item in items]
            return lambda slots, context: [read(slots, context) for read in reads]
        case Constant(value):
            return lambda slots, context: value
        case Reference("slots", (name,)):
            return lambda slots, context: slots.get(name, _UNDEFINED)
        case Reference("slots", path):
            return lambda slots, context: _part(slots, path)
        case Reference(_, path):
            return lambda slots, context: _part(context, path)
        case SlotNamedBy(key):
            return lambda slots, context: _part(slots, (context.get(key),))
        case Name():
            return lambda slots, context: _UNDEFINED


def _equality(comparison: Comparison, left: Read, right: Read) -> Test:
    wanted = comparison.operator == "="
    if comparison.right == Constant(Special.EMPTY):
        return lambda slots, context: _is_empty(left(slots, context)) is wanted
    if comparison.left == Constant(Special.EMPTY):
        return lambda slots, context: _is_empty(right(slots, context)) is wanted
    if wanted:
        return lambda slots, context: bool(left(slots, context) == right(slots, context))
    return lambda slots, context: bool(left(slots, context) != right(slots, context))


def _part(whole: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        if not isinstance(whole, Mapping) or not isinstance(key, str) or key not in whole:
            return _UNDEFINED
        whole = whole[key]
    return whole


def _is_empty(value: Any) -> bool:
    """Whether a value is there and holds nothing, or is not there at all; null is not empty."""
    return isinstance(value, Special) or (isinstance(value, (str, list, tuple, dict)) and not value)


def _contains(left: Any, right: Any) -> bool:
    if isinstance(left, str):
        return isinstance(right, str) and right in left
    return isinstance(left, (list, tuple)) and right in left


def _never(_: Any) -> bool:
    return False


def _ordered(holds: Callable[[Any, Any], Any]) -> Callable[[Any, Any], bool]:
    def test(left: Any, right: Any) -> bool:
        try:
            return bool(holds(left, right))
        except TypeError:  # text and a number, null and anything
            return False

    return test


_TESTS = {
    "contains": _contains,
    "<": _ordered(operator.lt),
    "<=": _ordered(operator.le),
    ">": _ordered(operator.gt),
    ">=": _ordered(operator.ge),
}

"""The cases that conditions tell apart: which branch is taken for which values of the slots.

The rule: a condition is tried, not reasoned about. Of each slot there are few kinds of values that its conditions can
tell from one another: without a value, each constant that it is compared with, and what lies between and beside them.
One value of each kind stands for all, and the conditions are run on every combination. What cannot be tried that way, a
pattern or two slots with one another, counts as a coin that may fall either way.

An empty slot is there twice: nothing has filled it (``NOTHING``), or an action may have (``PERHAPS_NOTHING``). Both are
null to a condition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise, product
from math import prod
from operator import or_
from typing import Any

from talkwright.conversation.schema import Schema, Slot
from talkwright.flows.condition import Test, test_of
from talkwright.flows.expression import (
    And,
    Choice,
    Comparison,
    Constant,
    Expression,
    Not,
    Operand,
    Or,
    Reference,
    Special,
    comparisons,
    operands,
    written,
)

MOST_CASES = 3_000  # of one step's conditions; when there are more, nothing is said of them
NOTHING, PERHAPS_NOTHING = 1, 2  # the first two kinds of every slot, as bits

Kinds = int
"""A set of a slot's kinds of values, as bits."""

_OTHER = "\ue000"  # a text that nobody compares with
_COIN = "coin"


@dataclass(frozen=True, slots=True)
class Case:
    """A kind for each of ``Cases.slots``, which conditions hold, and the first of them (or how many there are)."""

    kinds: tuple[Kinds, ...]
    holds: tuple[bool, ...]
    taken: int


@dataclass(frozen=True)
class Cases:
    """All combinations. ``slots`` are those that the conditions read."""

    slots: tuple[str, ...]
    every: tuple[Case, ...]

    def within(self, state: Mapping[str, Kinds]) -> list[Case]:
        """Those that can be when each slot is of its kinds in ``state``."""
        allowed = [state[name] for name in self.slots]
        return [case for case in self.every if all(a & b for a, b in zip(case.kinds, allowed, strict=True))]

    def narrowed(self, state: Mapping[str, Kinds], cases: Iterable[Case]) -> dict[str, Kinds]:
        """``state`` with what ``cases`` leave of its slots."""
        left = [reduce(or_, column) for column in zip(*(case.kinds for case in cases), strict=True)]
        return {**state, **dict(zip(self.slots, left, strict=True))}


class Kindred:
    """The kinds of values of each slot that ``expressions`` and the values ``given`` to slots tell apart."""

    def __init__(self, schema: Schema, expressions: Iterable[Expression], given: Iterable[tuple[str, Any]]) -> None:
        self._schema = schema
        constants: dict[str, list[Any]] = {}
        for expression in expressions:
            for name, value in _constants(expression):
                constants.setdefault(name, []).append(value)
        for name, value in given:
            constants.setdefault(name, []).append(value)
        self._values: dict[str, tuple[Any, ...]] = {}
        self._constants = constants

    def values(self, name: str) -> tuple[Any, ...]:
        """A value of each kind, in the order of their bits; the first two are None."""
        if name not in self._values:
            kinds = _kinds(self._schema.slots[name], self._constants.get(name, ()))
            self._values[name] = (None, None, *kinds)
        return self._values[name]

    def all(self, name: str) -> Kinds:
        """Every kind of the slot."""
        return int((1 << len(self.values(name))) - 1)

    def of(self, name: str, value: Any) -> Kinds:
        """The kind of one value that was among the constants."""
        if value is None:
            return NOTHING
        for index, each in enumerate(self.values(name)[2:], 2):
            if type(each) is type(value) and each == value:
                return 1 << index
        return self.all(name) & ~(NOTHING | PERHAPS_NOTHING)

    def is_closed(self, name: str) -> bool:
        """Whether all values of the slot are known, so that they can be named."""
        return _is_closed(self._schema.slots[name])

    def cases(self, conditions: Sequence[Expression]) -> Cases | None:
        """The cases of ``conditions``, or None when there are too many, or one names a slot that there is not."""
        coins: dict[str, str] = {}
        tests = [test_of(self._tossed(condition, coins)) for condition in conditions]
        names = tuple(dict.fromkeys(name for each in conditions for name in slots_of(each)))
        if any(name not in self._schema.slots for name in names):
            return None
        values = [self.values(name) for name in names]
        if prod(map(len, values)) << len(coins) > MOST_CASES:
            return None
        tosses = [dict(zip(coins.values(), toss, strict=True)) for toss in product((False, True), repeat=len(coins))]
        return Cases(names, tuple(_try(names, values, tests, tosses)))

    def _tossed(self, expression: Expression, coins: dict[str, str]) -> Expression:
        """``expression`` with a coin for whatever cannot be tried; null stays what it is."""
        match expression:
            case And(parts):
                return And(tuple(self._tossed(part, coins) for part in parts))
            case Or(parts):
                return Or(tuple(self._tossed(part, coins) for part in parts))
            case Not(part):
                return Not(self._tossed(part, coins))
            case Comparison():
                return expression if self._can_be_tried(expression) else _coin(expression, coins)
            case Constant() | Reference("slots", (_,)):
                return expression
            case _:
                return _coin(expression, coins)

    def _can_be_tried(self, comparison: Comparison) -> bool:
        left, right = comparison.left, comparison.right
        items = left.items if isinstance(left, Choice) else (left,)
        references = [each for each in (*items, right) if not isinstance(each, Constant)]
        slots = [self._schema.slots.get(each.path[0]) for each in references if isinstance(each, Reference)]
        if not all(map(_is_slot, references)) or comparison.operator == "matches":
            return False
        if len(slots) > 1:
            return all(slot is not None and _is_closed(slot) for slot in slots)
        types = {slot.type for slot in slots if slot is not None}
        if comparison.operator == "contains":
            return isinstance(left, Choice)
        return comparison.operator in {"=", "!="} or types <= {"float", "bool"}


def slots_of(expression: Expression) -> Iterator[str]:
    """The slots that it reads by their names."""
    return (each.path[0] for each in operands(expression) if isinstance(each, Reference) and each.space == "slots")


def _try(
    names: tuple[str, ...], values: list[tuple[Any, ...]], tests: list[Test], tosses: list[dict[str, bool]]
) -> Iterator[Case]:
    for chosen in product(*(range(len(each)) for each in values)):
        slots = {name: values[at][index] for at, (name, index) in enumerate(zip(names, chosen, strict=True))}
        kinds = tuple(1 << index for index in chosen)
        seen = set()
        for toss in tosses:
            holds = tuple(test(slots, toss) for test in tests)
            if holds not in seen:
                seen.add(holds)
                yield Case(kinds, holds, holds.index(True) if True in holds else len(holds))


def _coin(expression: Expression, coins: dict[str, str]) -> Expression:
    """A coin, which falls on false when a slot that has to be compared is null."""
    text = written(expression)  # type: ignore[arg-type]
    coin: Expression = Reference("context", (coins.setdefault(text, f"{_COIN} {len(coins)}"),))
    if isinstance(expression, Comparison) and expression.operator in {"=", "!="}:
        return coin
    needed = [each for each in operands(expression) if isinstance(each, Reference) and each.space == "slots"]
    if isinstance(expression, Comparison) and isinstance(expression.left, Choice):
        needed = []
    if isinstance(expression, Comparison) and expression.operator == "contains":
        needed = [each for each in needed if each == expression.left]
    filled = tuple(Comparison("!=", Reference("slots", each.path[:1]), Constant(None)) for each in needed)
    return And((*filled, coin)) if filled else coin


def _is_slot(operand: Operand) -> bool:
    return isinstance(operand, Reference) and operand.space == "slots" and len(operand.path) == 1


def _is_closed(slot: Slot) -> bool:
    """Whether all its values are known."""
    return slot.type == "bool" or (slot.type == "categorical" and bool(slot.values))


def _constants(expression: Expression) -> Iterator[tuple[str, Any]]:
    """Each constant with the slot that it is compared with."""
    for comparison in comparisons(expression):
        items = comparison.left.items if isinstance(comparison.left, Choice) else (comparison.left,)
        for left in items:
            for one, other in ((left, comparison.right), (comparison.right, left)):
                if isinstance(one, Reference) and _is_slot(one) and isinstance(other, Constant):
                    yield one.path[0], other.value


def _kinds(slot: Slot, constants: Sequence[Any]) -> tuple[Any, ...]:
    """A value of every kind but null."""
    plain = [value for value in constants if value is not None and not isinstance(value, Special)]
    match slot.type:
        case "bool":
            return (False, True)
        case "categorical" if slot.values:
            return slot.values
        case "float":
            numbers = sorted({0.0, *(float(value) for value in plain if isinstance(value, (bool, int, float)))})
            between = [(one + other) / 2 for one, other in pairwise(numbers)]
            return (*numbers, *between, numbers[0] - 1, numbers[-1] + 1)
        case "text" | "categorical":
            return (*dict.fromkeys(value for value in ("", *plain) if isinstance(value, str)), _OTHER)
        case "list":
            return ([], [_OTHER])
        case _:
            different: list[Any] = []
            for value in (*plain, "", 0, [], _OTHER):
                if value not in different:
                    different.append(value)
            return tuple(different)

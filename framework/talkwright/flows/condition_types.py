"""Which names of a condition lead nowhere and which comparisons can never be right, as far as the schema shows.

The rule: it judges a tree and reports; it runs nothing and changes nothing. Only what is wrong whatever a conversation
holds is an error. That a slot may be unset is no mistake: at run time such a comparison is false.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from talkwright.conversation.schema import Schema, Slot
from talkwright.errors import Place, Problems, Rewrite
from talkwright.flows.expression import (
    Choice,
    Comparison,
    Constant,
    Expression,
    Name,
    Operand,
    Reference,
    Special,
    comparisons,
    operands,
    written,
)
from talkwright.yaml import guess

_TEXT, _NUMBER, _BOOL, _LIST = "text", "a number", "true or false", "a list"
_UNKNOWN = "anything"
_UNCONVERTED = "Nothing is converted: compare values of one type."
_KIND_OF_SLOT = {"text": _TEXT, "bool": _BOOL, "float": _NUMBER, "list": _LIST}
_KIND_OF_CONSTANT: dict[type, str] = {
    str: _TEXT,
    bool: _BOOL,
    int: _NUMBER,
    float: _NUMBER,
    type(None): "null",
}


class _Fault(NamedTuple):
    why: str
    hint: str
    change: Rewrite | None = None
    certain: bool = True  # else true or false meets a number, which Python counts as 1 and 0


def check_types(expression: Expression, place: Place, problems: Problems, schema: Schema | None) -> None:
    """Report what cannot be meant. Without a schema a slot may have any name and hold anything."""
    slots = None if schema is None else schema.slots
    for operand in operands(expression):
        _check_name(operand, slots, place, problems)
    for comparison in comparisons(expression):
        fault = next(_faults(comparison, slots or {}), None)
        if fault is not None and fault.certain:
            message = f"`{written(comparison)}` cannot be right: {fault.why}."
            problems.error("condition/type-mismatch", message, place, fault.hint, fault.change)
        elif fault is not None:
            message = f"`{written(comparison)}` is hardly meant: {fault.why}."
            problems.warning("condition/type-mismatch", message, place, fault.hint, fault.change)
        _check_values(comparison, slots or {}, place, problems)


def _check_name(operand: Operand, slots: Mapping[str, Slot] | None, place: Place, problems: Problems) -> None:
    match operand:
        case Name(word, at):
            message = f"The word {word!r} at character {at} names nothing."
            hint = f"Write slots.{word} for a slot, or '{word}' in quotes for text."
            change = None
            if slots is not None and word in slots:
                hint, change = f"Write slots.{word} for the slot.", Rewrite(word, f"slots.{word}")
            problems.error("condition/unknown-name", message, place, hint, change)
        case Reference("slots", (name, *rest)) if slots is not None:
            slot = slots.get(name)
            if slot is None:
                hint, near = guess(name, slots, f"Add '{name}:' with its type to 'slots' in the domain.")
                change = Rewrite(f"slots.{name}", f"slots.{near.new}") if near else None
                message = f"The slot {name!r} is not in the domain."
                problems.error("condition/unknown-slot", message, place, hint, change)
            elif rest and slot.type != "any":
                message = f"`{written(operand)}` is a part of a slot of type {slot.type}, which has no parts."
                hint = "Give the slot the type any to look into it."
                problems.error("condition/type-mismatch", message, place, hint)


def _faults(comparison: Comparison, slots: Mapping[str, Slot]) -> Iterator[_Fault]:
    """Why ``comparison`` can never be right."""
    left, right = comparison.left, comparison.right
    if isinstance(left, Choice):
        for item in left.items:
            yield from _faults(Comparison("=", item, right), slots)
        return
    kinds = {_kind(left, slots), _kind(right, slots)} - {_UNKNOWN}
    match comparison.operator:
        case "=" | "!=":
            if "empty" in kinds and not kinds <= {"empty", "null", "undefined", _TEXT, _LIST}:
                yield _Fault("only text and lists can be empty", "Write 'is null' for a slot without a value.")
            if not kinds & {"empty", "null", "undefined"}:
                yield from _differences(left, right, slots)
        case "contains":
            if not {_kind(left, slots)} <= {_TEXT, _LIST, _UNKNOWN}:
                yield _Fault("only text, lists and sets contain something", "Write = for a single value.")
            if _kind(left, slots) == _TEXT and _kind(right, slots) not in {_TEXT, _UNKNOWN}:
                yield _Fault("text contains nothing but text", "Put the value in quotes.")
        case "matches":
            if _kind(left, slots) not in {_TEXT, _UNKNOWN}:
                yield _Fault("a pattern is searched in text only", "Compare the value with = or <.")
        case _:
            if not kinds <= {_TEXT, _NUMBER, _BOOL}:
                yield _Fault("only numbers and text have an order", "Test for a missing value with 'is null'.")
            yield from _differences(left, right, slots)


def _differences(left: Operand, right: Operand, slots: Mapping[str, Slot]) -> Iterator[_Fault]:
    kinds = (_kind(left, slots), _kind(right, slots))
    if kinds[0] == kinds[1] or _UNKNOWN in kinds:
        return
    why = f"{written(left)} is {kinds[0]} and {written(right)} is {kinds[1]}"
    advice = _retyped(left, kinds[1]) or _retyped(right, kinds[0]) or (_UNCONVERTED, None)
    yield _Fault(why, *advice, certain=set(kinds) != {_BOOL, _NUMBER})


def _retyped(operand: Operand, wanted: str) -> tuple[str, Rewrite | None] | None:
    """How to write a constant so that it has the wanted kind, when there is a way."""
    if not isinstance(operand, Constant):
        return None
    text = str(operand.value).lower()
    if wanted == _TEXT:
        return f"Write '{text}' in quotes.", None
    if wanted == _LIST:
        return "Write contains to look into a list.", None
    if (wanted == _NUMBER and text.replace(".", "", 1).isdecimal()) or (wanted == _BOOL and text in {"true", "false"}):
        return f"Write {text} without quotes.", Rewrite(written(operand), text)
    return None


def _check_values(comparison: Comparison, slots: Mapping[str, Slot], place: Place, problems: Problems) -> None:
    """Report values that a categorical slot does not have, and slots that are never undefined."""
    left, right = comparison.left, comparison.right
    pairs = [(item, right) for item in left.items] if isinstance(left, Choice) else [(left, right)]
    if comparison.operator not in {"=", "!="} and not isinstance(left, Choice):
        return
    strange: list[tuple[Slot, Constant]] = []
    for one, other in pairs:
        slot = _slot(one, slots) or _slot(other, slots)
        constant = one if isinstance(one, Constant) else other
        if slot is None or not isinstance(constant, Constant):
            continue
        if constant.value is Special.UNDEFINED:
            message = f"The slot {slot.name!r} is in the domain and so never undefined; without a value it is null."
            change = Rewrite("undefined", "null")
            problems.warning("condition/never-undefined", message, place, "Write 'is null'.", change)
        elif slot.type == "categorical" and not _is_absent(constant.value) and constant.value not in slot.values:
            strange.append((slot, constant))
    can_be_right = comparison.operator == "!=" or len(strange) < len(pairs)
    for slot, constant in strange:
        known = [str(value) for value in slot.values]
        hint, meant = guess(str(constant.value), known, f"Its values are: {', '.join(known)}.")
        message = f"{written(constant)} is not a value of the categorical slot {slot.name!r}."
        report = problems.warning if can_be_right or not known else problems.error
        report("condition/unknown-value", message, place, hint, meant)


def _is_absent(value: Any) -> bool:
    return value is None or isinstance(value, Special)


def _slot(operand: Operand, slots: Mapping[str, Slot]) -> Slot | None:
    match operand:
        case Reference("slots", (name,)):
            return slots.get(name)
        case _:
            return None


def _kind(operand: Operand, slots: Mapping[str, Slot]) -> str:
    """What the operand holds whenever it holds something, in words."""
    match operand:
        case Constant(Special() as value):
            return str(value.value)
        case Constant(value):
            return _KIND_OF_CONSTANT[type(value)]
        case _:
            slot = _slot(operand, slots)
            return _UNKNOWN if slot is None else _KIND_OF_SLOT.get(slot.type, _UNKNOWN)

"""What can be written at a spot of a condition: slots, values that the slot can have, operators that fit its type.

The grammar itself says what may follow; the slots of the domain say what makes sense there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from talkwright.conversation.schema import Schema, Slot
from talkwright.flows.condition_syntax import possible_after
from talkwright.flows.expression import Constant, written

_PARTIAL = re.compile(r"[\w.{}-]*$")
_LAST = re.compile(r"slots\.([\w-]+)\s*$")
_COMPARED = re.compile(
    r"(?<![\w.-])slots\.([\w-]+)\s*(?:(==?|!=|\bis\s+not|\bis)|<=?|>=?|\bcontains|\bmatches)\s*$", re.IGNORECASE
)
_EQUAL = ("=", "!=", "is null", "is not null")
_ORDER = ("<", "<=", ">", ">=")
_OPERATORS = {
    "text": (*_EQUAL, "matches", "contains"),
    "bool": _EQUAL,
    "categorical": _EQUAL,
    "float": (*_EQUAL, *_ORDER),
    "list": ("contains", "is null", "is not null"),
    "any": (*_EQUAL, *_ORDER, "contains", "matches"),
}


class Completion(msgspec.Struct, frozen=True):
    """``text`` takes the place of what stands from ``start`` to the cursor. ``kind``: slot, context, value, operator
    or word."""

    text: str
    kind: str
    detail: str
    start: int


def complete(text: str, cursor: int, schema: Schema, context: Sequence[str] = ()) -> tuple[Completion, ...]:
    """What can be written at ``cursor``, the likeliest first. ``context``: what the flow's context has."""
    prefix = text[: max(cursor, 0)]
    start = _start(prefix)
    before, partial = prefix[:start], prefix[start:].lower()
    found = (Completion(text, kind, detail, start) for text, kind, detail in _candidates(before, schema, context))
    return tuple(each for each in found if each.text.lower().startswith(partial) and each.text.lower() != partial)


def _start(prefix: str) -> int:
    """Where the word begins that is being written: behind an open quote it begins with it."""
    opened = ""
    at = 0
    for index, sign in enumerate(prefix):
        if opened:
            opened = "" if sign == opened else opened
        elif sign in "'\"":
            opened, at = sign, index
    if opened:
        return at
    found = _PARTIAL.search(prefix)
    return found.start() if found else len(prefix)


def _candidates(before: str, schema: Schema, context: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    possible = possible_after(before)
    if "EQUALITY" in possible:
        last = _LAST.search(before)
        slot = schema.slots.get(last[1]) if last else None
        yield from ((each, "operator", "") for each in _OPERATORS[slot.type if slot else "any"])
    yield from ((word, "word", "") for word, terminal in (("and", "_AND"), ("or", "_OR")) if terminal in possible)
    if "REFERENCE" in possible:
        compared = _COMPARED.search(before)
        slot = schema.slots.get(compared[1]) if compared else None
        if slot is not None:
            yield from ((value, "value", slot.name) for value in _values(slot))
        if compared is not None and compared[2]:
            yield ("null", "value", "")
        alike = [each for each in schema.slots.values() if slot is None or _can_equal(slot, each)]
        yield from ((f"slots.{each.name}", "slot", _detail(each)) for each in alike if each is not slot)
        yield from ((f"context.{name}", "context", "") for name in context)
        if "_NOT" in possible:
            yield ("not", "word", "")


def _values(slot: Slot) -> Iterator[str]:
    if slot.type == "bool":
        yield from ("true", "false")
    elif slot.type == "categorical":
        yield from (written(Constant(value)) for value in slot.values if value is not None)


def _can_equal(slot: Slot, other: Slot) -> bool:
    texts = ("text", "categorical")
    return slot.type == other.type or "any" in (slot.type, other.type) or {slot.type, other.type} == {*texts}


def _detail(slot: Slot) -> str:
    if slot.type != "categorical":
        return slot.type
    return f"categorical: {', '.join(map(str, slot.values))}" if slot.values else "categorical"

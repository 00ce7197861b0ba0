"""A review that was made before, with the examples where they stand now: comments and blank lines move them. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TypeVar

import msgspec

from talkwright.errors import Place
from talkwright.nlu.cited import Cited, full_name
from talkwright.nlu.examples import Example
from talkwright.nlu.review import Review

S = TypeVar("S", bound=msgspec.Struct)
_Places = dict[tuple[str, str], list[Place]]


def with_places_of(review: Review, examples: Sequence[Example]) -> Review:
    """``review`` with the places of ``examples``. One that is not among them keeps its own."""
    places: _Places = defaultdict(list)
    for example in examples:
        places[example.text, full_name(example)].append(example.place)
    lists = ("conflicts", "duplicates", "suspects", "confused", "wishes")
    moved = {name: tuple(_moved(entry, places, Counter()) for entry in getattr(review, name)) for name in lists}
    return msgspec.structs.replace(review, **moved)


def _moved(value: S, places: _Places, seen: Counter[tuple[str, str]]) -> S:
    """Of those that say the same twice in one entry the second stands at the second place."""
    if isinstance(value, Cited):
        key = value.text, value.intent
        known = places.get(key) or [value.place]
        seen[key] += 1
        return msgspec.structs.replace(value, place=known[min(seen[key], len(known)) - 1])
    parts: dict[str, object] = {}
    for field in value.__struct_fields__:
        part = getattr(value, field)
        if isinstance(part, msgspec.Struct):
            parts[field] = _moved(part, places, seen)
        elif isinstance(part, tuple):
            parts[field] = tuple(_moved(p, places, seen) if isinstance(p, msgspec.Struct) else p for p in part)
    return msgspec.structs.replace(value, **parts)

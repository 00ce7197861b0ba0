"""Markers: conditions on the events of a conversation, and where in it they apply. The words and meanings are Rasa's.

A condition is asked at every event of a session, in order. What it said before may count: a slot stays set, a sequence
goes on, what happened once has happened. Pure, and it knows nothing of files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import msgspec

from talkwright.actions.builtin import SESSION_START
from talkwright.conversation import events as ev
from talkwright.conversation.events import Event

NEGATED = {
    "not_action": "action",
    "not_intent": "intent",
    "slot_was_not_set": "slot_was_set",
    "not": "or",
    "never": "at_least_once",
}
"""What is the opposite of what."""
CONDITIONS = ("action", "intent", "slot_was_set", "not_action", "not_intent", "slot_was_not_set")
OPERATORS = ("and", "or", "not", "seq", "at_least_once", "never")


class Marker(msgspec.Struct, frozen=True):
    """``kind`` is one of ``CONDITIONS`` and ``about`` its name, or one of ``OPERATORS`` and ``parts`` are below it."""

    kind: str
    about: str = ""
    parts: tuple[Marker, ...] = ()


class Applied(msgspec.Struct, frozen=True):
    """Where a marker applied: the event's index in the conversation, and how many user turns came before it."""

    event: int
    turns_before: int


def sessions_of(log: Sequence[Event]) -> Iterator[tuple[int, Sequence[Event]]]:
    """The sessions of a conversation, each with the index of its first event."""
    begins = [n for n, each in enumerate(log) if isinstance(each, ev.ActionExecuted) and each.name == SESSION_START]
    edges = [0, *begins[1:], len(log)]
    yield from ((start, log[start:end]) for start, end in pairwise(edges) if log[start:end])


def applications(marker: Marker, session: Sequence[Event], offset: int = 0) -> list[Applied]:
    """Where in a session ``marker`` applied: of what happened at least once the first time, of what never did the end.

    ``offset`` is the index of the session's first event in the conversation.
    """
    said = history(marker, session)
    places = [number for number, applies in enumerate(said) if applies]
    if marker.kind == "at_least_once":
        places = places[:1]
    elif marker.kind == "never":
        places = [len(said) - 1] if said and said[-1] else []
    heard = [isinstance(event, ev.UserUttered) for event in session]
    return [Applied(offset + place, sum(heard[:place])) for place in places]


def history(marker: Marker, session: Sequence[Event]) -> list[bool]:
    """Whether ``marker`` applies, at each event of a session."""
    opposite = NEGATED.get(marker.kind)
    if opposite is not None:
        return [not applies for applies in history(Marker(opposite, marker.about, marker.parts), session)]
    if marker.kind in _CONDITIONS:
        return _CONDITIONS[marker.kind](marker.about, session)
    return _OPERATORS[marker.kind]([history(part, session) for part in marker.parts])


def _action(name: str, session: Sequence[Event]) -> list[bool]:
    return [isinstance(event, ev.ActionExecuted) and event.name == name for event in session]


def _intent(name: str, session: Sequence[Event]) -> list[bool]:
    return [isinstance(event, ev.UserUttered) and event.parse_data.intent.name == name for event in session]


def _slot_was_set(name: str, session: Sequence[Event]) -> list[bool]:
    """It is set until it is emptied."""
    said: list[bool] = []
    is_set = False
    for event in session:
        if isinstance(event, ev.SlotSet) and event.name == name:
            is_set = event.value is not None
        said.append(is_set)
    return said


def _and(parts: Sequence[list[bool]]) -> list[bool]:
    return [all(each) for each in zip(*parts, strict=True)]


def _or(parts: Sequence[list[bool]]) -> list[bool]:
    return [any(each) for each in zip(*parts, strict=True)]


def _seq(parts: Sequence[list[bool]]) -> list[bool]:
    """One part after the other, each at an event of its own; then from the first again."""
    said: list[bool] = []
    waits_for = 0
    for each in zip(*parts, strict=True):
        waits_for += each[waits_for]
        said.append(waits_for == len(parts))
        waits_for %= len(parts)
    return said


def _at_least_once(parts: Sequence[list[bool]]) -> list[bool]:
    said: list[bool] = []
    for applies in _or(parts):
        said.append(applies or (bool(said) and said[-1]))
    return said


_CONDITIONS: dict[str, Callable[[str, Sequence[Event]], list[bool]]] = {
    "action": _action,
    "intent": _intent,
    "slot_was_set": _slot_was_set,
}
_OPERATORS: dict[str, Callable[[Sequence[list[bool]]], list[bool]]] = {
    "and": _and,
    "or": _or,
    "seq": _seq,
    "at_least_once": _at_least_once,
}

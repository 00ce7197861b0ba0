"""Which model and which assistant wrote an event, in its metadata, as Rasa's clients look for it.

It is stored once a turn: the first event has it, and it holds from there to the next event that has one. ``spread``
puts it on all of them where others look at them. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from talkwright.conversation.content import JSON
from talkwright.conversation.events import Event

ORIGIN = ("model_id", "assistant_id")
"""What metadata say of who wrote an event. It belongs to the log, and to no message."""


def origin_of(model_id: str, assistant_id: str | None) -> dict[str, JSON]:
    """What is written into metadata. An assistant that has no id is not mentioned."""
    model, assistant = ORIGIN
    return {model: model_id} if assistant_id is None else {model: model_id, assistant: assistant_id}


def mark(events: tuple[Event, ...], origin: Mapping[str, JSON]) -> tuple[Event, ...]:
    """The events of a turn that ``origin`` writes. What says already where it is from stays as it is."""
    if not events or not origin:
        return events
    return (replace(events[0], metadata={**origin, **events[0].metadata}), *events[1:])


def spread(events: Iterable[Event]) -> list[Event]:
    """``events``, each with the origin that holds for it. Those before the first that is known have none."""
    found: list[Event] = []
    origin: dict[str, JSON] = {}
    for event in events:
        metadata = event.metadata
        own = {name: metadata[name] for name in ORIGIN if name in metadata} if metadata else metadata
        if own:
            origin = own
        known = own or not origin
        found.append(event if known else replace(event, metadata={**metadata, **origin} if metadata else origin))
    return found


def unmarked(metadata: dict[str, JSON]) -> dict[str, JSON]:
    """``metadata`` without what says who wrote the event."""
    if not any(name in metadata for name in ORIGIN):
        return metadata
    return {name: value for name, value in metadata.items() if name not in ORIGIN}

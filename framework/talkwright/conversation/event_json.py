"""Events as JSON, in Rasa's form: what is stored, what clients are given, and what they bring.

One decoder reads any event and ignores keys that it does not know. What comes from outside may be of any age.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from talkwright.conversation.bot_message import read_message
from talkwright.conversation.content import to_json_value
from talkwright.conversation.events import BotUttered, Event
from talkwright.errors import RequestError

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[tuple[Event, ...]] = msgspec.json.Decoder(tuple[Event, ...])

_IGNORED = {"topic"}
_LEGACY = {
    "form": lambda e: {**e, "event": "active_loop"},
    "form_validation": lambda e: {**e, "event": "loop_interrupted", "is_interrupted": not e.get("validate", True)},
}


def encode(events: Iterable[Event]) -> bytes:
    """Events as a JSON array in Rasa's form."""
    return _encoder.encode(tuple(events))


def decode(data: bytes | str) -> tuple[Event, ...]:
    """What ``encode`` wrote."""
    return _decoder.decode(data)


def from_plain(values: Iterable[Any]) -> tuple[Event, ...]:
    """Events from parsed JSON of any age: legacy names are translated, ``topic`` is dropped.

    Raises ``RequestError`` that names the first event that is not one and its index. What passes can be folded.
    """
    found: list[Event] = []
    for index, value in enumerate(values):
        kind = value.get("event") if isinstance(value, dict) else None
        if isinstance(kind, str) and kind in _IGNORED:
            continue
        translate = _LEGACY.get(kind) if isinstance(kind, str) else None
        named = translate(value) if translate else value
        if isinstance(named, dict):
            named = {key: item for key, item in named.items() if item is not None or key == "value"}
        try:
            event = msgspec.convert(named, Event)
            if isinstance(event, BotUttered):
                read_message(event.text, event.data)
        except msgspec.ValidationError as problem:
            hint = "See the list of events in docs/events.md."
            raise RequestError(f"event {index} is not one: {problem}", hint) from None
        found.append(event)
    return tuple(found)


def to_plain(event: Event) -> dict[str, Any]:
    """One event as Rasa's dictionary, with every key of its kind present."""
    plain: dict[str, Any] = {"event": event.__struct_config__.tag}
    for name in event.__struct_fields__:
        plain[name] = to_json_value(getattr(event, name))
    if not plain["metadata"]:
        del plain["metadata"]
    return plain

"""The JSON that every store keeps, so that what one of them takes the others take too."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from talkwright.conversation.content import BotMessage
from talkwright.conversation.events import Event
from talkwright.conversation.state import State
from talkwright.conversation.store import Done
from talkwright.errors import StoreError

T = TypeVar("T")

_encoder = msgspec.json.Encoder()
_states = msgspec.json.Decoder(State)
_messages = msgspec.json.Decoder(BotMessage)
_done: msgspec.json.Decoder[tuple[Done, ...]] = msgspec.json.Decoder(tuple[Done, ...])
_events: msgspec.json.Decoder[tuple[Event, ...]] = msgspec.json.Decoder(tuple[Event, ...])


def pack(value: Any) -> str:
    """``value`` as JSON text. Raises ``StoreError`` when it holds something that JSON does not."""
    try:
        return _encoder.encode(value).decode()
    except (TypeError, ValueError, OverflowError, RecursionError) as problem:
        raise StoreError(
            f"a turn holds a value that cannot be stored as JSON: {problem}",
            "Slots, metadata and messages take text, numbers, true, false, null, lists and mappings.",
        ) from None


def pack_events(events: tuple[Event, ...]) -> str:
    """A turn's events as JSON text. Raises ``ValueError`` when there are none: seqs count events."""
    if not events:
        raise ValueError("a turn has at least one event")
    return pack(events)


def unpack_state(text: str) -> State:
    """What ``pack`` made of a state. This and those below raise ``StoreError`` for anything else."""
    return _unpack(_states, text)


def unpack_events(text: str) -> tuple[Event, ...]:
    """What ``pack_events`` made."""
    return _unpack(_events, text)


def unpack_message(text: str) -> BotMessage:
    """What ``pack`` made of a message."""
    return _unpack(_messages, text)


def unpack_done(text: str) -> tuple[Done, ...]:
    """What ``pack`` made of what actions did."""
    return _unpack(_done, text)


def _unpack(decoder: msgspec.json.Decoder[T], text: str) -> T:
    try:
        return decoder.decode(text)
    except msgspec.DecodeError as problem:
        raise StoreError(
            f"a stored conversation cannot be read: {problem}", "Another program or a newer Talkwright wrote it."
        ) from None

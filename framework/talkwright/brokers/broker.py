"""The contract of an event broker: it takes the events of a turn, in order, and says when it has them.

A broker sends. It knows nothing of turns, of stores or of when to try again; ``runtime/publish`` does. What is sent is
``{"sender_id": ..., **event}``, Rasa's JSON of an event. ``talkwright.testing.broker_contract`` is the suite.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import msgspec

from talkwright.conversation.event_json import to_plain
from talkwright.conversation.events import Event
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.origin import spread

EXPORTED = "rasa-export-process-id"  # the header that marks what is sent once more


class Message(msgspec.Struct, frozen=True):
    """One event on its way. ``headers`` are sent beside it where a broker can."""

    sender_id: str
    event: dict[str, Any]
    headers: Mapping[str, str] = {}

    def plain(self) -> dict[str, Any]:
        """What is sent, as a dictionary."""
        return {"sender_id": self.sender_id, **self.event}

    def body(self) -> bytes:
        """What is sent, as JSON."""
        return msgspec.json.encode(self.plain())


class Broker(Protocol):
    """Where events go. ``keeps``: whether events that could not be sent are to be tried again until they are."""

    keeps: bool

    async def publish(self, messages: Sequence[Message]) -> None:
        """Send ``messages`` in their order and wait until the other side has them. Raises ``OutsideError``; then some
        of them may have been sent."""

    async def close(self) -> None:
        """Let go of connections."""


def messages_of(key: ConversationKey, events: Sequence[Event]) -> tuple[Message, ...]:
    """The events of a conversation as messages."""
    return tuple(Message(key.id, to_plain(event)) for event in spread(events))

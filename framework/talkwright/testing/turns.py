"""Turns for tests of stores, and what a claim would send."""

from __future__ import annotations

from talkwright.conversation.content import BotMessage
from talkwright.conversation.events import (
    ActionExecuted,
    Event,
    UserUttered,
)
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.state import State
from talkwright.conversation.store import Delivery, Outgoing, Timer, Turn

ANNA = ConversationKey("anna")
BERT = ConversationKey("bert")
START = 1_700_000_000.0


def turn(
    key: ConversationKey = ANNA,
    expected_seq: int = 0,
    *,
    text: str = "hello",
    size: int = 2,
    inbound_key: str | None = None,
    pushes: tuple[str, ...] = (),
    channel: str = "telegram",
    disarmed: tuple[str, ...] = (),
    armed: tuple[Timer, ...] = (),
    noted: bool = False,
) -> Turn:
    """A turn of ``size`` events that says ``text`` and pushes the texts ``pushes``."""
    events: tuple[Event, ...] = (UserUttered(text=text, timestamp=START),)
    events += tuple(ActionExecuted(name=f"action_{n}", timestamp=START) for n in range(1, size))
    outgoing = tuple(Outgoing(channel, f"to-{key.id}", BotMessage(text=push)) for push in pushes)
    state = State(slots={"said": text}, latest_event_time=START)
    id = f"turn-of-{text}"
    return Turn(key, id, expected_seq, events, state, START, inbound_key, outgoing, disarmed, armed, noted)


def texts(deliveries: tuple[Delivery, ...]) -> list[str | None]:
    """What a claim would send, in order."""
    return [delivery.outgoing.message.text for delivery in deliveries]

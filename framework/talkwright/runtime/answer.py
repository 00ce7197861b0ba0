"""What a turn said."""

from __future__ import annotations

import msgspec

from talkwright.conversation import events as ev
from talkwright.conversation.bot_message import message_of
from talkwright.conversation.content import BotMessage
from talkwright.conversation.events import Event


class Answer(msgspec.Struct, frozen=True):
    """What a turn said. ``repeated``: the message had been answered before, and this is that answer."""

    turn_id: str
    first_seq: int
    last_seq: int
    events: tuple[Event, ...]
    repeated: bool = False

    @property
    def messages(self) -> tuple[BotMessage, ...]:
        """The assistant's messages, in order."""
        return tuple(message_of(event) for event in self.events if isinstance(event, ev.BotUttered))

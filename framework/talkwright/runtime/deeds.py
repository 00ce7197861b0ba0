"""What can happen to a conversation. Each goes through the one door, as a turn of its own.

The rule: a deed decides nothing. It says to an attempt, in order, what is to be done.
"""

from __future__ import annotations

import msgspec

from talkwright.conversation import events as ev
from talkwright.conversation.content import UserMessage
from talkwright.conversation.events import Event
from talkwright.conversation.utterance import Utterance
from talkwright.dialogue.decide import Decision
from talkwright.runtime.attempt import Attempt

REPLACED = "replaced"
"""The metadata of the events that set a conversation to nothing, for others to be its log from there."""


class Heard(msgspec.Struct, frozen=True):
    """A message. ``utterance`` is what it means, where nobody needs to understand it."""

    message: UserMessage
    push_on: str | None = None
    utterance: Utterance | None = None
    arms: bool = True

    async def do(self, attempt: Attempt) -> None:
        """Answer it."""
        await attempt.take(self.message, self.utterance)


class Appended(msgspec.Struct, frozen=True):
    """Somebody outside adds ``events``. A conversation that is new opens its session first."""

    events: tuple[Event, ...]
    push_on: str | None = None
    arms: bool = True

    async def do(self, attempt: Attempt) -> None:
        """Record them."""
        if self.events:
            await attempt.open_session()
            await attempt.record(*self.events)


class Replaced(msgspec.Struct, frozen=True):
    """``events`` take the place of the whole conversation. What was there stays in the log and counts no longer."""

    events: tuple[Event, ...]
    push_on: str | None = None
    arms: bool = False

    async def do(self, attempt: Attempt) -> None:
        """Begin anew, and record them."""
        mark = {REPLACED: True}
        await attempt.record(ev.Restarted(metadata=mark))
        if self.events:
            await attempt.record(ev.SessionStarted(metadata=mark), *self.events)


class Noted(msgspec.Struct, frozen=True):
    """A message that is understood and remembered, and not answered."""

    message: UserMessage
    utterance: Utterance | None = None
    push_on: str | None = None
    arms: bool = True

    async def do(self, attempt: Attempt) -> None:
        """Record it, and let slots be filled."""
        await attempt.note(self.message, self.utterance)
        await attempt.extract()


class Performed(msgspec.Struct, frozen=True):
    """Somebody outside has the assistant do something, whatever it would do by itself; they may say on whose behalf
    and how sure they are."""

    decision: Decision
    push_on: str | None = None
    arms: bool = True

    async def do(self, attempt: Attempt) -> None:
        """Run it."""
        await attempt.execute(self.decision)


class Answered(msgspec.Struct, frozen=True):
    """The last message, of which nothing has come yet, is answered as it would have been. ``Noted`` recorded it."""

    utterance: Utterance
    push_on: str | None = None
    arms: bool = True

    async def do(self, attempt: Attempt) -> None:
        """Answer it."""
        await attempt.answer(self.utterance)

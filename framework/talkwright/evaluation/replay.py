"""Runs a stored conversation through a model again and says what would be otherwise.

What the user said, when, and on which channel is taken from the log, and so is what custom actions gave back: nothing
acts, nothing leaves the process, nothing is written to the store it came from. The first turn that differs ends the
replay, since what the user said after it was said to something else.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import msgspec

from talkwright.conversation import events as ev
from talkwright.conversation.content import UserMessage
from talkwright.conversation.events import Event
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.origin import unmarked
from talkwright.conversation.reminders import EXTERNAL
from talkwright.conversation.state import reverts
from talkwright.conversation.store import StoredTurn, Turn
from talkwright.conversation.stores.memory import MemoryStore
from talkwright.conversation.tracker import Tracker
from talkwright.errors import TalkwrightError
from talkwright.evaluation.record import user_text
from talkwright.evaluation.recorded import Recorded
from talkwright.evaluation.transcript import Line, after_user, between, same, tell
from talkwright.flows.flow import PATTERN
from talkwright.runtime.deeds import Heard
from talkwright.runtime.perform import Performer
from talkwright.runtime.turn import Occasion, Turns
from talkwright.training.load import Model


class Change(msgspec.Struct, frozen=True):
    """The first turn that would go otherwise. ``lines`` are old and new in one, marked ``-`` and ``+``.

    ``before`` is what was said up to there. ``unknown``: actions that would run and did not then, so that nobody knows
    what they would give back.
    """

    turn: int
    at: float
    words: str
    lines: tuple[Line, ...]
    before: tuple[Line, ...] = ()
    unknown: tuple[str, ...] = ()


class Replayed(msgspec.Struct, frozen=True):
    """One conversation: how many turns there are, how many were run, the flows that began in it then."""

    id: str
    turns: int
    replayed: int
    flows: tuple[str, ...]
    change: Change | None = None


async def replay(model: Model, key: ConversationKey, turns: Sequence[StoredTurn]) -> Replayed:
    """Run the ``turns`` of a conversation through ``model`` until one of them differs."""
    rerun = _Rerun(model, key)
    before: list[Line] = []
    change: Change | None = None
    number = 0
    for number, turn in enumerate(turns, 1):
        change, lines = await rerun.take(number, turn)
        if change is not None:
            change = msgspec.structs.replace(change, before=tuple(before[-_MOST_BEFORE:]))
            break
        before += lines
    began = (event.flow_id for turn in turns for event in turn.events if isinstance(event, ev.FlowStarted))
    flows = tuple(dict.fromkeys(flow for flow in began if not flow.startswith(PATTERN)))
    return Replayed(key.id, len(turns), number, flows, change)


_MOST_BEFORE = 40  # lines of a conversation that are kept for whoever reads of a change


class _Rerun:
    """A conversation that is being had again, in a store of its own, at the times it was had."""

    def __init__(self, model: Model, key: ConversationKey) -> None:
        self._model = model
        self._key = key
        self._store = MemoryStore()
        self._actions = Recorded(model.domain)
        self._now = 0.0
        self._turn_id = ""
        performer = Performer(model.domain.responses, model.program.conditions, self._actions, self._store)
        self._turns = Turns(model, performer, self._store, lambda: self._now, ids=lambda: self._turn_id)

    async def take(self, number: int, turn: StoredTurn) -> tuple[Change | None, tuple[Line, ...]]:
        """Have one turn again: what changed, and its lines as they were."""
        heard = next((event for event in turn.events if isinstance(event, ev.UserUttered)), None)
        if heard is None:  # written from outside: it is as it was
            await self._write(turn)
            return None, ()
        self._now, self._turn_id = heard.timestamp, turn.id
        self._actions.give(after_user(turn.events))
        # What fired by itself was never understood from its words.
        fired = heard.metadata.get(EXTERNAL) is True
        text = heard.text or "" if fired else user_text(heard)
        message = UserMessage(self._key.id, text, heard.input_channel or "", metadata=unmarked(heard.metadata))
        hearing = Heard(message, utterance=heard.parse_data if fired else None)
        old = tell(turn.events)
        try:
            new = tell((await self._turns.begin(Occasion(self._key, "replay", None, lambda _: hearing))).events)
        except TalkwrightError as fault:
            new = (Line("action", f"no answer: {fault.message}"),)
        said = Line("user", message.text)
        unknown = tuple(dict.fromkeys(self._actions.unknown))
        if not unknown and len(old) == len(new) and all(map(same, old, new)):
            return None, (said, *old)
        notes = (Line("action", f"unknown: would run {name}, which did not run then", mark="+") for name in unknown)
        return Change(number, self._now, message.text, (*between(old, new), *notes), unknown=unknown), ()

    async def _write(self, turn: StoredTurn) -> None:
        stored = await self._store.load(self._key)
        tracker = Tracker(self._key, self._model.domain.schema, stored)
        if stored is not None and any(map(reverts, turn.events)):
            tracker.history = tuple(_all_events(await self._store.turns(self._key)))
        tracker.record(*turn.events)
        at = max((event.timestamp for event in turn.events), default=self._now)
        await self._store.append(Turn(self._key, turn.id, tracker.seq, tuple(tracker.new), tracker.state, at))


def _all_events(turns: Sequence[StoredTurn]) -> Sequence[Event]:
    return tuple(chain.from_iterable(turn.events for turn in turns))

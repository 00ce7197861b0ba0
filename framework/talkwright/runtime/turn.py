"""One door, one turn, one transaction. Everything that happens to a conversation happens here.

    lane -> load -> attempt (parse -> understand -> (advance -> perform)*) -> append

First written, then sent: the answer is handed out, and pushed to channels, only when the store has it. A turn that
began is finished even when the client that asked for it has gone. A message that comes again is answered from the
store. When another process was faster, the turn is thought again on what is there now.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from talkwright import log, metrics
from talkwright.conversation.content import UserMessage
from talkwright.conversation.ids import ConversationKey, new_turn_id
from talkwright.conversation.state import State
from talkwright.conversation.store import Store, StoredTurn, Turn
from talkwright.conversation.tracker import Tracker
from talkwright.dialogue.generate import Generator
from talkwright.errors import Conflict, ConversationMoved, Unavailable
from talkwright.runtime.account import Account
from talkwright.runtime.answer import Answer
from talkwright.runtime.attempt import Attempt, Deed
from talkwright.runtime.deeds import Heard
from talkwright.runtime.follow import MOST_PREDICTED
from talkwright.runtime.journal import Journal
from talkwright.runtime.lanes import Lanes
from talkwright.runtime.pace import Pace
from talkwright.runtime.parse import Nlu
from talkwright.runtime.release import Release

if TYPE_CHECKING:
    from talkwright.runtime.perform import Performer
    from talkwright.training.load import Model

MOST_TURNS = 1000  # at once
MOST_WAITING = 50  # in one conversation
_ATTEMPTS = 20


class Occasion(msgspec.Struct, frozen=True):
    """Why there is a turn. ``source``: the channel, or what else it comes from. ``inbound_key``: that for which a
    conversation has one turn at most. ``hear`` says what happens, given how things stand; it may raise instead.
    """

    key: ConversationKey
    source: str
    inbound_key: str | None
    hear: Callable[[State], Deed]


class Turns:
    """Takes messages to a model. ``clock`` gives seconds since 1970; ``sealed`` has the last word on what a turn
    writes, ``stored`` is called once it is written. More than ``most_turns`` at once, or ``most_waiting`` in one
    conversation, are refused. ``ids`` names turns whose messages brought no id, ``nlu`` understands messages first,
    ``pace`` watches turns. By rules and stories a message leads to ``most_predicted`` actions at most."""

    def __init__(
        self,
        model: Model,
        performer: Performer,
        store: Store,
        clock: Callable[[], float],
        stored: Callable[[Turn, Answer], None] = lambda turn, answer: None,
        *,
        sealed: Callable[[Turn], Turn] = lambda turn: turn,
        most_turns: int = MOST_TURNS,
        most_waiting: int = MOST_WAITING,
        generator: Generator | None = None,
        ids: Callable[[], str] = new_turn_id,
        nlu: Nlu | None = None,
        pace: Pace | None = None,
        most_predicted: int = MOST_PREDICTED,
    ) -> None:
        self._release: Release | None = Release(model, performer)
        self._store = store
        self._clock = clock
        self._stored = stored
        self._sealed = sealed
        self._most_turns = most_turns
        self._generator = generator
        self._ids = ids
        self._nlu = nlu
        self._pace = pace
        self._most_predicted = most_predicted
        self._lanes = Lanes(most_waiting)
        self._running: set[asyncio.Task[Answer]] = set()

    async def handle(self, message: UserMessage, push_on: str | None = None) -> Answer:
        """Take one message through its turn. ``push_on`` names the channel that delivers the answer from the outbox;
        None when the caller does.

        Raises ``StoreError`` when it could not be written, ``Unavailable`` and ``TooMany`` when too much is going on,
        ``Conflict`` without a model: then nothing of it happened. Cancelling the caller does not cancel the turn.
        """
        inbound_key = f"{message.channel}:{message.message_id}" if message.message_id else None
        heard = Heard(message, push_on)
        return await self.begin(
            Occasion(ConversationKey(message.sender), message.channel, inbound_key, lambda _: heard)
        )

    async def begin(self, occasion: Occasion) -> Answer:
        """Take whatever happens to a conversation through its turn. Raises what ``handle`` and ``occasion.hear`` do."""
        if len(self._running) >= self._most_turns:
            metrics.REFUSED.add("turns")
            raise Unavailable(f"{self._most_turns} messages are being answered.", "Send it again in a moment.")
        task = asyncio.create_task(self._in_lane(occasion))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return await asyncio.shield(task)

    @property
    def depths(self) -> tuple[int, int]:
        """How many turns are at work or wait, and in how many conversations."""
        return len(self._running), len(self._lanes)

    def swap(self, model: Model, performer: Performer) -> Release | None:
        """Give the turns that begin from now on another model. Returns the one before, which turns may still use."""
        before, self._release = self._release, Release(model, performer)
        return before

    def unload(self) -> Release | None:
        """Let no turn begin from now on. Returns the model before, which turns may still use."""
        before, self._release = self._release, None
        return before

    async def drain(self) -> None:
        """Wait until every turn that began is over."""
        while self._running:
            await asyncio.wait(self._running)

    async def _in_lane(self, occasion: Occasion) -> Answer:
        with Account(occasion.key.id, occasion.source) as account:
            async with self._lanes.of(occasion.key):
                release = self._release
                if release is None:
                    raise Conflict("No model is loaded, so that nobody can answer.", "Load one: PUT /model.")
                with release.used():
                    account.answer = await self._attempts(occasion, release)
        return account.answer

    async def _attempts(self, occasion: Occasion, release: Release) -> Answer:
        key, inbound_key = occasion.key, occasion.inbound_key
        # The same message gives the same id, so that the same words are chosen when the turn is thought again.
        turn_id = f"{key.id}/{inbound_key}" if inbound_key else self._ids()
        journal = Journal(self._store, key, inbound_key, turn_id, self._clock)
        try:
            for _ in range(_ATTEMPTS):
                try:
                    return await self._turn(occasion, journal, release)
                except ConversationMoved:
                    log.info("turn.moved", conversation=key.id)
            raise ConversationMoved(f"conversation {key.id!r} moved {_ATTEMPTS} times while one message was answered")
        except Exception:
            await journal.give_up()
            raise

    async def _turn(self, occasion: Occasion, journal: Journal, release: Release) -> Answer:
        key, inbound_key = occasion.key, occasion.inbound_key
        before = await self._store.find(key, inbound_key) if inbound_key is not None else None
        if isinstance(before, StoredTurn):
            return _answer(before, repeated=True)
        journal.begin(before.done if before is not None else ())
        tracker = Tracker(key, release.model.domain.schema, await self._store.load(key))
        deed = occasion.hear(tracker.state)
        helping = (self._generator, self._nlu, self._pace, self._most_predicted)
        attempt = Attempt(release, tracker, journal, self._store, self._clock(), *helping)
        await deed.do(attempt)
        if not tracker.new:
            return Answer(journal.turn_id, tracker.seq + 1, tracker.seq, ())
        turn = self._sealed(attempt.turn(deed, inbound_key))
        with metrics.APPEND_SECONDS.timed():
            last_seq = await self._store.append(turn)
        answer = Answer(turn.id, turn.expected_seq + 1, last_seq, turn.events)
        self._stored(turn, answer)
        return answer


def _answer(turn: StoredTurn, *, repeated: bool) -> Answer:
    return Answer(turn.id, turn.first_seq, turn.last_seq, turn.events, repeated)

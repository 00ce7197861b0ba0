"""Takes a conversation from a Rasa: its events as they are, and the state that they lead to, in one piece.

It is taken when it is asked for and nothing of it is here yet: so a Rasa can be stopped and this started in its place,
and who was talking goes on. Nothing is taken twice: the first turn here is the fence.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from time import monotonic, time
from typing import Any

from talkwright import log
from talkwright.conversation.event_json import from_plain
from talkwright.conversation.events import Event
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.schema import Schema
from talkwright.conversation.state import replay
from talkwright.conversation.store import Store, Stored, Turn
from talkwright.conversation.timers import changes
from talkwright.errors import ConversationMoved, OutsideError, RequestError, StoreError
from talkwright.takeover.source import Source

INBOUND_KEY = "takeover:1"
_PAUSE_S = 30.0


async def take(
    source: Source, store: Store, schema: Schema, key: ConversationKey, clock: Callable[[], float] = time
) -> tuple[int, int]:
    """Bring the conversation ``key`` of ``source`` into ``store``, which does not have it. How many events there are
    now, and how many were left out, because nobody can read them. Reminders that are for later than ``clock`` tells
    will fire; what was for earlier did, or was missed there. Raises ``OutsideError`` and ``StoreError``.
    """
    events, left_out = read_events(await asyncio.to_thread(source.events, key.id))
    if left_out:
        log.warning("takeover.left_out", conversation=key.id, events=left_out)
    if not events:
        return 0, left_out
    at = max(event.timestamp for event in events)
    state = replay(schema, events)
    _, timers = changes((), state.reminders)
    now = clock()
    armed = tuple(timer for timer in timers if timer.at > now)
    turn = Turn(key, f"{key.id}/{INBOUND_KEY}", 0, events, state, at, INBOUND_KEY, armed=armed)
    try:
        await store.append(turn)
    except ConversationMoved:  # somebody else was faster
        return 0, left_out
    return len(events), left_out


def read_events(plain: Sequence[Any]) -> tuple[tuple[Event, ...], int]:
    """The events of Rasa's JSON, and how many things among them are none."""
    found: list[Event] = []
    left_out = 0
    for each in plain:
        try:
            found.extend(from_plain([each]))
        except RequestError:
            left_out += 1
    return tuple(found), left_out


class TakingOver:
    """``store``, which takes what it does not have from ``source`` when it is asked for it. ``schema`` gives that of
    the model that is served."""

    def __init__(self, store: Store, source: Source, schema: Callable[[], Schema]) -> None:
        self._store = store
        self._source = source
        self._schema = schema
        self._has_answered = False
        self._asked_again_at = 0.0
        self.append, self.find, self.note = store.append, store.find, store.note
        self.turns, self.recent = store.turns, store.recent
        self.claim, self.settle, self.postpone, self.undelivered = (
            store.claim,
            store.settle,
            store.postpone,
            store.undelivered,
        )
        self.claim_timers, self.next_timer, self.settle_timer = (
            store.claim_timers,
            store.next_timer,
            store.settle_timer,
        )
        self.forget_before = store.forget_before

    async def load(self, key: ConversationKey) -> Stored | None:
        """As the store has it, else as the source has it.

        Raises ``StoreError`` when the source does not answer any more: who talked before is not to be taken for
        somebody new. One that has never answered holds nobody up.
        """
        stored = await self._store.load(key)
        if stored is not None or monotonic() < self._asked_again_at:
            return stored
        try:
            taken, _ = await take(self._source, self._store, self._schema(), key)
        except OutsideError as fault:
            if self._has_answered:
                raise StoreError(fault.message, fault.hint) from None
            log.error("takeover.failed", reason=fault.message)
            self._asked_again_at = monotonic() + _PAUSE_S
            return None
        self._has_answered = True
        if taken:
            log.info("takeover.taken", conversation=key.id, events=taken)
        return await self._store.load(key)

    async def forget(self, key: ConversationKey) -> bool:
        return await self._store.forget(key)

    async def close(self) -> None:
        await self._store.close()
        await asyncio.to_thread(self._source.close)

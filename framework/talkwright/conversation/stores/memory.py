"""The store in this process's memory: for tests and trials, gone when the process ends.

It keeps the same JSON as a database would, so that what cannot be stored fails here too. No method awaits anything,
so each of them happens in one piece.
"""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter

import msgspec

from talkwright.conversation.ids import DEFAULT_TENANT, ConversationKey
from talkwright.conversation.store import (
    Delivery,
    Done,
    Known,
    Outgoing,
    Stored,
    StoredTurn,
    Timer,
    Turn,
    Unfinished,
    Wake,
)
from talkwright.conversation.stores.codec import (
    pack,
    pack_events,
    unpack_done,
    unpack_events,
    unpack_message,
    unpack_state,
)
from talkwright.errors import ConversationMoved, StoreError


class _Row(msgspec.Struct, frozen=True):
    id: str
    first_seq: int
    last_seq: int
    events: str


class _Log(msgspec.Struct):
    seq: int = 0
    state: str = ""
    began_at: float = 0.0
    at: float = 0.0
    rows: list[_Row] = []
    by_inbound_key: dict[str, _Row] = {}


class _Note(msgspec.Struct):
    done: str
    at: float


class _Timer(msgspec.Struct):
    key: ConversationKey
    timer: Timer
    claim_at: float


class _Waiting(msgspec.Struct):
    key: ConversationKey
    channel: str
    recipient: str
    message: str
    due_at: float
    attempts: int = 0
    dead: bool = False


class MemoryStore:
    """Conversations in memory."""

    def __init__(self) -> None:
        self._logs: dict[ConversationKey, _Log] = {}
        self._outbox: dict[int, _Waiting] = {}
        self._last_delivery_id = 0
        self._timers: dict[int, _Timer] = {}
        self._last_timer_id = 0
        self._notes: dict[tuple[ConversationKey, str], _Note] = {}
        self._closed = False

    async def load(self, key: ConversationKey) -> Stored | None:
        self._refuse_when_closed()
        log = self._logs.get(key)
        return Stored(log.seq, unpack_state(log.state)) if log else None

    async def append(self, turn: Turn) -> int:
        self._refuse_when_closed()
        last_seq = turn.expected_seq + len(turn.events)
        row = _Row(turn.id, turn.expected_seq + 1, last_seq, pack_events(turn.events))
        state = pack(turn.state)
        waiting = [_Waiting(turn.key, o.channel, o.recipient, pack(o.message), turn.at) for o in turn.outgoing]
        log = self._logs.get(turn.key) or _Log(began_at=turn.at)
        if log.seq != turn.expected_seq:
            raise ConversationMoved(f"conversation {turn.key.id!r} is no longer at {turn.expected_seq}")
        if turn.inbound_key in log.by_inbound_key:
            raise ConversationMoved(f"conversation {turn.key.id!r} has a turn for {turn.inbound_key!r}")
        self._logs[turn.key] = log
        log.seq, log.state, log.at = last_seq, state, turn.at
        log.rows.append(row)
        if turn.inbound_key is not None:
            log.by_inbound_key[turn.inbound_key] = row
        for each in waiting:
            self._last_delivery_id += 1
            self._outbox[self._last_delivery_id] = each
        self._set_timers(turn)
        if turn.noted and turn.inbound_key is not None:
            self._notes.pop((turn.key, turn.inbound_key), None)
        return last_seq

    def _set_timers(self, turn: Turn) -> None:
        off = {*turn.disarmed, *(timer.name for timer in turn.armed)}
        if off:
            self._timers = {
                id: each for id, each in self._timers.items() if each.key != turn.key or each.timer.name not in off
            }
        for timer in turn.armed:
            self._last_timer_id += 1
            self._timers[self._last_timer_id] = _Timer(turn.key, timer, timer.at)

    async def find(self, key: ConversationKey, inbound_key: str) -> StoredTurn | Unfinished | None:
        self._refuse_when_closed()
        log = self._logs.get(key)
        row = log.by_inbound_key.get(inbound_key) if log else None
        if row is not None:
            return _stored(row)
        note = self._notes.get((key, inbound_key))
        return Unfinished(unpack_done(note.done)) if note else None

    async def note(self, key: ConversationKey, inbound_key: str, done: tuple[Done, ...], at: float) -> None:
        self._refuse_when_closed()
        self._notes[key, inbound_key] = _Note(pack(done), at)

    async def turns(self, key: ConversationKey, after_seq: int = 0) -> tuple[StoredTurn, ...]:
        self._refuse_when_closed()
        log = self._logs.get(key) or _Log()
        start = bisect_right(log.rows, after_seq, key=attrgetter("last_seq"))
        return tuple(map(_stored, log.rows[start:]))

    async def recent(self, limit: int, tenant: str = DEFAULT_TENANT, before: float | None = None) -> tuple[Known, ...]:
        self._refuse_when_closed()
        logs = self._logs.items()
        mine = (Known(key, log.seq, log.began_at, log.at) for key, log in logs if key.tenant == tenant)
        known = (each for each in mine if before is None or each.at < before)
        return tuple(sorted(known, key=lambda each: (-each.at, each.key.id))[:limit])

    async def claim(self, now: float, lease_s: float, limit: int) -> tuple[Delivery, ...]:
        self._refuse_when_closed()
        first: dict[tuple[ConversationKey, str], int] = {}
        for delivery_id, each in self._outbox.items():
            if not each.dead:
                first.setdefault((each.key, each.channel), delivery_id)
        due = [delivery_id for delivery_id in first.values() if self._outbox[delivery_id].due_at <= now]
        due.sort(key=lambda delivery_id: (self._outbox[delivery_id].due_at, delivery_id))
        taken = sorted(due[:limit])
        for delivery_id in taken:
            self._outbox[delivery_id].due_at = now + lease_s
        return tuple(_delivery(delivery_id, self._outbox[delivery_id]) for delivery_id in taken)

    async def settle(self, delivery_id: int, *, sent: bool) -> None:
        self._refuse_when_closed()
        waiting = self._outbox.get(delivery_id)
        if waiting is None or waiting.dead:
            return
        if sent:
            del self._outbox[delivery_id]
        else:
            waiting.dead = True

    async def postpone(self, delivery_id: int, until: float) -> None:
        self._refuse_when_closed()
        waiting = self._outbox.get(delivery_id)
        if waiting is not None and not waiting.dead:
            waiting.due_at = until
            waiting.attempts += 1

    async def undelivered(self) -> int:
        self._refuse_when_closed()
        return sum(not each.dead for each in self._outbox.values())

    async def claim_timers(self, now: float, lease_s: float, limit: int) -> tuple[Wake, ...]:
        self._refuse_when_closed()
        due = sorted((each.claim_at, id) for id, each in self._timers.items() if each.claim_at <= now)[:limit]
        for _, id in due:
            self._timers[id].claim_at = now + lease_s
        return tuple(Wake(id, self._timers[id].key, self._timers[id].timer) for id in sorted(id for _, id in due))

    async def next_timer(self) -> float | None:
        self._refuse_when_closed()
        return min((each.claim_at for each in self._timers.values()), default=None)

    async def settle_timer(self, timer_id: int, again_at: float | None = None) -> None:
        self._refuse_when_closed()
        if again_at is None:
            self._timers.pop(timer_id, None)
        elif timer_id in self._timers:
            self._timers[timer_id].claim_at = again_at

    async def forget(self, key: ConversationKey) -> bool:
        self._refuse_when_closed()
        noted = [name for name in self._notes if name[0] == key]
        for name in noted:
            del self._notes[name]
        self._outbox = {id: each for id, each in self._outbox.items() if each.key != key}
        self._timers = {id: each for id, each in self._timers.items() if each.key != key}
        return self._logs.pop(key, None) is not None or bool(noted)

    async def forget_before(self, time: float, limit: int, tenant: str = DEFAULT_TENANT) -> int:
        self._refuse_when_closed()
        for key, inbound_key in [name for name, note in self._notes.items() if note.at < time]:
            if key.tenant == tenant:
                del self._notes[key, inbound_key]
        logs = self._logs.items()
        old = sorted((log.at, key) for key, log in logs if log.at < time and key.tenant == tenant)[:limit]
        for _, key in old:
            await self.forget(key)
        return len(old)

    async def close(self) -> None:
        self._closed = True

    def _refuse_when_closed(self) -> None:
        if self._closed:
            raise StoreError("the store is closed")


def _stored(row: _Row) -> StoredTurn:
    return StoredTurn(row.id, row.first_seq, row.last_seq, unpack_events(row.events))


def _delivery(delivery_id: int, waiting: _Waiting) -> Delivery:
    outgoing = Outgoing(waiting.channel, waiting.recipient, unpack_message(waiting.message))
    return Delivery(delivery_id, waiting.key, outgoing, waiting.attempts)

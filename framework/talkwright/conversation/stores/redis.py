"""The store in Redis: every method is one script, which Redis runs in one piece. Several servers may share it.

What was written survives as far as Redis keeps it: with ``appendonly yes`` the death of its process, too. The client
must not repeat what it sends: nobody knows whether a script ran whose answer did not come.
"""

from __future__ import annotations

import asyncio
from typing import Any

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
from talkwright.conversation.stores import redis_scripts as scripts
from talkwright.conversation.stores.codec import (
    pack,
    pack_events,
    unpack_done,
    unpack_events,
    unpack_message,
    unpack_state,
)
from talkwright.errors import ConversationMoved, StoreError

_MOST_AT_ONCE = 16


class _Row(msgspec.Struct, frozen=True, array_like=True):
    id: str
    first_seq: int
    last_seq: int
    events: str


_rows = msgspec.json.Decoder(_Row)
_keys: msgspec.json.Decoder[tuple[str, str]] = msgspec.json.Decoder(tuple[str, str])


class RedisStore:
    """Conversations in the Redis of ``client``, one of ``redis.asyncio``, which the store closes. All its keys begin
    with ``prefix``."""

    def __init__(self, client: Any, prefix: str = "talkwright:") -> None:
        self._client = client
        self._prefix = prefix
        self._free = asyncio.Semaphore(_MOST_AT_ONCE)
        self._running: set[asyncio.Future[Any]] = set()
        self._closed = False

    async def load(self, key: ConversationKey) -> Stored | None:
        name = f"{self._prefix}conversation:{_here(key)}"
        seq, state = await self._do(lambda: self._client.hmget(name, "seq", "state"))
        return Stored(int(seq), unpack_state(state.decode())) if seq is not None else None

    async def append(self, turn: Turn) -> int:
        last_seq = turn.expected_seq + len(turn.events)
        row = _Row(turn.id, turn.expected_seq + 1, last_seq, pack_events(turn.events))
        written = await self._run(
            scripts.APPEND,
            turn.key.tenant,
            _here(turn.key),
            turn.expected_seq,
            last_seq,
            repr(turn.at),
            turn.inbound_key or "",
            pack(turn.state),
            pack(row),
            int(turn.noted),
            pack([(each.channel, each.recipient, pack(each.message)) for each in turn.outgoing]),
            pack(turn.disarmed),
            pack([(each.name, repr(each.at)) for each in turn.armed]),
        )
        if not written:
            taken = f" or has a turn for {turn.inbound_key!r}" if turn.inbound_key else ""
            raise ConversationMoved(f"conversation {turn.key.id!r} is no longer at {turn.expected_seq}{taken}")
        return last_seq

    async def find(self, key: ConversationKey, inbound_key: str) -> StoredTurn | Unfinished | None:
        row, done = await self._run(scripts.FIND, _here(key), inbound_key)
        if row is not None:
            return _turn(row)
        return Unfinished(unpack_done(done.decode())) if done is not None else None

    async def note(self, key: ConversationKey, inbound_key: str, done: tuple[Done, ...], at: float) -> None:
        await self._run(scripts.NOTE, key.tenant, _here(key), inbound_key, pack(done), repr(at))

    async def turns(self, key: ConversationKey, after_seq: int = 0) -> tuple[StoredTurn, ...]:
        name = f"{self._prefix}turns:{_here(key)}"
        return tuple(map(_turn, await self._do(lambda: self._client.zrangebyscore(name, f"({after_seq}", "+inf"))))

    async def recent(self, limit: int, tenant: str = DEFAULT_TENANT, before: float | None = None) -> tuple[Known, ...]:
        newest = "+inf" if before is None else f"({before!r}"
        found = await self._run(scripts.RECENT, tenant, limit, newest) if limit else ()
        return tuple(Known(_key(here), int(seq), float(began_at), float(at)) for here, seq, began_at, at in found)

    async def claim(self, now: float, lease_s: float, limit: int) -> tuple[Delivery, ...]:
        claimed = await self._run(scripts.CLAIM, repr(now), repr(now + lease_s), limit)
        return tuple(sorted(map(_delivery, claimed), key=lambda delivery: delivery.id))

    async def settle(self, delivery_id: int, *, sent: bool) -> None:
        await self._run(scripts.SETTLE, _padded(delivery_id), int(sent))

    async def postpone(self, delivery_id: int, until: float) -> None:
        await self._run(scripts.POSTPONE, _padded(delivery_id), repr(until))

    async def undelivered(self) -> int:
        return int(await self._do(lambda: self._client.get(f"{self._prefix}pending")) or 0)

    async def claim_timers(self, now: float, lease_s: float, limit: int) -> tuple[Wake, ...]:
        claimed = await self._run(scripts.CLAIM_TIMERS, repr(now), repr(now + lease_s), limit)
        wakes = (Wake(int(id), _key(here), Timer(name.decode(), float(at))) for id, here, name, at in claimed)
        return tuple(sorted(wakes, key=lambda wake: wake.id))

    async def next_timer(self) -> float | None:
        name = f"{self._prefix}alarms"
        first = await self._do(lambda: self._client.zrange(name, 0, 0, withscores=True))
        return float(first[0][1]) if first else None

    async def settle_timer(self, timer_id: int, again_at: float | None = None) -> None:
        await self._run(scripts.SETTLE_TIMER, _padded(timer_id), "" if again_at is None else repr(again_at))

    async def forget(self, key: ConversationKey) -> bool:
        return bool(await self._run(scripts.FORGET, key.tenant, _here(key)))

    async def forget_before(self, time: float, limit: int, tenant: str = DEFAULT_TENANT) -> int:
        return int(await self._run(scripts.FORGET_BEFORE, tenant, repr(time), limit))

    async def close(self) -> None:
        self._closed = True
        while self._running:
            await asyncio.wait(self._running)
        await self._client.aclose()

    async def _run(self, script: str, *values: object) -> Any:
        """What ``script`` gives for ``values``. The script is sent whole when Redis does not know it yet."""
        return await self._do(lambda: self._client.register_script(script)(args=[self._prefix, *values]))

    async def _do(self, ask: Any) -> Any:
        """What Redis answers. It is asked to the end, also when the caller is cancelled. Raises ``StoreError``."""
        if self._closed:
            raise StoreError("the store is closed")
        task = asyncio.ensure_future(self._asked(ask))
        self._running.add(task)
        task.add_done_callback(self._done)
        return await asyncio.shield(task)

    def _done(self, task: asyncio.Future[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            task.exception()  # somebody has seen it, or nobody waits any more

    async def _asked(self, ask: Any) -> Any:
        from redis.exceptions import RedisError

        async with self._free:
            try:
                return await ask()
            except (RedisError, OSError, TimeoutError) as fault:
                raise StoreError(f"Redis cannot be used: {type(fault).__name__}", "See tracker_store.") from None


def _here(key: ConversationKey) -> str:
    """A name of the conversation that no other has."""
    return pack((key.tenant, key.id))


def _key(here: bytes) -> ConversationKey:
    tenant, id = _keys.decode(here)
    return ConversationKey(id, tenant)


def _padded(id: int) -> str:
    return f"{id:020d}"


def _turn(row: bytes) -> StoredTurn:
    found = _rows.decode(row)
    return StoredTurn(found.id, found.first_seq, found.last_seq, unpack_events(found.events))


def _delivery(row: list[bytes]) -> Delivery:
    id, here, channel, recipient, message, attempts = row
    outgoing = Outgoing(channel.decode(), recipient.decode(), unpack_message(message.decode()))
    return Delivery(int(id), _key(here), outgoing, int(attempts))

"""The store in DynamoDB: a turn is one transaction on items that its conversation's head guards. Several servers may
share it.

A head says where its conversation stands, and a turn is written on the condition that it still stands there, so there
is no lock. Nothing is ever scanned: what is not found by its key stands in a line of the index.

The library blocks: it is asked in threads.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from itertools import chain, islice
from operator import itemgetter
from threading import Lock
from typing import Any, TypeVar

from talkwright.conversation.ids import DEFAULT_TENANT, ConversationKey
from talkwright.conversation.store import Delivery, Done, Known, Stored, StoredTurn, Turn, Unfinished, Wake
from talkwright.conversation.stores.blocking import Blocking
from talkwright.conversation.stores.codec import pack, unpack_done, unpack_state
from talkwright.conversation.stores.dynamo_changes import Change, Item, check, delete, named, put, update
from talkwright.conversation.stores.dynamo_items import (
    LAST,
    PROJECTED,
    changes_of,
    folded,
    head_key,
    key_of,
    keys_with,
    known_of,
    line_of,
    lines_of,
    named_key,
    partition_of,
    turn_key,
    turn_of,
    unfolded,
    when,
)
from talkwright.conversation.stores.dynamo_outbox import Outbox
from talkwright.conversation.stores.dynamo_table import Table
from talkwright.conversation.stores.dynamo_timers import Timers
from talkwright.errors import ConversationMoved

T = TypeVar("T")

_PAGE = 100
_FORGOTTEN_AT_ONCE = 10  # a transaction has 4 MB at most, and an item 400 kB


class DynamoStore:
    """Conversations in the table ``name``, asked through ``client``: one of boto3's that takes and gives plain values,
    and that the store closes. The table is made when it is not there."""

    def __init__(self, client: Any, name: str = "talkwright") -> None:
        from botocore.exceptions import BotoCoreError

        self._table = Table(client, name, PROJECTED)
        self._outbox = Outbox(self._table)
        self._timers = Timers(self._table)
        self._library = Blocking("DynamoDB", self._table.make, client.close, (BotoCoreError,))
        self._do = self._library.ask
        self._claiming = Lock()

    async def load(self, key: ConversationKey) -> Stored | None:
        head = await self._do(lambda: self._standing(key))
        return Stored(int(head["seq"]), unpack_state(unfolded(head["state"]))) if head else None

    def _standing(self, key: ConversationKey) -> Item | None:
        """The head of a conversation. One that somebody began to forget, and did not finish, is forgotten now."""
        head = self._table.get(head_key(key))
        if head is not None and not head["seq"]:
            self._forget_rest(key)
            return None
        return head

    async def append(self, turn: Turn) -> int:
        changes = changes_of(turn)
        if not await self._do(lambda: self._append(turn, changes)):
            taken = f" or has a turn for {turn.inbound_key!r}" if turn.inbound_key else ""
            raise ConversationMoved(f"conversation {turn.key.id!r} is no longer at {turn.expected_seq}{taken}")
        return turn.expected_seq + len(turn.events)

    def _append(self, turn: Turn, changes: list[Change]) -> bool:
        waits = turn.outgoing or turn.armed or turn.disarmed
        if waits and not self._may_come(turn):  # so that no ids are taken for nothing
            return False
        pushed, timed = self._outbox.added(turn), self._timers.changed(turn)
        if not self._table.write(*changes, *pushed.changes, *timed.changes):
            return False
        self._outbox.line.follow(pushed)
        self._timers.line.follow(timed)
        return True

    def _may_come(self, turn: Turn) -> bool:
        head = self._table.get(head_key(turn.key)) or {"seq": 0}
        if head["seq"] != turn.expected_seq:
            return False
        return turn.inbound_key is None or self._table.get(named_key(turn.key, "inbound", turn.inbound_key)) is None

    async def find(self, key: ConversationKey, inbound_key: str) -> StoredTurn | Unfinished | None:
        return await self._do(lambda: self._find(key, inbound_key))

    def _find(self, key: ConversationKey, inbound_key: str) -> StoredTurn | Unfinished | None:
        inbound = self._table.get(named_key(key, "inbound", inbound_key))
        if inbound is not None:
            turn = self._table.get(turn_key(key, int(inbound["last"])))
            return turn_of(turn) if turn else None
        note = self._table.get(named_key(key, "note", inbound_key))
        return Unfinished(unpack_done(unfolded(note["done"]))) if note else None

    async def note(self, key: ConversationKey, inbound_key: str, done: tuple[Done, ...], at: float) -> None:
        line = {"line": line_of("notes", key, key.tenant), "when": when(at)}
        note = {**named(named_key(key, "note", inbound_key)), "done": folded(pack(done)), **line}
        await self._do(lambda: self._table.write(put(note)))

    async def turns(self, key: ConversationKey, after_seq: int = 0) -> tuple[StoredTurn, ...]:
        pk, first = turn_key(key, max(after_seq, 0) + 1)
        return tuple(await self._do(lambda: [turn_of(item) for item in self._table.partition(pk, first, "turn#~")]))

    async def recent(self, limit: int, tenant: str = DEFAULT_TENANT, before: float | None = None) -> tuple[Known, ...]:
        return tuple(await self._do(lambda: self._recent(limit, tenant, before)))

    def _recent(self, limit: int, tenant: str, before: float | None) -> list[Known]:
        end = LAST if before is None else when(before)
        parts = (self._table.line(line, end, limit, newest_first=True) for line in lines_of("recent", tenant))
        found: list[Known] = []
        for item in heapq.merge(*parts, key=itemgetter("when"), reverse=True) if limit else ():
            if item["seq"]:
                found.append(known_of(item))
            if len(found) == limit:
                break
        return sorted(found, key=lambda known: (-known.at, known.key.id))

    async def claim(self, now: float, lease_s: float, limit: int) -> tuple[Delivery, ...]:
        return tuple(await self._do(lambda: self._claimed(lambda: self._outbox.claim(now, now + lease_s, limit))))

    async def settle(self, delivery_id: int, *, sent: bool) -> None:
        await self._do(lambda: self._outbox.settle(delivery_id, sent=sent))

    async def postpone(self, delivery_id: int, until: float) -> None:
        await self._do(lambda: self._outbox.postpone(delivery_id, until))

    async def undelivered(self) -> int:
        return await self._do(self._outbox.count)

    async def claim_timers(self, now: float, lease_s: float, limit: int) -> tuple[Wake, ...]:
        return tuple(await self._do(lambda: self._claimed(lambda: self._timers.claim(now, now + lease_s, limit))))

    async def next_timer(self) -> float | None:
        return await self._do(self._timers.next_at)

    async def settle_timer(self, timer_id: int, again_at: float | None = None) -> None:
        await self._do(lambda: self._timers.settle(timer_id, again_at))

    async def forget(self, key: ConversationKey) -> bool:
        return await self._do(lambda: self._forget(key))

    def _forget(self, key: ConversationKey, stood: str | None = None) -> bool:
        """Forget a conversation; with ``stood`` only if its last turn is the one of that ``when``."""
        if next(self._table.partition(partition_of(key)), None) is None:
            return False
        where = None if stood is None else {"when": stood}
        line = {"line": line_of("recent", key, key.tenant), "when": stood or when(0.0)}
        if not self._table.write(update(head_key(key), {"seq": 0, **line}, without=("state",), where=where)):
            return False
        self._forget_rest(key)
        return True

    def _forget_rest(self, key: ConversationKey) -> None:
        """Take away what there is of a conversation whose head says that it is being forgotten, and the head last."""
        for line in (self._outbox.line, self._timers.line):
            line.leave(partition_of(key))
        guard = check(head_key(key), {"seq": 0})
        items = (item for item in self._table.partition(partition_of(key)) if item["sk"] != "head")
        each = (delete(one) for item in items for one in keys_with(item))
        while some := list(islice(each, _FORGOTTEN_AT_ONCE)):
            if not self._table.write(guard, *some):
                return  # somebody else was at it, and has finished
        self._table.write(delete(head_key(key), {"seq": 0}))

    async def forget_before(self, time: float, limit: int, tenant: str = DEFAULT_TENANT) -> int:
        return await self._do(lambda: self._forget_before(time, limit, tenant))

    def _forget_before(self, time: float, limit: int, tenant: str) -> int:
        end = when(time)
        for note in chain(*(self._table.line(line, end, _PAGE) for line in lines_of("notes", tenant))):
            self._table.write(delete((note["pk"], note["sk"]), {"when": note["when"]}))
        count = 0
        parts = (self._table.line(line, end, limit) for line in lines_of("recent", tenant))
        for item in heapq.merge(*parts, key=itemgetter("when")) if limit else ():
            key = key_of(item["pk"])
            head = self._standing(key)
            if head is not None and head["when"] < end:
                count += self._forget(key, head["when"])
            if count == limit:
                break
        return count

    async def close(self) -> None:
        await self._library.close()

    def _claimed(self, claim: Callable[[], T]) -> T:
        with self._claiming:  # two threads would only fight for the same ones
            return claim()

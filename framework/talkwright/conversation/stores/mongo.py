"""The store in MongoDB: a turn is one document, and writing it one insert. Several servers may share it.

The document holds the turn's events, the state, its inbound key, and what is to be pushed and to ring, so no
transaction is needed. ``(tenant, conversation, first)`` is unique and so the fence. What a turn changes beside it
follows the insert and may be lost with the process, because it only takes away what nobody minds any more: the state
of the turn before, timers that a later turn calls ``off``, and ``newest``.

The library blocks: it is asked in threads.
"""

from __future__ import annotations

from functools import partial
from threading import Lock
from typing import Any, TypeVar

from talkwright.conversation.ids import DEFAULT_TENANT, ConversationKey
from talkwright.conversation.store import (
    Delivery,
    Done,
    Known,
    Stored,
    StoredTurn,
    Timer,
    Turn,
    Unfinished,
    Wake,
)
from talkwright.conversation.stores.blocking import Blocking
from talkwright.conversation.stores.codec import (
    pack,
    unpack_done,
    unpack_state,
)
from talkwright.conversation.stores.mongo_documents import (
    DOWN,
    UP,
    Document,
    Element,
    delivery_of,
    document_of,
    inbound_of,
    key_of,
    make_indexes,
    named,
    turn_of,
)
from talkwright.conversation.stores.mongo_queue import Queue
from talkwright.errors import ConversationMoved, StoreError

T = TypeVar("T")

_TRIES = 3


class MongoStore:
    """Conversations in ``database``, one of ``pymongo``, whose client the store closes. The names of all its
    collections begin with ``prefix``."""

    def __init__(self, database: Any, prefix: str = "talkwright") -> None:
        from bson.errors import BSONError
        from pymongo.errors import PyMongoError

        self._turns = database[f"{prefix}.turns"]
        self._notes = database[f"{prefix}.notes"]
        self._counters = database[f"{prefix}.counters"]
        self._outbox = Queue(self._turns, "outbox", self._is_first)
        self._timers = Queue(self._turns, "timers", self._is_on)
        prepare, faults = partial(make_indexes, self._turns, self._notes), (PyMongoError, BSONError)
        self._library = Blocking("MongoDB", prepare, database.client.close, faults)
        self._do = self._library.ask
        self._claiming = Lock()

    async def load(self, key: ConversationKey) -> Stored | None:
        last = await self._do(lambda: self._standing(key))
        return Stored(last["last"], unpack_state(last["state"])) if last else None

    def _standing(self, key: ConversationKey) -> Document | None:
        for _ in range(_TRIES):
            last = self._last(key, "last", "state")
            if last is None or "state" in last:
                return last  # else a turn came in between, which has it now
        raise StoreError(f"the last turn of {key.id!r} has no state", "Another program wrote it.")

    async def append(self, turn: Turn) -> int:
        document = document_of(turn)
        if not await self._do(lambda: self._append(turn, document)):
            taken = f" or has a turn for {turn.inbound_key!r}" if turn.inbound_key else ""
            raise ConversationMoved(f"conversation {turn.key.id!r} is no longer at {turn.expected_seq}{taken}")
        return int(document["last"])

    def _append(self, turn: Turn, document: Document) -> bool:
        from pymongo.errors import DuplicateKeyError

        before = self._last(turn.key, "last", "began_at") or {"last": 0, "began_at": turn.at}
        inbound = document.get("inbound")
        if before["last"] != turn.expected_seq or (inbound and self._turns.find_one({"inbound": inbound}, {"_id": 1})):
            return False
        document["began_at"] = before["began_at"]
        for field in ("outbox", "timers"):
            self._number(field, document.get(field, ()))
        try:
            id = self._turns.insert_one(document).inserted_id
        except DuplicateKeyError:
            return False
        if turn.expected_seq:
            superseded = {**named(turn.key), "last": turn.expected_seq}
            changes = {"$unset": {"state": 1, "newest": 1}}
            if not self._turns.update_one(superseded, changes).matched_count:  # it was forgotten meanwhile
                self._turns.delete_one({"_id": id})
                return False
        if document["off"]:
            earlier = {**named(turn.key), "first": {"$lt": document["first"]}}
            self._turns.update_many(earlier, {"$pull": {"timers": {"name": {"$in": document["off"]}}}})
        if turn.noted and inbound:
            self._notes.delete_one({"_id": inbound})
        return True

    async def find(self, key: ConversationKey, inbound_key: str) -> StoredTurn | Unfinished | None:
        inbound = inbound_of(key, inbound_key)
        document = await self._do(lambda: self._turns.find_one({"inbound": inbound}))
        if document is not None:
            return turn_of(document)
        note = await self._do(lambda: self._notes.find_one({"_id": inbound}))
        return Unfinished(unpack_done(note["done"])) if note is not None else None

    async def note(self, key: ConversationKey, inbound_key: str, done: tuple[Done, ...], at: float) -> None:
        inbound = inbound_of(key, inbound_key)
        note = {**named(key), "done": pack(done), "at": at}
        await self._do(lambda: self._notes.replace_one({"_id": inbound}, note, upsert=True))

    async def turns(self, key: ConversationKey, after_seq: int = 0) -> tuple[StoredTurn, ...]:
        return tuple(map(turn_of, await self._do(lambda: self._after(key, max(after_seq, 0)))))

    def _after(self, key: ConversationKey, seq: int) -> list[Document]:
        """The index knows first seqs: begin at the turn that the next seq lies in."""
        here = {**named(key), "first": {"$lte": seq + 1}}
        start = self._turns.find_one(here, {"first": 1}, sort=[("first", DOWN)])
        if start is None:
            return []
        late = {**named(key), "first": {"$gte": start["first"]}, "last": {"$gt": seq}}
        return list(self._turns.find(late).sort("first"))

    async def recent(self, limit: int, tenant: str = DEFAULT_TENANT, before: float | None = None) -> tuple[Known, ...]:
        return tuple(await self._do(lambda: self._recent(limit, tenant, before)))

    def _recent(self, limit: int, tenant: str, before: float | None) -> list[Known]:
        found: dict[str, Known] = {}
        wanted: Document = {"tenant": tenant, "newest": True, **({} if before is None else {"at": {"$lt": before}})}
        newest = self._turns.find(wanted, dict.fromkeys(("conversation", "last", "began_at", "at"), 1))
        for each in newest.sort([("at", DOWN), ("conversation", UP)]) if limit else ():
            key = ConversationKey(each["conversation"], tenant)
            if before is None or self._last(key, "last") == {"_id": each["_id"], "last": each["last"]}:
                found.setdefault(key.id, Known(key, each["last"], each["began_at"], each["at"]))
            if len(found) == limit:
                break
        return list(found.values())

    async def claim(self, now: float, lease_s: float, limit: int) -> tuple[Delivery, ...]:
        claimed = await self._do(lambda: self._claimed(self._outbox, now, lease_s, limit))
        return tuple(delivery_of(document, element) for document, element in claimed)

    async def settle(self, delivery_id: int, *, sent: bool) -> None:
        await self._do(lambda: self._outbox.take_away(delivery_id, "" if sent else "dead"))

    async def postpone(self, delivery_id: int, until: float) -> None:
        changes = {"$set": {"outbox.$.due_at": until}, "$inc": {"outbox.$.attempts": 1}}
        await self._do(lambda: self._outbox.change(delivery_id, changes))

    async def undelivered(self) -> int:
        return await self._do(self._outbox.count)

    async def claim_timers(self, now: float, lease_s: float, limit: int) -> tuple[Wake, ...]:
        claimed = await self._do(lambda: self._claimed(self._timers, now, lease_s, limit))
        return tuple(Wake(each["id"], key_of(document), Timer(each["name"], each["at"])) for document, each in claimed)

    async def next_timer(self) -> float | None:
        return await self._do(self._timers.next_at)

    async def settle_timer(self, timer_id: int, again_at: float | None = None) -> None:
        if again_at is None:
            await self._do(lambda: self._timers.take_away(timer_id))
        else:
            await self._do(lambda: self._timers.change(timer_id, {"$set": {"timers.$.due_at": again_at}}))

    async def forget(self, key: ConversationKey) -> bool:
        return await self._do(lambda: self._forget(key))

    async def forget_before(self, time: float, limit: int, tenant: str = DEFAULT_TENANT) -> int:
        return await self._do(lambda: self._forget_before(time, limit, tenant))

    def _forget(self, key: ConversationKey) -> bool:
        deleted = [each.delete_many(named(key)).deleted_count for each in (self._turns, self._notes)]
        return any(deleted)

    def _forget_before(self, time: float, limit: int, tenant: str) -> int:
        self._notes.delete_many({"tenant": tenant, "at": {"$lt": time}})
        count = 0
        old = self._turns.find({"tenant": tenant, "newest": True, "at": {"$lt": time}}, {"conversation": 1})
        for each in old.sort([("at", UP), ("conversation", UP)]) if limit else ():
            key = ConversationKey(each["conversation"], tenant)
            last = self._last(key, "at")
            if last is not None and last["at"] < time:
                count += self._forget(key)
            if count == limit:
                break
        return count

    async def close(self) -> None:
        await self._library.close()

    def _last(self, key: ConversationKey, *fields: str) -> Document | None:
        """The last turn of a conversation."""
        found: Document | None = self._turns.find_one(named(key), dict.fromkeys(fields, 1), sort=[("first", DOWN)])
        return found

    def _number(self, field: str, elements: list[Element]) -> None:
        """Give ids to ``elements``, higher ones than all before them."""
        if elements:
            more = {"$inc": {"last": len(elements)}}
            counter = self._counters.find_one_and_update({"_id": field}, more, upsert=True, return_document=True)
            for id, element in enumerate(elements, counter["last"] - len(elements) + 1):
                element["id"] = id

    def _claimed(self, queue: Queue, now: float, lease_s: float, limit: int) -> list[tuple[Document, Element]]:
        with self._claiming:  # two threads would only fight for the same ones
            return queue.claim(now, now + lease_s, limit)

    def _is_first(self, document: Document, element: Element) -> bool:
        """Whether nothing waits before a delivery, of its conversation and for its channel."""
        before = {"channel": element["channel"], "id": {"$lt": element["id"]}}
        return self._turns.find_one({**named(key_of(document)), "outbox": {"$elemMatch": before}}, {"_id": 1}) is None

    def _is_on(self, document: Document, element: Element) -> bool:
        """Whether no later turn has switched a timer off, or set another of its name."""
        later = {**named(key_of(document)), "first": {"$gt": document["first"]}, "off": element["name"]}
        return self._turns.find_one(later, {"_id": 1}) is None

"""The store on a database. Two statements a turn; the database decides what runs where and when it is durable."""

from __future__ import annotations

from typing import Any

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
from talkwright.conversation.stores.statements import Statements
from talkwright.errors import ConversationMoved
from talkwright.storage.database import Database, Result, Row, Statement, Values


class SqlStore:
    """Conversations in ``database``, which the store closes."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = Statements(database.dialect)

    async def load(self, key: ConversationKey) -> Stored | None:
        row = await self._database.row(self._sql.load, _named(key))
        return Stored(row[0], unpack_state(row[1])) if row else None

    async def append(self, turn: Turn) -> int:
        values = _values(turn)
        waiting = [_waiting(turn, outgoing) for outgoing in turn.outgoing]
        off = [{**_named(turn.key), "name": name} for name in (*turn.disarmed, *(each.name for each in turn.armed))]
        on = [{**_named(turn.key), "name": each.name, "at": each.at} for each in turn.armed]
        move = self._sql.advance if turn.expected_seq else self._sql.begin

        job = [Statement(move, values, needed=True), Statement(self._sql.add_turn, values, needed=True)]
        job += [Statement(self._sql.enqueue, each) for each in waiting]
        job += [Statement(self._sql.disarm, each) for each in off]
        job += [Statement(self._sql.arm, each) for each in on]
        if turn.noted:
            job.append(Statement(self._sql.drop_note, values))
        if await self._database.write(*job) is None:
            taken = f" or has a turn for {turn.inbound_key!r}" if turn.inbound_key else ""
            raise ConversationMoved(f"conversation {turn.key.id!r} is no longer at {turn.expected_seq}{taken}")
        return turn.expected_seq + len(turn.events)

    async def find(self, key: ConversationKey, inbound_key: str) -> StoredTurn | Unfinished | None:
        row = await self._database.row(self._sql.find, {**_named(key), "inbound_key": inbound_key})
        if row is None:
            return None
        _, first_seq, _, text = row
        return _turn(row) if first_seq else Unfinished(unpack_done(text))

    async def note(self, key: ConversationKey, inbound_key: str, done: tuple[Done, ...], at: float) -> None:
        values = {**_named(key), "inbound_key": inbound_key, "done": pack(done), "at": at}
        await self._database.write(Statement(self._sql.drop_note, values), Statement(self._sql.add_note, values))

    async def turns(self, key: ConversationKey, after_seq: int = 0) -> tuple[StoredTurn, ...]:
        values = {**_named(key), "from_seq": max(after_seq, 0) + 1}
        return tuple(await self._database.rows(self._sql.turns, values, _turn))

    async def recent(self, limit: int, tenant: str = DEFAULT_TENANT, before: float | None = None) -> tuple[Known, ...]:
        sql, values = self._sql.recent, {"tenant": tenant, "limit": limit}
        if before is not None:
            sql, values = self._sql.recent_before, {**values, "time": before}
        return tuple(await self._database.rows(sql, values, _known))

    async def claim(self, now: float, lease_s: float, limit: int) -> tuple[Delivery, ...]:
        values = {"now": now, "leased_until": now + lease_s, "limit": limit}
        claimed = await self._write(self._sql.claim, values)
        return tuple(sorted(map(_delivery, claimed.rows), key=lambda delivery: delivery.id))

    async def settle(self, delivery_id: int, *, sent: bool) -> None:
        await self._write(self._sql.sent if sent else self._sql.bury, {"delivery_id": delivery_id})

    async def postpone(self, delivery_id: int, until: float) -> None:
        await self._write(self._sql.postpone, {"delivery_id": delivery_id, "due_at": until})

    async def undelivered(self) -> int:
        row = await self._database.row(self._sql.undelivered, {})
        return row[0] if row else 0

    async def claim_timers(self, now: float, lease_s: float, limit: int) -> tuple[Wake, ...]:
        claimed = await self._write(self._sql.claim_timers, {"now": now, "leased_until": now + lease_s, "limit": limit})
        return tuple(sorted(map(_wake, claimed.rows), key=lambda wake: wake.id))

    async def next_timer(self) -> float | None:
        row = await self._database.row(self._sql.next_timer, {})
        return row[0] if row else None

    async def settle_timer(self, timer_id: int, again_at: float | None = None) -> None:
        sql = self._sql.drop_timer if again_at is None else self._sql.postpone_timer
        await self._write(sql, {"timer_id": timer_id, "claim_at": again_at})

    async def forget(self, key: ConversationKey) -> bool:
        everything = [Statement(sql, _named(key)) for sql in (self._sql.forget, self._sql.forget_notes)]
        return any(result.rowcount for result in await self._database.write(*everything) or ())

    async def forget_before(self, time: float, limit: int, tenant: str = DEFAULT_TENANT) -> int:
        values = {"tenant": tenant, "time": time, "limit": limit}
        done = await self._database.write(
            Statement(self._sql.forget_before, values), Statement(self._sql.forget_notes_before, values)
        )
        return done[0].rowcount if done else 0

    async def close(self) -> None:
        await self._database.close()

    async def _write(self, sql: str, values: Values) -> Result:
        """What one statement by itself did."""
        (result,) = await self._database.write(Statement(sql, values)) or (Result(0),)
        return result


def _named(key: ConversationKey) -> dict[str, Any]:
    return {"tenant": key.tenant, "conversation": key.id}


def _values(turn: Turn) -> dict[str, Any]:
    """The parameters of all the statements that write a turn."""
    return {
        "tenant": turn.key.tenant,
        "conversation": turn.key.id,
        "expected_seq": turn.expected_seq,
        "first_seq": turn.expected_seq + 1,
        "last_seq": turn.expected_seq + len(turn.events),
        "id": turn.id,
        "inbound_key": turn.inbound_key,
        "at": turn.at,
        "events": pack_events(turn.events),
        "state": pack(turn.state),
    }


def _waiting(turn: Turn, outgoing: Outgoing) -> dict[str, Any]:
    return {
        "tenant": turn.key.tenant,
        "conversation": turn.key.id,
        "channel": outgoing.channel,
        "recipient": outgoing.recipient,
        "message": pack(outgoing.message),
        "attempts": 0,
        "due_at": turn.at,
    }


def _turn(row: Row) -> StoredTurn:
    turn_id, first_seq, last_seq, events = row
    return StoredTurn(turn_id, first_seq, last_seq, unpack_events(events))


def _known(row: Row) -> Known:
    tenant, conversation, seq, began_at, at = row
    return Known(ConversationKey(conversation, tenant), seq, began_at, at)


def _wake(row: Row) -> Wake:
    timer_id, tenant, conversation, name, at = row
    return Wake(timer_id, ConversationKey(conversation, tenant), Timer(name, at))


def _delivery(row: Row) -> Delivery:
    delivery_id, tenant, conversation, channel, recipient, message, attempts = row
    outgoing = Outgoing(channel, recipient, unpack_message(message))
    return Delivery(delivery_id, ConversationKey(conversation, tenant), outgoing, attempts)

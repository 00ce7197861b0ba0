"""The store on a database. Two statements a turn; the database decides what runs where and when it is durable."""

from __future__ import annotations

from typing import Any

from talkwright.conversation.ids import DEFAULT_TENANT, ConversationKey
from talkwright.conversation.store import Delivery, Known, Outgoing, Stored, StoredTurn, Turn
from talkwright.conversation.stores.codec import pack, pack_events, unpack_events, unpack_message, unpack_state
from talkwright.conversation.stores.statements import Statements
from talkwright.errors import ConversationMoved
from talkwright.storage.database import Connection, Database, Row


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
        move = self._sql.advance if turn.expected_seq else self._sql.begin

        def write(connection: Connection) -> int:
            if not connection.execute(move, values).rowcount:
                raise ConversationMoved(f"conversation {turn.key.id!r} is no longer at {turn.expected_seq}")
            if not connection.execute(self._sql.add_turn, values).rowcount:
                raise ConversationMoved(f"conversation {turn.key.id!r} has a turn for {turn.inbound_key!r}")
            for each in waiting:
                connection.execute(self._sql.enqueue, each)
            return turn.expected_seq + len(turn.events)

        return await self._database.write(write)

    async def find(self, key: ConversationKey, inbound_key: str) -> StoredTurn | None:
        row = await self._database.row(self._sql.find, {**_named(key), "inbound_key": inbound_key})
        return _turn(row) if row else None

    async def turns(self, key: ConversationKey, after_seq: int = 0) -> tuple[StoredTurn, ...]:
        values = {**_named(key), "from_seq": max(after_seq, 0) + 1}
        return tuple(await self._database.rows(self._sql.turns, values, _turn))

    async def recent(self, limit: int, tenant: str = DEFAULT_TENANT) -> tuple[Known, ...]:
        return tuple(await self._database.rows(self._sql.recent, {"tenant": tenant, "limit": limit}, _known))

    async def claim(self, now: float, lease_s: float, limit: int) -> tuple[Delivery, ...]:
        values = {"now": now, "leased_until": now + lease_s, "limit": limit}
        rows = await self._database.write(lambda connection: connection.execute(self._sql.claim, values).fetchall())
        return tuple(sorted(map(_delivery, rows), key=lambda delivery: delivery.id))

    async def settle(self, delivery_id: int, *, sent: bool) -> None:
        sql = self._sql.forget if sent else self._sql.bury
        await self._database.write(lambda connection: connection.execute(sql, {"delivery_id": delivery_id}))

    async def postpone(self, delivery_id: int, until: float) -> None:
        values = {"delivery_id": delivery_id, "due_at": until}
        await self._database.write(lambda connection: connection.execute(self._sql.postpone, values))

    async def close(self) -> None:
        await self._database.close()


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


def _delivery(row: Row) -> Delivery:
    delivery_id, tenant, conversation, channel, recipient, message, attempts = row
    outgoing = Outgoing(channel, recipient, unpack_message(message))
    return Delivery(delivery_id, ConversationKey(conversation, tenant), outgoing, attempts)

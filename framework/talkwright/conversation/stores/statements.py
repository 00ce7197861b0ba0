"""The SQL of a conversation store, all of it, portable between SQLite and PostgreSQL.

``tenant`` and ``conversation`` name the conversation in every parameter list.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal_column,
    select,
    tuple_,
    union_all,
    update,
)

from talkwright.conversation.stores.tables import DEAD, PENDING, conversation, note, outbox, timer, turn
from talkwright.storage.database import Dialect


class Statements:
    """The text of each statement for one dialect."""

    def __init__(self, dialect: Dialect) -> None:
        tenant, this, at = _given("tenant"), _given("conversation"), _given("at")
        limit, none = (
            _given("limit"),
            _constant("0"),
        )  # an offset of none, or SQLite's compiler would bind one of its own
        c = conversation.c
        here = and_(conversation.c.tenant == tenant, conversation.c.id == this)
        in_turn = and_(turn.c.tenant == tenant, turn.c.conversation == this)
        turns = select(turn.c.id, turn.c.first_seq, turn.c.last_seq, turn.c.events)
        pending, dead = _constant(f"'{PENDING}'"), _constant(f"'{DEAD}'")
        delivery_id, due_at = _given("delivery_id"), _given("due_at")

        self.load = dialect.text(select(conversation.c.seq, conversation.c.state).where(here))

        # The two ways a turn moves a conversation. Each writes one row, or none when another writer was faster.
        moved = {"seq": _given("last_seq"), "state": _given("state"), "updated_at": at}
        self.begin = dialect.insert_new(conversation, {"tenant": tenant, "id": this, "created_at": at, **moved})
        self.advance = dialect.text(
            update(conversation).where(here, conversation.c.seq == _given("expected_seq")).values(moved)
        )
        self.add_turn = dialect.insert_new(turn, {column.name: _given(column.name) for column in turn.columns})

        # A turn, or the note of one that was begun, with 0 for its seqs. A turn outdoes a note.
        inbound_key = _given("inbound_key")
        in_note = and_(note.c.tenant == tenant, note.c.conversation == this)
        noted = select(note.c.inbound_key, none, none.label("last_seq"), note.c.done)
        found = union_all(
            turns.where(in_turn, turn.c.inbound_key == inbound_key),
            noted.where(in_note, note.c.inbound_key == inbound_key),
        )
        self.find = dialect.text(found.order_by(found.selected_columns.last_seq.desc()))
        self.drop_note = dialect.text(delete(note).where(in_note, note.c.inbound_key == inbound_key))
        self.add_note = dialect.insert_new(note, {column.name: _given(column.name) for column in note.columns})

        # The key knows first seqs: begin at the turn that ``from_seq`` lies in, at whichever of its events.
        from_seq = _given("from_seq")
        start = select(func.max(turn.c.first_seq)).where(in_turn, turn.c.first_seq <= from_seq).scalar_subquery()
        late = and_(turn.c.first_seq >= start, turn.c.last_seq >= from_seq)
        self.turns = dialect.text(turns.where(in_turn, late).order_by(turn.c.first_seq))

        known = (c.tenant, c.id, c.seq, c.created_at, c.updated_at)
        self.recent = dialect.text(
            select(*known).where(c.tenant == tenant).order_by(c.updated_at.desc(), c.id).limit(limit).offset(none)
        )

        waiting = {name: _given(name) for name in ("tenant", "conversation", "channel", "recipient", "message")}
        self.enqueue = dialect.text(
            insert(outbox).values(**waiting, state=pending, attempts=_given("attempts"), due_at=due_at)
        )

        # Only the first that waits in its conversation and channel may go. To lease it is to make it due later.
        # The outer condition is for two processes that claim at once: the second finds the row no longer due.
        now, earlier = _given("now"), outbox.alias()
        held = exists().where(
            earlier.c.tenant == outbox.c.tenant,
            earlier.c.conversation == outbox.c.conversation,
            earlier.c.channel == outbox.c.channel,
            earlier.c.state == pending,
            earlier.c.id < outbox.c.id,
        )
        first = (
            select(outbox.c.id)
            .where(outbox.c.state == pending, outbox.c.due_at <= now, ~held)
            .order_by(outbox.c.due_at, outbox.c.id)
            .limit(limit)
            .offset(none)
        )
        self.claim = dialect.text(
            update(outbox)
            .where(outbox.c.id.in_(first), outbox.c.due_at <= now)
            .values(due_at=_given("leased_until"))
            .returning(
                outbox.c.id,
                outbox.c.tenant,
                outbox.c.conversation,
                outbox.c.channel,
                outbox.c.recipient,
                outbox.c.message,
                outbox.c.attempts,
            )
        )
        this_one = and_(outbox.c.id == delivery_id, outbox.c.state == pending)
        self.sent = dialect.text(delete(outbox).where(this_one))
        self.bury = dialect.text(update(outbox).where(this_one).values(state=dead))
        self.postpone = dialect.text(
            update(outbox).where(this_one).values(due_at=due_at, attempts=outbox.c.attempts + _constant("1"))
        )

        in_timer = and_(timer.c.tenant == tenant, timer.c.conversation == this)
        self.disarm = dialect.text(delete(timer).where(in_timer, timer.c.name == _given("name")))
        armed = {name: _given(name) for name in ("tenant", "conversation", "name", "at")}
        self.arm = dialect.text(insert(timer).values(**armed, claim_at=at))
        self.next_timer = dialect.text(select(func.min(timer.c.claim_at)))
        due = select(timer.c.id).where(timer.c.claim_at <= now).order_by(timer.c.claim_at, timer.c.id)
        self.claim_timers = dialect.text(
            update(timer)
            .where(timer.c.id.in_(due.limit(limit).offset(none)), timer.c.claim_at <= now)
            .values(claim_at=_given("leased_until"))
            .returning(timer.c.id, timer.c.tenant, timer.c.conversation, timer.c.name, timer.c.at)
        )
        self.drop_timer = dialect.text(delete(timer).where(timer.c.id == _given("timer_id")))

        # A conversation takes its turns, timers and waiting messages with it; notes may come before it.
        time = _given("time")
        self.forget = dialect.text(delete(conversation).where(here))
        self.forget_notes = dialect.text(delete(note).where(in_note))
        old = select(c.tenant, c.id).where(c.updated_at < time).order_by(c.updated_at, c.tenant, c.id)
        self.forget_before = dialect.text(
            delete(conversation).where(tuple_(c.tenant, c.id).in_(old.limit(limit).offset(none)), c.updated_at < time)
        )
        self.forget_notes_before = dialect.text(delete(note).where(note.c.at < time))


def _given(name: str) -> BindParameter[Any]:
    """A parameter that comes with each call."""
    return bindparam(name)


def _constant(sql: str) -> ColumnElement[Any]:
    """A constant that stands in the text."""
    return literal_column(sql)

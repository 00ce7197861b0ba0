"""The SQL of a conversation store, all of it, portable between SQLite and PostgreSQL.

``tenant`` and ``conversation`` name the conversation in every parameter list.
"""

from __future__ import annotations

from sqlalchemy import and_, delete, exists, func, insert, select, union_all, update

from talkwright.conversation.stores.tables import DEAD, PENDING, conversation, note, outbox, timer, turn
from talkwright.storage.database import Dialect
from talkwright.storage.parameters import ZERO, constant, given

_TENANT, _THIS, _AT, _TIME, _NOW = (given(name) for name in ("tenant", "conversation", "at", "time", "now"))
_INBOUND_KEY, _LIMIT, _LEASED_UNTIL = (given(name) for name in ("inbound_key", "limit", "leased_until"))
_PENDING, _DEAD = constant(f"'{PENDING}'"), constant(f"'{DEAD}'")

_HERE = and_(conversation.c.tenant == _TENANT, conversation.c.id == _THIS)
_IN_TURN = and_(turn.c.tenant == _TENANT, turn.c.conversation == _THIS)
_IN_TIMER = and_(timer.c.tenant == _TENANT, timer.c.conversation == _THIS)
_IN_NOTE = and_(note.c.tenant == _TENANT, note.c.conversation == _THIS)


class Statements:
    """The text of each statement for one dialect."""

    def __init__(self, dialect: Dialect) -> None:
        self._of_turns(dialect)
        self._of_the_outbox(dialect)
        self._of_timers(dialect)
        self._of_notes(dialect)
        self._of_many(dialect)

    def _of_turns(self, dialect: Dialect) -> None:
        c = conversation.c
        self.load = dialect.text(select(c.seq, c.state).where(_HERE))

        # The two ways a turn moves a conversation. Each writes one row, or none when another writer was faster.
        moved = {"seq": given("last_seq"), "state": given("state"), "updated_at": _AT}
        self.begin = dialect.insert_new(conversation, {"tenant": _TENANT, "id": _THIS, "created_at": _AT, **moved})
        self.advance = dialect.text(update(conversation).where(_HERE, c.seq == given("expected_seq")).values(moved))
        self.add_turn = dialect.insert_new(turn, {column.name: given(column.name) for column in turn.columns})

        # A turn, or the note of one that was begun, with 0 for its seqs. A turn outdoes a note.
        turns = select(turn.c.id, turn.c.first_seq, turn.c.last_seq, turn.c.events)
        noted = select(note.c.inbound_key, ZERO, ZERO.label("last_seq"), note.c.done)
        found = union_all(
            turns.where(_IN_TURN, turn.c.inbound_key == _INBOUND_KEY),
            noted.where(_IN_NOTE, note.c.inbound_key == _INBOUND_KEY),
        )
        self.find = dialect.text(found.order_by(found.selected_columns.last_seq.desc()))

        # The key knows first seqs: begin at the turn that ``from_seq`` lies in, at whichever of its events.
        from_seq = given("from_seq")
        start = select(func.max(turn.c.first_seq)).where(_IN_TURN, turn.c.first_seq <= from_seq).scalar_subquery()
        late = and_(turn.c.first_seq >= start, turn.c.last_seq >= from_seq)
        self.turns = dialect.text(turns.where(_IN_TURN, late).order_by(turn.c.first_seq))

    def _of_the_outbox(self, dialect: Dialect) -> None:
        c, due_at = outbox.c, given("due_at")
        waiting = {name: given(name) for name in ("tenant", "conversation", "channel", "recipient", "message")}
        self.enqueue = dialect.text(
            insert(outbox).values(**waiting, state=_PENDING, attempts=given("attempts"), due_at=due_at)
        )

        # Only the first that waits in its conversation and channel may go. To lease it is to make it due later.
        # The outer condition is for two processes that claim at once: the second finds the row no longer due.
        earlier = outbox.alias()
        held = exists().where(
            earlier.c.tenant == c.tenant,
            earlier.c.conversation == c.conversation,
            earlier.c.channel == c.channel,
            earlier.c.state == _PENDING,
            earlier.c.id < c.id,
        )
        first = select(c.id).where(c.state == _PENDING, c.due_at <= _NOW, ~held).order_by(c.due_at, c.id)
        self.claim = dialect.text(
            update(outbox)
            .where(c.id.in_(first.limit(_LIMIT).offset(ZERO)), c.due_at <= _NOW)
            .values(due_at=_LEASED_UNTIL)
            .returning(c.id, c.tenant, c.conversation, c.channel, c.recipient, c.message, c.attempts)
        )
        self.undelivered = dialect.text(select(func.count()).select_from(outbox).where(c.state == _PENDING))
        this_one = and_(c.id == given("delivery_id"), c.state == _PENDING)
        self.sent = dialect.text(delete(outbox).where(this_one))
        self.bury = dialect.text(update(outbox).where(this_one).values(state=_DEAD))
        self.postpone = dialect.text(
            update(outbox).where(this_one).values(due_at=due_at, attempts=c.attempts + constant("1"))
        )

    def _of_timers(self, dialect: Dialect) -> None:
        c = timer.c
        self.disarm = dialect.text(delete(timer).where(_IN_TIMER, c.name == given("name")))
        armed = {name: given(name) for name in ("tenant", "conversation", "name", "at")}
        self.arm = dialect.text(insert(timer).values(**armed, claim_at=_AT))
        self.next_timer = dialect.text(select(func.min(c.claim_at)))
        due = select(c.id).where(c.claim_at <= _NOW).order_by(c.claim_at, c.id)
        self.claim_timers = dialect.text(
            update(timer)
            .where(c.id.in_(due.limit(_LIMIT).offset(ZERO)), c.claim_at <= _NOW)
            .values(claim_at=_LEASED_UNTIL)
            .returning(c.id, c.tenant, c.conversation, c.name, c.at)
        )
        this_one = c.id == given("timer_id")
        self.drop_timer = dialect.text(delete(timer).where(this_one))
        self.postpone_timer = dialect.text(update(timer).where(this_one).values(claim_at=given("claim_at")))

    def _of_notes(self, dialect: Dialect) -> None:
        self.drop_note = dialect.text(delete(note).where(_IN_NOTE, note.c.inbound_key == _INBOUND_KEY))
        self.add_note = dialect.insert_new(note, {column.name: given(column.name) for column in note.columns})

    def _of_many(self, dialect: Dialect) -> None:
        c = conversation.c
        known = select(c.tenant, c.id, c.seq, c.created_at, c.updated_at).where(c.tenant == _TENANT)
        newest = known.order_by(c.updated_at.desc(), c.id).limit(_LIMIT).offset(ZERO)
        self.recent, self.recent_before = dialect.text(newest), dialect.text(newest.where(c.updated_at < _TIME))

        # A conversation takes its turns, timers and waiting messages with it; notes may come before it.
        self.forget = dialect.text(delete(conversation).where(_HERE))
        self.forget_notes = dialect.text(delete(note).where(_IN_NOTE))
        too_old = and_(c.tenant == _TENANT, c.updated_at < _TIME)
        oldest = select(c.id).where(too_old).order_by(c.updated_at, c.id).limit(_LIMIT).offset(ZERO)
        self.forget_before = dialect.text(delete(conversation).where(too_old, c.id.in_(oldest)))
        self.forget_notes_before = dialect.text(delete(note).where(note.c.tenant == _TENANT, note.c.at < _TIME))

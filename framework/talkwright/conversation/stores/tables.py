"""The tables of a conversation store: how each conversation stands, its log of turns, what is to be sent and when it is
to be woken, and what actions did in turns that are not written yet.

A turn is one row, because a row an event costs three times as much. ``(tenant, conversation, first_seq)`` is the fence
between two writers. JSON is text, so that a person can read it in any database shell.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Double, ForeignKeyConstraint, Index, Integer, Table, Text, UniqueConstraint

from talkwright.storage.metadata import COUNTED, metadata

conversation = Table(
    "conversation",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("created_at", Double, nullable=False),
    Column("updated_at", Double, nullable=False),
)
Index(None, conversation.c.tenant, conversation.c.updated_at)

turn = Table(
    "turn",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("conversation", Text, primary_key=True),
    Column("first_seq", BigInteger, primary_key=True, autoincrement=False),
    Column("last_seq", BigInteger, nullable=False),
    Column("id", Text, nullable=False),
    Column("inbound_key", Text),
    Column("at", Double, nullable=False),
    Column("events", Text, nullable=False),
    ForeignKeyConstraint(["tenant", "conversation"], ["conversation.tenant", "conversation.id"], ondelete="CASCADE"),
)
_with_a_key = turn.c.inbound_key.is_not(None)  # most turns have none, and then cost the index nothing
Index(
    None,
    turn.c.tenant,
    turn.c.conversation,
    turn.c.inbound_key,
    unique=True,
    sqlite_where=_with_a_key,
    postgresql_where=_with_a_key,
)

PENDING, DEAD = "pending", "dead"

outbox = Table(
    "outbox",
    metadata,
    Column("id", COUNTED, primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("conversation", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", Double, nullable=False),
    ForeignKeyConstraint(["tenant", "conversation"], ["conversation.tenant", "conversation.id"], ondelete="CASCADE"),
    sqlite_autoincrement=True,  # an id is never used twice, also when its row is gone
)
Index(None, outbox.c.state, outbox.c.due_at)
Index(None, outbox.c.tenant, outbox.c.conversation, outbox.c.channel, outbox.c.id)

timer = Table(
    "timer",
    metadata,
    Column("id", COUNTED, primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("conversation", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("at", Double, nullable=False),
    Column("claim_at", Double, nullable=False),  # ``at``, or the end of the lease of who claimed it
    ForeignKeyConstraint(["tenant", "conversation"], ["conversation.tenant", "conversation.id"], ondelete="CASCADE"),
    UniqueConstraint("tenant", "conversation", "name"),
    sqlite_autoincrement=True,
)
Index(None, timer.c.claim_at)

note = Table(
    "note",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("conversation", Text, primary_key=True),  # which may not be there yet
    Column("inbound_key", Text, primary_key=True),
    Column("at", Double, nullable=False),
    Column("done", Text, nullable=False),
)
Index(None, note.c.tenant, note.c.at)

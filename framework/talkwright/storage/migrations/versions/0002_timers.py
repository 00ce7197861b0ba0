"""Timers, notes of what actions did in turns that are not written yet, and the order of last turns."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_index(op.f("ix_conversation_tenant_updated_at"), "conversation", ["tenant", "updated_at"])
    op.create_table(
        "timer",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False, autoincrement=True),
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("conversation", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("claim_at", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timer")),
        sa.ForeignKeyConstraint(
            ["tenant", "conversation"],
            ["conversation.tenant", "conversation.id"],
            name=op.f("fk_timer_conversation"),
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("tenant", "conversation", "name", name=op.f("uq_timer_tenant_conversation_name")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_timer_claim_at"), "timer", ["claim_at"])
    op.create_table(
        "note",
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("conversation", sa.Text, nullable=False),
        sa.Column("inbound_key", sa.Text, nullable=False),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("done", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "conversation", "inbound_key", name=op.f("pk_note")),
    )
    op.create_index(op.f("ix_note_tenant_at"), "note", ["tenant", "at"])

"""The tables of people: their accounts, the logins that stand, and what was done.

A login is known by the hash of its token alone: who reads the table gets in nowhere. Nothing changes or deletes a row
of ``audit``.
"""

from __future__ import annotations

from sqlalchemy import Column, Double, ForeignKeyConstraint, Index, Table, Text

from talkwright.storage.metadata import COUNTED, metadata

account = Table(
    "account",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("password", Text, nullable=False),
    Column("created_at", Double, nullable=False),
)

login = Table(
    "login",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("token", Text, primary_key=True),
    Column("account", Text, nullable=False),
    Column("began_at", Double, nullable=False),
    Column("seen_at", Double, nullable=False),
    ForeignKeyConstraint(["tenant", "account"], ["account.tenant", "account.name"], ondelete="CASCADE"),
)
Index(None, login.c.tenant, login.c.account)

audit = Table(
    "audit",
    metadata,
    Column("id", COUNTED, primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("at", Double, nullable=False),
    Column("who", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("detail", Text, nullable=False),
    sqlite_autoincrement=True,
)
Index(None, audit.c.tenant, audit.c.id)

"""Alembic's entry. ``upgrade`` hands it the connection, and the transaction that it is to stay in."""

from __future__ import annotations

from alembic import context

from talkwright.storage.metadata import metadata
from talkwright.storage.migrations import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, version_table=VERSION_TABLE
)
with context.begin_transaction():
    context.run_migrations()

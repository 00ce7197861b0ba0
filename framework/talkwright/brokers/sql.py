"""A table ``events`` of an SQL database, a row an event: ``id``, ``sender_id`` and the JSON in ``data``."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from threading import Lock

from sqlalchemy import Column, Integer, MetaData, String, Table, Text, create_engine, insert
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from talkwright.brokers.broker import Message
from talkwright.errors import OutsideError, RequestError
from talkwright.project.endpoints import Endpoint
from talkwright.project.sql_address import sql_address

DB = "events.db"
_metadata = MetaData()
_events = Table(
    "events",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("sender_id", String(255)),
    Column("data", Text),
)


class SqlBroker:
    """Inserts into the database at ``url``; the table is made when it is not there. Raises ``RequestError``."""

    keeps = True

    def __init__(self, url: URL) -> None:
        try:
            self._engine = create_engine(url, pool_pre_ping=True)
        except (ImportError, SQLAlchemyError):
            hint = "Install the driver that SQLAlchemy names for it; for PostgreSQL: 'talkwright[postgres]'."
            raise RequestError(f"there is no driver for {url.get_backend_name()!r} databases", hint) from None
        self._is_made = False
        self._one_at_a_time = Lock()

    @classmethod
    def open(cls, endpoint: Endpoint, folder: Path) -> SqlBroker:
        """The database that ``endpoint`` names."""
        return cls(sql_address(endpoint, folder, DB))

    async def publish(self, messages: Sequence[Message]) -> None:
        await asyncio.to_thread(self._insert, messages)

    def _insert(self, messages: Sequence[Message]) -> None:
        rows = [{"sender_id": each.sender_id, "data": each.body().decode()} for each in messages]
        try:
            with self._one_at_a_time:
                if not self._is_made:
                    _metadata.create_all(self._engine)
                    self._is_made = True
                with self._engine.begin() as connection:
                    connection.execute(insert(_events), rows)
        except SQLAlchemyError as fault:
            raise OutsideError(f"the database of events: {type(fault).__name__}", retryable=True) from None

    async def close(self) -> None:
        await asyncio.to_thread(self._engine.dispose)

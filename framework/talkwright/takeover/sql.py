"""Rasa's tracker store in an SQL database: a table ``events``, a row an event, the JSON in ``data``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Column, Integer, MetaData, String, Table, Text, create_engine, distinct, func, inspect, select
from sqlalchemy.engine import URL, Engine
from sqlalchemy.exc import SQLAlchemyError

from talkwright.takeover.source import unreadable

_PAGE = 500
_events = Table(
    "events",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("sender_id", String(255)),
    Column("type_name", String(255)),
    Column("data", Text),
)
_WHAT = "Rasa's database of conversations"


class SqlSource:
    """The table ``events`` of the database behind ``engine``."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def find(cls, url: URL) -> SqlSource | None:
        """The source at ``url``; None when no Rasa has written there. Raises ``OutsideError``."""
        try:
            engine = create_engine(url, pool_pre_ping=True)
            looked = inspect(engine)
            there = looked.has_table("events")
            if there and {"sender_id", "type_name", "data"} <= {each["name"] for each in looked.get_columns("events")}:
                return cls(engine)
            engine.dispose()
        except (SQLAlchemyError, ImportError) as fault:
            raise unreadable(_WHAT, fault) from None
        return None

    def ids(self) -> Iterator[str]:
        column, last = _events.c.sender_id, ""
        while True:
            page = select(column).where(column > last).group_by(column).order_by(column).limit(_PAGE)
            found = [row[0] for row in self._rows(page)]
            yield from found
            if len(found) < _PAGE:
                return
            last = found[-1]

    def count(self) -> int:
        return int(self._rows(select(func.count(distinct(_events.c.sender_id))))[0][0])

    def events(self, id: str) -> Sequence[Any]:
        rows = self._rows(select(_events.c.data).where(_events.c.sender_id == id).order_by(_events.c.id))
        return [_read(row[0]) for row in rows]

    def close(self) -> None:
        self._engine.dispose()

    def _rows(self, statement: Any) -> Sequence[Any]:
        try:
            with self._engine.connect() as connection:
                return connection.execute(statement).all()
        except SQLAlchemyError as fault:
            raise unreadable(_WHAT, fault) from None


def _read(text: str | None) -> Any:
    try:
        return json.loads(text or "")
    except ValueError:
        return text  # which is no event, and is told as such

"""SQLAlchemy's statements as the text that a driver takes.

A room says its SQL once in SQLAlchemy Core; it is written out when the room is opened and then goes to the driver as
it is, because building a statement costs more than running it. Each dialect is imported by who opens a database of it,
as the other one would only make a start longer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy
from sqlalchemy import BindParameter, ClauseElement, Table


class SqliteDialect:
    """How the ``sqlite3`` module is spoken to: parameters are ``:name``."""

    def __init__(self) -> None:
        from sqlalchemy.dialects import sqlite

        self._insert = sqlite.insert
        self._dialect: sqlalchemy.Dialect = sqlite.dialect(paramstyle="named")

    def text(self, statement: ClauseElement) -> str:
        return str(statement.compile(dialect=self._dialect))

    def insert_new(self, table: Table, values: Mapping[str, BindParameter[Any]]) -> str:
        return self.text(self._insert(table).values(values).on_conflict_do_nothing())


class PostgresDialect:
    """How psycopg is spoken to: parameters are ``%(name)s``."""

    def __init__(self) -> None:
        from sqlalchemy.dialects import postgresql

        self._insert = postgresql.insert
        self._dialect: sqlalchemy.Dialect = postgresql.dialect(paramstyle="pyformat")  # type: ignore[no-untyped-call]

    def text(self, statement: ClauseElement) -> str:
        return str(statement.compile(dialect=self._dialect))

    def insert_new(self, table: Table, values: Mapping[str, BindParameter[Any]]) -> str:
        return self.text(self._insert(table).values(values).on_conflict_do_nothing())

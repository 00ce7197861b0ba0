"""The SQL is portable, takes named parameters only, and finds rows by an index however many there are."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import BindParameter, ClauseElement, Table
from sqlalchemy.dialects import postgresql

from talkwright.conversation.stores.statements import Statements
from talkwright.storage.database import Dialect
from talkwright.storage.dialect import SqliteDialect
from talkwright.storage.engine import open_database


class PostgresDialect:
    """How psycopg is spoken to: ``%(name)s``."""

    def text(self, statement: ClauseElement) -> str:
        return str(statement.compile(dialect=postgresql.dialect(paramstyle="pyformat")))

    def insert_new(self, table: Table, values: Mapping[str, BindParameter[Any]]) -> str:
        return self.text(postgresql.insert(table).values(values).on_conflict_do_nothing())


SQLITE = vars(Statements(SqliteDialect()))


def parameters(sql: str, dialect: Dialect) -> set[str]:
    pattern = r":(\w+)" if isinstance(dialect, SqliteDialect) else r"%\((\w+)\)s"
    return set(re.findall(pattern, re.sub(r"::\w+", "", sql)))


@pytest.mark.parametrize("name", SQLITE)
def test_both_databases_are_asked_with_the_same_parameters(name: str) -> None:
    theirs = PostgresDialect()
    ours = parameters(SQLITE[name], SqliteDialect())
    assert ours == parameters(vars(Statements(theirs))[name], theirs)
    assert not [parameter for parameter in ours if re.search(r"_\d+$", parameter)]  # nobody would fill it


@pytest.mark.parametrize("name", SQLITE)
def test_no_statement_reads_a_whole_table(name: str, tmp_path: Path) -> None:
    asyncio.run(open_database(f"sqlite:///{tmp_path}/conversations.db").close())
    connection = sqlite3.connect(tmp_path / "conversations.db")
    nothing = dict.fromkeys(parameters(SQLITE[name], SqliteDialect()))
    plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {SQLITE[name]}", nothing)]
    connection.close()
    assert not [step for step in plan if step.startswith("SCAN") and step != "SCAN CONSTANT ROW"]

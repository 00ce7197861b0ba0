"""The SQL is portable, takes named parameters only, and finds rows by an index however many there are."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from pathlib import Path

import pytest

from talkwright.conversation.stores.statements import Statements
from talkwright.storage.database import Dialect
from talkwright.storage.dialect import PostgresDialect, SqliteDialect
from talkwright.storage.engine import open_database

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

"""The schema's history leads to what the rooms' tables say, from nothing and from any version."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from tests.postgres import PostgresServer

import talkwright.accounts.tables  # noqa: F401 - adds its tables to the metadata
from talkwright.conversation.events import ConversationPaused
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.store import StoredTurn, Timer, Turn
from talkwright.conversation.stores.sql import SqlStore
from talkwright.errors import StoreError
from talkwright.storage.engine import open_database
from talkwright.storage.metadata import metadata
from talkwright.storage.migrations import HEAD, VERSION_TABLE
from talkwright.storage.migrations.upgrade import config


def visit(place: Path) -> None:
    """Open a database file and close it."""
    asyncio.run(open_database(f"sqlite:///{place}").close())


def schema(place: Path) -> dict[str, str]:
    """The SQL of everything in a database, by name, spaces aside."""
    connection = sqlite3.connect(place)
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    connection.close()
    return {name: "".join(sql.split()) for name, sql in rows if name not in (VERSION_TABLE, "sqlite_sequence")}


@pytest.fixture
def migrated(tmp_path: Path) -> Path:
    place = tmp_path / "migrated.db"
    visit(place)
    return place


def test_head_is_the_last_step() -> None:
    scripts = ScriptDirectory.from_config(config())
    assert scripts.get_heads() == [HEAD]
    numbers = sorted(script.revision for script in scripts.walk_revisions())
    assert numbers == [f"{n:04}" for n in range(1, len(numbers) + 1)]


def test_the_steps_make_what_the_tables_say(migrated: Path, tmp_path: Path) -> None:
    engine = sqlalchemy.create_engine(f"sqlite:///{migrated}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert compare_metadata(context, metadata) == []
    engine.dispose()

    made = sqlalchemy.create_engine(f"sqlite:///{tmp_path}/made.db")
    metadata.create_all(made)
    made.dispose()
    assert schema(migrated) == schema(tmp_path / "made.db")


def test_every_table_has_a_tenant() -> None:
    for table in metadata.tables.values():
        assert not table.c.tenant.nullable
        key = [column.name for column in table.primary_key]
        assert key == ["id"] or key[0] == "tenant"  # a row's own number needs no tenant


def test_a_database_of_the_first_release_is_brought_up_to_date_with_what_it_holds(tmp_path: Path) -> None:
    place = tmp_path / "first.db"
    engine = sqlalchemy.create_engine(f"sqlite:///{place}")
    with engine.begin() as connection:
        upgrade_to("0001", connection)
        fill(connection)
    engine.dispose()
    assert "timer" not in schema(place)
    asyncio.run(use(f"sqlite:///{place}"))
    assert {"timer", "note"} <= schema(place).keys()


def test_so_is_one_on_postgresql(postgres_server: PostgresServer) -> None:
    url = postgres_server.url(postgres_server.create())
    engine = sqlalchemy.create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        upgrade_to("0001", connection)
        fill(connection)
    engine.dispose()
    asyncio.run(use(url))
    migrated = sqlalchemy.create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with migrated.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert compare_metadata(context, metadata) == []
    migrated.dispose()


def upgrade_to(revision: str, connection: sqlalchemy.Connection) -> None:
    settings = config()
    settings.attributes["connection"] = connection
    command.upgrade(settings, revision)


def fill(connection: sqlalchemy.Connection) -> None:
    """Write the rows that the first release writes for one turn."""
    for row in (
        "INSERT INTO conversation VALUES ('default', 'ada', 1, '{\"slots\":{\"x\":1}}', 5.0, 5.0)",
        "INSERT INTO turn VALUES ('default', 'ada', 1, 1, 't', 'rest:1', 5.0, '[{\"event\":\"pause\"}]')",
        "INSERT INTO outbox (tenant, conversation, channel, recipient, message, state, attempts, due_at) "
        "VALUES ('default', 'ada', 'sms', '+1', '{\"text\":\"hi\"}', 'pending', 0, 5.0)",
    ):
        connection.exec_driver_sql(row)


async def use(url: str) -> None:
    """What was there is there, and what is new works on it."""
    store = SqlStore(open_database(url))
    ada = ConversationKey("ada")
    stored, found = await store.load(ada), await store.find(ada, "rest:1")
    assert stored is not None
    assert (stored.seq, stored.state.slots, stored.state.reminders) == (1, {"x": 1}, ())
    assert isinstance(found, StoredTurn)
    assert found.events == (ConversationPaused(),)
    assert [delivery.outgoing.message.text for delivery in await store.claim(9.0, 1.0, 9)] == ["hi"]
    events = (ConversationPaused(),)
    await store.append(Turn(ada, "u", 1, events, stored.state, 9.0, armed=(Timer("tea", 9.0),)))
    assert [wake.timer.name for wake in await store.claim_timers(9.0, 1.0, 9)] == ["tea"]
    assert [known.seq for known in await store.recent(9)] == [2]
    assert await store.forget(ada)
    await store.close()


def test_opening_again_changes_nothing(migrated: Path) -> None:
    before = migrated.read_bytes()
    visit(migrated)
    assert migrated.read_bytes() == before


def test_tables_of_others_stay(tmp_path: Path) -> None:
    place = tmp_path / "shared.db"
    connection = sqlite3.connect(place)
    connection.execute("CREATE TABLE events (id INTEGER)")
    connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
    connection.execute("INSERT INTO alembic_version VALUES ('somebody-elses')")
    connection.commit()
    connection.close()
    visit(place)
    assert {"events", "alembic_version", "conversation", "turn", "outbox"} <= schema(place).keys()


def test_a_newer_schema_is_refused_and_left_alone(migrated: Path) -> None:
    connection = sqlite3.connect(migrated)
    connection.execute(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    connection.commit()
    connection.close()
    before = migrated.read_bytes()
    with pytest.raises(StoreError, match=r"'9999'.*newer Talkwright") as caught:
        open_database(f"sqlite:///{migrated}")
    assert "newer version" in caught.value.hint
    assert migrated.read_bytes() == before


def test_a_migration_that_fails_leaves_nothing(tmp_path: Path) -> None:
    place = tmp_path / "taken.db"
    connection = sqlite3.connect(place)
    connection.execute("CREATE TABLE outbox (somebody_elses TEXT)")  # the last table of the first step
    connection.commit()
    connection.close()
    with pytest.raises(StoreError, match="outbox"):
        open_database(f"sqlite:///{place}")
    assert schema(place).keys() == {"outbox"}


def test_a_database_that_is_up_to_date_needs_no_alembic(migrated: Path) -> None:
    program = (
        "import asyncio, sys\n"
        "from talkwright.storage.engine import open_database\n"
        "asyncio.run(open_database(sys.argv[1]).close())\n"
        "print('alembic' in sys.modules)"
    )
    for place, expected in ((migrated, "False"), (migrated.parent / "new.db", "True")):
        command = [sys.executable, "-c", program, f"sqlite:///{place}"]
        assert subprocess.run(command, capture_output=True, check=True, text=True).stdout.strip() == expected


def test_processes_that_start_at_once_migrate_once(tmp_path: Path) -> None:
    program = "import asyncio, sys\nfrom talkwright.storage.engine import open_database\nprint('ready', flush=True)\n"
    program += "input()\nasyncio.run(open_database(sys.argv[1]).close())"
    command = [sys.executable, "-c", program, f"sqlite:///{tmp_path}/new.db"]
    pipe = subprocess.PIPE
    processes = [subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) for _ in range(4)]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    ends = [process.communicate(timeout=60) for process in processes]
    assert [(process.returncode, errors) for process, (_, errors) in zip(processes, ends, strict=True)] == [(0, "")] * 4

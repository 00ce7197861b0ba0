"""PostgreSQL: jobs share commits and nothing else, processes share a database, and what fails is said in words."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Callable
from typing import Any

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine
from tests.postgres import PASSWORD, PostgresServer

import talkwright.conversation.stores.tables  # noqa: F401 - adds its tables to the metadata
from talkwright.errors import StoreBusy, StoreError
from talkwright.storage.database import Database
from talkwright.storage.engine import open_database
from talkwright.storage.jobs import Connection
from talkwright.storage.metadata import metadata
from talkwright.storage.migrations import HEAD, VERSION_TABLE


@pytest.fixture
def name(postgres_server: PostgresServer) -> str:
    """A new database."""
    return postgres_server.create()


@pytest.fixture
async def database(postgres_server: PostgresServer, name: str) -> AsyncIterator[Database]:
    postgres_server.run("CREATE TABLE slip (text TEXT UNIQUE)", name)
    database = open_database(postgres_server.url(name), busy_timeout_s=0.2)
    yield database
    await database.close()


def note(text: str) -> Callable[[Connection], int]:
    return lambda connection: connection.execute("INSERT INTO slip VALUES (%(text)s)", {"text": text}).rowcount


async def notes(database: Database) -> list[str]:
    return await database.rows("SELECT text FROM slip ORDER BY text", {}, lambda row: row[0])


async def together(database: Database, *jobs: Callable[[Connection], Any]) -> list[Any]:
    """The outcomes of jobs that the writer finds waiting together: it is held up until all are there."""
    begun, held = threading.Event(), threading.Event()

    def wait(_: Connection) -> None:
        begun.set()
        assert held.wait(10)

    holding = asyncio.create_task(database.run(wait))
    assert await asyncio.to_thread(begun.wait, 10)
    waiting = [asyncio.create_task(database.run(job)) for job in jobs]
    await asyncio.sleep(0)
    held.set()
    await holding
    return await asyncio.gather(*waiting, return_exceptions=True)


# -- writing and reading


async def test_a_job_gives_its_answer_back(database: Database) -> None:
    assert await database.run(note("a")) == 1
    assert await database.row("SELECT text FROM slip WHERE text = %(text)s", {"text": "a"}) == ("a",)
    assert await database.row("SELECT text FROM slip WHERE text = %(text)s", {"text": "b"}) is None


async def test_jobs_that_wait_share_a_commit(database: Database) -> None:
    def transaction(connection: Connection) -> Any:
        note("x" * len(commits))(connection)
        commits.append(connection.execute("SELECT pg_current_xact_id()").fetchall()[0])

    commits: list[Any] = []
    await together(database, *[transaction] * 10)
    assert len(set(commits)) == 1
    assert len(await notes(database)) == 10


async def test_a_job_that_raises_leaves_nothing_and_harms_nobody(database: Database) -> None:
    def half(connection: Connection) -> None:
        note("half")(connection)
        raise LookupError("no other half")

    first, broken, twice, last = await together(database, note("a"), half, note("a"), note("z"))
    assert (first, last) == (1, 1)
    assert isinstance(broken, LookupError)
    assert isinstance(twice, StoreError)
    with pytest.raises(LookupError):
        await database.run(half)
    assert await notes(database) == ["a", "z"]


async def test_reading_cannot_write(database: Database) -> None:
    with pytest.raises(StoreError, match="cannot be written to"):
        await database.row("INSERT INTO slip VALUES ('x') RETURNING text", {})
    assert await notes(database) == []


async def test_texts_that_do_not_fit_are_refused_in_words(database: Database) -> None:
    with pytest.raises(StoreError, match="surrogates"):
        await database.run(note("\ud800"))
    with pytest.raises(StoreError, match="NUL"):
        await database.run(note("a\0b"))
    with pytest.raises(StoreError, match="NUL"):
        await database.row("SELECT text FROM slip WHERE text = %(text)s", {"text": "\0"})
    assert await database.run(note("né 日本 🙂")) == 1


# -- others who write, and servers that go away


async def test_a_row_that_another_holds_is_busy_and_the_rest_is_written(
    database: Database, postgres_server: PostgresServer, name: str
) -> None:
    with psycopg.connect(postgres_server.url(name)) as other:
        other.execute("INSERT INTO slip VALUES ('theirs')")
        busy, ours = await together(database, note("theirs"), note("ours"))
        other.rollback()
    assert isinstance(busy, StoreBusy)
    assert ours == 1
    assert await database.run(note("theirs")) == 1


async def test_two_who_hold_what_the_other_wants_both_get_it(postgres_server: PostgresServer, name: str) -> None:
    postgres_server.run("CREATE TABLE count (name TEXT PRIMARY KEY, n INTEGER)", name)
    postgres_server.run("INSERT INTO count VALUES ('a', 0), ('b', 0)", name)
    one, two = (open_database(postgres_server.url(name)) for _ in range(2))
    both = threading.Barrier(2)

    def add(to: str) -> Callable[[Connection], None]:
        def job(connection: Connection) -> None:
            connection.execute("UPDATE count SET n = n + 1 WHERE name = %(name)s", {"name": to})

        return job

    def meet() -> Callable[[Connection], None]:
        met = threading.Event()

        def job(_: Connection) -> None:
            if not met.is_set():  # the batch is run again when the server has ended the deadlock
                met.set()
                both.wait(10)

        return job

    await asyncio.gather(together(one, add("a"), meet(), add("b")), together(two, add("b"), meet(), add("a")))
    assert await one.rows("SELECT n FROM count", {}, lambda row: row[0]) == [2, 2]
    await asyncio.gather(one.close(), two.close())


async def test_lost_connections_are_made_anew(database: Database, postgres_server: PostgresServer, name: str) -> None:
    await database.run(note("before"))
    assert await notes(database) == ["before"]
    cut = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
    postgres_server.run(cut)
    assert await database.run(note("after")) == 1
    for _ in range(5):
        assert await notes(database) == ["after", "before"]


async def test_a_connection_lost_in_a_job_takes_its_batch_along(
    database: Database, postgres_server: PostgresServer
) -> None:
    def cut(connection: Connection) -> None:
        pid = connection.execute("SELECT pg_backend_pid()").fetchall()[0][0]
        postgres_server.run(f"SELECT pg_terminate_backend({pid}, 5000)")
        note("never")(connection)

    outcomes = await together(database, note("a"), cut, note("b"))
    assert [type(outcome) for outcome in outcomes] == [StoreError] * 3
    assert "is gone" in str(outcomes[0])
    assert await notes(database) == []
    assert await database.run(note("later")) == 1


# -- what cannot be opened


def refusal(url: str) -> StoreError:
    with pytest.raises(StoreError) as caught:
        open_database(url)
    assert PASSWORD not in str(caught.value) + caught.value.hint
    return caught.value


def test_a_server_that_is_not_there() -> None:
    assert "cannot be reached" in str(refusal(f"postgresql://shop:{PASSWORD}@127.0.0.1:1/shop"))
    assert "cannot be reached" in str(refusal(f"postgresql+psycopg://shop:{PASSWORD}@nowhere.invalid/shop"))


def test_a_login_that_is_refused(postgres_server: PostgresServer) -> None:
    here = f"127.0.0.1:{postgres_server.port}/postgres"
    for login in (f"postgres:not-{PASSWORD}", f"nobody:{PASSWORD}", "postgres"):
        problem = refusal(f"postgresql://{login}@{here}")
        assert "refuses the login" in str(problem)
        assert "password" in problem.hint


def test_a_database_that_does_not_exist(postgres_server: PostgresServer) -> None:
    problem = refusal(postgres_server.url("nothing"))
    assert "database nothing on 127.0.0.1 does not exist" in str(problem)
    assert "createdb" in problem.hint


def test_an_option_that_nobody_knows(postgres_server: PostgresServer) -> None:
    assert "wings" in str(refusal(postgres_server.url("postgres") + "?wings=2"))


def test_a_database_that_cannot_be_written_to(postgres_server: PostgresServer, name: str) -> None:
    postgres_server.run(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    problem = refusal(postgres_server.url(name))
    assert "cannot be written to" in str(problem)
    assert "primary" in problem.hint


def test_a_user_who_may_not_make_tables(postgres_server: PostgresServer, name: str) -> None:
    postgres_server.run(f"CREATE ROLE guest_{name} LOGIN PASSWORD '{PASSWORD}'")
    problem = refusal(postgres_server.url(name).replace("postgres:", f"guest_{name}:"))
    assert "does not let this user" in str(problem)


def test_without_the_driver_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    monkeypatch.delitem(sys.modules, "talkwright.storage.postgres", raising=False)
    problem = refusal(f"postgresql://shop:{PASSWORD}@localhost/shop")
    assert "talkwright[postgres]" in problem.hint


async def test_a_disk_without_room(database: Database) -> None:
    def fill(connection: Connection) -> None:
        connection.execute("DO $$ BEGIN RAISE EXCEPTION 'No space left on device' USING ERRCODE = '53100'; END $$")

    with pytest.raises(StoreError, match="no room left on its disk") as caught:
        await database.run(fill)
    assert "safe" in caught.value.hint


# -- the schema


def test_the_steps_make_what_the_tables_say(postgres_server: PostgresServer, name: str) -> None:
    asyncio.run(open_database(postgres_server.url(name)).close())
    engine = create_engine(postgres_server.url(name).replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_many_who_start_at_once_migrate_once(postgres_server: PostgresServer, name: str) -> None:
    command = (
        "import asyncio, sys; from talkwright.storage.engine import open_database;"
        "asyncio.run(open_database(sys.argv[1]).close())"
    )
    arguments = [sys.executable, "-c", command, postgres_server.url(name)]
    starting = [subprocess.Popen(arguments) for _ in range(4)]
    assert [each.wait(60) for each in starting] == [0] * 4
    assert postgres_server.run(f"SELECT version_num FROM {VERSION_TABLE}", name) == [(HEAD,)]


async def test_a_newer_schema_is_left_alone(postgres_server: PostgresServer, name: str) -> None:
    await open_database(postgres_server.url(name)).close()
    postgres_server.run(f"UPDATE {VERSION_TABLE} SET version_num = '9999'", name)
    assert "newer Talkwright" in str(refusal(postgres_server.url(name)))

"""PostgreSQL: jobs share commits and nothing else, processes share a database, and what fails is said in words."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from typing import Any

import psycopg
import pytest
import uvloop
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine
from tests.postgres import CARELESS, PASSWORD, PostgresServer, running_postgres

import talkwright.accounts.tables
import talkwright.conversation.stores.tables  # noqa: F401 - adds its tables to the metadata
from talkwright.errors import StoreBusy, StoreError
from talkwright.storage.database import Database, Result, Statement
from talkwright.storage.engine import open_database
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


def slip(text: str) -> Statement:
    return Statement("INSERT INTO slip VALUES (%(text)s)", {"text": text})


def new(text: str) -> Statement:
    sql = "INSERT INTO slip VALUES (%(text)s) ON CONFLICT DO NOTHING"
    return Statement(sql, {"text": text}, needed=True)


async def slips(database: Database) -> list[str]:
    return await database.rows("SELECT text FROM slip ORDER BY text", {}, lambda row: row[0])


async def together(database: Database, *jobs: tuple[Statement, ...]) -> list[Any]:
    """The outcomes of jobs that are asked for at once, and so share a commit if they can."""
    return await asyncio.gather(*(database.write(*job) for job in jobs), return_exceptions=True)


WRITTEN = [Result(1, [])]


# -- writing and reading


async def test_a_job_gives_its_answers_back(database: Database) -> None:
    returning = Statement("INSERT INTO slip VALUES ('b'), ('c') RETURNING text, 1.5::float8, 7::bigint, true, NULL")
    assert await database.write(slip("a"), returning) == [
        Result(1, []),
        Result(2, [("b", 1.5, 7, True, None), ("c", 1.5, 7, True, None)]),
    ]
    assert await database.row("SELECT text FROM slip WHERE text = %(text)s", {"text": "a"}) == ("a",)
    assert await database.row("SELECT text FROM slip WHERE text = %(text)s", {"text": "d"}) is None


async def test_jobs_that_wait_share_a_commit(database: Database) -> None:
    number = Statement("SELECT pg_current_xact_id()")
    outcomes = await together(database, *[(slip(str(n)), number) for n in range(10)])
    assert len({outcome[1].rows[0] for outcome in outcomes}) == 1
    assert len(await slips(database)) == 10


async def test_a_job_that_fails_leaves_nothing_and_harms_nobody(database: Database) -> None:
    jobs = (slip("a"),), (slip("half"), slip("a")), (slip("m"), Statement("SELECT 1 / 0")), (slip("z"),)
    first, twice, broken, last = await together(database, *jobs)
    assert first == last == WRITTEN
    assert isinstance(twice, StoreError)
    assert "division by zero" in str(broken)
    with pytest.raises(StoreError, match="refused"):
        await database.write(slip("other half"), slip("a"))
    assert await slips(database) == ["a", "z"]


async def test_a_job_that_came_to_nothing_leaves_nothing_and_harms_nobody(database: Database) -> None:
    jobs = (new("a"),), (slip("half"), new("a"), slip("a")), (new("b"), new("c")), (slip("d"), new("b"))
    assert await together(database, *jobs) == [WRITTEN, None, WRITTEN * 2, None]
    assert await together(database, (slip("e"), new("a")), (slip("f"), new("b"))) == [None, None]
    assert await slips(database) == ["a", "b", "c"]


async def test_a_question_that_fails_harms_no_other(database: Database) -> None:
    await database.write(slip("a"))
    sql = ("SELECT text FROM slip", "SELECT 1 / 0", "SELECT text FROM nothing", "SELECT count(*) FROM slip")
    found = await asyncio.gather(*(database.row(each, {}) for each in sql), return_exceptions=True)
    assert (found[0], found[3]) == (("a",), (1,))
    assert [type(each) for each in found[1:3]] == [StoreError] * 2


async def test_reading_cannot_write(database: Database) -> None:
    with pytest.raises(StoreError, match="cannot be written to"):
        await database.row("INSERT INTO slip VALUES ('x') RETURNING text", {})
    assert await slips(database) == []


async def test_texts_that_do_not_fit_are_refused_in_words(database: Database) -> None:
    surrogate, nul, fits = await together(database, (slip("\ud800"),), (slip("a\0b"),), (slip("né 日本 🙂 %s %%"),))
    assert "surrogates" in str(surrogate)
    assert "NUL" in str(nul)
    assert fits == WRITTEN
    with pytest.raises(StoreError, match="NUL"):
        await database.row("SELECT text FROM slip WHERE text = %(text)s", {"text": "\0"})
    assert await slips(database) == ["né 日本 🙂 %s %%"]


async def test_more_than_the_socket_takes_at_once(database: Database) -> None:
    long = [f"{number:04} {'x' * 2_000_000}" for number in range(20)]
    pairs = Statement("SELECT repeat('y', 2000000) FROM generate_series(1, 10)")  # the server writes while we do
    hashed = "INSERT INTO slip SELECT md5(%(text)s)"
    outcomes = await together(database, *((pairs, Statement(hashed, {"text": each})) for each in long))
    assert [len(done[0].rows) for done in outcomes] == [10] * 20
    assert len(await slips(database)) == 20


async def test_a_caller_who_leaves_does_not_take_the_write_along(database: Database) -> None:
    leaving = asyncio.create_task(database.write(slip("left behind")))
    await asyncio.sleep(0)
    leaving.cancel()
    await asyncio.wait([leaving])
    assert leaving.cancelled()
    await database.write(slip("next"))
    assert await slips(database) == ["left behind", "next"]


async def test_close_waits_for_the_last_job(database: Database, postgres_server: PostgresServer, name: str) -> None:
    writing = [asyncio.create_task(database.write(slip(str(n)))) for n in range(1000)]
    await asyncio.sleep(0)
    await asyncio.gather(database.close(), database.close())
    assert [await task for task in writing] == [WRITTEN] * 1000
    with pytest.raises(StoreError, match="is closed"):
        await database.write(slip("late"))
    assert postgres_server.run("SELECT count(*) FROM slip", name) == [(1000,)]


def test_one_loop_after_another(postgres_server: PostgresServer, name: str) -> None:
    postgres_server.run("CREATE TABLE slip (text TEXT UNIQUE)", name)
    database = open_database(postgres_server.url(name))

    async def leave() -> None:
        await database.write(slip("a"))
        asyncio.create_task(database.write(slip("perhaps"), Statement("SELECT pg_sleep(0.1)")))  # noqa: RUF006
        await asyncio.sleep(0.05)

    async def come_back() -> list[str]:
        await database.write(slip("b"))
        found = await slips(database)
        await database.close()
        return found

    asyncio.run(leave())
    assert asyncio.run(come_back()) == ["a", "b"]


# -- others who write, and servers that go away


async def test_a_row_that_another_holds_is_busy_and_the_rest_is_written(
    database: Database, postgres_server: PostgresServer, name: str
) -> None:
    with psycopg.connect(postgres_server.url(name)) as other:
        other.execute("INSERT INTO slip VALUES ('theirs')")
        busy, ours = await together(database, (slip("theirs"),), (slip("ours"),))
        other.rollback()
    assert isinstance(busy, StoreBusy)
    assert ours == WRITTEN
    assert await database.write(slip("theirs")) == WRITTEN


async def test_two_who_hold_what_the_other_wants_both_get_it(postgres_server: PostgresServer, name: str) -> None:
    postgres_server.run("CREATE TABLE count (name TEXT PRIMARY KEY, n INTEGER)", name)
    postgres_server.run("INSERT INTO count VALUES ('a', 0), ('b', 0)", name)
    one, two = (open_database(postgres_server.url(name)) for _ in range(2))
    wait = Statement("SELECT pg_sleep(0.1)")

    def add(to: str) -> Statement:
        return Statement("UPDATE count SET n = n + 1 WHERE name = %(name)s", {"name": to}, needed=True)

    first = together(one, (add("a"),), (wait,), (add("b"),))
    outcomes = await asyncio.gather(first, together(two, (add("b"),), (wait,), (add("a"),)))
    assert [len(done) for each in outcomes for done in each] == [1] * 6
    assert await one.rows("SELECT n FROM count", {}, lambda row: row[0]) == [2, 2]
    await asyncio.gather(one.close(), two.close())


async def test_lost_connections_are_made_anew(database: Database, postgres_server: PostgresServer, name: str) -> None:
    cut = f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{name}'"
    for text in ("a", "b", "c"):
        assert await database.write(slip(text)) == WRITTEN
        assert (await slips(database))[-1] == text
        postgres_server.run(cut)  # the loop has not seen it yet when the next statement is sent
    assert await slips(database) == ["a", "b", "c"]
    assert await database.write(slip("d")) == WRITTEN
    postgres_server.run(cut)
    await asyncio.sleep(0.1)  # now it has
    assert await together(database, (slip("e"),), (slip("f"),)) == [WRITTEN, WRITTEN]
    assert await slips(database) == list("abcdef")


async def test_a_connection_lost_in_a_job_takes_its_batch_along(database: Database) -> None:
    cut = Statement("SELECT pg_terminate_backend(pg_backend_pid())")
    outcomes = await together(database, (slip("a"),), (cut, slip("never")), (slip("b"),))
    assert [type(outcome) for outcome in outcomes] == [StoreError] * 3
    assert "is gone: terminating connection" in str(outcomes[0])
    assert await slips(database) == []
    assert await database.write(slip("later")) == WRITTEN


@pytest.mark.parametrize("loop", [asyncio.new_event_loop, uvloop.new_event_loop])
def test_a_server_that_goes_away_and_comes_back(loop: Callable[[], asyncio.AbstractEventLoop]) -> None:
    written: set[str] = set()
    faults: list[StoreError] = []

    async def ask(database: Database, who: int, over: asyncio.Event) -> None:
        number = 0
        while not over.is_set():
            number += 1
            try:
                await database.write(slip(f"{who}-{number}"))
                written.add(f"{who}-{number}")
                await database.row("SELECT text FROM slip WHERE text = 'a'", {})
            except StoreError as fault:
                faults.append(fault)
                await asyncio.sleep(0.01)

    async def go_on(server: PostgresServer, database: Database) -> list[str]:
        over = asyncio.Event()
        asking = [asyncio.create_task(ask(database, who, over)) for who in range(8)]
        for how in (signal.SIGINT, signal.SIGQUIT):  # an orderly stop, and a crash
            before = len(written)
            while len(written) < before + 100:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            await asyncio.to_thread(server.stop, how)
            with pytest.raises(StoreError, match="cannot be reached"):
                await slips(database)
            await asyncio.to_thread(server.start)
        assert await database.write(slip("after")) == WRITTEN
        over.set()
        await asyncio.gather(*asking)
        found = await slips(database)
        await database.close()
        return found

    with running_postgres(*CARELESS) as server, asyncio.Runner(loop_factory=loop) as runner:
        name = server.create()
        server.run("CREATE TABLE slip (text TEXT UNIQUE)", name)
        found = runner.run(go_on(server, open_database(server.url(name))))
    assert written | {"after"} <= set(found), "what was acknowledged is there"
    assert len(found) - len(written) - 1 <= len(faults)  # of some it was not known any more
    assert faults


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
    fill = "DO $$ BEGIN RAISE EXCEPTION 'No space left on device' USING ERRCODE = '53100'; END $$"
    with pytest.raises(StoreError, match="no room left on its disk") as caught:
        await database.write(Statement(fill))
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

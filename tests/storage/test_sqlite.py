"""Jobs share commits, and nothing else: in place at the end of a round of the loop, and in the writer's thread."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any, Literal

import pytest

from talkwright.errors import StoreBusy, StoreError
from talkwright.storage.engine import open_database
from talkwright.storage.jobs import Connection
from talkwright.storage.sqlite import Sqlite
from talkwright.storage.sqlite_errors import explain


async def opened(tmp_path: Path, synchronous: Literal["NORMAL", "FULL"]) -> AsyncIterator[Sqlite]:
    database = open_database(f"sqlite:///{tmp_path}/notes.db", synchronous=synchronous, busy_timeout_s=0.05)
    await database.run(lambda c: c.execute("CREATE TABLE slip (text TEXT UNIQUE)"))
    yield database
    await database.close()


@pytest.fixture(params=["NORMAL", "FULL"])
async def database(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Sqlite]:
    """A database that writes in place, and one that writes in its thread."""
    async for each in opened(tmp_path, request.param):
        yield each


@pytest.fixture
async def threaded(tmp_path: Path) -> AsyncIterator[Sqlite]:
    async for each in opened(tmp_path, "FULL"):
        yield each


def note(text: str) -> Callable[[Connection], int]:
    return lambda connection: connection.execute("INSERT INTO slip VALUES (:text)", {"text": text}).rowcount


async def notes(database: Sqlite) -> list[str]:
    return await database.rows("SELECT text FROM slip ORDER BY text", {}, lambda row: row[0])


async def hold(database: Sqlite) -> tuple[asyncio.Task[None], threading.Event]:
    """A job that the writer has begun and that ends when the event is set."""
    begun, held = threading.Event(), threading.Event()

    def wait(_: Connection) -> None:
        begun.set()
        assert held.wait(10)

    holding = asyncio.create_task(database.run(wait))
    assert await asyncio.to_thread(begun.wait, 10)
    return holding, held


async def in_one_batch(database: Sqlite, *jobs: Callable[[Connection], Any]) -> list[Any]:
    """The outcomes of jobs asked for in one round of the loop."""
    return await asyncio.gather(*(database.run(job) for job in jobs), return_exceptions=True)


async def in_one_batch_of_the_thread(database: Sqlite, *jobs: Callable[[Connection], Any]) -> list[Any]:
    """The outcomes of jobs that the writer finds waiting together: it is held up until all are there."""
    holding, held = await hold(database)
    waiting = [asyncio.create_task(database.run(job)) for job in jobs]
    await asyncio.sleep(0)
    held.set()
    await holding
    return await asyncio.gather(*waiting, return_exceptions=True)


async def test_a_job_gives_its_answer_back(database: Sqlite) -> None:
    assert await database.run(note("a")) == 1
    assert await database.row("SELECT text FROM slip WHERE text = :text", {"text": "a"}) == ("a",)
    assert await database.row("SELECT text FROM slip WHERE text = :text", {"text": "b"}) is None


async def commits(database: Sqlite) -> list[str]:
    """What the connection that writes is told from here on."""
    said: list[str] = []

    def listen(connection: Any) -> None:
        connection.set_trace_callback(said.append)

    await database.run(listen)
    said.clear()
    return said


async def test_jobs_of_one_round_share_a_commit(tmp_path: Path) -> None:
    async for database in opened(tmp_path, "NORMAL"):
        said = await commits(database)
        assert await in_one_batch(database, *(note(str(n)) for n in range(10))) == [1] * 10
        assert said.count("COMMIT") == 1
        assert len(await notes(database)) == 10


async def test_jobs_that_wait_for_the_thread_share_a_commit(threaded: Sqlite) -> None:
    said = await commits(threaded)
    assert await in_one_batch_of_the_thread(threaded, *(note(str(n)) for n in range(10))) == [1] * 10
    assert said.count("COMMIT") == 2  # the one that held them up, and theirs
    assert len(await notes(threaded)) == 10


async def test_while_another_writes_jobs_wait_in_the_thread(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/notes.db")
    await database.run(lambda c: c.execute("CREATE TABLE slip (text TEXT UNIQUE)"))
    other = sqlite3.connect(tmp_path / "notes.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    writing = [asyncio.create_task(database.run(note(str(n)))) for n in range(5)]
    await asyncio.sleep(0.1)
    assert not any(task.done() for task in writing)
    other.execute("COMMIT")
    other.close()
    assert await asyncio.gather(*writing) == [1] * 5
    assert await database.run(note("in place again")) == 1
    await database.close()


async def test_the_log_is_moved_into_the_file_from_time_to_time(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/notes.db")
    await database.run(lambda c: c.execute("CREATE TABLE slip (text TEXT)"))
    for number in range(3000):
        await database.run(note(f"{number} {'x' * 2000}"))
        if number % 250 == 0:
            await asyncio.sleep(0.05)  # the thread that moves it gets its turn, however busy the machine is
    assert (tmp_path / "notes.db").stat().st_size > 2_000_000
    assert (tmp_path / "notes.db-wal").stat().st_size < 20_000_000
    await database.close()


async def test_jobs_run_in_the_order_they_came(database: Sqlite) -> None:
    ran: list[int] = []
    await in_one_batch(database, *((lambda _, n=n: ran.append(n)) for n in range(600)))
    assert ran == list(range(600))


async def test_a_job_that_raises_leaves_nothing_and_harms_nobody(database: Sqlite) -> None:
    def half(connection: Connection) -> None:
        note("half")(connection)
        raise LookupError("no other half")

    first, broken, twice, last = await in_one_batch(database, note("a"), half, note("a"), note("z"))
    assert (first, last) == (1, 1)
    assert isinstance(broken, LookupError)
    assert isinstance(twice, StoreError)
    assert await notes(database) == ["a", "z"]


async def test_when_the_transaction_is_lost_everyone_in_it_is_told(database: Sqlite) -> None:
    def give_up(connection: Connection) -> None:
        connection.execute("INSERT OR ROLLBACK INTO slip VALUES ('a')")

    outcomes = await in_one_batch(database, note("a"), give_up, note("b"))
    assert [type(outcome) for outcome in outcomes] == [StoreError] * 3
    assert await notes(database) == []
    assert await database.run(note("after")) == 1


async def test_a_caller_who_leaves_does_not_take_the_write_along(threaded: Sqlite) -> None:
    database = threaded
    holding, held = await hold(database)
    leaving = asyncio.create_task(database.run(note("left behind")))
    await asyncio.sleep(0)
    leaving.cancel()
    await asyncio.wait([leaving])
    assert leaving.cancelled()
    held.set()
    await holding
    await database.run(note("next"))
    assert await notes(database) == ["left behind", "next"]


async def test_a_caller_who_leaves_before_the_round_ends_does_not_either(database: Sqlite) -> None:
    leaving = asyncio.create_task(database.run(note("left behind")))
    asyncio.get_running_loop().call_soon(leaving.cancel)
    await asyncio.wait([leaving])
    await database.run(note("next"))
    assert await notes(database) in (["left behind", "next"], ["next"])  # cancelled before it was asked for, or written


def test_a_loop_that_ended_does_not_stop_the_writer(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/notes.db", synchronous="FULL")

    async def leave() -> threading.Event:
        await database.run(lambda c: c.execute("CREATE TABLE slip (text TEXT)").rowcount)
        _, held = await hold(database)
        return held

    async def come_back() -> list[str]:
        await database.run(note("still here"))
        found = await notes(database)
        await database.close()
        return found

    asyncio.run(leave()).set()
    assert asyncio.run(come_back()) == ["still here"]


async def test_a_held_database_is_busy_and_then_goes_on(database: Sqlite, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "notes.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy, match="held by another process"):
        await database.run(note("too early"))
    assert await notes(database) == []  # reading does not wait for a writer
    other.execute("COMMIT")
    other.close()
    assert await database.run(note("in time")) == 1


async def test_a_full_disk_fails_what_does_not_fit_and_keeps_the_rest(database: Sqlite) -> None:
    await database.run(note("a"))

    def limit(pages: str) -> Callable[[Connection], object]:
        return lambda connection: connection.execute(f"PRAGMA max_page_count = {pages}").fetchall()

    pages = await database.run(lambda c: c.execute("PRAGMA page_count").fetchall()[0][0])
    await database.run(limit(str(pages + 5)))
    with pytest.raises(StoreError, match="no room left"):
        await database.run(note("x" * 100_000))
    await database.run(limit("1000000"))
    assert await database.run(note("b")) == 1
    assert await notes(database) == ["a", "b"]


async def test_values_that_do_not_fit_are_refused_in_words(database: Sqlite) -> None:
    with pytest.raises(StoreError, match="surrogates"):
        await database.run(note("\ud800"))
    with pytest.raises(StoreError, match="surrogates"):
        await database.row("SELECT 1 WHERE :text = ''", {"text": "\ud800"})
    with pytest.raises(StoreError, match="too large"):
        await database.rows("SELECT :number", {"number": 2**70}, lambda row: row)


async def test_reading_cannot_write(database: Sqlite) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        await database.row("INSERT INTO slip VALUES ('x') RETURNING text", {})


async def test_a_file_without_the_right_to_write_is_said_in_words(database: Sqlite, tmp_path: Path) -> None:
    reader = sqlite3.connect(f"file:{tmp_path}/notes.db?mode=ro", uri=True)
    with pytest.raises(sqlite3.OperationalError) as caught:
        reader.execute("DELETE FROM slip")
    reader.close()
    assert str(explain(caught.value, "the database notes.db")) == "the database notes.db cannot be written to"


async def test_close_waits_for_the_last_job(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/notes.db")
    created = asyncio.create_task(database.run(lambda c: c.execute("CREATE TABLE slip (text TEXT)").rowcount))
    writing = [asyncio.create_task(database.run(note(str(n)))) for n in range(1000)]
    await asyncio.sleep(0)
    await asyncio.gather(database.close(), database.close())
    assert created.done()
    assert all(task.done() for task in writing)
    with pytest.raises(StoreError, match="is closed"):
        await database.run(note("late"))
    database = open_database(f"sqlite:///{tmp_path}/notes.db")
    assert len(await notes(database)) == 1000
    await database.close()

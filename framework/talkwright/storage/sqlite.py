"""SQLite: writes share their commits, and one that need not wait for the disk is done in place.

A commit that only has to survive the end of the process is a copy into memory of the system: it costs less than waking
a thread. So what is asked for within one round of the event loop is committed at the end of the round, in one
transaction, each job in a savepoint of its own. When commits wait for the disk (``FULL``), or another connection is
writing, the same is done by a thread, which takes every job that is waiting: the commits grow instead of the queue.

Reading one row by its key is done in place too; whole tables are read in a thread, which also moves the log into the
file from time to time (a checkpoint, which does wait for the disk). Readers never wait for the writer (WAL).
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, TypeVar

from talkwright.errors import StoreError
from talkwright.storage.database import Result, Row, Statement, Values
from talkwright.storage.dialect import SqliteDialect
from talkwright.storage.jobs import Connection, Outcome, RefusedError, Work, announce, perform, settle, take
from talkwright.storage.sqlite_errors import REFUSALS, explain, is_busy
from talkwright.storage.sqlite_file import checkpoint, connect, log_ahead, migrate, prepare

T = TypeVar("T")

MEMORY = ":memory:"
_CHECKPOINT_EVERY = 250  # commits in place


class _BusyError(Exception):
    """Another connection is writing."""


class Sqlite:
    """An open SQLite database. Made by ``open``; used from any event loop."""

    def __init__(
        self,
        name: str,
        writer: sqlite3.Connection,
        readers: tuple[sqlite3.Connection, ...],
        in_place: sqlite3.Connection | None,
    ) -> None:
        self.dialect = SqliteDialect()
        self._name = name
        self._writer = writer
        self._in_place = in_place  # for commits that need not wait; None when they wait for the disk
        self._writing = Lock()  # of the connection in place
        self._round: list[Work] = []  # asked for in this round of the event loop
        self._queued = 0  # jobs that the thread has not finished: as long as there are some, new ones go behind them
        self._commits = 0
        self._readers = readers  # one for rows read in place, one for the thread; none when memory is the database
        self._scanning = ThreadPoolExecutor(1, "talkwright-store-reader")
        self._waiting: SimpleQueue[Work | None] = SimpleQueue()
        self._closed = False
        self._thread = Thread(target=self._run, name="talkwright-store-writer", daemon=True)
        self._thread.start()

    @classmethod
    def open(cls, path: str, *, synchronous: str, busy_timeout_s: float) -> Sqlite:
        """Open or create the file at ``path`` and migrate it. Blocks; raises ``StoreError``."""
        on_disk = path != MEMORY
        name = f"the database {path}" if on_disk else "the database in memory"
        opened: list[sqlite3.Connection] = []
        try:
            if on_disk:
                Path(path).parent.mkdir(parents=True, exist_ok=True)
            opened.extend(connect(path, busy_timeout_s) for _ in range(3 if on_disk else 1))
            writer, *readers = opened
            if on_disk:
                log_ahead(writer, name, busy_timeout_s)
            prepare(writer, synchronous)
            migrate(writer, name)
            for reader in readers:
                reader.execute("PRAGMA query_only=ON")
            in_place = None
            if on_disk and synchronous == "NORMAL":
                in_place = connect(path, 0)
                opened.append(in_place)
                prepare(in_place, synchronous)
                in_place.execute("PRAGMA wal_autocheckpoint=0")
            return cls(name, writer, tuple(readers), in_place)
        except BaseException as problem:
            for connection in opened:
                connection.close()
            if isinstance(problem, REFUSALS):
                raise explain(problem, name) from None
            if isinstance(problem, OSError):
                raise StoreError(f"{name} cannot be created: {problem.strerror}", "Give another path.") from None
            raise

    async def write(self, *job: Statement) -> list[Result] | None:
        try:
            return await self.run(lambda connection: perform(connection, job))
        except RefusedError:
            return None

    async def run(self, job: Callable[[Connection], T]) -> T:
        """What ``job`` returns, or raises; see ``jobs``."""
        self._refuse_when_closed()
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()
        if self._in_place is None or self._queued or (self._round and self._round[0][1].get_loop() is not loop):
            self._hand_over([(job, done)])
        else:
            self._round.append((job, done))
            if len(self._round) == 1:
                loop.call_soon(self._end_round)
        return await done

    def _end_round(self) -> None:
        """Commit what this round of the loop asked for; leave it to the thread when somebody else is writing."""
        batch, self._round = self._round, []
        if not batch:
            return
        if self._in_place is None or not self._writing.acquire(blocking=False):
            self._hand_over(batch)
            return
        try:
            outcomes = self._commit(self._in_place, batch)
        except _BusyError:
            self._hand_over(batch)
            return
        finally:
            self._writing.release()
        settle([(done, outcome) for (_, done), outcome in zip(batch, outcomes, strict=True)])
        self._commits += 1
        if self._commits % _CHECKPOINT_EVERY == 0:
            self._scanning.submit(checkpoint, self._readers[1])

    def _hand_over(self, batch: list[Work]) -> None:
        self._queued += len(batch)
        for work in batch:
            self._waiting.put(work)

    async def row(self, sql: str, values: Values) -> Row | None:
        if not self._readers:
            found = await self.run(lambda connection: connection.execute(sql, values).fetchall())
            return found[0] if found else None
        self._refuse_when_closed()
        try:
            row: Row | None = self._readers[0].execute(sql, values).fetchone()
        except REFUSALS as problem:
            raise explain(problem, self._name) from None
        return row

    async def rows(self, sql: str, values: Values, read: Callable[[Row], T]) -> list[T]:
        def scan(connection: Connection) -> list[T]:
            return [read(row) for row in connection.execute(sql, values).fetchall()]

        if not self._readers:
            return await self.run(scan)
        self._refuse_when_closed()
        try:
            return await asyncio.get_running_loop().run_in_executor(self._scanning, scan, self._readers[1])
        except REFUSALS as problem:
            raise explain(problem, self._name) from None

    async def close(self) -> None:
        if not self._closed:
            self._end_round()
            self._closed = True
            self._waiting.put(None)
        await asyncio.to_thread(self._thread.join)

    def _refuse_when_closed(self) -> None:
        if self._closed:
            raise StoreError(f"{self._name} is closed")

    # -- the writer's thread

    def _run(self) -> None:
        going = True
        while going:
            batch, going = take(self._waiting)
            if batch:
                outcomes = self._commit(self._writer, batch)
                self._queued -= len(batch)
                announce(batch, outcomes)
        self._scanning.shutdown()
        with self._writing:
            for connection in (*self._readers, self._writer, self._in_place):
                if connection is not None:
                    connection.close()

    # -- in whichever thread

    def _commit(self, connection: sqlite3.Connection, batch: list[Work]) -> list[Outcome]:
        """Run a batch in one transaction: every job gets its own outcome, or all get the fault of the whole.

        Raises ``_BusyError`` when the connection in place may not write now.
        """
        try:
            connection.execute("BEGIN IMMEDIATE")
            outcomes = [self._attempt(connection, job) for job, _ in batch]
            connection.execute("COMMIT")
        except Exception as problem:
            began = connection.in_transaction
            with suppress(sqlite3.Error):
                connection.rollback()
            if connection is self._in_place and not began and is_busy(problem):
                raise _BusyError from None
            return [(None, self._fault(problem)) for _ in batch]
        return outcomes

    def _attempt(self, connection: sqlite3.Connection, job: Callable[[Connection], Any]) -> Outcome:
        connection.execute("SAVEPOINT job")
        try:
            outcome: Outcome = (job(connection), None)
        except Exception as problem:
            if not connection.in_transaction:  # SQLite gave up the transaction, and with it the jobs before
                raise
            connection.execute("ROLLBACK TO job")
            outcome = (None, self._fault(problem))
        connection.execute("RELEASE job")
        return outcome

    def _fault(self, problem: Exception) -> Exception:
        return explain(problem, self._name) if isinstance(problem, REFUSALS) else problem

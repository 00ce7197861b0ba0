"""PostgreSQL: a thread that writes, a few that read, and a commit for all the jobs that are waiting.

A commit waits for the server's disk, so the writer takes every job that came meanwhile into one transaction, each in a
savepoint of its own: the commits grow instead of the queue. The rows that two processes want at once are locked by the
server; who comes second waits ``busy_timeout_s`` and no longer. A connection that was lost is made anew by the next
work, never by the loop.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar, cast

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.errors import DeadlockDetected
from sqlalchemy import URL, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from talkwright.errors import StoreError
from talkwright.storage.database import Result, Row, Statement, Values
from talkwright.storage.dialect import PostgresDialect
from talkwright.storage.jobs import Connection, Outcome, RefusedError, Work, announce, take
from talkwright.storage.migrations import HEAD, VERSION_TABLE
from talkwright.storage.postgres_errors import REFUSALS, explain, explain_refusal

T = TypeVar("T")
_Raw = psycopg.Connection[tuple[Any, ...]]
_Answer = psycopg.Cursor[tuple[Any, ...]]

_READERS = 4
_MIGRATING = 0x74616C6B  # the advisory lock of those who change the schema: "talk"
_OPTIONS: dict[str, Any] = {  # the address may say otherwise
    "application_name": "talkwright",
    "connect_timeout": 10,
    "keepalives_idle": 30,
    "tcp_user_timeout": 30_000,  # ms: what a server that vanished may cost
}


class Postgres:
    """An open PostgreSQL database. Made by ``open``; used from any event loop."""

    def __init__(self, name: str, writer: _Session, readers: tuple[_Session, ...]) -> None:
        self.dialect = PostgresDialect()
        self._name = name
        self._writer = writer
        self._readers = readers
        self._idle: SimpleQueue[_Session] = SimpleQueue()  # as many as threads that read
        for reader in readers:
            self._idle.put(reader)
        self._reading = ThreadPoolExecutor(len(readers), "talkwright-store-reader")
        self._waiting: SimpleQueue[Work | None] = SimpleQueue()
        self._closed = False
        self._thread = Thread(target=self._run, name="talkwright-store-writer", daemon=True)
        self._thread.start()

    @classmethod
    def open(cls, place: URL, *, busy_timeout_s: float) -> Postgres:
        """Connect to the database at ``place`` and migrate it. Blocks; raises ``StoreError``."""
        name = f"the database {place.database or place.username or ''} on {place.host or 'this machine'}"
        try:
            address = make_conninfo(**_OPTIONS | _given(place) | {"client_encoding": "UTF8"})
        except psycopg.ProgrammingError as problem:
            hint = "Behind ? stand options of libpq, like sslmode=require."
            raise StoreError(f"the address of {name} is not understood: {problem}", hint) from None
        _migrate(address, name)
        patience = f"SET lock_timeout = {max(1, round(busy_timeout_s * 1000))}"  # ms; 0 would be for ever
        reading = "SET default_transaction_read_only = on"
        readers = tuple(_Session(address, name, reading) for _ in range(_READERS))
        return cls(name, _Session(address, name, patience), readers)

    async def write(self, *job: Statement) -> list[Result] | None:
        def steps(connection: Connection) -> list[Result]:
            results = []
            for sql, values, needed in job:
                cursor = cast(_Answer, connection.execute(sql, values))
                if needed and not cursor.rowcount:
                    raise RefusedError
                results.append(Result(cursor.rowcount, cursor.fetchall() if cursor.description else ()))
            return results

        try:
            return await self.run(steps)
        except RefusedError:
            return None

    async def run(self, job: Callable[[Connection], T]) -> T:
        self._refuse_when_closed()
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.put((job, done))
        return await done

    async def row(self, sql: str, values: Values) -> Row | None:
        found = await self._read(sql, values, lambda row: row)
        return found[0] if found else None

    async def rows(self, sql: str, values: Values, read: Callable[[Row], T]) -> list[T]:
        return await self._read(sql, values, read)

    async def close(self) -> None:
        if not self._closed:
            self._closed = True
            self._waiting.put(None)
        await asyncio.to_thread(self._thread.join)

    def _refuse_when_closed(self) -> None:
        if self._closed:
            raise StoreError(f"{self._name} is closed")

    # -- a reader's thread

    async def _read(self, sql: str, values: Values, read: Callable[[Row], T]) -> list[T]:
        self._refuse_when_closed()

        def scan() -> list[T]:
            reader = self._idle.get()
            try:
                rows = reader.begin(sql, values).fetchall()
            except REFUSALS as problem:
                raise explain(problem, self._name) from None
            finally:
                self._idle.put(reader)
            return [read(row) for row in rows]

        return await asyncio.get_running_loop().run_in_executor(self._reading, scan)

    # -- the writer's thread

    def _run(self) -> None:
        going = True
        while going:
            batch, going = take(self._waiting)
            if batch:
                announce(batch, self._commit(batch))
        self._reading.shutdown()
        for session in (self._writer, *self._readers):
            session.close()

    def _commit(self, batch: list[Work]) -> list[Outcome]:
        """Run a batch in one transaction: every job gets its own outcome, or all get the fault of the whole."""
        try:
            connection = self._writer.begin("BEGIN").connection
            try:
                outcomes = [self._attempt(connection, job, alone=len(batch) == 1) for job, _ in batch]
                connection.execute("COMMIT")
            except Exception:
                if not connection.closed:
                    connection.execute("ROLLBACK")
                raise
        except DeadlockDetected as problem:
            if len(batch) == 1:
                return [(None, self._fault(problem))]
            # Another process holds what a job wants and wants what this batch holds. A job alone holds nothing.
            return [outcome for work in batch for outcome in self._commit([work])]
        except Exception as problem:
            return [(None, self._fault(problem)) for _ in batch]
        return outcomes

    def _attempt(self, connection: Any, job: Callable[[Connection], Any], *, alone: bool) -> Outcome:
        if alone:  # the transaction is savepoint enough
            return job(connection), None
        connection.execute("SAVEPOINT job")
        try:
            outcome: Outcome = (job(connection), None)
        except Exception as problem:
            if connection.closed or isinstance(problem, DeadlockDetected):  # and with it the jobs before
                raise
            connection.execute("ROLLBACK TO job")
            outcome = (None, self._fault(problem))
        connection.execute("RELEASE job")
        return outcome

    def _fault(self, problem: Exception) -> Exception:
        return explain(problem, self._name) if isinstance(problem, REFUSALS) else problem


class _Session:
    """One connection, made when it is first needed and made anew when it was lost. For one thread at a time."""

    def __init__(self, address: str, name: str, setting: str) -> None:
        self._address = address
        self._name = name
        self._setting = setting
        self._connection: _Raw | None = None

    def begin(self, sql: str, values: Values | None = None) -> _Answer:
        """Execute what may be executed twice: once more when the connection turns out to have been lost meanwhile."""
        known = self._connection
        if known is None or known.closed:
            return self._connect().execute(sql, values)
        try:
            return known.execute(sql, values)
        except psycopg.OperationalError:
            if not known.closed:
                raise
        return self._connect().execute(sql, values)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()

    def _connect(self) -> _Raw:
        self._connection = _connected(self._address, self._name)
        self._connection.execute(self._setting)
        return self._connection


def _given(place: URL) -> dict[str, Any]:
    """What an address says, in libpq's words."""
    parts = {
        "host": place.host,
        "port": place.port,
        "user": place.username,
        "password": place.password,
        "dbname": place.database,
    }
    query = {key: value if isinstance(value, str) else ",".join(value) for key, value in place.query.items()}
    return {key: value for key, value in parts.items() if value} | query


def _connected(address: str, name: str) -> _Raw:
    """A connection whose transactions are ours alone to begin and end."""
    try:
        return psycopg.connect(address, autocommit=True)
    except psycopg.OperationalError as problem:
        raise explain_refusal(problem, name) from None


def _migrate(address: str, name: str) -> None:
    connection = _connected(address, name)
    try:
        if _version(connection) == HEAD:
            return
        from talkwright.storage.migrations.upgrade import upgrade

        connection.autocommit = False
        engine = create_engine("postgresql+psycopg://", creator=lambda: connection, poolclass=StaticPool)
        with engine.begin() as wrapped:
            # Of two processes that start at once, the second waits here and then finds the work done.
            wrapped.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATING})")
            upgrade(wrapped, _version(connection), name)
    except DBAPIError as problem:
        raise explain(cast(Exception, problem.orig), name) from None
    except psycopg.Error as problem:
        raise explain(problem, name) from None
    finally:
        connection.close()


def _version(connection: _Raw) -> str | None:
    """The version that the schema says it has, None for a database that has none of ours."""
    found = connection.execute("SELECT to_regclass(%s)", (VERSION_TABLE,)).fetchone()
    if found is None or found[0] is None:
        return None
    row = connection.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchone()  # noqa: S608 - a constant
    return row[0] if row else None

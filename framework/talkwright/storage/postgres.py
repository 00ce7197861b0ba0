"""PostgreSQL: one connection that writes and one that reads, and a commit for all the jobs that are waiting.

A commit waits for the server's disk. What is asked for meanwhile waits for it and then goes off together, in one
transaction: the commits grow instead of the queue. It need not be undone job by job: one that came to nothing is taken
out and the others go again, and when the server refused a statement each job goes by itself. The rows that two
processes want at once are locked by the server; who comes second waits ``busy_timeout_s`` and no longer.

No thread is at work here: see ``postgres_line``. A connection that was lost is made anew by the next who needs it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from itertools import islice
from typing import Any, TypeVar, cast

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGresult
from sqlalchemy import URL, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from talkwright.errors import StoreError
from talkwright.storage.database import Result, Row, Statement, Values
from talkwright.storage.dialect import PostgresDialect
from talkwright.storage.jobs import Outcome, settle
from talkwright.storage.migrations import HEAD, VERSION_TABLE
from talkwright.storage.postgres_errors import REFUSALS, explain, explain_refusal
from talkwright.storage.postgres_line import Line, failure, raise_first, read_rows

T = TypeVar("T")
Job = Sequence[Statement]
_Raw = psycopg.Connection[tuple[Any, ...]]
_Work = Callable[[Sequence[Job]], Awaitable[list[Any]]]

_BEGIN, _COMMIT, _ROLLBACK = Statement("BEGIN"), Statement("COMMIT"), Statement("ROLLBACK")
_BATCH = 256
_MIGRATING = 0x74616C6B  # the advisory lock of those who change the schema: "talk"
_OPTIONS: dict[str, Any] = {  # the address may say otherwise
    "application_name": "talkwright",
    "connect_timeout": 10,
    "keepalives_idle": 30,
    "tcp_user_timeout": 30_000,  # ms: what a server that vanished may cost
}


class Postgres:
    """An open PostgreSQL database. Made by ``open``; used from one event loop at a time."""

    def __init__(self, name: str, writer: _Session, reader: _Session) -> None:
        self.dialect = PostgresDialect()
        self._name = name
        self._writer = writer
        self._reader = reader
        self._writing = _Queue(writer, self._commit)
        self._reading = _Queue(reader, self._look_up)
        self._closed = False

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
        return cls(name, _Session(address, name, patience), _Session(address, name, reading))

    async def write(self, *job: Statement) -> list[Result] | None:
        done: list[Result] | None = await self._ask(self._writing, job)
        return done

    async def row(self, sql: str, values: Values) -> Row | None:
        found = read_rows(await self._ask(self._reading, (Statement(sql, values),)))
        return found[0] if found else None

    async def rows(self, sql: str, values: Values, read: Callable[[Row], T]) -> list[T]:
        found: PGresult = await self._ask(self._reading, (Statement(sql, values),))
        return await asyncio.to_thread(lambda: [read(row) for row in read_rows(found)])

    async def close(self) -> None:
        self._closed = True
        await self._writing.drain()
        await self._reading.drain()
        self._writer.close()
        self._reader.close()

    async def _ask(self, queue: _Queue, job: Job) -> Any:
        if self._closed:
            raise StoreError(f"{self._name} is closed")
        try:
            return await queue.ask(job)
        except REFUSALS as problem:
            raise explain(problem, self._name) from None

    async def _look_up(self, batch: Sequence[Job]) -> list[Any]:
        found = await self._reader.begin([statement for job in batch for statement in job])
        raise_first(found)
        return list(found)

    async def _commit(self, batch: Sequence[Job]) -> list[Any]:
        """Run jobs in one transaction: what each did, None for one that came to nothing."""
        try:
            answers = iter(await self._writer.begin([_BEGIN, *(statement for job in batch for statement in job)]))
            next(answers)  # of BEGIN
            done = [_results(job, tuple(islice(answers, len(job)))) for job in batch]
            if None not in done:
                await self._writer.end(_COMMIT)
                return done
        except Exception:
            if not self._writer.lost:
                await self._writer.end(_ROLLBACK)
            raise
        await self._writer.end(_ROLLBACK)
        rest = [job for job, results in zip(batch, done, strict=True) if results is not None]
        again = iter(await self._commit(rest) if rest else ())
        return [None if results is None else next(again) for results in done]


def _results(job: Job, answers: Sequence[PGresult]) -> list[Result] | None:
    """What the statements of a job did, or None when one that was needed wrote nothing.

    Raises the ``psycopg.Error`` of one that failed. What was not executed, as a job before had failed, is left out.
    """
    done = []
    for statement, answer in zip(job, answers, strict=True):
        problem = failure(answer)
        if problem is not None:
            raise problem
        if answer.status == ExecStatus.PIPELINE_ABORTED:
            break
        written = answer.command_tuples or 0
        if statement.needed and not written:
            return None
        done.append(Result(written, read_rows(answer)))
    return done


class _Queue:
    """Jobs on their way to ``work``, which gets all that came while it was at work; it speaks through ``session``."""

    def __init__(self, session: _Session, work: _Work) -> None:
        self._session = session
        self._work = work
        self._waiting: list[tuple[Job, asyncio.Future[Any]]] = []
        self._task: asyncio.Task[None] | None = None

    async def ask(self, job: Job) -> Any:
        """What comes of ``job``. A caller that is cancelled leaves; the job is done all the same."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[Any] = loop.create_future()
        self._waiting.append((job, done))
        if self._task is None or self._task.done():
            self._task = loop.create_task(self._run())
        return await done

    async def drain(self) -> None:
        """Wait until nothing waits."""
        if self._task is not None and not self._task.done():
            await asyncio.wait((self._task,))

    async def _run(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:_BATCH], self._waiting[_BATCH:]
            outcomes = await self._outcomes([job for job, _ in batch])
            settle([(done, outcome) for (_, done), outcome in zip(batch, outcomes, strict=True)])

    async def _outcomes(self, batch: Sequence[Job]) -> list[Outcome]:
        """What came of each job."""
        try:
            return [(done, None) for done in await self._work(batch)]
        except Exception as problem:
            if len(batch) == 1 or self._session.lost:
                return [(None, problem) for _ in batch]
        # One of them was refused, or two of us waited for each other. A job alone holds nothing and harms nobody.
        return [outcome for job in batch for outcome in await self._outcomes((job,))]


class _Session:
    """One connection, made when it is first needed and made anew when it was lost."""

    def __init__(self, address: str, name: str, setting: str) -> None:
        self._address = address
        self._name = name
        self._setting = setting
        self._line: Line | None = None

    async def begin(self, statements: Sequence[Statement]) -> list[PGresult]:
        """Execute what may be executed twice: once more when the connection turns out to have been lost meanwhile."""
        known = self._line
        if known is not None and known.usable:
            try:
                return await known.run(statements)
            except psycopg.Error:
                if not known.lost:
                    raise
        self.close()
        try:
            self._line = await Line.open(self._address, self._setting)
        except psycopg.OperationalError as problem:
            raise explain_refusal(problem, self._name) from None
        return await self._line.run(statements)

    async def end(self, statement: Statement) -> None:
        """Execute what ends a transaction that was begun."""
        assert self._line is not None
        raise_first(await self._line.run((statement,)))

    @property
    def lost(self) -> bool:
        """Whether there is no connection at the moment."""
        return self._line is None or self._line.lost

    def close(self) -> None:
        if self._line is not None:
            self._line.close()


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

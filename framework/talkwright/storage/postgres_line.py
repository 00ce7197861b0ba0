"""One connection to PostgreSQL that takes many statements in one go and is read by the event loop.

This is libpq's pipeline mode, by way of psycopg: statements leave in one packet and their results come back in one, so
that a statement costs neither a wait nor a thread. Each is prepared when it is first seen; values travel as text.
Commits and jobs are not known here.
"""

from __future__ import annotations

import asyncio
import os
import re
import select
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import psycopg
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus
from psycopg.pq.abc import PGresult

from talkwright.storage.database import Row, Statement

_PARAMETER = re.compile(r"%\((\w+)\)s")
_READ: dict[int, Callable[[bytes], Any]] = {  # by the server's number of the type; anything else is text
    16: b"t".__eq__,
    20: int,
    21: int,
    23: int,
    700: float,
    701: float,
}


class _Prepared(NamedTuple):
    name: bytes
    parameters: tuple[str, ...]


class Line:
    """An open connection that belongs to the event loop it was opened in. One ``run`` at a time."""

    def __init__(self, connection: psycopg.AsyncConnection[Any]) -> None:
        self._connection = connection
        self._pg = connection.pgconn
        self._pg.nonblocking = 1
        self._pg.enter_pipeline_mode()
        self._loop = asyncio.get_running_loop()
        # A number of our own: libpq closes its own when the connection is lost, and somebody else may get it at once.
        self._socket = os.dup(self._pg.socket)
        self._readable = select.poll()
        self._readable.register(self._socket, select.POLLIN)
        self._loop.add_reader(self._socket, self._receive)
        self._writing = self._closed = False
        self._prepared: dict[str, _Prepared] = {}
        self._results: list[PGresult] = []
        self._round: asyncio.Future[None] | None = None

    @classmethod
    async def open(cls, address: str, setting: str) -> Line:
        """Connect and execute ``setting``. Raises ``psycopg.OperationalError``."""
        connection = await psycopg.AsyncConnection.connect(address, autocommit=True)
        await connection.execute(setting)
        return cls(connection)

    @property
    def usable(self) -> bool:
        """Whether it is open and belongs to this event loop."""
        return not self.lost and self._loop is asyncio.get_running_loop()

    @property
    def lost(self) -> bool:
        """Whether the connection has ended."""
        return self._pg.status != ConnStatus.OK

    async def run(self, statements: Sequence[Statement]) -> list[PGresult]:
        """Execute ``statements``, in one transaction of their own unless one is open.

        A result may be that the statement failed (see ``failure``); then those after it were not executed. Raises
        ``psycopg.Error`` when the connection is lost, or a statement cannot be sent; then none was executed.
        """
        for statement in statements:
            if statement.sql not in self._prepared:
                await self._prepare(statement.sql)
        ready = [self._bound(statement) for statement in statements]  # all of them, before any is sent
        for name, values in ready:
            self._pg.send_query_prepared(name, values)
        return await self._answers()

    def close(self) -> None:
        """Let go. Closing twice is closing once."""
        if self._closed:
            return
        self._closed = True
        if not self._loop.is_closed():
            self._loop.remove_reader(self._socket)
            self._loop.remove_writer(self._socket)
        os.close(self._socket)
        self._pg.finish()

    async def _prepare(self, sql: str) -> None:
        names = tuple(dict.fromkeys(_PARAMETER.findall(sql)))
        numbered = _PARAMETER.sub(lambda found: f"${names.index(found[1]) + 1}", sql).replace("%%", "%")
        name = b"s%d" % len(self._prepared)
        self._pg.send_prepare(name, numbered.encode())
        raise_first(await self._answers())
        self._prepared[sql] = _Prepared(name, names)

    def _bound(self, statement: Statement) -> tuple[bytes, list[bytes | None]]:
        sql, values, _ = statement
        name, parameters = self._prepared[sql]
        return name, [_as_text(values[parameter]) for parameter in parameters]

    async def _answers(self) -> list[PGresult]:
        """The results of everything that was sent since the last time."""
        self._results = []
        self._round = self._loop.create_future()
        try:
            self._pg.pipeline_sync()
            self._send()
            await self._round
        except psycopg.OperationalError:
            self.close()
            raise_first(self._results)  # the server's own words, if it said any
            raise
        except asyncio.CancelledError:  # what is still to come would answer the wrong question
            self.close()
            raise
        finally:
            self._round = None
        return self._results

    def _send(self) -> None:
        """Give the socket what it takes, and the rest when it takes more."""
        try:
            left = self._pg.flush()
        except psycopg.OperationalError as problem:
            self._fail(problem)
            return
        if left and not self._writing:
            self._loop.add_writer(self._socket, self._send)
        elif self._writing and not left:
            self._loop.remove_writer(self._socket)
        self._writing = bool(left)

    def _receive(self) -> None:
        """Take all that has come. Called by the event loop, by uvloop only once when the connection has broken."""
        try:
            while not self._closed:
                self._pg.consume_input()
                self._sort()
                if not self._readable.poll(0):
                    break
        except psycopg.OperationalError as problem:
            self._fail(problem)

    def _sort(self) -> None:
        """Put the results that are whole to the others."""
        while not self._pg.is_busy() and self._round is not None and not self._round.done():
            result = self._pg.get_result()
            if result is None:  # the end of what one statement gave
                if self.lost:
                    raise psycopg.OperationalError("the connection is lost")
            elif result.status == ExecStatus.PIPELINE_SYNC:
                self._round.set_result(None)
            else:
                self._results.append(result)

    def _fail(self, problem: psycopg.OperationalError) -> None:
        if self._round is None:  # lost while nobody asked; who asks next makes a new one
            self.close()
        elif not self._round.done():
            self._round.set_exception(problem)


def read_rows(result: PGresult) -> list[Row]:
    """The rows of a result, as Python's values."""
    columns = [(number, _READ.get(result.ftype(number), bytes.decode)) for number in range(result.nfields)]
    return [
        tuple(None if (value := result.get_value(row, number)) is None else read(value) for number, read in columns)
        for row in range(result.ntuples)
    ]


def failure(result: PGresult) -> psycopg.Error | None:
    """Why the statement failed, if it did."""
    return error_from_result(result) if result.status == ExecStatus.FATAL_ERROR else None


def raise_first(results: Iterable[PGresult]) -> None:
    """Raise the first failure among ``results``."""
    for result in results:
        problem = failure(result)
        if problem is not None:
            raise problem


def _as_text(value: Any) -> bytes | None:
    if isinstance(value, str):
        text = value.encode()
        if b"\0" in text:  # where libpq would end it
            raise psycopg.DataError("a text holds the character NUL")
        return text
    if value is None:
        return None
    return repr(value).encode()  # True, 1 and 1.5 are what the server reads too

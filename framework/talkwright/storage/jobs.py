"""Jobs on their way to the thread that runs them, and their outcomes on the way back to who asked.

Here a job is a function: it runs in a transaction, in one piece, and leaves nothing behind when it raises.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any, Protocol

from talkwright.storage.database import Result, Statement, Values


class Cursor(Protocol):
    """The answer to one statement."""

    @property
    def rowcount(self) -> int: ...
    def fetchall(self) -> list[Any]: ...


class Connection(Protocol):
    """What a job gets."""

    def execute(self, sql: str, values: Values = ..., /) -> Cursor: ...


Work = tuple[Callable[[Connection], Any], "asyncio.Future[Any]"]
Outcome = tuple[Any, Exception | None]

_BATCH = 256


class RefusedError(Exception):
    """A statement that was needed wrote nothing."""


def perform(connection: Connection, job: Sequence[Statement]) -> list[Result]:
    """Execute the statements of a job. Raises ``RefusedError`` to have them undone."""
    results = []
    for sql, values, needed in job:
        cursor = connection.execute(sql, values)
        rows = cursor.fetchall()  # and only then the count is known
        if needed and not cursor.rowcount:
            raise RefusedError
        results.append(Result(cursor.rowcount, rows))
    return results


def take(waiting: SimpleQueue[Work | None]) -> tuple[list[Work], bool]:
    """Wait for work and take what is there, in order; False when None has come, after which nothing does."""
    batch: list[Work] = []
    work = waiting.get()
    with suppress(Empty):
        while work is not None:
            batch.append(work)
            if len(batch) == _BATCH:
                break
            work = waiting.get_nowait()
    return batch, work is not None


def announce(batch: Sequence[Work], outcomes: Sequence[Outcome]) -> None:
    """Tell the callers from another thread, with one wake-up an event loop."""
    loops: dict[asyncio.AbstractEventLoop, list[tuple[asyncio.Future[Any], Outcome]]] = {}
    for (_, done), outcome in zip(batch, outcomes, strict=True):
        loops.setdefault(done.get_loop(), []).append((done, outcome))
    for loop, settled in loops.items():
        with suppress(RuntimeError):  # that loop has ended: nobody is left to be told
            loop.call_soon_threadsafe(settle, settled)


def settle(settled: Sequence[tuple[asyncio.Future[Any], Outcome]]) -> None:
    """Tell the callers of this event loop."""
    for done, (value, problem) in settled:
        if done.cancelled():
            continue
        if problem is None:
            done.set_result(value)
        else:
            done.set_exception(problem)

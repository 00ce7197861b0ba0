"""The contract of a database: what the rooms above may ask of one.

A room gives SQL as text (see ``dialect``) and plain values. A *job* is a function that writes: it runs in a
transaction, in one piece, in whatever thread the database likes, and leaves nothing behind when it raises. It may be
run a second time when the database undid the first, so it changes nothing outside.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from sqlalchemy import BindParameter, ClauseElement, Table

T = TypeVar("T")
Row = Sequence[Any]
Values = Mapping[str, Any]


class Cursor(Protocol):
    """The answer to one statement. ``rowcount`` is the number of rows it wrote."""

    @property
    def rowcount(self) -> int: ...
    def fetchall(self) -> list[Any]: ...


class Connection(Protocol):
    """What a job gets."""

    def execute(self, sql: str, values: Values = ..., /) -> Cursor: ...


class Dialect(Protocol):
    """Writes SQL as one driver takes it. Parameters are named; constants stand in the text."""

    def text(self, statement: ClauseElement) -> str:
        """The SQL of a statement."""

    def insert_new(self, table: Table, values: Mapping[str, BindParameter[Any]]) -> str:
        """The SQL that inserts a row (column -> parameter), or does nothing when one of its keys is taken."""


class Database(Protocol):
    """An open database at the schema this program knows. Every method may raise ``StoreError``."""

    @property
    def dialect(self) -> Dialect: ...

    async def write(self, job: Callable[[Connection], T]) -> T:
        """Run ``job`` and return its answer once what it wrote is durable.

        Whatever ``job`` raises is raised here. A caller that is cancelled leaves early; the job is done all the same.
        """

    async def row(self, sql: str, values: Values) -> Row | None:
        """The row of a query that finds at most one, by a key."""

    async def rows(self, sql: str, values: Values, read: Callable[[Row], T]) -> list[T]:
        """``read`` of every row of a query, however many. ``read`` runs in another thread."""

    async def close(self) -> None:
        """Finish the jobs that were accepted and let go. Closing twice is closing once."""

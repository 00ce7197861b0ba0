"""The contract of a database: what the rooms above may ask of one.

A room gives SQL as text (see ``dialect``) and plain values. What it writes is a *job*: statements that are one piece,
all of them or none. They are data, not code, so that a database may send many jobs off at once, run one again when it
had to undo it, and wait wherever it likes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol, TypeVar

from sqlalchemy import BindParameter, ClauseElement, Table

T = TypeVar("T")
Row = Sequence[Any]
Values = Mapping[str, Any]


class Statement(NamedTuple):
    """One statement of a job. ``needed``: unless it writes a row, the job is undone."""

    sql: str
    values: Values = {}
    needed: bool = False


class Result(NamedTuple):
    """What a statement did: the number of rows that it wrote, and those that it gave back."""

    rowcount: int
    rows: Sequence[Row] = ()


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

    async def write(self, *job: Statement) -> list[Result] | None:
        """Run a job and return what each statement did, once it is durable; None when one that was needed did nothing.

        A caller that is cancelled leaves early; the job is done all the same.
        """

    async def row(self, sql: str, values: Values) -> Row | None:
        """The row of a query that finds at most one, by a key."""

    async def rows(self, sql: str, values: Values, read: Callable[[Row], T]) -> list[T]:
        """``read`` of every row of a query, however many. ``read`` runs in another thread."""

    async def close(self) -> None:
        """Finish the jobs that were accepted and let go. Closing twice is closing once."""

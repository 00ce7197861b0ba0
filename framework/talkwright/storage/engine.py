"""Opens a database from its URL. The only place that chooses a driver."""

from __future__ import annotations

from typing import Literal

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from talkwright.errors import StoreError
from talkwright.storage.database import Database
from talkwright.storage.sqlite import MEMORY, Sqlite


def open_database(
    url: str, *, synchronous: Literal["NORMAL", "FULL"] = "NORMAL", busy_timeout_s: float = 5.0
) -> Database:
    """Open the database at ``url``, create it when it is not there, and bring its schema up to date.

    ``sqlite:///shop.db`` is a file in the working directory, ``sqlite:////var/lib/shop.db`` an absolute path,
    ``sqlite:///:memory:`` a database that ends with this process. ``postgresql://user:password@host:port/name`` is one
    on a server, which is not created; what stands behind ``?`` are options of libpq, like ``sslmode``.
    ``synchronous`` is for SQLite: NORMAL keeps what was written when the process is killed, FULL also when the power
    fails; PostgreSQL has a setting of its own. ``busy_timeout_s`` is how long to wait for another process that writes.
    Blocks; raises ``StoreError``.
    """
    try:
        place = make_url(url)
    except (ArgumentError, ValueError):  # the second: a port that is not a number
        raise StoreError("the database's address is not a URL", "Write it like sqlite:///conversations.db.") from None
    match place.get_backend_name():
        case "sqlite":
            return Sqlite.open(place.database or MEMORY, synchronous=synchronous, busy_timeout_s=busy_timeout_s)
        case "postgresql":
            return _postgres(place, busy_timeout_s)
        case kind:
            hint = "Use sqlite:///conversations.db or postgresql://user:password@host/name."
            raise StoreError(f"there is no driver for {kind!r} databases", hint)


def _postgres(place: URL, busy_timeout_s: float) -> Database:
    try:
        from talkwright.storage.postgres import Postgres
    except ImportError:
        hint = "Install it: pip install 'talkwright[postgres]'."
        raise StoreError("the driver for PostgreSQL is not installed", hint) from None
    return Postgres.open(place, busy_timeout_s=busy_timeout_s)

"""The file of an SQLite database: connections to it, its write-ahead log, its schema. All of it blocks."""

from __future__ import annotations

import sqlite3
from time import monotonic, sleep
from typing import cast

from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from talkwright.errors import StoreError
from talkwright.storage.migrations import HEAD, VERSION_TABLE
from talkwright.storage.sqlite_errors import explain, is_busy

_LONGEST_LOG = 4_000  # pages of 4 KB; a longer log is started anew, for which writers wait
_RETRY_S = 0.005


def connect(path: str, busy_timeout_s: float) -> sqlite3.Connection:
    """A connection whose transactions are ours alone to begin and end."""
    return sqlite3.connect(path, timeout=busy_timeout_s, isolation_level=None, check_same_thread=False)


def prepare(connection: sqlite3.Connection, synchronous: str) -> None:
    connection.execute(f"PRAGMA synchronous={synchronous}")
    connection.execute("PRAGMA foreign_keys=ON")


def log_ahead(connection: sqlite3.Connection, name: str, busy_timeout_s: float) -> None:
    """Switch the file to write-ahead logging, which it then keeps. Here SQLite does not wait for others, so we do."""
    end = monotonic() + busy_timeout_s
    while True:
        try:
            mode = connection.execute("PRAGMA journal_mode=WAL").fetchone()[0]
        except sqlite3.OperationalError as problem:
            if not is_busy(problem) or monotonic() > end:
                raise
            sleep(_RETRY_S)
        else:
            break
    if mode != "wal":
        raise StoreError(f"{name} is on a file system that cannot share memory", "Put it on a local disk.")


def checkpoint(connection: sqlite3.Connection) -> None:
    """Move the log into the file beside the writers; a log that never gets to its end that way, in front of them."""
    _, pages, _ = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    if pages > _LONGEST_LOG:
        connection.execute("PRAGMA wal_checkpoint(RESTART)")


def migrate(connection: sqlite3.Connection, name: str) -> None:
    if _version(connection) == HEAD:
        return
    from talkwright.storage.migrations.upgrade import upgrade

    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    try:
        with engine.connect() as wrapped:
            wrapped.exec_driver_sql("BEGIN IMMEDIATE")  # of two processes that start at once, the second waits here
            upgrade(wrapped, _version(connection), name)
            wrapped.commit()
    except DBAPIError as problem:
        raise explain(cast(Exception, problem.orig), name) from None


def _version(connection: sqlite3.Connection) -> str | None:
    """The version that the schema says it has, None for a database that has none of ours."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name=?", (VERSION_TABLE,)).fetchone():
        return None
    row = connection.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchone()  # noqa: S608 - a constant
    return row[0] if row else None

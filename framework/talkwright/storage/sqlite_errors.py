"""SQLite's result codes in our words: what happened to which file, and what to do."""

from __future__ import annotations

import sqlite3

from talkwright.errors import StoreBusy, StoreError

_OFF_DISK = "Give it a folder that exists, can be written to and is on a local disk."

_MEANINGS: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_PERM: ("cannot be opened: access is denied", _OFF_DISK),
    sqlite3.SQLITE_READONLY: ("cannot be written to", "Allow this user to write the file and its folder."),
    sqlite3.SQLITE_IOERR: ("could not be read or written", "Look at the disk; what was accepted before is safe."),
    sqlite3.SQLITE_CORRUPT: ("is damaged", "Restore a backup, or save what is left with `sqlite3 FILE .recover`."),
    sqlite3.SQLITE_FULL: ("has no room left on its disk", "Free some space; what was accepted before is safe."),
    sqlite3.SQLITE_CANTOPEN: ("cannot be opened or created", _OFF_DISK),
    sqlite3.SQLITE_TOOBIG: ("does not take a text this long", "Say it in smaller pieces."),
    sqlite3.SQLITE_NOTADB: ("is not a SQLite database", "Give another path, or move the file away."),
}


REFUSALS = (sqlite3.Error, UnicodeError, OverflowError)  # the last two: a value that does not fit a column


def is_busy(problem: Exception) -> bool:
    """Whether somebody else has the lock: the same may work in a moment."""
    return _code(problem) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def explain(problem: Exception, name: str) -> StoreError:
    """The error to raise for ``problem``, one of ``REFUSALS``; ``name`` is what the message calls the database."""
    if is_busy(problem):
        return StoreBusy(f"{name} is held by another process", "Try again; if it stays so, see who has the file open.")
    meaning, hint = _MEANINGS.get(_code(problem), (f"refused: {problem}", ""))
    return StoreError(f"{name} {meaning}", hint)


def _code(problem: Exception) -> int:
    """SQLite's primary result code."""
    code: int = getattr(problem, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return code & 0xFF

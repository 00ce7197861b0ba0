"""PostgreSQL's SQLSTATEs in our words: what happened to which database, and what to do. It must not show a password."""

from __future__ import annotations

import re

import psycopg

from talkwright.errors import StoreBusy, StoreError

REFUSALS = (psycopg.Error, UnicodeError)  # the last: a text that is not Unicode

_SAFE = "What was accepted before is safe."
_MEANINGS: dict[str, tuple[str, str]] = {
    "22001": ("does not take a text this long", "Say it in smaller pieces."),
    "22021": ("does not take a character of that text", "Create the database with the encoding UTF8."),
    "22P05": ("does not take a character of that text", "Create the database with the encoding UTF8."),
    "25006": ("cannot be written to", "It may be a replica: give the address of the primary."),
    "42501": ("does not let this user do that", "Allow the user to create and to use tables in its schema."),
    "53100": ("has no room left on its disk", f"Free some space. {_SAFE}"),
    "54000": ("does not take a text this long", "Say it in smaller pieces."),
    "58030": ("could not be read or written", f"Look at the server's disk. {_SAFE}"),
}
_BUSY = frozenset({"40001", "40P01", "55P03", "57014"})  # another writer has the row, or a limit of time is up

# Of a connection that could not be made only a sentence is left, in the server's language; these are the usual ones.
_REFUSED: dict[str, tuple[str, str]] = {
    "password|pg_hba.conf|role .* does not exist|not permitted to log in": (
        "refuses the login",
        "Look at the user and the password, and at the server's pg_hba.conf.",
    ),
    "database .* does not exist": ("does not exist", "Create it with `createdb`, or give the name of another."),
    "too many|remaining connection slots": ("takes no more connections", "Try again, or raise its limit."),
}
_UNREACHABLE = ("cannot be reached", "See that the server runs, and that the host and the port are its own.")


def explain(problem: Exception, name: str) -> StoreError:
    """The error to raise for ``problem``, one of ``REFUSALS``; ``name`` is what the message calls the database."""
    state = getattr(problem, "sqlstate", None)
    if state in _BUSY:
        return StoreBusy(f"{name} is held by another process", "Try again; if it stays so, see pg_stat_activity.")
    if state in _MEANINGS:
        return StoreError(f"{name} {_MEANINGS[state][0]}: {_words(problem)}", _MEANINGS[state][1])
    if isinstance(problem, psycopg.OperationalError):
        hint = "It is tried anew with the next message; look at the server. What was accepted before is safe."
        return StoreError(f"{name} is gone: {_words(problem)}", hint)
    return StoreError(f"{name} refused: {_words(problem)}")


def explain_refusal(problem: psycopg.Error, name: str) -> StoreError:
    """The same for a connection that could not be made."""
    reason = _words(problem).rpartition("failed: ")[2].removeprefix("FATAL: ").strip()
    found = (each for pattern, each in _REFUSED.items() if re.search(pattern, reason))
    meaning, hint = next(found, _UNREACHABLE)
    return StoreError(f"{name} {meaning}: {reason}", hint)


def _words(problem: Exception) -> str:
    """The driver's sentence, on one line."""
    primary = problem.diag.message_primary if isinstance(problem, psycopg.Error) else None
    return primary or " ".join(str(problem).split())

"""Passwords, as they are kept: hashed by argon2id.

The cost is what OWASP's cheat sheet of password storage names first for argon2id with little memory: 19 MiB, two
passes, one lane. A password that was hashed at another cost is hashed anew when its owner comes next.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from talkwright.errors import RequestError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 12, 256


def check_password(password: str, name: str) -> None:
    """Raises ``RequestError`` for a password that the person ``name`` should not have."""
    if not SHORTEST <= len(password) <= LONGEST:
        hint = "Three or four words are easy to keep in mind."
        raise RequestError(f"A password has to have {SHORTEST} to {LONGEST} characters.", hint)
    if name in password.lower() or len(set(password)) < 5:
        raise RequestError("This password is too easy to guess.", "Take one without the name, and with more letters.")


def hash_password(password: str) -> str:
    """What is kept of ``password``: argon2's own text, with a salt and the cost. Takes some 25 ms."""
    return _hasher().hash(_bytes(password))


def is_password(hashed: str | None, password: str) -> bool:
    """Whether ``hashed`` was made of ``password``. Without one it takes as long, and is False."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _hasher().verify(hashed or _decoy(), _bytes(password)) and hashed is not None
    except (VerificationError, InvalidHashError):
        return False


def is_dated(hashed: str) -> bool:
    """Whether it was hashed at another cost than now."""
    return _hasher().check_needs_rehash(hashed)


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher  # which a server needs when somebody logs in

    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@cache
def _decoy() -> str:
    return hash_password("")


def _bytes(password: str) -> bytes:
    """The same bytes for what looks the same, whatever keyboard it came from."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")

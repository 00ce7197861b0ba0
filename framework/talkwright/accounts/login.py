"""Logging in and staying so. The clock and the address are handed in.

A token is 256 random bits, of which only the hash is kept. Whether a name is not known, a password is wrong or a name
was tried too often from there: the answer does not tell whether there is such an account, and takes as long.
"""

from __future__ import annotations

import asyncio
import hmac
import re
import secrets
from collections.abc import Callable
from hashlib import sha256
from typing import ParamSpec, TypeVar

import msgspec

from talkwright.accounts.passwords import LONGEST, check_password, hash_password, is_dated, is_password
from talkwright.accounts.person import Person
from talkwright.accounts.store import Account, AccountStore, Entry, Span
from talkwright.accounts.throttle import Throttles
from talkwright.errors import NotAllowed, RequestError, TooMany

P = ParamSpec("P")
T = TypeVar("T")

_NAME = re.compile(r"[a-z0-9][a-z0-9._@+-]{0,63}")
_SEEN_EVERY_S = 60.0  # a login that is used all the time is written so often


class Login(msgspec.Struct, frozen=True):
    """``token`` is for the browser alone."""

    token: str
    person: Person

    def __repr__(self) -> str:
        return f"Login({self.person!r})"


class Logins:
    """The logins to the accounts in ``store``."""

    def __init__(self, store: AccountStore, span: Span) -> None:
        self._store = store
        self._span = span
        self._throttles = Throttles()
        self._hashing = asyncio.Semaphore(2)  # each takes 19 MiB and a processor

    async def login(self, name: str, password: str, address: str, now: float) -> Login:
        """Raises ``NotAllowed`` and ``TooMany``."""
        account = await self._verified(name, password, address, now)
        if is_dated(account.password):
            await self._store.renew_password(account.name, account.password, await self.hash(password))
        token = secrets.token_urlsafe(32)
        if not await self._store.begin(hash_of(token), account.name, now, self._span):
            raise NotAllowed("This account was removed.")
        await self._store.note(Entry(at=now, who=account.name, address=address, what="login", target=account.name))
        return Login(token, Person(account.name, account.role))

    async def change_password(self, name: str, old: str, new: str, address: str, now: float) -> None:
        """All logins of ``name`` end. Raises ``NotAllowed``, ``TooMany``, and ``RequestError`` for a bad new one."""
        check_password(new, name)
        await self._verified(name, old, address, now)
        await self._store.set_password(name, await self.hash(new))

    async def who(self, token: str, now: float) -> Person | None:
        """Whose login it is; None when it is none, or over."""
        found = await self._store.known(hash_of(token), now, self._span)
        if found is None:
            return None
        person, seen_at = found
        if now - seen_at >= min(_SEEN_EVERY_S, self._span.idle_s / 10):
            await self._store.see(hash_of(token), now)
        return person

    async def logout(self, token: str) -> bool:
        """False when there was no such login."""
        return await self._store.end(hash_of(token))

    async def hash(self, password: str) -> str:
        """What is kept of ``password``, hashed beside the event loop."""
        return await self._hash(hash_password, password)

    async def _verified(self, name: str, password: str, address: str, now: float) -> Account:
        name = name.strip().lower()
        wait_s = self._throttles.take(name, address, now)
        if wait_s:
            hint = "Wait, or have an admin give you a new password."
            raise TooMany("Too many tries to log in.", hint, retry_after_s=wait_s)
        account = await self._store.find(name) if _NAME.fullmatch(name) else None
        fits = await self._hash(is_password, account.password if account else None, password[: LONGEST + 1])
        if account is None or not fits:
            known = account.name if account else ""  # what nobody is called may be a password in the wrong field
            await self._store.note(Entry(at=now, who="", address=address, what="login_refused", target=known))
            raise NotAllowed("The name or the password is wrong.", "Mind capital letters in the password.")
        self._throttles.give_back(name, address)
        return account

    async def _hash(self, do: Callable[P, T], *given: P.args, **more: P.kwargs) -> T:
        async with self._hashing:
            return await asyncio.to_thread(do, *given, **more)


def read_name(text: str) -> str:
    """The name of an account as it is kept. Raises ``RequestError`` for what cannot be one."""
    name = text.strip().lower()
    if not _NAME.fullmatch(name):
        hint = "Letters, digits, and . _ @ + - inside, at most 64: ada, or ada@shop.example."
        raise RequestError(f"{text!r} cannot be the name of an account.", hint)
    return name


def hash_of(token: str) -> str:
    """What is kept of a token. It is random and long, so a fast hash will do."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def csrf_of(token: str) -> str:
    """The word that changes have to show beside the cookie: it belongs to the login, and nothing keeps it."""
    return hmac.new(token.encode("utf-8", "surrogatepass"), b"csrf", sha256).hexdigest()

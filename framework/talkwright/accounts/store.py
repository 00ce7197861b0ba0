"""Accounts, logins and what was done, in a database. It keeps hashes, and knows neither passwords nor tokens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from talkwright.accounts.person import Person, Role
from talkwright.accounts.statements import Statements
from talkwright.storage.database import Database, Row, Statement

TENANT = "default"
_ADMIN = "admin"
_NEWEST = 2**62


class Account(msgspec.Struct, frozen=True):
    """``password`` is its hash. ``created_at`` is in seconds since 1970."""

    name: str
    role: Role
    password: str
    created_at: float

    def __repr__(self) -> str:
        return f"Account({self.name!r}, {self.role!r})"


class Listed(msgspec.Struct, frozen=True):
    """An account as others may see it. ``seen_at``: when a login of it that stands was used last."""

    name: str
    role: Role
    created_at: float
    seen_at: float | None


class Span(msgspec.Struct, frozen=True):
    """How long a login lasts, in seconds: unused, and at the most."""

    idle_s: float
    most_s: float


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was done. ``what`` names it, ``target`` is what it was done to; ``detail`` holds no secret.
    ``id`` grows with time; 0 is one that is not written yet."""

    id: int = 0
    at: float
    who: str
    address: str
    what: str
    target: str = ""
    detail: dict[str, str] = {}


class AccountStore:
    """Accounts in ``database``, which the store closes. Every method may raise ``StoreError``."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = Statements(database.dialect)

    async def add(self, account: Account) -> bool:
        """False when the name is taken."""
        values = {"role": account.role, "password": account.password, "now": account.created_at}
        return await self._did(self._sql.add, name=account.name, **values)

    async def find(self, name: str) -> Account | None:
        row = await self._row(self._sql.find, name=name)
        return Account(*row) if row else None

    async def is_empty(self) -> bool:
        """Whether nobody has an account."""
        return await self._row(self._sql.any, limit=1) is None

    async def everybody(self) -> list[Listed]:
        """By name."""
        return await self._database.rows(self._sql.everybody, {"tenant": TENANT}, lambda row: Listed(*row))

    async def set_role(self, name: str, role: Role) -> bool:
        """False when there is no such account, or no admin would be left."""
        return await self._did(self._sql.set_role, name=name, role=role, admin=_ADMIN)

    async def set_password(self, name: str, password: str) -> bool:
        """Its logins end. False when there is no such account."""
        values = {"tenant": TENANT, "name": name, "password": password}
        job = (Statement(self._sql.set_password, values, needed=True), Statement(self._sql.end_all, values))
        return await self._database.write(*job) is not None

    async def renew_password(self, name: str, before: str, password: str) -> None:
        """Keep another hash of the same password, unless it was changed meanwhile."""
        await self._did(self._sql.renew, name=name, before=before, password=password)

    async def remove(self, name: str, *, even_last: bool = False) -> bool:
        """Its logins end. False when there is no such account, or no admin would be left; ``even_last``: no matter."""
        if even_last:
            return await self._did(self._sql.remove_even_last, name=name)
        return await self._did(self._sql.remove, name=name, admin=_ADMIN)

    async def begin(self, token: str, name: str, now: float, span: Span) -> bool:
        """A login, known by the hash ``token``. Those that are over are forgotten. False: the account is gone."""
        values = {"tenant": TENANT, "token": token, "name": name, "now": now, **_limits(span, now)}
        found = await self.find(name)
        job = (Statement(self._sql.sweep, values), Statement(self._sql.begin, values, needed=True))
        return found is not None and await self._database.write(*job) is not None

    async def known(self, token: str, now: float, span: Span) -> tuple[Person, float] | None:
        """Whose login it is, and when it was used last; None when there is none, or it is over."""
        row = await self._row(self._sql.known, token=token, **_limits(span, now))
        return (Person(row[0], row[1]), row[2]) if row else None

    async def see(self, token: str, now: float) -> None:
        """A login was used."""
        await self._did(self._sql.see, token=token, now=now)

    async def end(self, token: str) -> bool:
        """False when there was none."""
        return await self._did(self._sql.end, token=token)

    async def note(self, entry: Entry) -> None:
        """Write down what was done."""
        values = {name: getattr(entry, name) for name in ("at", "who", "address", "what", "target")}
        await self._did(self._sql.note, **values, detail=msgspec.json.encode(entry.detail).decode())

    async def notes(self, limit: int, before: int | None = None) -> list[Entry]:
        """What was done, the newest first; ``before`` is the id of the entry that they come before."""
        values = {"tenant": TENANT, "before": _NEWEST if before is None else before, "limit": limit}
        return await self._database.rows(self._sql.notes, values, _entry)

    async def close(self) -> None:
        await self._database.close()

    async def _row(self, sql: str, **values: Any) -> Row | None:
        return await self._database.row(sql, {"tenant": TENANT, **values})

    async def _did(self, sql: str, **values: Any) -> bool:
        return await self._database.write(Statement(sql, {"tenant": TENANT, **values}, needed=True)) is not None


def _limits(span: Span, now: float) -> Mapping[str, float]:
    return {"seen_after": now - span.idle_s, "began_after": now - span.most_s}


def _entry(row: Row) -> Entry:
    id, at, who, address, what, target, detail = row
    known = msgspec.json.decode(detail, type=dict[str, str])
    return Entry(id=id, at=at, who=who, address=address, what=what, target=target, detail=known)

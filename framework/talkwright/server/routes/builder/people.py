"""``/builder/api/people`` and ``audit``: who has an account, and what everybody did. For admins."""

from __future__ import annotations

import time

import msgspec
from sanic import HTTPResponse, Request

from talkwright.accounts.login import read_name
from talkwright.accounts.passwords import check_password
from talkwright.accounts.person import Role
from talkwright.accounts.store import Account, AccountStore, Entry, Listed
from talkwright.builder.changes import Event
from talkwright.errors import Conflict, NotFound
from talkwright.server import asked
from talkwright.server.guard import audit, guard_of
from talkwright.server.route import Content, Query
from talkwright.server.routes.builder.route import answer, builder_of, no_content, route

_USUAL, _MOST = 100, 500


class NewPerson(msgspec.Struct, frozen=True):
    """Somebody who gets an account."""

    name: str
    role: Role
    password: str

    def __repr__(self) -> str:
        return f"NewPerson({self.name!r}, {self.role!r})"


class Change(msgspec.Struct, frozen=True):
    """What becomes another; the rest stays."""

    role: Role | None = None
    password: str | None = None

    def __repr__(self) -> str:
        return f"Change({self.role!r})"


_new_person = msgspec.json.Decoder(NewPerson)
_change = msgspec.json.Decoder(Change)


async def people(request: Request) -> HTTPResponse:
    """Everybody who has an account."""
    return answer(await (await _store(request)).everybody())


async def add(request: Request) -> HTTPResponse:
    """Give somebody an account."""
    hint = 'Send {"name": "ada", "role": "author", "password": "..."}.'
    given = asked.body(request, _new_person, "The new person", hint)
    name, store = read_name(given.name), await _store(request)
    check_password(given.password, name)
    if given.role != "admin" and await store.is_empty():
        raise Conflict("The first account has to be an admin's.", "Else nobody could add the others.")
    hashed = await (await guard_of(request).people.logins()).hash(given.password)
    if not await store.add(Account(name, given.role, hashed, time.time())):
        raise Conflict(f"There is a {name!r} already.", "Take another name, or change that account.")
    audit(request, "account_added", name, {"role": given.role})
    _tell(request)
    return no_content()


async def change(request: Request, name: str) -> HTTPResponse:
    """Give somebody another role or password."""
    given = asked.body(request, _change, "The change", 'Send {"role": "publisher"}, or {"password": "..."}.')
    store = await _store(request)
    await _require(store, name)
    if given.password is not None:
        check_password(given.password, name)
    if given.role is not None:
        if not await store.set_role(name, given.role):
            raise _last_admin()
        audit(request, "account_role", name, {"role": given.role})
    if given.password is not None:
        await store.set_password(name, await (await guard_of(request).people.logins()).hash(given.password))
        audit(request, "account_password", name)
    _tell(request)
    return no_content()


async def remove(request: Request, name: str) -> HTTPResponse:
    """Take somebody's account away."""
    store = await _store(request)
    await _require(store, name)
    if not await store.remove(name):
        raise _last_admin()
    audit(request, "account_removed", name)
    _tell(request)
    return no_content()


async def entries(request: Request) -> HTTPResponse:
    """What was done, the newest first."""
    limit, before = asked.limit(request, _USUAL, _MOST), asked.whole(request, "before")
    return answer(await (await _store(request)).notes(limit, before))


def _tell(request: Request) -> None:
    builder_of(request).changes.tell(Event("accounts", {}))


async def _require(store: AccountStore, name: str) -> None:
    if await store.find(name) is None:
        raise NotFound(f"There is no account {name!r}.")


def _last_admin() -> Conflict:
    return Conflict("An admin has to be left.", "Make somebody else an admin first.")


async def _store(request: Request) -> AccountStore:
    return await guard_of(request).people.store()


_DONE = Content("It is done.")
_REFUSED = {404: Content("There is no such account."), 409: Content("No admin would be left.")}
ROUTES = (
    route(
        "GET",
        "/people",
        people,
        name="people",
        summary="Who has an account.",
        answers={200: Content("Everybody, by name.", list[Listed])},
        role="admin",
    ),
    route(
        "POST",
        "/people",
        add,
        name="people_add",
        summary="Give somebody an account.",
        body=Content("Name, role and password.", NewPerson),
        answers={204: _DONE, 400: Content("Name or password cannot be had."), 409: Content("The name is taken.")},
        role="admin",
    ),
    route(
        "PUT",
        "/people/<name:str>",
        change,
        name="people_change",
        summary="Give somebody another role or password.",
        body=Content("What becomes another.", Change),
        answers={204: _DONE, **_REFUSED},
        role="admin",
    ),
    route(
        "DELETE",
        "/people/<name:str>",
        remove,
        name="people_remove",
        summary="Take somebody's account away.",
        answers={204: _DONE, **_REFUSED},
        role="admin",
    ),
    route(
        "GET",
        "/audit",
        entries,
        name="audit",
        summary="What everybody did.",
        query=(
            Query("before", "The id of the entry that they come before.", int),
            Query("limit", f"How many, at most {_MOST}. Default: {_USUAL}.", int),
        ),
        answers={200: Content("The newest first.", list[Entry])},
        role="admin",
    ),
)

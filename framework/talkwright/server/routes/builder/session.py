"""``/builder/api/session``, ``login``, ``logout`` and ``password``: who the browser is to the builder."""

from __future__ import annotations

import time

import msgspec
from sanic import HTTPResponse, Request

from talkwright import __version__
from talkwright.accounts.person import Person
from talkwright.errors import Conflict
from talkwright.server import asked
from talkwright.server.address import network_of
from talkwright.server.cookie import read_cookie, set_cookie
from talkwright.server.guard import Guard, audit, person_of, require_own_page
from talkwright.server.route import Content, Route

_GROUP = "Builder"


class Bot(msgspec.Struct, frozen=True):
    """``languages``: the one that it speaks by default comes first."""

    name: str
    languages: tuple[str, ...]


class Session(msgspec.Struct, frozen=True):
    """``person`` is None while one has to log in. ``login``: whether people have accounts, so that one can log in and
    out. ``csrf`` goes into the header ``X-CSRF-Token`` of what changes something."""

    person: Person | None
    login: bool
    csrf: str
    bot: Bot
    version: str


class Credentials(msgspec.Struct, frozen=True):
    """Who somebody says to be, and what shows it."""

    name: str
    password: str

    def __repr__(self) -> str:
        return f"Credentials({self.name!r})"


class NewPassword(msgspec.Struct, frozen=True):
    """``old`` is the password so far."""

    old: str
    new: str

    def __repr__(self) -> str:
        return "NewPassword()"


_credentials = msgspec.json.Decoder(Credentials)
_new_password = msgspec.json.Decoder(NewPassword)


async def session(request: Request) -> HTTPResponse:
    """Who asks, and what the page needs to begin. Strangers learn no more than that there is a builder."""
    context = request.app.ctx
    guard: Guard = context.guard
    person = await guard.who(request)
    bot = Bot(context.workshop.root.resolve().name, _languages(request)) if person else Bot("", ())
    csrf = request.ctx.csrf if person else ""
    return _json(Session(person, person is not guard.here, csrf, bot, __version__ if person else ""))


async def login(request: Request) -> HTTPResponse:
    """Begin a session with a token of its own; the one before ends."""
    guard: Guard = request.app.ctx.guard
    require_own_page(request)
    given = asked.body(request, _credentials, "Who logs in", 'Send {"name": "ada", "password": "..."}.')
    if await (await guard.people.store()).is_empty():
        raise Conflict("Nobody has an account yet.", "Make one: talkwright account add NAME --role admin.")
    logins = await guard.people.logins()
    address = network_of(request, request.app.ctx.settings.trusted_proxies)
    made = await logins.login(given.name, given.password, address, time.time())
    before = read_cookie(request)
    if before:
        await logins.logout(before)
    response = HTTPResponse(status=204)
    set_cookie(request, response, made.token, guard.people.span.most_s)
    return response


async def logout(request: Request) -> HTTPResponse:
    """End the session."""
    guard: Guard = request.app.ctx.guard
    await (await guard.people.logins()).logout(read_cookie(request))
    audit(request, "logout", person_of(request).name)
    return _gone(request)


async def password(request: Request) -> HTTPResponse:
    """Take another password. Every session of this person ends, also this one."""
    guard: Guard = request.app.ctx.guard
    given = asked.body(request, _new_password, "The passwords", 'Send {"old": "...", "new": "..."}.')
    name = person_of(request).name
    address = network_of(request, request.app.ctx.settings.trusted_proxies)
    await (await guard.people.logins()).change_password(name, given.old, given.new, address, time.time())
    audit(request, "password", name)
    return _gone(request)


def _languages(request: Request) -> tuple[str, ...]:
    language = request.app.ctx.assistant.model.metadata.language
    return (language,) if language else ()


def _gone(request: Request) -> HTTPResponse:
    response = HTTPResponse(status=204)
    set_cookie(request, response, "", 0)
    return response


def _json(value: object) -> HTTPResponse:
    return HTTPResponse(
        msgspec.json.encode(value), headers={"Cache-Control": "no-store"}, content_type="application/json"
    )


_REFUSED = {
    401: Content("The name or the password is wrong."),
    403: Content("Another page asks."),
    429: Content("It was tried too often."),
}
ROUTES = (
    Route(
        method="GET",
        path="/builder/api/session",
        handler=session,
        name="builder_session",
        summary="Who the browser is to the builder.",
        group=_GROUP,
        answers={
            200: Content("Who asks, and what the page needs to begin.", Session),
            403: Content("Nobody has an account yet, and the request may come from elsewhere."),
        },
    ),
    Route(
        method="POST",
        path="/builder/api/login",
        handler=login,
        name="builder_login",
        summary="Log in to the builder.",
        group=_GROUP,
        body=Content("Name and password.", Credentials),
        answers={
            204: Content("A cookie holds the session."),
            400: Content("It cannot be read."),
            409: Content("Nobody has an account yet."),
            **_REFUSED,
        },
    ),
    Route(
        method="POST",
        path="/builder/api/logout",
        handler=logout,
        name="builder_logout",
        summary="Log out of the builder.",
        group=_GROUP,
        answers={204: Content("The session is over.")},
        role="viewer",
    ),
    Route(
        method="POST",
        path="/builder/api/password",
        handler=password,
        name="builder_password",
        summary="Change one's own password.",
        group=_GROUP,
        body=Content("The one so far, and the new one.", NewPassword),
        answers={204: Content("It is changed, and every session is over."), **_REFUSED},
        role="viewer",
    ),
)

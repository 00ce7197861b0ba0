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
from talkwright.server.guard import audit, guard_of, person_of, require_own_page
from talkwright.server.route import Content, Route
from talkwright.server.routes.builder.route import API, GROUP, answer, assistant_of, builder_of, no_content, route


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
    guard = guard_of(request)
    person = await guard.who(request)
    if person is None:
        return answer(Session(None, True, "", Bot("", ()), ""))
    bot = Bot(builder_of(request).workspace.root.resolve().name, _languages(request))
    return answer(Session(person, person is not guard.here, request.ctx.csrf, bot, __version__))


async def login(request: Request) -> HTTPResponse:
    """Begin a session with a token of its own; the one before ends."""
    guard = guard_of(request)
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
    response = no_content()
    set_cookie(request, response, made.token, guard.people.span.most_s)
    return response


async def logout(request: Request) -> HTTPResponse:
    """End the session."""
    guard = guard_of(request)
    await (await guard.people.logins()).logout(read_cookie(request))
    audit(request, "logout", person_of(request).name)
    return _gone(request)


async def password(request: Request) -> HTTPResponse:
    """Take another password. Every session of this person ends, also this one."""
    guard = guard_of(request)
    given = asked.body(request, _new_password, "The passwords", 'Send {"old": "...", "new": "..."}.')
    name = person_of(request).name
    address = network_of(request, request.app.ctx.settings.trusted_proxies)
    await (await guard.people.logins()).change_password(name, given.old, given.new, address, time.time())
    audit(request, "password", name)
    return _gone(request)


def _languages(request: Request) -> tuple[str, ...]:
    language = assistant_of(request).model.metadata.language
    return (language,) if language else ()


def _gone(request: Request) -> HTTPResponse:
    response = no_content()
    set_cookie(request, response, "", 0)
    return response


_REFUSED = {
    401: Content("The name or the password is wrong."),
    403: Content("Another page asks."),
    429: Content("It was tried too often."),
}
ROUTES = (  # the first two are for everybody: who asks may have to log in yet
    Route(
        method="GET",
        path=f"{API}/session",
        handler=session,
        name="builder_session",
        group=GROUP,
        summary="Who the browser is to the builder.",
        answers={
            200: Content("Who asks, and what the page needs to begin.", Session),
            403: Content("Nobody has an account yet, and the request may come from elsewhere."),
        },
    ),
    Route(
        method="POST",
        path=f"{API}/login",
        handler=login,
        name="builder_login",
        group=GROUP,
        summary="Log in to the builder.",
        body=Content("Name and password.", Credentials),
        answers={
            204: Content("A cookie holds the session."),
            400: Content("It cannot be read."),
            409: Content("Nobody has an account yet."),
            **_REFUSED,
        },
    ),
    route(
        "POST",
        "/logout",
        logout,
        name="logout",
        summary="Log out of the builder.",
        answers={204: Content("The session is over.")},
        role="viewer",
    ),
    route(
        "POST",
        "/password",
        password,
        name="password",
        summary="Change one's own password.",
        body=Content("The one so far, and the new one.", NewPassword),
        answers={204: Content("It is changed, and every session is over."), **_REFUSED},
        role="viewer",
    ),
)

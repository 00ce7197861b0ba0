"""``/builder/api/session``: who the browser is to the builder."""

from __future__ import annotations

import msgspec
from sanic import HTTPResponse, Request

from talkwright import __version__
from talkwright.accounts.person import Person
from talkwright.server.guard import person_of
from talkwright.server.route import Content, Route


class Bot(msgspec.Struct, frozen=True):
    """``languages``: the one that it speaks by default comes first."""

    name: str
    languages: tuple[str, ...]


class Session(msgspec.Struct, frozen=True):
    """``login``: one has to log in. ``csrf`` goes into the header ``X-CSRF-Token`` of what changes something."""

    person: Person | None
    login: bool
    csrf: str
    bot: Bot
    version: str


async def session(request: Request) -> HTTPResponse:
    """Who asks, and what the page needs to begin."""
    context = request.app.ctx
    bot = Bot(context.workshop.root.resolve().name, ())
    shown = Session(person_of(request), False, context.guard.csrf, bot, __version__)
    return HTTPResponse(msgspec.json.encode(shown), content_type="application/json")


ROUTES = (
    Route(
        method="GET",
        path="/builder/api/session",
        handler=session,
        name="builder_session",
        summary="Who the browser is to the builder.",
        group="Builder",
        answers={200: Content("Who asks, and what the page needs to begin.", Session)},
        role="viewer",
    ),
)

"""``/builder/api/kinds``: what can be put on the canvas."""

from __future__ import annotations

from sanic import HTTPResponse, Request

from talkwright.actions.classes import read_classes
from talkwright.builder.desk import Builder
from talkwright.builder.palette import Kind, palette
from talkwright.builder.threads import in_thread
from talkwright.server.guard import person_of
from talkwright.server.route import Content
from talkwright.server.routes.builder.route import answer, builder_of, route


async def kinds(request: Request) -> HTTPResponse:
    """The palette, for the bot as who asks sees it."""
    builder = builder_of(request)
    found = await in_thread(_palette, builder, person_of(request).name)
    return answer(found)


def _palette(builder: Builder, person: str) -> tuple[Kind, ...]:
    return palette(builder.workspace.open(person).domain.actions, read_classes(builder.workspace.root))


ROUTES = (
    route(
        "GET",
        "/kinds",
        kinds,
        name="kinds",
        summary="What can be put on the canvas.",
        answers={200: Content("The palette; of a step's kinds the first that matches counts.", tuple[Kind, ...])},
        role="viewer",
    ),
)

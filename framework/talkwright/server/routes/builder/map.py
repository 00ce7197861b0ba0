"""``/builder/api/map``: what leads where."""

from __future__ import annotations

import asyncio

from sanic import HTTPResponse, Request

from talkwright.builder.desk import Builder
from talkwright.builder.map import Map, map_of
from talkwright.server import asked
from talkwright.server.guard import person_of
from talkwright.server.route import Content, Route
from talkwright.server.routes.builder.project_view import GROUP, JSON


async def project_map(request: Request) -> HTTPResponse:
    """The map, as who asks sees it."""
    builder: Builder = request.app.ctx.builder
    found = await asyncio.to_thread(_map, builder, person_of(request).name)
    return HTTPResponse(asked.answer(found), content_type=JSON)


def _map(builder: Builder, person: str) -> Map:
    return map_of(builder.workspace.open(person))


ROUTES = (
    Route(
        method="GET",
        path="/builder/api/map",
        handler=project_map,
        name="builder_map",
        summary="Flows, rules, stories and forms, and what leads where.",
        group=GROUP,
        answers={200: Content("The map.", Map)},
        role="viewer",
    ),
)

"""``/builder/api/map``: what leads where."""

from __future__ import annotations

from sanic import HTTPResponse, Request

from talkwright.builder.desk import Builder
from talkwright.builder.map import Map, map_of
from talkwright.builder.threads import in_thread
from talkwright.server.guard import person_of
from talkwright.server.route import Content
from talkwright.server.routes.builder.route import answer, builder_of, route


async def project_map(request: Request) -> HTTPResponse:
    """The map, as who asks sees it."""
    builder = builder_of(request)
    found = await in_thread(_map, builder, person_of(request).name)
    return answer(found)


def _map(builder: Builder, person: str) -> Map:
    return map_of(builder.workspace.open(person))


ROUTES = (
    route(
        "GET",
        "/map",
        project_map,
        name="map",
        summary="Flows, rules, stories and forms, and what leads where.",
        answers={200: Content("The map.", Map)},
        role="viewer",
    ),
)

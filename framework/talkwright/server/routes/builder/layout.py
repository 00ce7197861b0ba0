"""``/builder/api/layout``: where the steps of a flow stand on the canvas."""

from __future__ import annotations

import msgspec
from sanic import HTTPResponse, Request

from talkwright.builder.changes import Event
from talkwright.builder.files.layout import Layout, Moved
from talkwright.builder.threads import in_thread
from talkwright.server import asked
from talkwright.server.guard import audit, person_of
from talkwright.server.route import Content, Query
from talkwright.server.routes.builder.route import answer, builder_of, route

_moved = msgspec.json.Decoder(Moved)


async def put(request: Request, flow: str) -> HTTPResponse:
    """Put steps and notes somewhere else."""
    given = asked.body(request, _moved, "The layout", 'Send {"positions": {"ask_size": [120, 40]}}.')
    builder = builder_of(request)
    after = await in_thread(builder.layouts.move, person_of(request).name, flow, given)
    builder.changes.tell(Event("layout", {"flow": flow, "window": request.args.get("window", "")}))
    audit(request, "layout", flow)
    return answer(after)


ROUTES = (
    route(
        "PUT",
        "/layout/<flow>",
        put,
        name="layout",
        summary="Where the steps of a flow stand.",
        query=(Query("window", "What the browser calls the window, which the others are told."),),
        body=Content("New positions of some steps, and all notes if they changed.", Moved),
        answers={200: Content("The layout as it is now.", Layout), 404: Content("There is no such flow.")},
        role="author",
    ),
)

"""``/builder/api/changes``: a line that stays open, on which the browser hears what changed."""

from __future__ import annotations

from contextlib import aclosing

import msgspec
from sanic import HTTPResponse, Request

from talkwright import log
from talkwright.builder.changes import Event
from talkwright.builder.desk import Builder
from talkwright.server.guard import person_of
from talkwright.server.route import REQUEST_ID, Content, Route
from talkwright.server.routes.builder.project_view import GROUP

STREAM = "text/event-stream"
_BEAT_S = 10.0  # proxies close what is silent
_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


async def listen(request: Request) -> HTTPResponse | None:
    """Events until the browser goes or the server stops."""
    builder: Builder = request.app.ctx.builder
    headers = {**_HEADERS, REQUEST_ID: log.request_id.get() or ""}
    response = await request.respond(content_type=STREAM, headers=headers)
    await response.send(b": open\n\n")
    async with aclosing(builder.changes.listen(person_of(request).name, _BEAT_S)) as events:
        async for event in events:
            await response.send(b": still here\n\n" if event is None else _written(event))
    await response.eof()
    return None


def _written(event: Event) -> bytes:
    return b"event: " + event.kind.encode() + b"\ndata: " + msgspec.json.encode(event.data) + b"\n\n"


ROUTES = (
    Route(
        method="GET",
        path="/builder/api/changes",
        handler=listen,
        name="builder_changes",
        summary="What changes, as it happens.",
        group=GROUP,
        answers={200: Content("Events, named as in the documentation.", kind=STREAM)},
        role="viewer",
    ),
)

"""``/builder/api/changes``: a line that stays open, on which the browser hears what changed, and who is there too."""

from __future__ import annotations

import secrets
import time
from contextlib import aclosing
from typing import Annotated

import msgspec
from sanic import HTTPResponse, Request

from talkwright import log
from talkwright.builder.changes import Event
from talkwright.errors import RequestError, TalkwrightError
from talkwright.server import asked
from talkwright.server.guard import guard_of, person_of
from talkwright.server.route import REQUEST_ID, Content, Query
from talkwright.server.routes.builder.route import builder_of, no_content, route

STREAM = "text/event-stream"
_BEAT_S = 10.0  # proxies close what is silent
_ASK_AGAIN_S = 1.0  # whether who listens still may: asked before something is told
_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


class Looks(msgspec.Struct, frozen=True):
    """What a window looks at: a flow, or none."""

    flow: Annotated[str, msgspec.Meta(max_length=200)]


_looks = msgspec.json.Decoder(Looks)


async def listen(request: Request) -> HTTPResponse | None:
    """Events until the browser goes, the server stops, or who listens may no longer."""
    builder = builder_of(request)
    name, window = person_of(request).name, _window(request.args.get("window") or secrets.token_hex(8))
    headers = {**_HEADERS, REQUEST_ID: log.request_id.get() or ""}
    response = await request.respond(content_type=STREAM, headers=headers)
    builder.presence.come(name, window)
    try:
        await response.send(b": open\n\n" + _written(builder.presence.event()))
        asked_at = time.monotonic()
        async with aclosing(builder.changes.listen(name, _BEAT_S)) as events:
            async for event in events:
                if time.monotonic() - asked_at >= _ASK_AGAIN_S:
                    if not await _may_listen(request):
                        break
                    asked_at = time.monotonic()
                await response.send(b": still here\n\n" if event is None else _written(event))
    finally:
        builder.presence.go(name, window)
    await response.eof()
    return None


async def _may_listen(request: Request) -> bool:
    """Whether who began to may still do so. Where that cannot be known, the browser asks anew, and is told why."""
    try:
        return await guard_of(request).who(request) is not None
    except TalkwrightError:
        return False


async def look(request: Request, window: str) -> HTTPResponse:
    """Say which flow a window looks at."""
    given = asked.body(request, _looks, "What is looked at", 'Send {"flow": "order"}, or "" for none.')
    builder = builder_of(request)
    builder.presence.look(person_of(request).name, _window(window), given.flow)
    return no_content()


def _window(name: str) -> str:
    if len(name) > 64:
        raise RequestError("The name of a window has at most 64 characters.")
    return name


def _written(event: Event) -> bytes:
    return b"event: " + event.kind.encode() + b"\ndata: " + msgspec.json.encode(event.data) + b"\n\n"


ROUTES = (
    route(
        "GET",
        "/changes",
        listen,
        name="changes",
        summary="What changes, as it happens.",
        query=(Query("window", "What the browser calls the window, to say later what it looks at."),),
        answers={200: Content("Events, named as in the documentation.", kind=STREAM)},
        role="viewer",
    ),
    route(
        "PUT",
        "/windows/<window:str>",
        look,
        name="window",
        summary="Say which flow a window looks at.",
        body=Content("The flow.", Looks),
        answers={204: Content("Others hear of it."), 400: Content("It cannot be read.")},
        role="viewer",
        unnoted="Who looks where is forgotten with the window.",
    ),
)

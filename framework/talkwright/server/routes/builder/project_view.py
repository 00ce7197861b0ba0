"""``/builder/api/project``, ``flows`` and ``values``: the bot as who asks sees it, with that person's draft."""

from __future__ import annotations

from functools import reduce
from typing import Any

import msgspec
from sanic import HTTPResponse, Request

from talkwright.builder.files.drafts import Step
from talkwright.builder.overview import FlowShown, Overview, overview, shown_flow
from talkwright.builder.threads import in_thread
from talkwright.errors import NotFound, RequestError
from talkwright.server.guard import person_of
from talkwright.server.route import Content, Query
from talkwright.server.routes.builder.route import answer, assistant_of, builder_of, route

_path = msgspec.json.Decoder(tuple[Step, ...])


class Value(msgspec.Struct, frozen=True):
    """A value of a file. ``hash`` is that of the whole file, for edits."""

    file: str
    hash: str
    value: Any


async def project(request: Request) -> HTTPResponse:
    """All that is there to be named."""
    builder = builder_of(request)
    prints = assistant_of(request).model.metadata.fingerprints
    shown = await in_thread(overview, builder.workspace, person_of(request).name, prints)
    return answer(shown)


async def flow(request: Request, flow: str) -> HTTPResponse:
    """A flow to be drawn."""
    builder = builder_of(request)
    who = person_of(request).name
    shown = await in_thread(shown_flow, builder.workspace, builder.layouts, who, flow)
    return answer(shown)


async def value(request: Request) -> HTTPResponse:
    """A value of a file."""
    builder = builder_of(request)
    try:
        path = _path.decode(request.args.get("path", "[]"))
    except msgspec.MsgspecError:
        raise RequestError("'path' has to be a JSON array of keys and indexes.", 'Send ["slots", "city"].') from None
    seen = await in_thread(builder.workspace.read, person_of(request).name, request.args.get("file", ""))
    try:
        found = reduce(lambda inner, step: inner[step], path, seen.value)
    except (KeyError, IndexError, TypeError):
        raise NotFound(f"There is nothing at {list(path)} in {seen.file!r}.") from None
    return answer(Value(seen.file, seen.hash, found))


ROUTES = (
    route(
        "GET",
        "/project",
        project,
        name="project",
        summary="The bot at a glance, as who asks sees it.",
        answers={200: Content("All that is there to be named.", Overview)},
        role="viewer",
    ),
    route(
        "GET",
        "/flows/<flow>",
        flow,
        name="flow",
        summary="A flow to be drawn.",
        answers={200: Content("It, with its layout and its problems.", FlowShown), 404: Content("There is none.")},
        role="viewer",
    ),
    route(
        "GET",
        "/values",
        value,
        name="value",
        summary="A value of a file.",
        query=(Query("file", "Its name, from the bot's folder."), Query("path", "A JSON array; by default all of it.")),
        answers={200: Content("It.", Value), 404: Content("There is none.")},
        role="viewer",
    ),
)

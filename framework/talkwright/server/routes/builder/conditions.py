"""``/builder/api/conditions``: a condition while somebody writes it, as text and as rows."""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec
from sanic import HTTPResponse, Request

from talkwright.builder.conditions.judge import Judged, judge
from talkwright.builder.conditions.rows import Rows, text_of
from talkwright.builder.desk import Builder
from talkwright.server import asked
from talkwright.server.guard import person_of
from talkwright.server.route import Content, Route
from talkwright.server.routes.builder.project_view import GROUP, JSON


class Written(msgspec.Struct, frozen=True):
    """A condition. ``slots``: with these it is to be tried, the others have their initial values. ``cursor``: where
    somebody types, in characters."""

    text: str
    flow: str | None = None
    slots: dict[str, Any] | None = None
    cursor: int | None = None


class WrittenRows(msgspec.Struct, frozen=True):
    """Rows that are to be a text."""

    rows: Rows


class Text(msgspec.Struct, frozen=True):
    """A condition."""

    text: str


_written = msgspec.json.Decoder(Written)
_rows = msgspec.json.Decoder(WrittenRows)


async def conditions(request: Request) -> HTTPResponse:
    """Judge a condition."""
    given = asked.body(request, _written, "The condition", 'Send {"text": "slots.size = \'large\'"}.')
    builder: Builder = request.app.ctx.builder
    project = await asyncio.to_thread(builder.workspace.open, person_of(request).name)
    found = judge(given.text, project.domain.schema, given.slots, given.cursor, given.flow)
    return HTTPResponse(asked.answer(found), content_type=JSON)


async def write(request: Request) -> HTTPResponse:
    """Rows as a text."""
    hint = 'Send {"rows": {"op": "and", "rows": [{"left": "slots.size", "operator": "=", "right": "\'large\'"}]}}.'
    given = asked.body(request, _rows, "The rows", hint)
    return HTTPResponse(asked.answer(Text(text_of(given.rows))), content_type=JSON)


ROUTES = (
    Route(
        method="POST",
        path="/builder/api/conditions",
        handler=conditions,
        name="builder_conditions",
        summary="What is to be said of a condition.",
        group=GROUP,
        body=Content("The condition.", Written),
        answers={200: Content("Its faults, its rows, whether it holds, what may follow.", Judged)},
        role="viewer",
        unnoted="It only judges.",
    ),
    Route(
        method="POST",
        path="/builder/api/conditions/write",
        handler=write,
        name="builder_write_condition",
        summary="The condition that rows say.",
        group=GROUP,
        body=Content("The rows.", WrittenRows),
        answers={200: Content("The text.", Text), 400: Content("A row is none.")},
        role="viewer",
        unnoted="It only judges.",
    ),
)

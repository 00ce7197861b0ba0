"""``/builder/api/conditions``: a condition while somebody writes it, as text and as rows."""

from __future__ import annotations

from typing import Any

import msgspec
from sanic import HTTPResponse, Request

from talkwright.builder.conditions.judge import Judged, judge
from talkwright.builder.conditions.rows import Rows, text_of
from talkwright.builder.desk import Builder
from talkwright.builder.threads import in_thread
from talkwright.server import asked
from talkwright.server.guard import person_of
from talkwright.server.route import Content
from talkwright.server.routes.builder.route import answer, builder_of, route


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
    return answer(await in_thread(_judged, builder_of(request), person_of(request).name, given))


def _judged(builder: Builder, person: str, given: Written) -> Judged:
    schema = builder.workspace.open(person).domain.schema
    return judge(given.text, schema, given.slots, given.cursor, given.flow)


async def write(request: Request) -> HTTPResponse:
    """Rows as a text."""
    hint = 'Send {"rows": {"op": "and", "rows": [{"left": "slots.size", "operator": "=", "right": "\'large\'"}]}}.'
    given = asked.body(request, _rows, "The rows", hint)
    return answer(Text(text_of(given.rows)))


ROUTES = (
    route(
        "POST",
        "/conditions",
        conditions,
        name="conditions",
        summary="What is to be said of a condition.",
        body=Content("The condition.", Written),
        answers={200: Content("Its faults, its rows, whether it holds, what may follow.", Judged)},
        role="viewer",
        unnoted="It only judges.",
    ),
    route(
        "POST",
        "/conditions/write",
        write,
        name="write_condition",
        summary="The condition that rows say.",
        body=Content("The rows.", WrittenRows),
        answers={200: Content("The text.", Text), 400: Content("A row is none.")},
        role="viewer",
        unnoted="It only judges.",
    ),
)

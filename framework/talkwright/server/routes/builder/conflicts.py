"""``/builder/api/conflicts``: what two have changed alike, and which of the two it shall be."""

from __future__ import annotations

from typing import Any

import msgspec
from sanic import HTTPResponse, Request

from talkwright.builder.files.decide import Take, decide
from talkwright.builder.files.undecided import Undecided, undecided
from talkwright.builder.threads import in_thread
from talkwright.server import asked
from talkwright.server.guard import audit, person_of
from talkwright.server.route import Content
from talkwright.server.routes.builder.made import Made, made
from talkwright.server.routes.builder.route import answer, builder_of, route


class Decision(msgspec.Struct, frozen=True):
    """Whose value it shall be; with ``value``, another one."""

    take: Take
    value: Any = None


_decision = msgspec.json.Decoder(Decision)


async def conflicts(request: Request) -> HTTPResponse:
    """What waits for one's decision."""
    builder = builder_of(request)
    found = await in_thread(undecided, builder.workspace, person_of(request).name)
    return answer(found)


async def settle(request: Request, conflict: str) -> HTTPResponse:
    """Decide on one."""
    given = asked.body(request, _decision, "The decision", 'Send {"take": "yours"}, "theirs", or "value" with one.')
    builder = builder_of(request)
    who = person_of(request).name
    done = await in_thread(decide, builder.workspace, who, conflict, given.take, given.value)
    audit(request, "conflict", ", ".join(sorted(done.hashes)), {"take": given.take})
    return await made(request, done)


ROUTES = (
    route(
        "GET",
        "/conflicts",
        conflicts,
        name="conflicts",
        summary="What was changed by two, and waits for a decision.",
        answers={200: Content("The conflicts, the oldest first.", tuple[Undecided, ...])},
        role="viewer",
    ),
    route(
        "POST",
        "/conflicts/<conflict>",
        settle,
        name="decide",
        summary="Decide on a conflict.",
        body=Content("Whose value it shall be.", Decision),
        answers={
            200: Content("The draft has it.", Made),
            404: Content("It is none any more."),
            409: Content("A whole file is taken as it is, yours or theirs."),
        },
        role="author",
    ),
)

"""``/builder/api/problems``: what ``talkwright check`` says of one's draft, and mending it by a click."""

from __future__ import annotations

import msgspec
from sanic import HTTPResponse, Request

from talkwright.builder.problems import Fixed, Shown, fix_problem, shown_problems
from talkwright.builder.threads import in_thread
from talkwright.server import asked
from talkwright.server.guard import audit, person_of
from talkwright.server.route import Content
from talkwright.server.routes.builder.made import Made, made
from talkwright.server.routes.builder.route import answer, builder_of, route

_fixed = msgspec.json.Decoder(Fixed)


async def problems(request: Request) -> HTTPResponse:
    """All problems, each with the step it belongs to."""
    builder = builder_of(request)
    found = await in_thread(shown_problems, builder.workspace, person_of(request).name)
    return answer(found)


async def fix(request: Request) -> HTTPResponse:
    """Mend one problem in one's draft."""
    given = asked.body(request, _fixed, "The problem", 'Send {"code", "file", "line", "column"} of a problem.')
    builder = builder_of(request)
    who = person_of(request).name
    done = await in_thread(fix_problem, builder.workspace, who, given)
    audit(request, "fix", f"{given.file}:{given.line}", {"code": given.code})
    return await made(request, done)


ROUTES = (
    route(
        "GET",
        "/problems",
        problems,
        name="problems",
        summary="What is wrong with one's draft.",
        answers={200: Content("All problems, ordered by place.", tuple[Shown, ...])},
        role="viewer",
    ),
    route(
        "POST",
        "/problems/fix",
        fix,
        name="fix",
        summary="Mend a problem in one's draft.",
        body=Content("Which one.", Fixed),
        answers={
            200: Content("What came of it, as of an edit.", Made),
            404: Content("It is gone, or has no fix."),
        },
        role="author",
    ),
)

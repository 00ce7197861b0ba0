"""``/builder/api/slots``: the slots and who uses them."""

from __future__ import annotations

import asyncio

from sanic import HTTPResponse, Request

from talkwright.builder.desk import Builder
from talkwright.builder.naming.slots import SlotShown, shown_slots
from talkwright.server import asked
from talkwright.server.guard import person_of
from talkwright.server.route import Content, Route
from talkwright.server.routes.builder.project_view import GROUP, JSON


async def slots(request: Request) -> HTTPResponse:
    """The slots, as who asks sees them."""
    builder: Builder = request.app.ctx.builder
    found = await asyncio.to_thread(shown_slots, builder.workspace, person_of(request).name)
    return HTTPResponse(asked.answer(found), content_type=JSON)


ROUTES = (
    Route(
        method="GET",
        path="/builder/api/slots",
        handler=slots,
        name="builder_slots",
        summary="The slots: what they hold, who fills them, who reads them.",
        group=GROUP,
        answers={200: Content("All slots, in the order of the domain.", tuple[SlotShown, ...])},
        role="viewer",
    ),
)

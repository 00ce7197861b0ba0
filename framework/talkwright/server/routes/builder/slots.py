"""``/builder/api/slots``: the slots and who uses them."""

from __future__ import annotations

from sanic import HTTPResponse, Request

from talkwright.builder.naming.slots import SlotShown, shown_slots
from talkwright.builder.threads import in_thread
from talkwright.server.guard import person_of
from talkwright.server.route import Content
from talkwright.server.routes.builder.route import answer, builder_of, route


async def slots(request: Request) -> HTTPResponse:
    """The slots, as who asks sees them."""
    builder = builder_of(request)
    found = await in_thread(shown_slots, builder.workspace, person_of(request).name)
    return answer(found)


ROUTES = (
    route(
        "GET",
        "/slots",
        slots,
        name="slots",
        summary="The slots: what they hold, who fills them, who reads them.",
        answers={200: Content("All slots, in the order of the domain.", tuple[SlotShown, ...])},
        role="viewer",
    ),
)

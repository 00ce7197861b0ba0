"""``/builder/api/traffic``: how many people went which way through a flow."""

from __future__ import annotations

from sanic import HTTPResponse, Request

from talkwright.builder.talks.count import Traffic
from talkwright.errors import RequestError
from talkwright.server import asked
from talkwright.server.guard import person_of
from talkwright.server.route import Content, Query
from talkwright.server.routes.builder.route import answer, assistant_of, builder_of, route

_SECONDS_A_MINUTE = 60
_USUAL_SILENCE_S = 3600.0


async def traffic(request: Request) -> HTTPResponse:
    """That of a flow. What people said is told to who may read conversations."""
    flow = request.args.get("flow")
    if not flow:
        raise RequestError("'flow' is missing.", "Name a flow: ?flow=order_status")
    begin, end, silent_s = _span(request)
    counting, store = builder_of(request).counting, assistant_of(request).store
    may = person_of(request).may("author")
    return answer(await counting.of(store, flow, begin, end, silent_s, with_texts=may))


async def all_traffic(request: Request) -> HTTPResponse:
    """That of every flow."""
    begin, end, silent_s = _span(request)
    counting, store = builder_of(request).counting, assistant_of(request).store
    may = person_of(request).may("author")
    return answer(await counting.all(store, begin, end, silent_s, with_texts=may))


def _span(request: Request) -> tuple[float, float, float]:
    """From when, until when, and after how long a session is over."""
    begin, end = asked.number(request, "from"), asked.number(request, "to")
    expires_s = assistant_of(request).model.domain.schema.session_expiration_minutes * _SECONDS_A_MINUTE
    return 0.0 if begin is None else begin, float("inf") if end is None else end, expires_s or _USUAL_SILENCE_S


_TIMES = (
    Query("from", "The beginning of the time that counts, in seconds since 1970.", float),
    Query("to", "Its end.", float),
)
ROUTES = (
    route(
        "GET",
        "/traffic",
        traffic,
        name="traffic",
        summary="How many people went which way through a flow.",
        query=(Query("flow", "The flow."), *_TIMES),
        answers={200: Content("Edges and steps.", Traffic), 400: Content("No flow is named, or a time is none.")},
        role="viewer",
    ),
    route(
        "GET",
        "/traffic/flows",
        all_traffic,
        name="all_traffic",
        summary="How many people went which way, flow by flow.",
        query=_TIMES,
        answers={200: Content("Flows that anybody went, the most frequent first.", tuple[Traffic, ...])},
        role="viewer",
    ),
)

"""``/builder/api/search``: where something is that somebody looks for."""

from __future__ import annotations

from sanic import HTTPResponse, Request

from talkwright.builder.search.search import Hit
from talkwright.builder.threads import in_thread
from talkwright.server import asked
from talkwright.server.guard import person_of
from talkwright.server.route import Content, Query
from talkwright.server.routes.builder.route import answer, builder_of, route

_FEW, _MOST = 30, 200


async def search(request: Request) -> HTTPResponse:
    """The best hits."""
    builder = builder_of(request)
    words, limit = request.args.get("q", ""), asked.limit(request, _FEW, _MOST)
    found = await in_thread(builder.search.find, person_of(request).name, words, limit)
    return answer(found)


ROUTES = (
    route(
        "GET",
        "/search",
        search,
        name="search",
        summary="Where something is that one looks for.",
        query=(Query("q", "Words, each of which has to be there."), Query("limit", f"How many at most; {_FEW}.", int)),
        answers={200: Content("The best first.", tuple[Hit, ...])},
        role="viewer",
    ),
)

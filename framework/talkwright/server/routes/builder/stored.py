"""``/builder/api/conversations`` and ``/replays``: what people said, and what a draft would make of it."""

from __future__ import annotations

from typing import Any

import msgspec
from sanic import HTTPResponse, Request

from talkwright.builder.jobs import Said
from talkwright.builder.talks.rehearse import Rehearsed
from talkwright.builder.talks.replays import compare
from talkwright.builder.talks.stored import MOST_LISTED, ListedConversation, listed, shown, turns_of
from talkwright.builder.threads import in_thread
from talkwright.server import asked
from talkwright.server.guard import person_of
from talkwright.server.route import Content, Query
from talkwright.server.routes.builder.jobs import BEGUN, begun
from talkwright.server.routes.builder.rehearsals import as_it_stands
from talkwright.server.routes.builder.route import answer, assistant_of, builder_of, route

_USUAL = 30
_UNKNOWN = Content("There is no such conversation.")


class From(msgspec.Struct, frozen=True):
    """``turn``: the last that is taken over; by default all are. ``run_actions`` as in a rehearsal."""

    turn: int | None = None
    run_actions: bool = True


class Last(msgspec.Struct, frozen=True):
    """How many conversations."""

    last: int = 100


_from = msgspec.json.Decoder(From)
_last = msgspec.json.Decoder(Last)


async def conversations(request: Request) -> HTTPResponse:
    """Those that were gone on with last."""
    rows = await listed(
        assistant_of(request).store,
        asked.limit(request, _USUAL, MOST_LISTED),
        asked.number(request, "before"),
        request.args.get("words", ""),
    )
    return answer(rows)


async def one(request: Request, talk: str) -> HTTPResponse:
    """A conversation turn by turn."""
    assistant = assistant_of(request)
    turns = await turns_of(assistant.store, talk)
    seen = await in_thread(shown, talk, turns, assistant.model.domain.schema, assistant.model.program)
    return answer(seen)


async def rehearse(request: Request, talk: str) -> HTTPResponse:
    """Go on with it, without its knowing."""
    given = asked.body(request, _from, "The turn", 'Send {"turn": 3}.')
    turns = await turns_of(assistant_of(request).store, talk, given.turn)
    table = builder_of(request).rehearsals
    return await as_it_stands(await table.begin(person_of(request).name, turns, run_actions=given.run_actions))


async def replays(request: Request) -> HTTPResponse:
    """Hold one's draft against conversations."""
    given = asked.body(request, _last, "How many", 'Send {"last": 100}.')
    builder, assistant, person = builder_of(request), assistant_of(request), person_of(request)

    async def work(said: Said) -> Any:
        candidates = builder.rehearsals.candidates
        drafted = await in_thread(candidates.of, person.name, assistant.model)
        found = await compare(drafted.model, assistant.model, assistant.store, max(1, given.last), said)
        return msgspec.to_builtins(found)

    return begun(builder.jobs.begin("replays", work, person.name, role="author"))


ROUTES = (
    route(
        "GET",
        "/conversations",
        conversations,
        name="conversations",
        summary="Conversations that people had.",
        query=(
            Query("limit", f"How many; {_USUAL} unless it is said, at most {MOST_LISTED}.", int),
            Query("before", "Gone on with last before this time, in seconds since 1970.", float),
            Query("words", "What stands in a message, the id or the channel."),
        ),
        answers={200: Content("Those that were gone on with last come first.", tuple[ListedConversation, ...])},
        role="author",
    ),
    route(
        "GET",
        "/conversations/<talk>",
        one,
        name="conversation",
        summary="A conversation turn by turn.",
        answers={200: Content("As a rehearsal that nobody goes on with.", Rehearsed), 404: _UNKNOWN},
        role="author",
    ),
    route(
        "POST",
        "/conversations/<talk>/rehearse",
        rehearse,
        name="conversation_rehearse",
        summary="Go on with a conversation in a rehearsal.",
        body=Content("From where.", From),
        answers={200: Content("The rehearsal.", Rehearsed), 404: _UNKNOWN},
        role="author",
        unnoted="It is tried, and changes nothing of it.",
    ),
    route(
        "POST",
        "/replays",
        replays,
        name="replays",
        summary="Which conversations one's draft would have otherwise.",
        body=Content("Against how many.", Last),
        answers=BEGUN,
        role="author",
        unnoted="It only looks.",
    ),
)

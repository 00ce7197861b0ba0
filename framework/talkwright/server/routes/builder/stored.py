"""``/builder/api/conversations`` and ``/replays``: what people said, and what a draft would make of it."""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec
from sanic import HTTPResponse, Request, json

from talkwright.builder.jobs import Said
from talkwright.builder.talks.rehearse import Rehearsed
from talkwright.builder.talks.replays import compare
from talkwright.builder.talks.stored import ListedConversation, listed, shown, turns_of
from talkwright.server import asked
from talkwright.server.guard import person_of
from talkwright.server.route import Content, Query, Route
from talkwright.server.routes.builder.models import Begun
from talkwright.server.routes.builder.rehearsals import GROUP, answer

LIMIT = 30
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
    limit = asked.number(request, "limit")
    rows = await listed(
        request.app.ctx.assistant.store,
        LIMIT if limit is None else max(1, int(limit)),
        asked.number(request, "before"),
        request.args.get("words", ""),
    )
    return json(rows, dumps=asked.answer)


async def one(request: Request, talk: str) -> HTTPResponse:
    """A conversation turn by turn."""
    assistant = request.app.ctx.assistant
    turns = await turns_of(assistant.store, talk)
    seen = await asyncio.to_thread(shown, talk, turns, assistant.model.domain.schema, assistant.model.program)
    return json(seen, dumps=asked.answer)


async def rehearse(request: Request, talk: str) -> HTTPResponse:
    """Go on with it, without its knowing."""
    given = asked.body(request, _from, "The turn", 'Send {"turn": 3}.')
    turns = await turns_of(request.app.ctx.assistant.store, talk, given.turn)
    table = request.app.ctx.builder.rehearsals
    return await answer(await table.begin(person_of(request).name, turns, run_actions=given.run_actions))


async def replays(request: Request) -> HTTPResponse:
    """Hold one's draft against conversations."""
    given = asked.body(request, _last, "How many", 'Send {"last": 100}.')
    builder, assistant, person = request.app.ctx.builder, request.app.ctx.assistant, person_of(request)

    async def work(said: Said) -> Any:
        candidates = builder.rehearsals.candidates
        drafted = await asyncio.to_thread(candidates.of, person.name, assistant.model)
        found = await compare(drafted.model, assistant.model, assistant.store, max(1, given.last), said)
        return msgspec.to_builtins(found)

    return json(Begun(builder.jobs.begin("replays", work, person.name).id), dumps=asked.answer)


ROUTES = (
    Route(
        method="GET",
        path="/builder/api/conversations",
        handler=conversations,
        name="builder_conversations",
        summary="Conversations that people had.",
        group=GROUP,
        query=(
            Query("limit", f"How many; {LIMIT} unless it is said, at most 100.", int),
            Query("before", "Gone on with last before this time, in seconds since 1970.", float),
            Query("words", "What stands in a message, the id or the channel."),
        ),
        answers={200: Content("Those that were gone on with last come first.", tuple[ListedConversation, ...])},
        role="author",
    ),
    Route(
        method="GET",
        path="/builder/api/conversations/<talk>",
        handler=one,
        name="builder_conversation",
        summary="A conversation turn by turn.",
        group=GROUP,
        answers={200: Content("As a rehearsal that nobody goes on with.", Rehearsed), 404: _UNKNOWN},
        role="author",
    ),
    Route(
        method="POST",
        path="/builder/api/conversations/<talk>/rehearse",
        handler=rehearse,
        name="builder_conversation_rehearse",
        summary="Go on with a conversation in a rehearsal.",
        group=GROUP,
        body=Content("From where.", From),
        answers={200: Content("The rehearsal.", Rehearsed), 404: _UNKNOWN},
        role="author",
        unnoted="It is tried, in memory, and nowhere else.",
    ),
    Route(
        method="POST",
        path="/builder/api/replays",
        handler=replays,
        name="builder_replays",
        summary="Which conversations one's draft would have otherwise.",
        group=GROUP,
        body=Content("Against how many.", Last),
        answers={200: Content("The job.", Begun)},
        role="author",
        unnoted="It only looks.",
    ),
)

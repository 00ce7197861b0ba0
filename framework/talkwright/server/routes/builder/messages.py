"""``/builder/api/messages``: what real users said, to be made into examples and tests."""

from __future__ import annotations

from typing import get_args

import msgspec
from sanic import HTTPResponse, Request

from talkwright.builder.changes import Event
from talkwright.builder.files.workspace import Edited
from talkwright.builder.teaching.annotate import Handling, messages_in, with_near
from talkwright.builder.teaching.handled import How
from talkwright.builder.teaching.messages import Message, Order
from talkwright.builder.threads import in_thread
from talkwright.errors import RequestError
from talkwright.server import asked
from talkwright.server.guard import audit, person_of
from talkwright.server.route import Content, Query
from talkwright.server.routes.builder.made import Made, made
from talkwright.server.routes.builder.route import answer, assistant_of, builder_of, no_content, route

_FEW, _MOST = 25, 200


class Worth(msgspec.Struct, frozen=True):
    """Messages worth looking at, of ``total``."""

    total: int
    messages: tuple[Message, ...]


_handling = msgspec.json.Decoder(Handling)


async def messages(request: Request) -> HTTPResponse:
    """Those that are worth looking at."""
    builder, assistant = builder_of(request), assistant_of(request)
    order = request.args.get("order", "uncertain")
    if order not in get_args(Order):
        raise RequestError(f"'order' has to be one of {', '.join(get_args(Order))}, not {order!r}.")
    said, person = await messages_in(assistant.store), person_of(request).name
    found = await in_thread(builder.annotating.worth, person, said, order)
    shown = found[: asked.limit(request, _FEW, _MOST)]
    if assistant.is_loaded:
        shown = await in_thread(with_near, shown, assistant.model.pipeline)
    return answer(Worth(len(found), tuple(shown)))


async def handle(request: Request, message: str) -> HTTPResponse:
    """Make something of one."""
    hint = 'Send {"as": "example", "intent": "greet", "text": "hello"}.'
    handling = asked.body(request, _handling, "What becomes of the message", hint)
    annotating = builder_of(request).annotating
    edited = await in_thread(annotating.handle, person_of(request).name, message, handling)
    return await _handled(request, f"message_{handling.as_}", message, edited)


async def again(request: Request, message: str) -> HTTPResponse:
    """Show one again."""
    how, intent, plain = (request.args.get(key) for key in ("as", "intent", "text"))
    if how not in (None, *get_args(How)):
        raise RequestError(f"'as' has to be one of {', '.join(get_args(How))}, not {how!r}.")
    made = None if how is None else Handling(as_=how, intent=intent or "", plain=plain)
    annotating = builder_of(request).annotating
    edited = await in_thread(annotating.again, person_of(request).name, message, made)
    return await _handled(request, "message_again", message, edited)


async def _handled(request: Request, what: str, message: str, edited: Edited | None) -> HTTPResponse:
    """What is told of a message that was handled: which one is a hash, and never what was said."""
    builder_of(request).changes.tell(Event("messages", {}))
    audit(request, what, message, {"files": ", ".join(sorted(edited.hashes))} if edited else {})
    return no_content() if edited is None else await made(request, edited)


ROUTES = (
    route(
        "GET",
        "/messages",
        messages,
        name="messages",
        summary="What real users said that nobody has looked at.",
        query=(
            Query("order", "uncertain: the least understood first; or new."),
            Query("limit", f"How many, {_FEW} by default.", int),
        ),
        answers={200: Content("Each once.", Worth), 400: Content("The order is none.")},
        role="author",
    ),
    route(
        "POST",
        "/messages/<message>",
        handle,
        name="message",
        summary="Make an example or a test of a message, or nothing.",
        body=Content("What becomes of it.", Handling),
        answers={
            200: Content("The files that changed.", Made),
            204: Content("It is not shown again."),
            400: Content("It cannot be read, or not be written."),
        },
        role="reviewer",
    ),
    route(
        "DELETE",
        "/messages/<message>",
        again,
        name="message_again",
        summary="Show a message again that was handled.",
        query=(
            Query("as", "What was made of it: example or test."),
            Query("intent", "Of which intent."),
            Query("text", "What it said, without mark-up."),
        ),
        answers={
            200: Content("The files that changed.", Made),
            204: Content("It is shown again."),
            400: Content("It is not said what was made of it."),
        },
        role="reviewer",
    ),
)

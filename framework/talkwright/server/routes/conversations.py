"""``/conversations/<id>/...``: what is known of a conversation, and changing its log from outside. Rasa's API."""

from __future__ import annotations

import time
from typing import Any

import msgspec
from sanic import HTTPResponse, Request, json, text

from talkwright.conversation.event_json import from_plain
from talkwright.conversation.events import Event
from talkwright.conversation.state import State
from talkwright.errors import NotFound
from talkwright.runtime.deeds import Appended, Replaced
from talkwright.server import asked
from talkwright.server.route import Content, Query, Route
from talkwright.server.seen import events_of, tracker_of
from talkwright.server.story import story_of

SOURCE = "api"
GROUP = "Conversations"
LATEST = "latest"

_HINT = "Send an event, or a list of them; docs/events.md has them all."
_any: msgspec.json.Decoder[Any] = msgspec.json.Decoder(Any)


async def tracker(request: Request, conversation: str) -> HTTPResponse:
    """A conversation as it stands, or stood."""
    return await seen(request, conversation, until=asked.number(request, "until"))


async def append(request: Request, conversation: str) -> HTTPResponse:
    """Events that happened elsewhere."""
    key, events, effects = asked.key_in(conversation), events_in(request), asked.flag(request, "execute_side_effects")

    def appended(state: State) -> Appended:
        return Appended(events, push_channel(request, state) if effects else None, arms=effects)

    await request.app.ctx.assistant.do(key.id, SOURCE, appended)
    return await seen(request, conversation)


async def replace(request: Request, conversation: str) -> HTTPResponse:
    """Events in the place of the whole conversation."""
    key, events = asked.key_in(conversation), events_in(request)
    await request.app.ctx.assistant.do(key.id, SOURCE, Replaced(events))
    return await seen(request, conversation)


async def story(request: Request, conversation: str) -> HTTPResponse:
    """What was said and done, as a test story."""
    key, until = asked.key_in(conversation), asked.number(request, "until")
    await require_known(request, conversation)
    log = await events_of(request.app.ctx.assistant.store, key)
    events = [event for event in log if until is None or event.timestamp <= until]
    told = story_of(key.id, events, all_sessions=asked.flag(request, "all_sessions"))
    return text(told, content_type="text/plain; charset=utf-8")


async def seen(request: Request, conversation: str, until: float | None = None) -> HTTPResponse:
    """The answer of most routes: the tracker."""
    return json(await plain_tracker(request, conversation, until), dumps=asked.answer)


async def plain_tracker(request: Request, conversation: str, until: float | None = None) -> dict[str, Any]:
    """The tracker with the events that the request wants to see."""
    assistant, key = request.app.ctx.assistant, asked.key_in(conversation)
    shown = asked.shown(request)
    return await tracker_of(assistant.store, key, assistant.model.domain, shown, time.time(), until)


async def require_known(request: Request, conversation: str) -> None:
    """Raises ``NotFound`` for a conversation that never was."""
    if await request.app.ctx.assistant.store.load(asked.key_in(conversation)) is None:
        raise NotFound(f"There is no conversation {conversation!r}.", "Say something in it first.")


def push_channel(request: Request, state: State) -> str | None:
    """The channel that ``output_channel`` names, if answers are pushed there. ``latest``: that of the last message."""
    wanted = request.args.get("output_channel")
    name = state.latest_input_channel if wanted == LATEST else wanted
    return name if name in request.app.ctx.assistant.push_channels else None


def events_in(request: Request) -> tuple[Event, ...]:
    """The events of the body: one, or a list of them. Raises ``RequestError``."""
    given = asked.body(request, _any, "The body", _HINT)
    return from_plain(given if isinstance(given, list) else [given])


TRACKER = {
    200: Content("Rasa's tracker state.", dict[str, Any]),
    400: Content("It cannot be read."),
    401: Content("Nobody knows who asks."),
    403: Content("Who asks may not."),
    409: Content("No model is loaded."),
}
SHOWN = Query("include_events", "ALL, APPLIED, AFTER_RESTART (the default) or NONE.")
OUTPUT = Query("output_channel", "A channel whose answers are pushed, or 'latest'; else they come with the answer.")
UNTIL = Query("until", "As it stood then, in seconds since 1970.", float)
_PATH = "/conversations/<conversation:path>"
_OURS: dict[str, Any] = {"group": GROUP, "clients": True, "model": True, "mistake": "ConversationError"}
_LOG = Content("An event, or a list of them.", Any)

ROUTES = (
    Route(
        method="GET",
        path=f"{_PATH}/tracker",
        handler=tracker,
        name="tracker",
        summary="A conversation as it stands. One that never was is shown as it begins.",
        query=(SHOWN, UNTIL),
        answers=TRACKER,
        **_OURS,
    ),
    Route(
        method="POST",
        path=f"{_PATH}/tracker/events",
        handler=append,
        name="append_events",
        summary="Add events that happened elsewhere.",
        body=_LOG,
        query=(SHOWN, OUTPUT, Query("execute_side_effects", "Say and schedule what the events tell of.", bool)),
        answers=TRACKER,
        **_OURS,
    ),
    Route(
        method="PUT",
        path=f"{_PATH}/tracker/events",
        handler=replace,
        name="replace_events",
        summary="Put events in the place of the whole conversation.",
        body=_LOG,
        query=(SHOWN,),
        answers=TRACKER,
        **_OURS,
    ),
    Route(
        method="GET",
        path=f"{_PATH}/story",
        handler=story,
        name="story",
        summary="A conversation as a test story.",
        query=(UNTIL, Query("all_sessions", "All sessions, not only the last.", bool)),
        answers={**TRACKER, 200: Content("The story, in YAML.", kind="text/plain"), 404: Content("It never was.")},
        **_OURS,
    ),
)

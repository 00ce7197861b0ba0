"""``/conversations/<id>/...``: having the assistant do something in a conversation. Rasa's API."""

from __future__ import annotations

from typing import Any, Literal

import msgspec
from msgspec.structs import replace
from sanic import HTTPResponse, Request, json

from talkwright.channels.reading import read_id, read_text
from talkwright.channels.rest import render
from talkwright.conversation.content import UserMessage
from talkwright.conversation.events import ReminderScheduled
from talkwright.conversation.reminders import EXTERNAL, entities
from talkwright.conversation.state import State
from talkwright.conversation.utterance import Intent, Utterance
from talkwright.dialogue.decide import Decision
from talkwright.errors import NotFound
from talkwright.runtime.answer import Answer
from talkwright.runtime.deeds import Heard, Noted, Performed
from talkwright.server import asked
from talkwright.server.route import Content, Route
from talkwright.server.routes.conversations import (
    GROUP,
    OUTPUT,
    SHOWN,
    SOURCE,
    TRACKER,
    plain_tracker,
    push_channel,
    require_known,
    seen,
)


class Said(msgspec.Struct, frozen=True):
    """A message of the user. ``parse_data`` is what it means; without it, it is understood as any other."""

    text: str
    sender: Literal["user"]
    parse_data: Utterance | None = None
    message_id: str | None = None
    metadata: dict[str, Any] = {}


class Wanted(msgspec.Struct, frozen=True):
    """An action that is to run."""

    name: str
    policy: str | None = None
    confidence: float | None = None


class Trigger(msgspec.Struct, frozen=True):
    """An intent that comes from outside. ``entities`` is a list of objects, or an object of names and values."""

    name: str
    entities: list[dict[str, Any]] | dict[str, Any] | None = None


_said = msgspec.json.Decoder(Said)
_wanted = msgspec.json.Decoder(Wanted)
_trigger = msgspec.json.Decoder(Trigger)


async def note(request: Request, conversation: str) -> HTTPResponse:
    """A message is remembered, and not answered."""
    said = asked.body(request, _said, "The message", 'Send {"text": "hello", "sender": "user"}.')
    key, words = asked.key_in(conversation), read_text(said.text)
    id = None if said.message_id is None else read_id(said.message_id, "The id of a message")
    message = UserMessage(key.id, words, SOURCE, id, said.metadata)
    meaning = said.parse_data and replace(said.parse_data, text=said.parse_data.text or words)
    await request.app.ctx.assistant.do(key.id, SOURCE, Noted(message, meaning))
    return await seen(request, conversation)


async def execute(request: Request, conversation: str) -> HTTPResponse:
    """An action runs, whatever the assistant would do."""
    wanted = asked.body(request, _wanted, "The action", 'Send {"name": "utter_greet"}.')
    key, assistant = asked.key_in(conversation), request.app.ctx.assistant
    await require_known(request, conversation)
    if not assistant.can_do(wanted.name):
        raise NotFound(f"There is no action {wanted.name!r}.", "Name one of the domain.")

    def performed(state: State) -> Performed:
        decision = Decision(wanted.name, wanted.policy, wanted.confidence)
        return Performed(decision, push_channel(request, state))

    return await _told(request, conversation, await assistant.do(key.id, SOURCE, performed))


async def trigger(request: Request, conversation: str) -> HTTPResponse:
    """An intent comes from outside, and is answered."""
    given = asked.body(request, _trigger, "The intent", 'Send {"name": "greet"}.')
    key, assistant = asked.key_in(conversation), request.app.ctx.assistant
    if given.name not in assistant.model.domain.intents:
        raise NotFound(f"The domain has no intent {given.name!r}.", "GET /domain tells which there are.")
    text, found = f"EXTERNAL: {given.name}", entities(ReminderScheduled(entities=given.entities))

    def heard(state: State) -> Heard:
        push_on = push_channel(request, state)
        message = UserMessage(key.id, text, push_on or state.latest_input_channel or "", metadata={EXTERNAL: True})
        return Heard(message, push_on, Utterance(text, Intent(given.name, 1.0), found))

    return await _told(request, conversation, await assistant.do(key.id, SOURCE, heard))


async def _told(request: Request, conversation: str, answer: Answer) -> HTTPResponse:
    """The tracker, and what was said, unless that is pushed."""
    told: dict[str, Any] = {"tracker": await plain_tracker(request, conversation)}
    if request.args.get("output_channel") not in request.app.ctx.assistant.push_channels:
        told["messages"] = render(conversation, answer.messages)
    return json(told, dumps=asked.answer)


class Done(msgspec.Struct, frozen=True):
    """``messages`` as the channel ``rest`` lists them; left out when they are pushed."""

    tracker: dict[str, Any]
    messages: tuple[dict[str, Any], ...] = ()


_PATH = "/conversations/<conversation:path>"
_OURS: dict[str, Any] = {"method": "POST", "group": GROUP, "clients": True, "model": True}
_DONE = {**TRACKER, 200: Content("What came of it.", Done), 404: Content("There is no such thing.")}

ROUTES = (
    Route(
        path=f"{_PATH}/messages",
        handler=note,
        name="note_message",
        summary="A message that is remembered and not answered.",
        body=Content("The message.", Said),
        query=(SHOWN,),
        answers=TRACKER,
        mistake="ConversationError",
        **_OURS,
    ),
    Route(
        path=f"{_PATH}/execute",
        handler=execute,
        name="execute",
        summary="Run an action.",
        body=Content("Which one.", Wanted),
        query=(SHOWN, OUTPUT),
        answers=_DONE,
        mistake="ConversationError",
        **_OURS,
    ),
    Route(
        path=f"{_PATH}/trigger_intent",
        handler=trigger,
        name="trigger_intent",
        summary="Have an intent come from outside.",
        body=Content("Which one.", Trigger),
        query=(SHOWN, OUTPUT),
        answers=_DONE,
        mistake="ConversationError",
        **_OURS,
    ),
)

"""What the assistant would do next: in a conversation, and after events that come with the request. Rasa's API."""

from __future__ import annotations

from typing import Any

import msgspec
from sanic import HTTPResponse, Request, json

from talkwright.actions.builtin import start_session
from talkwright.conversation.events import ActionExecutionRejected, Event
from talkwright.conversation.state import State, align, initial, replay
from talkwright.runtime.predict import Forecast, predict
from talkwright.server import asked
from talkwright.server.route import Content, Route
from talkwright.server.routes.conversations import (
    GROUP,
    SHOWN,
    TRACKER,
    events_in,
    plain_tracker,
    require_known,
)
from talkwright.server.routes.model import GROUP as MODEL
from talkwright.server.seen import events_of, shown_state

_MISTAKE = "PredictionError"


class Score(msgspec.Struct, frozen=True):
    """An action, and how likely it is."""

    action: str
    score: float


class Predicted(msgspec.Struct, frozen=True):
    """What comes next, who says so and how sure that is. ``tracker`` is where it comes from."""

    scores: tuple[Score, ...]
    policy: str | None
    confidence: float | None
    tracker: dict[str, Any]


async def in_conversation(request: Request, conversation: str) -> HTTPResponse:
    """The most likely actions first."""
    assistant, key = request.app.ctx.assistant, asked.key_in(conversation)
    await require_known(request, conversation)
    stored = await assistant.store.load(key)
    state = align(assistant.model.domain.schema, stored.state)
    refused = _refused(await events_of(assistant.store, key))
    forecast = predict(assistant.model, state, refused)
    scores = sorted(_scores(forecast), key=lambda each: (-each.score, each.action))
    return _answer(forecast, tuple(scores), await plain_tracker(request, conversation))


async def after_events(request: Request) -> HTTPResponse:
    """What comes after the events of the body, in the order of the domain."""
    model, events = request.app.ctx.assistant.model, events_in(request)
    schema = model.domain.schema
    state: State = replay(schema, events or start_session(schema, initial(schema)))
    forecast = predict(model, state, _refused(events))
    tracker = shown_state("default", state, model.domain, events, asked.shown(request))
    return _answer(forecast, _scores(forecast), tracker)


def _refused(events: tuple[Event, ...] | list[Event]) -> str | None:
    last = events[-1] if events else None
    return last.name if isinstance(last, ActionExecutionRejected) else None


def _scores(forecast: Forecast) -> tuple[Score, ...]:
    return tuple(Score(name, score) for name, score in forecast.scores.items())


def _answer(forecast: Forecast, scores: tuple[Score, ...], tracker: dict[str, Any]) -> HTTPResponse:
    return json(Predicted(scores, forecast.policy, forecast.confidence, tracker), dumps=asked.answer)


_OURS: dict[str, Any] = {"method": "POST", "clients": True, "model": True, "mistake": _MISTAKE, "query": (SHOWN,)}
_ANSWERS = {**TRACKER, 200: Content("What comes next.", Predicted)}

ROUTES = (
    Route(
        path="/conversations/<conversation:path>/predict",
        handler=in_conversation,
        name="predict",
        summary="What the assistant would do next.",
        group=GROUP,
        answers={**_ANSWERS, 404: Content("There is no such conversation.")},
        **_OURS,
    ),
    Route(
        path="/model/predict",
        handler=after_events,
        name="predict_after",
        summary="What the assistant would do after these events.",
        group=MODEL,
        body=Content("A list of events.", Any),
        answers=_ANSWERS,
        **_OURS,
    ),
)

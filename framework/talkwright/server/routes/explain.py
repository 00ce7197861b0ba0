"""``/model/explain``: how a message is understood, and why. Ours; Rasa's API has nothing like it."""

from __future__ import annotations

import asyncio
import time

import msgspec
from sanic import HTTPResponse, Request

from talkwright.nlu.explanation import Explanation
from talkwright.nlu.explanation import explain as explain_text
from talkwright.server import asked
from talkwright.server.route import Content, Route


class Explained(msgspec.Struct, frozen=True):
    """What is to be explained."""

    text: str


_explained = msgspec.json.Decoder(Explained)


async def explain(request: Request) -> HTTPResponse:
    """Why a message means what it means. It is understood again without each word, so it is done beside the loop."""
    given = asked.body(request, _explained, "The message", 'Send {"text": "hello"}.')
    pipeline = request.app.ctx.assistant.model.pipeline
    why = await asyncio.to_thread(explain_text, pipeline, given.text, time.time())
    return HTTPResponse(msgspec.json.encode(why), content_type="application/json")


ROUTES = (
    Route(
        method="POST",
        path="/model/explain",
        handler=explain,
        name="explain",
        summary="What a message means, and why.",
        group="Model",
        body=Content("The message.", Explained),
        answers={
            200: Content("What was understood, and what decided.", Explanation),
            400: Content("It cannot be read."),
            401: Content("Nobody knows who asks."),
            403: Content("Who asks may not."),
            409: Content("No model is loaded."),
        },
        clients=True,
        model=True,
        mistake="ParsingError",
    ),
)

"""``/builder/api/responses``, ``/channels`` and ``/preview``: what the assistant says, and how that looks."""

from __future__ import annotations

import asyncio
import os
from typing import Any

import msgspec
from sanic import HTTPResponse, Request, json

from talkwright.builder.files.workspace import Edited
from talkwright.builder.preview import ChannelRow, Preview, channels_of, preview
from talkwright.builder.responses import ResponseRow
from talkwright.project.open import open_credentials
from talkwright.server import asked
from talkwright.server.guard import audit, person_of
from talkwright.server.route import Content, Route


class Variations(msgspec.Struct, frozen=True):
    """All of a response, as the domain has them."""

    variations: tuple[Any, ...]


class Previewed(msgspec.Struct, frozen=True):
    """A variation as the domain has it. Its words are filled with ``slots``, in ``language``."""

    variation: Any
    slots: dict[str, Any] = {}
    language: str | None = None


_variations = msgspec.json.Decoder(Variations)
_previewed = msgspec.json.Decoder(Previewed)


async def responses(request: Request) -> HTTPResponse:
    """All of them."""
    known = request.app.ctx.builder.responses
    return json(await asyncio.to_thread(known.all, person_of(request).name), dumps=asked.answer)


async def put(request: Request, name: str) -> HTTPResponse:
    """Give one its variations."""
    given = asked.body(request, _variations, "The response", 'Send {"variations": [{"text": "Hello"}]}.')
    known, person = request.app.ctx.builder.responses, person_of(request).name
    edited = await asyncio.to_thread(known.put, person, name, given.variations)
    audit(request, "response", name)
    return json(edited, dumps=asked.answer)


async def delete(request: Request, name: str) -> HTTPResponse:
    """Take one away."""
    known, person = request.app.ctx.builder.responses, person_of(request).name
    edited = await asyncio.to_thread(known.delete, person, name)
    audit(request, "response_removed", name)
    return json(edited, dumps=asked.answer)


async def channels(request: Request) -> HTTPResponse:
    """Where the assistant is, and where it could be."""
    return json(await asyncio.to_thread(_channels, request), dumps=asked.answer)


async def look(request: Request) -> HTTPResponse:
    """A variation on every channel."""
    given = asked.body(request, _previewed, "The variation", 'Send {"variation": {"text": "Hello"}}.')
    rows = await asyncio.to_thread(_channels, request)
    return json(preview(given.variation, rows, given.slots, given.language), dumps=asked.answer)


def _channels(request: Request) -> tuple[ChannelRow, ...]:
    """By the credentials in the bot's folder; what is wrong with them is told elsewhere."""
    known, _ = open_credentials(request.app.ctx.builder.workspace.root / "credentials.yml", os.environ)
    return channels_of(list(known.channels))


_BAD = {400: Content("It cannot be read, or not be written into the file.")}

ROUTES = (
    Route(
        method="GET",
        path="/builder/api/responses",
        handler=responses,
        name="builder_responses",
        summary="What the assistant says, who says it, and what is not translated.",
        group="Builder",
        answers={200: Content("In the order of the files.", tuple[ResponseRow, ...])},
        role="viewer",
    ),
    Route(
        method="PUT",
        path="/builder/api/responses/<name:path>",
        handler=put,
        name="builder_response_put",
        summary="Give a response its variations; one that is not there is made.",
        group="Builder",
        body=Content("All of them.", Variations),
        answers={200: Content("What came of it.", Edited), **_BAD},
        role="author",
    ),
    Route(
        method="DELETE",
        path="/builder/api/responses/<name:path>",
        handler=delete,
        name="builder_response_delete",
        summary="Take a response away.",
        group="Builder",
        answers={200: Content("What came of it.", Edited), 404: Content("There is none.")},
        role="author",
    ),
    Route(
        method="GET",
        path="/builder/api/channels",
        handler=channels,
        name="builder_channels",
        summary="The channels of the bot, and platforms it could be on, with their limits.",
        group="Builder",
        answers={200: Content("The bot's own first.", tuple[ChannelRow, ...])},
        role="viewer",
    ),
    Route(
        method="POST",
        path="/builder/api/preview",
        handler=look,
        name="builder_preview",
        summary="How a variation looks on each channel, and what it loses there.",
        group="Builder",
        body=Content("It.", Previewed),
        answers={200: Content("By channel.", Preview), **_BAD},
        role="viewer",
        unnoted="It only shows.",
    ),
)

"""``/builder/api/responses``, ``/channels`` and ``/preview``: what the assistant says, and how that looks."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import msgspec
from sanic import HTTPResponse, Request

from talkwright.builder.preview import ChannelRow, Preview, channels_of, preview
from talkwright.builder.responses import ResponseRow
from talkwright.builder.threads import in_thread
from talkwright.project.open import open_credentials
from talkwright.server import asked
from talkwright.server.guard import audit, person_of
from talkwright.server.route import Content
from talkwright.server.routes.builder.made import Made, made
from talkwright.server.routes.builder.route import answer, builder_of, route


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
    known = builder_of(request).responses
    return answer(await in_thread(known.all, person_of(request).name))


async def put(request: Request, name: str) -> HTTPResponse:
    """Give one its variations."""
    given = asked.body(request, _variations, "The response", 'Send {"variations": [{"text": "Hello"}]}.')
    known, person = builder_of(request).responses, person_of(request).name
    edited = await in_thread(known.put, person, name, given.variations)
    audit(request, "response", name)
    return await made(request, edited)


async def delete(request: Request, name: str) -> HTTPResponse:
    """Take one away."""
    known, person = builder_of(request).responses, person_of(request).name
    edited = await in_thread(known.delete, person, name)
    audit(request, "response_removed", name)
    return await made(request, edited)


async def channels(request: Request) -> HTTPResponse:
    """Where the assistant is, and where it could be."""
    return answer(await in_thread(_channels, builder_of(request).workspace.root))


async def look(request: Request) -> HTTPResponse:
    """A variation on every channel."""
    given = asked.body(request, _previewed, "The variation", 'Send {"variation": {"text": "Hello"}}.')
    return answer(await in_thread(_preview, builder_of(request).workspace.root, given))


def _preview(root: Path, given: Previewed) -> Preview:
    return preview(given.variation, _channels(root), given.slots, given.language)


def _channels(root: Path) -> tuple[ChannelRow, ...]:
    """By the credentials in the bot's folder; what is wrong with them is told elsewhere."""
    known, _ = open_credentials(root / "credentials.yml", os.environ)
    return channels_of(list(known.channels))


_BAD = {400: Content("It cannot be read, or not be written into the file.")}

ROUTES = (
    route(
        "GET",
        "/responses",
        responses,
        name="responses",
        summary="What the assistant says, who says it, and what is not translated.",
        answers={200: Content("In the order of the files.", tuple[ResponseRow, ...])},
        role="viewer",
    ),
    route(
        "PUT",
        "/responses/<name:path>",
        put,
        name="response_put",
        summary="Give a response its variations; one that is not there is made.",
        body=Content("All of them.", Variations),
        answers={200: Content("What came of it.", Made), **_BAD},
        role="author",
    ),
    route(
        "DELETE",
        "/responses/<name:path>",
        delete,
        name="response_delete",
        summary="Take a response away.",
        answers={200: Content("What came of it.", Made), 404: Content("There is none.")},
        role="author",
    ),
    route(
        "GET",
        "/channels",
        channels,
        name="channels",
        summary="The channels of the bot, and platforms it could be on, with their limits.",
        answers={200: Content("The bot's own first.", tuple[ChannelRow, ...])},
        role="viewer",
    ),
    route(
        "POST",
        "/preview",
        look,
        name="preview",
        summary="How a variation looks on each channel, and what it loses there.",
        body=Content("It.", Previewed),
        answers={200: Content("By channel.", Preview), **_BAD},
        role="viewer",
        unnoted="It only shows.",
    ),
)

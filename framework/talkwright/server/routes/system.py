"""``/health``, ``/version`` and ``/``."""

from __future__ import annotations

import msgspec
from sanic import HTTPResponse, Request, text

from talkwright import __version__
from talkwright.server.route import Content, Route
from talkwright.server.routes.page import page, wants_page

RASA = "3.6.21"  # the Rasa whose protocols we speak
_GROUP = "Server"


class Health(msgspec.Struct, frozen=True):
    """``status`` is ``ok``; or, with the HTTP status 503, ``stopping`` or ``no model``. ``model_id`` names the content
    of the model, which is the last one when there is none."""

    status: str
    model: str
    model_id: str


class Version(msgspec.Struct, frozen=True):
    """``rasa_version`` is the Rasa whose protocols are spoken."""

    version: str
    minimum_compatible_version: str
    rasa_version: str


async def health(request: Request) -> HTTPResponse:
    """Whether the server takes messages, and with which model."""
    context = request.app.ctx
    model = context.assistant.model
    status = "stopping" if context.work.stopping else "ok" if context.assistant.is_loaded else "no model"
    body = Health(status, model.path.name, model.metadata.model_id)
    return HTTPResponse(msgspec.json.encode(body), 200 if status == "ok" else 503, content_type="application/json")


async def version(request: Request) -> HTTPResponse:
    """Versions, under Rasa's keys and ours."""
    return HTTPResponse(msgspec.json.encode(Version(__version__, __version__, RASA)), content_type="application/json")


async def root(request: Request) -> HTTPResponse:
    """The chat page for a browser; for others the line that Rasa's clients look for."""
    if wants_page(request):
        return await page(request)
    return text(f"Hello from Rasa: {RASA} (Talkwright {__version__})", headers={"Vary": "Accept"})


ROUTES = (
    Route(
        method="GET",
        path="/",
        handler=root,
        name="root",
        summary="The chat page for a browser, a line of text for everybody else.",
        group=_GROUP,
        answers={200: Content("The page or the line.", kind="text/plain")},
    ),
    Route(
        method="GET",
        path="/health",
        handler=health,
        name="health",
        summary="Whether the server takes messages, and with which model.",
        group=_GROUP,
        answers={200: Content("It does.", Health), 503: Content("It is about to stop, or has no model.", Health)},
        stopping=True,
    ),
    Route(
        method="GET",
        path="/version",
        handler=version,
        name="version",
        summary="Versions of Talkwright and of the protocols it speaks.",
        group=_GROUP,
        answers={200: Content("The versions.", Version)},
    ),
)

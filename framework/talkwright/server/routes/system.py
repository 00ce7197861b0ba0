"""``/health``, ``/version`` and ``/``."""

from __future__ import annotations

from sanic import HTTPResponse, Request, json, text

from talkwright import __version__
from talkwright.server import App
from talkwright.server.routes.page import page, wants_page

RASA = "3.6.21"  # the Rasa whose protocols we speak


async def health(request: Request) -> HTTPResponse:
    """Whether the server answers, and with which model."""
    model = request.app.ctx.assistant.model
    return json({"status": "ok", "model": model.path.name, "model_id": model.metadata.model_id})


async def version(request: Request) -> HTTPResponse:
    """Versions, under Rasa's keys and ours."""
    return json({"version": __version__, "minimum_compatible_version": __version__, "rasa_version": RASA})


async def root(request: Request) -> HTTPResponse:
    """The chat page for a browser; for others the line that Rasa's clients look for."""
    if wants_page(request):
        return await page(request)
    return text(f"Hello from Rasa: {RASA} (Talkwright {__version__})", headers={"Vary": "Accept"})


def add(app: App) -> None:
    """Put the routes on ``app``."""
    app.add_route(health, "/health", methods=["GET"])
    app.add_route(version, "/version", methods=["GET"])
    app.add_route(root, "/", methods=["GET"])

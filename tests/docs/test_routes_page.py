"""docs/http.md has a section for every route of the server."""

from __future__ import annotations

import re
from pathlib import Path

import pytest_asyncio
from tests.docs.pages import DOCS, sections

from talkwright.channels.discover import discover, push_channels
from talkwright.errors import Problems
from talkwright.project.endpoints import Endpoints
from talkwright.runtime.assemble import assemble
from talkwright.server.app import create_app
from talkwright.settings import Settings
from talkwright.training.load import Model

CREDENTIALS = {
    "rest": {},
    "web": {},
    "socketio": {},
    "rasa": {"url": "http://localhost:1"},
    "callback": {"url": "http://localhost:1/bot"},
}


@pytest_asyncio.fixture
async def routes(model: Model, tmp_path: Path) -> set[str]:
    """What the server answers with every channel of ours, as the page writes it."""
    problems = Problems()
    channels = discover(CREDENTIALS, "credentials.yml", problems)
    assert problems.all == ()
    settings = Settings(enable_api=True)
    assistant = assemble(tmp_path, model, Endpoints(), settings, push_channels(channels))
    app = create_app(assistant, channels, settings)
    await assistant.close()
    return {
        f"{method} {_public(route.path, channels)}"
        for route in app.router.routes
        for method in route.methods
        if method in ("GET", "POST", "PUT", "DELETE", "PATCH")
    }


def _public(path: str, channels: dict[str, object]) -> str:
    """A route's path, with ``<channel>`` for a channel's name where every channel has that route."""
    named = re.sub(r"<(\w+):\w+>", r"<\1>", "/" + path.lstrip("/"))
    return re.sub(rf"^/webhooks/(?:{'|'.join(channels)})(?!/socket)", "/webhooks/<channel>", named)


async def test_every_route_has_its_section_and_no_section_is_stale(routes: set[str]) -> None:
    assert set(sections(DOCS / "http.md")) == routes

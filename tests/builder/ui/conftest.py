"""Real servers with real files, and tabs of a real browser on them."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect
from tests.browser import browser
from tests.server.desk import Desk as Client
from tests.server.live import Live
from tests.small_bot import small_bot

from .builder import Builder

__all__ = ["browser", "small_bot"]

USUAL = {"locale": "en-GB", "viewport": {"width": 1280, "height": 800}}
expect.set_options(timeout=20_000)  # whatever the load
Open = Callable[..., Awaitable[Builder]]
PASSWORD = "a horse on the green hill"


class Desk:
    """A server with a bot of its own, which may be changed. ``people`` are those who were hired, logged in."""

    def __init__(self, root: Path, live: Live) -> None:
        self.root = root
        self.live = live
        self.people: dict[str, Client] = {}

    def hire(self, **roles: str) -> None:
        """Give accounts to people, of whom the first is an admin; each logs in."""
        with Client(self.live.url) as here:
            for name, role in roles.items():
                asks = next(iter(self.people.values()), here)
                asks.post("people", {"name": name, "role": role, "password": PASSWORD})
                self.people[name] = Client(self.live.url, name, PASSWORD)

    def cut_power(self) -> None:
        """The server is gone at once."""
        self.live.kill()

    def start(self) -> None:
        """It comes back where it was."""
        self.live = Live(self.root, "--port", str(self.live.port))

    def close(self) -> None:
        for client in self.people.values():
            client.http.close()
        self.live.stop()


@pytest.fixture(scope="module")
def small(small_bot: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The small bot, served. One for a module: its tests see what those before them drafted."""
    yield from served(small_bot, tmp_path_factory.mktemp("desk") / "small")


@pytest.fixture(scope="module")
def shop(starter: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The starter bot, served."""
    yield from served(starter, tmp_path_factory.mktemp("desk") / "starter")


def served(bot: Path, root: Path, *arguments: str) -> Iterator[Desk]:
    """A desk with a copy of the bot at ``root``, served with these ``arguments``."""
    shutil.copytree(bot, root)
    desk = Desk(root, Live(root, *arguments))
    yield desk
    desk.close()


@pytest_asyncio.fixture(loop_scope="module")
async def sit_down(browser: Browser) -> AsyncIterator[Open]:
    """Opens a tab on a desk, in a browser that has never seen it. With ``who`` that one is logged in; other keywords
    are those of a Playwright context. What the page complains of fails the test."""
    tabs: list[Builder] = []
    async with AsyncExitStack() as contexts:

        async def open_tab(desk: Desk, screen: str = "flows", who: str = "", **options: Any) -> Builder:
            context = await browser.new_context(**{**USUAL, **options})
            contexts.push_async_callback(context.close)
            builder = Builder(await context.new_page(), desk.live.url, desk.root)
            if who:
                builder.cookies = dict(desk.people[who].http.cookies)
                for name, value in builder.cookies.items():
                    await context.add_cookies([{"name": name, "value": value, "url": builder.url}])
            tabs.append(builder)
            await builder.open(screen)
            return builder

        yield open_tab
    assert [fault for tab in tabs for fault in tab.faults] == []

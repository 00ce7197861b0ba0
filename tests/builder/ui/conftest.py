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
from tests.server.live import Live
from tests.small_bot import small_bot

from .builder import Builder

__all__ = ["browser", "small_bot"]

USUAL = {"locale": "en-GB", "viewport": {"width": 1280, "height": 800}}
expect.set_options(timeout=20_000)  # whatever the load
Open = Callable[..., Awaitable[Builder]]


class Desk:
    """A server with a bot of its own, which may be changed."""

    def __init__(self, root: Path, live: Live) -> None:
        self.root = root
        self.live = live


@pytest.fixture(scope="module")
def small(small_bot: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The small bot, served. One for a module: its tests see what those before them drafted."""
    yield from served(small_bot, tmp_path_factory.mktemp("desk") / "small")


@pytest.fixture(scope="module")
def shop(starter: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The starter bot, served."""
    yield from served(starter, tmp_path_factory.mktemp("desk") / "starter")


def served(bot: Path, root: Path) -> Iterator[Desk]:
    """A desk with a copy of the bot at ``root``."""
    shutil.copytree(bot, root)
    with Live(root) as live:
        yield Desk(root, live)


@pytest_asyncio.fixture(loop_scope="module")
async def sit_down(browser: Browser) -> AsyncIterator[Open]:
    """Opens a tab on a desk, in a browser that has never seen it; keywords are those of a Playwright context. What the
    page complains of fails the test."""
    tabs: list[Builder] = []
    async with AsyncExitStack() as contexts:

        async def open_tab(desk: Desk, screen: str = "flows", **options: Any) -> Builder:
            context = await browser.new_context(**{**USUAL, **options})
            contexts.push_async_callback(context.close)
            builder = Builder(await context.new_page(), desk.live.url, desk.root)
            tabs.append(builder)
            await builder.open(screen)
            return builder

        yield open_tab
    assert [fault for tab in tabs for fault in tab.faults] == []

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import pytest_asyncio
from playwright.async_api import Browser
from tests.browser import browser

from .chat import Chat
from .stand_in import StandIn

__all__ = ["browser"]

Open = Callable[..., Awaitable[Chat]]

USUAL = {"locale": "en-GB", "viewport": {"width": 900, "height": 700}}


@pytest_asyncio.fixture(loop_scope="module")
async def server() -> AsyncIterator[StandIn]:
    stand_in = StandIn()
    await stand_in.start()
    yield stand_in
    stand_in.gate.set()
    await stand_in.stop()


@pytest_asyncio.fixture(loop_scope="module")
async def talk(browser: Browser, server: StandIn) -> AsyncIterator[Open]:
    """Opens the page in a browser that has never seen it; keywords are those of a Playwright context.

    ``before`` is a script that runs before the page's own; ``fake_clock`` stops the page's timers once it is
    online, for the test to move them.
    """
    chats: list[Chat] = []
    async with AsyncExitStack() as contexts:

        async def open_chat(before: str = "", fake_clock: bool = False, **options: Any) -> Chat:
            context = await browser.new_context(**{**USUAL, **options})
            contexts.push_async_callback(context.close)
            if before:
                await context.add_init_script(before)
            if fake_clock:
                await context.clock.install(time=0)
            chat = Chat(await context.new_page(), server)
            chats.append(chat)
            await chat.open()
            if fake_clock:
                await context.clock.pause_at(20)  # before the first ping is due
            return chat

        yield open_chat
    assert [fault for chat in chats for fault in chat.page_faults] == []

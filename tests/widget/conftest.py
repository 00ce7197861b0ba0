"""A shop's page with the widget on it, and the assistant on another origin."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Locator, Page
from tests.browser import browser
from tests.page.chat import Chat
from tests.page.conftest import USUAL
from tests.page.stand_in import StandIn

__all__ = ["browser"]

NO_LINE = ("WebSocket connection", "net::ERR_")  # what the browser itself says of it
PAGE = """<!doctype html>
<html lang="{language}">
  <title>Shop</title>
  <meta name="viewport" content="width=device-width">
  <link rel="icon" href="data:,">
  {head}
  <script nonce="a1" src="{server}widget.js" defer></script>
  <main><h1>Tents</h1><button id="buy">Buy</button>{body}</main>
  <talkwright-chat {attributes}></talkwright-chat>
</html>
"""


class Shop(Chat):
    """A visitor on a page of the shop."""

    def __init__(self, page: Page, assistant: StandIn, host: StandIn) -> None:
        super().__init__(page, assistant)
        self.host = host

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not any(each in message.text for each in NO_LINE):
            self.page_faults.append(message.text)

    async def open(self, path: str = "/shop") -> None:
        await self.page.goto(self.host.url.rstrip("/") + path)
        await self.chat.first.locator(".box").wait_for(state="attached")

    async def open_chat(self) -> None:
        """Press the launcher, and wait for the line."""
        await self.launcher.click()
        await self.is_online()

    @property
    def chat(self) -> Locator:
        return self.page.locator("talkwright-chat")

    @property
    def launcher(self) -> Locator:
        return self.chat.locator(".launcher")

    @property
    def panel(self) -> Locator:
        return self.chat.locator(".panel")

    @property
    def badge(self) -> Locator:
        return self.chat.locator(".badge")

    async def focused(self) -> str:
        """What has the focus: its name within the widget, else its tag on the page."""
        found: str = await self.page.evaluate(
            "(({ activeElement: outer }, inner = outer.shadowRoot?.activeElement) =>"
            "inner ? inner.ariaLabel ?? inner.textContent.trim() : outer.tagName)(document)"
        )
        return found


Visit = Callable[..., Awaitable[Shop]]


@pytest_asyncio.fixture(loop_scope="module")
async def assistant() -> AsyncIterator[StandIn]:
    """The assistant's server, whose files other origins may use, as ``--cors`` allows."""
    stand_in = StandIn()
    stand_in.file_headers = {"Access-Control-Allow-Origin": "*"}
    await stand_in.start()
    yield stand_in
    stand_in.gate.set()
    await stand_in.stop()


@pytest_asyncio.fixture(loop_scope="module")
async def shop() -> AsyncIterator[StandIn]:
    """The shop's own server, of which only the pages are used."""
    stand_in = StandIn()
    await stand_in.start()
    yield stand_in
    await stand_in.stop()


@pytest_asyncio.fixture(loop_scope="module")
async def visit(browser: Browser, assistant: StandIn, shop: StandIn) -> AsyncIterator[Visit]:
    """Opens a page of the shop in a browser that has never seen it; keywords are those of a Playwright context.

    ``attributes`` are the widget's, ``head`` and ``body`` the page's own, ``policy`` its content security policy,
    and ``before`` is a script that runs before all others.
    """
    visitors: list[Shop] = []
    async with AsyncExitStack() as contexts:

        async def open_page(
            attributes: str = "",
            *,
            head: str = "",
            body: str = "",
            policy: str = "",
            language: str = "en",
            before: str = "",
            **options: Any,
        ) -> Shop:
            shop.pages["/shop"] = PAGE.format(
                language=language, head=head, server=assistant.url, body=body, attributes=attributes
            ).encode()
            shop.page_headers = {"Content-Security-Policy": policy} if policy else {}
            context = await browser.new_context(**{**USUAL, **options})
            contexts.push_async_callback(context.close)
            if before:
                await context.add_init_script(before)
            visitor = Shop(await context.new_page(), assistant, shop)
            visitors.append(visitor)
            await visitor.open()
            return visitor

        yield open_page
    assert [fault for visitor in visitors for fault in visitor.page_faults] == []

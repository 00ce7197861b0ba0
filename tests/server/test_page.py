"""The chat page on the real server, in a real browser."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect
from tests.browser import browser, newcomer

from .live import Live

__all__ = ["browser"]


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser) -> AsyncIterator[Page]:
    async with newcomer(browser, 900, 700) as opened:
        yield opened


async def say(page: Page, text: str) -> None:
    await page.get_by_role("textbox").fill(text)
    await page.keyboard.press("Enter")


async def test_a_visitor_asks_for_an_order_and_finds_it_again_after_a_reload(live: Live, page: Page) -> None:
    await page.goto(live.url)
    await expect(page.get_by_role("heading", level=1)).to_have_text("Tarn & Wold")
    await page.get_by_role("button", name="Where is my order?").click()
    log = page.get_by_role("log")
    await expect(log).to_contain_text("order number")
    await say(page, "TW-1042")
    await expect(log).to_contain_text("LX48213")
    before = (await log.inner_text()).split()
    await page.reload()
    await expect(log).to_contain_text("LX48213")
    assert (await log.inner_text()).split() == before


async def test_a_button_says_its_payload(live: Live, page: Page) -> None:
    await page.goto(live.url)
    await say(page, "hello")
    await page.get_by_role("button", name="Return an item").click()
    await expect(page.get_by_role("log")).to_contain_text("order number")


async def test_a_server_killed_in_the_middle_costs_nothing(bot: Path, page: Page) -> None:
    server = Live(bot)
    await page.goto(server.url)
    await say(page, "can someone contact me?")
    log = page.get_by_role("log")
    await expect(log.get_by_role("listitem")).to_have_count(2)
    server.kill()
    await say(page, "Robin Hale")
    await expect(page.get_by_text("Reconnecting")).to_be_visible()
    with Live(bot, "--port", str(server.port)):
        await expect(log.get_by_role("listitem")).to_have_count(4, timeout=40_000)
        await expect(page.get_by_text("Robin Hale")).to_have_count(1)

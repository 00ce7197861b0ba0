"""The widget on the real server: the shop that shows it, a page of another origin, a server that is killed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect
from tests.browser import browser, newcomer
from tests.page.stand_in import StandIn

from .live import Live

__all__ = ["browser"]

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module")
async def visitor(browser: Browser) -> AsyncIterator[Page]:
    async with newcomer(browser, 1280, 860) as opened:
        yield opened


def bubbles(page: Page) -> Locator:
    return page.locator("talkwright-chat .bubble")


async def say(page: Page, text: str) -> None:
    await page.get_by_label("Your message").fill(text)
    await page.keyboard.press("Enter")


async def test_the_shop_shows_the_widget_and_asks_it(live: Live, visitor: Page) -> None:
    await visitor.goto(live.url + "/demo")
    await expect(visitor.get_by_role("heading", level=1)).to_have_text("Gear for the weather you get.")
    for picture in await visitor.locator("main img").all():
        assert await picture.evaluate("image => image.decode().then(() => image.naturalWidth > 0)")
    await visitor.get_by_role("button", name="Is it in stock?").first.click()
    await expect(bubbles(visitor).first).to_have_text("Is the Larch two-person tent in stock?")
    await expect(bubbles(visitor)).not_to_have_count(1)
    await visitor.get_by_text("Gorse").click()
    await visitor.get_by_text("Deutsch").click()
    await expect(visitor.locator("#code")).to_contain_text('<talkwright-chat color="#ffd447" lang="de">')
    await expect(visitor.locator("talkwright-chat .over")).to_have_text("Neu beginnen")
    await expect(bubbles(visitor).first).to_have_text("Is the Larch two-person tent in stock?")


async def test_a_page_of_another_origin_talks_if_it_may(bot: Path, visitor: Page) -> None:
    shop = StandIn()
    await shop.start()
    origin = shop.url.rstrip("/")
    with Live(bot, "--cors", origin) as server:
        shop.pages["/shop"] = (
            f'<!doctype html><script src="{server.url}/widget.js"></script><talkwright-chat open></talkwright-chat>'
        ).encode()
        await visitor.goto(origin + "/shop")
        await say(visitor, "hello")
        await expect(bubbles(visitor)).to_have_count(2)
        other = origin.replace("127.0.0.1", "localhost")  # another origin, which --cors does not name
        await visitor.goto(other + "/shop")
        await expect(visitor.locator(".launcher")).to_have_text("The chat cannot be reached. Try again")
    await shop.stop()


async def test_a_server_killed_again_and_again_answers_each_message_once(bot: Path, visitor: Page) -> None:
    server = Live(bot)
    await visitor.goto(server.url + "/demo")
    await visitor.get_by_role("button", name="Help", exact=True).click()
    await say(visitor, "hello")
    await expect(bubbles(visitor)).to_have_count(2)
    texts = ["hello"]
    for number in range(3):
        server.kill()
        await expect(visitor.locator("talkwright-chat .state")).to_have_text("Reconnecting…")
        texts.append(f"goodbye {number}")
        await say(visitor, texts[-1])
        server = Live(bot, "--port", str(server.port))
        await expect(visitor.locator("talkwright-chat .state")).to_have_text("Online", timeout=40_000)
        texts.append(f"thanks {number}")
        await say(visitor, texts[-1])
        server.kill()  # with the message on its way
        server = Live(bot, "--port", str(server.port))
        await expect(visitor.locator("talkwright-chat li.user[data-status=sent]")).to_have_count(
            len(texts), timeout=40_000
        )
    await expect(visitor.locator("talkwright-chat li.user .bubble")).to_have_text(texts)
    await expect(bubbles(visitor)).to_have_count(2 * len(texts))  # each has its answer
    shown = await bubbles(visitor).all_inner_texts()
    await visitor.reload()  # what the server has stored
    await visitor.get_by_role("button", name="Help", exact=True).click()
    await expect(bubbles(visitor)).to_have_text(shown)
    server.stop()

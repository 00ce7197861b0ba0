"""Logging in to the builder in a real browser: what its console complains of, as of the policy, fails the test."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect
from tests.browser import browser, newcomer

from .live import Live
from .test_guard import GOOD, give_accounts

__all__ = ["browser"]

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_who_logs_in_is_there_until_they_log_out(small_bot: Path, tmp_path: Path, browser: Browser) -> None:
    bot = shutil.copytree(small_bot, tmp_path / "bot")
    await asyncio.to_thread(give_accounts, bot)
    with Live(bot) as server:
        async with newcomer(browser, 1280, 800) as page:
            await page.goto(f"{server.url}/builder")
            await page.get_by_label("Name").fill("author")
            await page.get_by_label("Password").fill("wrong")
            await page.keyboard.press("Enter")
            await expect(page.get_by_text("Name or password is wrong.")).to_be_visible()
            await page.get_by_label("Password").fill(GOOD)
            await page.keyboard.press("Enter")
            await expect(page.get_by_role("navigation").first).to_be_visible()
            assert await page.evaluate("document.cookie") == "", "no script can read the cookie"
            await page.reload()
            await expect(page.get_by_role("navigation").first).to_be_visible()
            (cookie,) = await page.context.cookies()
            assert (cookie["name"], cookie["httpOnly"], cookie["sameSite"]) == ("talkwright", True, "Strict")
            await page.context.clear_cookies()
            await page.reload()
            await expect(page.get_by_label("Password")).to_be_visible()


async def test_people_see_each_other_and_the_flow_that_each_looks_at(
    small_bot: Path, tmp_path: Path, browser: Browser
) -> None:
    bot = shutil.copytree(small_bot, tmp_path / "bot")
    await asyncio.to_thread(give_accounts, bot)
    with Live(bot) as server:
        async with newcomer(browser, 1280, 800) as ada, newcomer(browser, 1280, 800) as bob:
            for page, name in ((ada, "author"), (bob, "viewer")):
                await page.goto(f"{server.url}/builder")
                await page.get_by_label("Name").fill(name)
                await page.get_by_label("Password").fill(GOOD)
                await page.keyboard.press("Enter")
                await expect(page.get_by_role("navigation").first).to_be_visible()
            await expect(ada.get_by_role("img", name="viewer is here")).to_be_visible()
            await bob.goto(f"{server.url}/builder/flows/greet")
            await expect(ada.get_by_role("link", name="viewer looks at greet")).to_be_visible()
            await ada.reload()
            await ada.get_by_role("link", name="viewer looks at greet").click()
            await expect(bob.get_by_role("link", name="author looks at greet")).to_be_visible()
            await bob.close()
            await expect(ada.get_by_role("list", name="Who else is here")).to_have_count(0)

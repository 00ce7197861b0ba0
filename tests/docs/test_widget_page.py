"""docs/widget.md: its page has a chat, its script opens it, and its policy lets both work."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect
from tests.browser import browser
from tests.docs.host import served
from tests.docs.pages import DOCS, blocks
from tests.server.live import Live

__all__ = ["browser"]

pytestmark = pytest.mark.asyncio(loop_scope="module")

SHOWN = {block.language: block.text for block in blocks(DOCS / "widget.md")}
PAGE = """\
<!doctype html>
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>Shop</title>
<button id="help">Help</button>
{html}
<script src="page.js"></script>
"""


async def test_the_page_the_script_and_the_policy_work_together(
    starter: Path, browser: Browser, tmp_path: Path
) -> None:
    with served(tmp_path) as host:
        bot = shutil.copytree(starter, tmp_path / "bot")
        server = await asyncio.to_thread(Live, bot, "--cors", host)
        address = f"localhost:{server.port}"
        try:
            policy, html = (
                SHOWN[language].replace("https://bot.example.com", f"http://{address}") for language in ("", "html")
            )
            policy = policy.replace("wss://bot.example.com", f"ws://{address}")
            policy = policy.replace("script-src", "script-src 'self'")
            (tmp_path / "index.html").write_text(PAGE.format(policy=policy, html=html), encoding="utf-8")
            (tmp_path / "page.js").write_text(SHOWN["js"], encoding="utf-8")
            page = await browser.new_page(locale="en-GB")
            await page.goto(host)
            await page.get_by_role("button", name="Help").click()
            await page.get_by_label("Your message").fill("hello")
            await page.get_by_label("Your message").press("Enter")
            await expect(page.get_by_role("log").locator(".bot .bubble").first).to_be_visible()
            await page.close()
        finally:
            await asyncio.to_thread(server.stop)

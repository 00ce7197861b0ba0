"""docs/tutorial.md does what it says: files are written, commands run, the bot answers as printed and on a page."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest
from playwright.async_api import Browser, expect
from tests.browser import browser
from tests.docs.host import served
from tests.docs.pages import DOCS, blocks
from tests.docs.walk import SERVER, follow
from tests.server.live import Live

__all__ = ["browser"]

pytestmark = pytest.mark.asyncio(loop_scope="module")

PAGE = DOCS / "tutorial.md"
HOST = "http://localhost:8000"


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The folder that the tutorial comes to, and the commands that led there."""
    folder = tmp_path_factory.mktemp("tutorial")
    titles: list[str] = []

    def look(server: Live, folder: Path) -> None:
        titles.append(httpx.get(server.url, headers={"accept": "text/html"}).text.partition("<title>")[2])

    done = follow(blocks(PAGE), folder, visit=look)
    assert titles
    assert all(titles)
    return folder / "workshop", done


async def test_the_tutorial_works_as_written(workshop: tuple[Path, list[str]]) -> None:
    folder, done = workshop
    assert {"talkwright train", "talkwright shell", "talkwright test", "talkwright run"} <= {*done}
    assert (folder / "results" / "report.html").is_file()


async def test_the_bot_is_in_a_corner_of_the_page(
    workshop: tuple[Path, list[str]], browser: Browser, tmp_path: Path
) -> None:
    """The page as written, but for the ports of its own server and of the assistant."""
    folder, done = workshop
    assert f"talkwright run --cors {HOST}" in done
    assert "python3 -m http.server 8000 --directory page" in done
    html = (folder / "page" / "index.html").read_text(encoding="utf-8")
    with served(tmp_path) as host:
        server = await asyncio.to_thread(Live, folder, "--cors", host)
        try:
            (tmp_path / "index.html").write_text(html.replace(SERVER, f"localhost:{server.port}"), encoding="utf-8")
            page = await browser.new_page(locale="en-GB")
            await page.goto(host)
            await page.locator("talkwright-chat .launcher").click()
            await page.get_by_label("Your message").fill("I need a repair")
            await page.get_by_label("Your message").press("Enter")
            await page.get_by_role("button", name="Cargo bike").click()
            await expect(page.get_by_role("log")).to_contain_text("A repair of a cargo bike starts at 75 euros.")
            await page.close()
        finally:
            await asyncio.to_thread(server.stop)

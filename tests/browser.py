"""A real browser for tests of pages: the machine's own Chromium if it has one, else Playwright's.

Run as a program it installs one where there is none: with apt where that is allowed, else with Playwright.

A test module that uses it runs in one event loop: ``pytestmark = pytest.mark.asyncio(loop_scope="module")``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, Playwright, async_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--in-process-gpu",
    "--disable-features=IsolateOrigins,site-per-process",
)
HOW_TO_INSTALL = (
    "These tests need Chromium, and there is none: install it with 'apt-get install chromium' "
    "or 'python -m playwright install chromium'."
)


def find_chromium(playwright: Playwright) -> str:
    """The path of a browser that can be started. Fails the test, and says how to get one, where there is none."""
    installed = next(filter(None, map(shutil.which, NAMES)), None)
    if installed:
        return installed
    if Path(playwright.chromium.executable_path).exists():
        return playwright.chromium.executable_path
    pytest.fail(HOW_TO_INSTALL, pytrace=False)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=find_chromium(playwright), args=list(FLAGS))
        yield chromium
        await chromium.close()


@asynccontextmanager
async def newcomer(browser: Browser, width: int, height: int) -> AsyncIterator[Page]:
    """The page of somebody who was never here. What its console complains of fails the test."""
    context = await browser.new_context(viewport={"width": width, "height": height})
    page = await context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
    yield page
    await context.close()
    assert complaints == []


def install() -> int:
    """See that there is a browser. The exit code."""
    if any(map(shutil.which, NAMES)):
        return 0
    if shutil.which("apt-get") and os.geteuid() == 0:
        for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
        if any(map(shutil.which, NAMES)):
            return 0
    return subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False).returncode


if __name__ == "__main__":
    sys.exit(install())

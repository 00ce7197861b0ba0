"""docs/tutorial.md does what it says: its files are written, its commands run, and the bot answers as printed."""

from __future__ import annotations

from pathlib import Path

import httpx
from tests.docs.pages import DOCS, blocks
from tests.docs.walk import follow
from tests.server.live import Live


def test_the_tutorial_works_as_written(tmp_path: Path) -> None:
    pages: list[str] = []

    def look(server: Live, folder: Path) -> None:
        pages.append(httpx.get(server.url, headers={"accept": "text/html"}).text)

    done = follow(blocks(DOCS / "tutorial.md"), tmp_path, visit=look)
    assert {"talkwright train", "talkwright shell", "talkwright run"} <= {*done}
    assert all("<title>" in page for page in pages)
    assert pages

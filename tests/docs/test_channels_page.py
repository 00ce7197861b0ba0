"""docs/channels.md tells every frame of the chat page's protocol with all its keys, and its own channel works."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
from pathlib import Path
from typing import get_args

import httpx
import msgspec
import pytest
from tests.docs.pages import DOCS, blocks, run_suite, write_package
from tests.server.live import Live
from tests.small_bot import small_bot

from talkwright.channels.discover import discover
from talkwright.channels.web import MAX_FRAME_BYTES, ClientFrame, ServerFrame
from talkwright.errors import Problems
from talkwright.project.credentials import open_credentials
from talkwright.testing.platform import Platform

__all__ = ["small_bot"]

PAGE = DOCS / "channels.md"
TEXT = PAGE.read_text(encoding="utf-8")
ROWS = {tag: row for row, tag in re.findall(r'^(\| `\{"type": "(\w+)".*)$', TEXT, re.MULTILINE)}
FRAMES: dict[str, type[msgspec.Struct]] = {
    str(kind.__struct_config__.tag): kind for kind in (*get_args(ClientFrame), *get_args(ServerFrame))
}


def test_every_frame_has_its_row_and_no_row_is_stale() -> None:
    assert ROWS.keys() == FRAMES.keys()


@pytest.mark.parametrize("tag", FRAMES)
def test_a_row_has_every_key_of_its_frame(tag: str) -> None:
    named = set(re.findall(r'["`](\w+)["`]', ROWS[tag]))
    assert {*FRAMES[tag].__struct_fields__} <= named


def test_the_limit_of_a_frame_is_told() -> None:
    assert f"{MAX_FRAME_BYTES:,} bytes" in TEXT


@pytest.mark.parametrize(
    "text",
    [
        block.text
        for block in blocks(PAGE)
        if block.language == "yaml" and block.file != "credentials.yml" and "addons." not in block.text
    ],
)
def test_credentials_of_the_page_are_such(text: str, tmp_path: Path) -> None:
    (tmp_path / "credentials.yml").write_text(text, encoding="utf-8")
    environment = {"BOT_CALLBACK_URL": "http://localhost:1/", "SOCKETIO_KEY": "k"}
    credentials, found = open_credentials(tmp_path / "credentials.yml", environment)
    problems = Problems()
    problems.extend(found)
    assert {*discover(credentials.channels, "credentials.yml", problems)} == {*credentials.channels}
    assert problems.all == ()


def test_a_channel_that_was_written_for_rasa_is_served(small_bot: Path, tmp_path: Path) -> None:
    bot = shutil.copytree(small_bot, tmp_path / "bot")
    (written,) = (block for block in blocks(PAGE) if block.file == "addons/shop.py")
    (credentials,) = (block.text for block in blocks(PAGE) if "addons." in block.text and block.language == "yaml")
    (bot / "addons").mkdir()
    (bot / "addons" / "shop.py").write_text(written.text, encoding="utf-8")
    (bot / "credentials.yml").write_text(credentials, encoding="utf-8")
    with Live(bot) as server:
        body = {"customer": "ada", "words": "hello"}
        (said,) = httpx.post(f"{server.url}/webhooks/shop/webhook", json=body, timeout=30).json()
    assert said["recipient_id"] == "ada"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return write_package(PAGE, tmp_path)


def test_the_channel_of_the_page_passes_the_suite(package: Path) -> None:
    run_suite(package, "test_pager.py")


async def test_a_server_is_reached_by_the_channel_of_the_page(
    package: Path, starter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (shown,) = (block.text for block in blocks(PAGE) if block.file == "credentials.yml")
    monkeypatch.setenv("PYTHONPATH", str(package))
    monkeypatch.setenv("PAGER_SECRET", "hush")
    monkeypatch.syspath_prepend(package)
    from pager import Pager  # type: ignore[import-not-found]

    body = json.dumps({"number": "0171", "id": "m1", "words": "hello"}).encode()
    async with Platform() as pagers, httpx.AsyncClient() as http:
        credentials = package / "credentials.yml"
        credentials.write_text(shown.replace("https://pagers.example/send", pagers.url), encoding="utf-8")
        bot = shutil.copytree(starter, package / "bot")
        server = await asyncio.to_thread(Live, bot, "--credentials", str(credentials))
        address = f"{server.url}/webhooks/pager/webhook"
        try:
            assert (await http.post(address, content=body)).status_code == 400
            headers = {"x-signature": Pager("", "hush").sign(body)}
            for _ in range(2):  # a platform delivers twice
                assert (await http.post(address, content=body, headers=headers)).status_code == 204
            for _ in range(400):  # what is pushed comes after the reply
                await asyncio.sleep(0 if pagers.requests else 0.05)
        finally:
            await asyncio.to_thread(server.stop)
        sent = [json.loads(request.body) for request in pagers.requests]
        assert {each["number"] for each in sent} == {"0171"}
        assert len({each["words"] for each in sent}) == len(sent)

"""docs/stores.md has every method of a store, and its own store passes the suite and keeps a server's conversations."""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
from pathlib import Path

import pytest
from tests.docs.pages import DOCS, blocks, run_suite, section, write_package

from talkwright.conversation.store import Store
from talkwright.conversation.stores.discover import GROUP, find_store
from talkwright.errors import RequestError
from talkwright.project.endpoints import open_endpoints
from talkwright.runtime.stores import open_store
from talkwright.settings import Settings
from talkwright.testing.turns import ANNA, turn

PAGE = DOCS / "stores.md"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The package of the page, installed for this test alone."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "mirrored", raising=False)
    return write_package(PAGE, tmp_path)


def test_every_method_of_a_store_has_its_row() -> None:
    cells = re.findall(r"^\| (`.+?) \|", section(PAGE, "What a store promises"), re.MULTILINE)
    told = {name for cell in cells for name in re.findall(r"`(\w+)`", cell)}
    assert told == {name for name in vars(Store) if not name.startswith("_")}


def test_the_store_of_the_page_passes_the_suite(package: Path) -> None:
    run_suite(package, "test_mirrored.py")


def test_a_bot_uses_it_by_its_type(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(package)
    (shown,) = (block.text for block in blocks(PAGE) if block.file == "endpoints.yml")
    Path("endpoints.yml").write_text(shown, encoding="utf-8")
    endpoints, problems = open_endpoints(Path("endpoints.yml"), {})
    assert problems == ()

    async def talk() -> None:
        store = open_store(package, endpoints.tracker_store, Settings())
        await store.append(turn(size=2))
        assert await store.load(ANNA) is not None
        await store.close()

    asyncio.run(talk())
    lines = [json.loads(line) for line in Path("events.jsonl").read_text().splitlines()]
    assert [(line["sender_id"], line["event"]) for line in lines] == [("anna", "user"), ("anna", "action")]


def test_a_store_that_cannot_be_imported_is_told(package: Path) -> None:
    os.truncate(package / "mirrored.py", 0)
    with pytest.raises(RequestError, match="'mirrored' cannot be loaded: AttributeError"):
        find_store("mirrored")
    assert find_store("unheard-of") is None
    assert GROUP in PAGE.read_text(encoding="utf-8")

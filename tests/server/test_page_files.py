"""The files of the pages and of the widget, as browsers and caches meet them."""

from __future__ import annotations

import gzip
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from tests.page.stand_in import UI

from talkwright.server.routes import page as pages

from .live import Live


def test_the_loader_is_asked_for_anew_and_its_parts_are_kept_for_ever(live: Live) -> None:
    loader = httpx.get(live.url + "/widget.js", headers={"Accept-Encoding": "gzip"})
    assert loader.headers["content-type"] == "text/javascript; charset=utf-8"
    assert loader.headers["cache-control"] == "no-cache"
    assert loader.headers["content-encoding"] == "gzip"
    assert int(loader.headers["content-length"]) == len(gzip.compress(loader.content, 9, mtime=0))
    assert loader.headers["cross-origin-resource-policy"] == "cross-origin"
    plain = httpx.get(live.url + "/widget.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == loader.content == (UI / "dist" / "widget.js").read_bytes()
    again = httpx.get(live.url + "/widget.js", headers={"If-None-Match": loader.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    for file in (UI / "dist" / "widget").iterdir():
        part = httpx.get(f"{live.url}/widget/{file.name}")
        assert part.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert part.content == file.read_bytes()


@pytest.mark.parametrize("path", ["/", "/demo", "/widget.js", "/health", "/version"])
def test_who_asks_for_the_head_gets_no_body(path: str, live: Live) -> None:
    whole = httpx.get(live.url + path, headers={"Accept": "text/html", "Accept-Encoding": "identity"})
    head = httpx.head(live.url + path, headers={"Accept": "text/html", "Accept-Encoding": "identity"})
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == whole.headers["content-type"]
    assert head.headers["content-length"] == whole.headers["content-length"]


def test_a_page_of_before_an_update_gets_the_parts_of_now(live: Live) -> None:
    (core,) = (UI / "dist" / "widget").glob("core-*.js")
    old = httpx.get(live.url + "/widget/core-0ld0ld.js")
    assert old.content == core.read_bytes()
    assert old.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "name", ["nothing-1.js", "cor-1.js", "-.js", "..%2fwidget.js", "%2e%2e%2f%2e%2e%2fpackage.json"]
)
def test_nothing_else_is_sent(name: str, live: Live) -> None:
    assert httpx.get(f"{live.url}/widget/{name}").status_code == 404
    assert httpx.get(f"{live.url}/demo/{name}").status_code == 404


async def test_without_a_build_the_page_says_how_to_get_one() -> None:
    request: Any = SimpleNamespace(app=SimpleNamespace(ctx=SimpleNamespace(page_files={}, web_channel=object())))
    for handler in (pages.page, pages.demo):
        answer = await handler(request)
        assert b"<code>make ui</code>" in (answer.body or b"")


def test_without_its_channel_the_page_says_how_to_open_it(bot: Path) -> None:
    (bot / "credentials.yml").write_text("rest:\n")
    with Live(bot) as server:
        for path in ("/", "/demo"):
            answer = httpx.get(server.url + path, headers={"Accept": "text/html"})
            assert "<code>web:</code>" in answer.text
        assert httpx.get(server.url + "/").text.startswith("Hello from Rasa: 3.6.21")

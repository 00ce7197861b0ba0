"""The builder's app as browsers and caches meet it."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest
from tests.page.stand_in import UI

from talkwright.server.routes.builder import app as builder_app

from .live import Live

BUILT = UI / "dist" / "builder"
HTML = {"Accept": "text/html"}


def test_the_page_is_the_same_everywhere_and_asked_for_anew(live: Live) -> None:
    pages = [httpx.get(live.url + path, headers=HTML) for path in ("/builder", "/builder/", "/builder/flows/order/x.y")]
    assert {page.status_code for page in pages} == {200}
    assert {page.content for page in pages} == {(BUILT / "index.html").read_bytes()}
    assert {page.headers["cache-control"] for page in pages} == {"no-cache"}
    again = httpx.get(live.url + "/builder", headers={"If-None-Match": pages[0].headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_nothing_of_the_page_is_inline_and_nobody_may_frame_it(live: Live) -> None:
    page = httpx.get(live.url + "/builder")
    policy = dict(part.strip().split(" ", 1) for part in page.headers["content-security-policy"].split(";"))
    assert (policy["default-src"], policy["script-src"], policy["style-src"]) == ("'none'", "'self'", "'self'")
    assert (policy["frame-ancestors"], policy["base-uri"], policy["connect-src"]) == ("'none'", "'none'", "'self'")
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert re.findall(r"<script(?![^>]*\ssrc=)", page.text) == []
    assert "<style" not in page.text
    assert " style=" not in page.text


def test_its_files_are_small_and_kept_for_ever(live: Live) -> None:
    files = [file for file in (BUILT / "assets").iterdir() if file.suffix in (".js", ".css")]
    assert files
    for file in sorted(files)[:4]:
        packed = httpx.get(f"{live.url}/builder/assets/{file.name}", headers={"Accept-Encoding": "gzip"})
        assert packed.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert packed.headers["content-encoding"] == "gzip"
        assert packed.content == file.read_bytes()
        assert packed.headers["content-type"].startswith("text/")
        plain = httpx.get(f"{live.url}/builder/assets/{file.name}", headers={"Accept-Encoding": "identity"})
        assert plain.content == file.read_bytes()


@pytest.mark.parametrize(
    "path", ["assets/nothing.js", "assets/../index.html", "assets/%2e%2e/index.html", "assets/..%2f..%2fwidget.js"]
)
def test_no_other_file_can_be_asked_for(live: Live, path: str) -> None:
    answer = httpx.get(f"{live.url}/builder/{path}")
    assert answer.status_code in (200, 404)
    assert b"talkwright-chat" not in answer.content, "the widget is no part of the app"


def test_what_the_api_does_not_know_is_no_page(live: Live) -> None:
    answer = httpx.get(live.url + "/builder/api/nothing", headers=HTML)
    assert (answer.status_code, answer.json()["reason"]) == (404, "NotFound")


def test_the_chat_page_shows_the_way_to_who_sits_here_only(live: Live) -> None:
    assert 'href="/builder"' in httpx.get(live.url, headers=HTML).text
    assert 'href="/builder"' not in httpx.get(live.url, headers={**HTML, "Host": "shop.example"}).text
    assert f"{live.url.replace('127.0.0.1', 'localhost')}/builder" in live.said


async def test_the_gzip_that_lies_beside_a_file_is_sent(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html>")
    (tmp_path / "assets" / "a.js").write_text("plain")
    (tmp_path / "assets" / "a.js.gz").write_bytes(packed := gzip.compress(b"plain", 1, mtime=0))
    files = builder_app.AppFiles(tmp_path)
    assert files.is_built
    found = await files.get("assets/a.js")
    assert found is not None
    assert (found.content, found.packed) == (b"plain", packed)
    assert await files.get("assets/a.js.gz") is None
    assert await files.get("../" + tmp_path.name + "/index.html") is None


async def test_where_it_is_not_built_the_page_says_what_to_do() -> None:
    class Open:
        async def require_open(self, request: object) -> bool:
            return True

    context = SimpleNamespace(builder_files=builder_app.AppFiles(None), guard=Open())
    answer = await builder_app.page(SimpleNamespace(app=SimpleNamespace(ctx=context)))  # type: ignore[arg-type]
    assert answer.status == 404
    assert b"make ui" in (answer.body or b"")

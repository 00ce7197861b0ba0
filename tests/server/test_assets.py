"""The pictures of a bot: served as what they are, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from tests.server.live import Live


@pytest.fixture
def gallery(bot: Path, tmp_path: Path) -> Path:
    """The starter with more in its folder than pictures."""
    assets = bot / "assets"
    (assets / "PHOTO.PNG").write_bytes(b"\x89PNG")
    (assets / "script.js").write_text("alert(1)")
    (assets / "page.html").write_text("<script>alert(1)</script>")
    (assets / "huge.png").write_bytes(b"\0" * 5_000_001)
    (assets / "deep.svg").mkdir()
    (tmp_path / "secret.png").write_text("secret")
    (assets / "link.png").symlink_to(tmp_path / "secret.png")
    return bot


def test_pictures_are_served_as_pictures_and_nothing_else_is(gallery: Path) -> None:
    with Live(gallery) as server:
        tent = httpx.get(server.url + "/assets/tent.svg")
        assert tent.status_code == 200
        assert tent.headers["content-type"] == "image/svg+xml"
        assert tent.content == (gallery / "assets" / "tent.svg").read_bytes()
        assert tent.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in tent.headers["content-security-policy"]
        assert "script-src" not in tent.headers["content-security-policy"]
        assert tent.headers["cross-origin-resource-policy"] == "cross-origin"
        again = httpx.get(server.url + "/assets/tent.svg", headers={"If-None-Match": tent.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert httpx.get(server.url + "/assets/PHOTO.PNG").headers["content-type"] == "image/png"
        for name in (
            *("script.js", "page.html", "huge.png", "deep.svg", "link.png", "no.svg"),
            *("%2e%2e%2fconfig.yml", "..%2fconfig.yml", "%2fetc%2fpasswd", ""),
        ):
            assert httpx.get(f"{server.url}/assets/{name}").status_code == 404, name
    assert "asset.too_large" in server.said


def test_a_bot_without_pictures_has_none(bot: Path) -> None:
    for picture in (bot / "assets").iterdir():
        picture.unlink()
    (bot / "assets").rmdir()
    with Live(bot) as server:
        assert httpx.get(server.url + "/assets/tent.svg").status_code == 404

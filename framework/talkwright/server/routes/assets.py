"""``/assets/<name>``: the pictures of the bot's folder ``assets``, for its messages to show.

All are read once, at the start, so nothing else of the disk can be asked for. A picture is only ever that: its type is
said and not guessed, and an SVG that is opened as a page may neither run scripts nor load anything.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import msgspec
from sanic import HTTPResponse, Request, raw

from talkwright import log
from talkwright.server import App
from talkwright.server.route import Content, Route

FOLDER = "assets"
MAX_BYTES = 5_000_000  # of one picture
_TYPES = {
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
    "Cross-Origin-Resource-Policy": "cross-origin",  # the widget shows them on pages of other origins
}


class Picture(msgspec.Struct, frozen=True):
    """A picture as it is sent."""

    kind: str
    content: bytes
    etag: str


async def picture(request: Request, name: str) -> HTTPResponse:
    """One picture."""
    found: Picture | None = request.app.ctx.pictures.get(name)
    if found is None:
        return raw(b"", status=404)
    headers = {**_HEADERS, "ETag": found.etag}
    if request.headers.get("if-none-match") == found.etag:
        return raw(b"", status=304, headers=headers)
    return raw(found.content, content_type=found.kind, headers=headers)


def read_pictures(app: App, root: Path | None) -> None:
    """Read the pictures of the bot at ``root``, for ``app`` to serve. Others, and links that lead out, are left."""
    folder = root / FOLDER if root else None
    app.ctx.pictures = {
        path.name: _read(path)
        for path in (sorted(folder.iterdir()) if folder and folder.is_dir() else ())
        if path.suffix.lower() in _TYPES and path.is_file() and path.resolve().parent == path.parent.resolve()
        if _is_small(path)
    }


def _is_small(path: Path) -> bool:
    size_bytes = path.stat().st_size
    if size_bytes > MAX_BYTES:
        log.warning("asset.too_large", file=path.name, size_bytes=size_bytes, at_most=MAX_BYTES)
    return size_bytes <= MAX_BYTES


def _read(path: Path) -> Picture:
    content = path.read_bytes()
    return Picture(_TYPES[path.suffix.lower()], content, f'"{sha256(content).hexdigest()[:16]}"')


ROUTES = (
    Route(
        method="GET",
        path="/assets/<name:str>",
        handler=picture,
        name="bot_asset",
        summary="A picture of the bot.",
        group="Server",
        answers={
            200: Content("The picture.", kind="image/*"),
            304: Content("It is the one whose ETag was sent."),
            404: Content("No such picture."),
        },
    ),
)

"""``/builder``: the builder's app, as Vite builds it. Only files that stood there at the start can be asked for.

They are read when somebody asks first, with the gzip that lies beside them or is made then: a server that nobody builds
on pays nothing. Their names change with what they hold, so browsers keep them for ever; the page itself is asked for
anew. Every address of the app is the same page, which looks at the address by itself.
"""

from __future__ import annotations

import asyncio
import gzip
from contextlib import suppress
from hashlib import sha256
from html import escape
from pathlib import Path

from sanic import HTTPResponse, Request, html, raw

from talkwright.errors import Forbidden, NotFound
from talkwright.server import App
from talkwright.server.assets import builder_folder
from talkwright.server.guard import guard_of
from talkwright.server.route import Content, Route
from talkwright.server.routes.builder.route import GROUP
from talkwright.server.routes.page import File, send

_PAGE = "index.html"
# Styles that the app's components set on single elements are attributes; there is no style in the page, and no script.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' https: "
    "data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_FOR_EVER = "public, max-age=31536000, immutable"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
_NOT_BUILT = "The builder is not built: <code>make ui</code> builds it, which needs Node 20 or newer."


class AppFiles:
    """The files in ``folder``, by their path inside; none without one."""

    def __init__(self, folder: Path | None) -> None:
        found = (file for file in folder.rglob("*") if file.is_file() and file.suffix != ".gz") if folder else ()
        self._paths = {file.relative_to(folder).as_posix(): file for file in found} if folder else {}
        self._read: dict[str, File] = {}

    @property
    def is_built(self) -> bool:
        """Whether there is an app."""
        return _PAGE in self._paths

    async def get(self, path: str) -> File | None:
        """The file, read once."""
        if path not in self._read and path in self._paths:
            with suppress(OSError):  # it was built anew meanwhile
                self._read[path] = await asyncio.to_thread(_read, self._paths[path])
        return self._read.get(path)


def read_app(app: App) -> None:
    """Look which files of the builder there are, for ``app`` to serve."""
    app.ctx.builder_files = AppFiles(builder_folder())


async def page(request: Request, path: str = "") -> HTTPResponse:
    """The page of the app; where it cannot be used, a page that says what to do."""
    if path == "api" or path.startswith("api/"):
        raise NotFound("The builder answers nothing like this.", "docs/http.md tells what there is.")
    files: AppFiles = request.app.ctx.builder_files
    try:
        await guard_of(request).require_open(request)
    except Forbidden as fault:
        return _told(f"{escape(fault.message)} <code>{escape(fault.hint)}</code>", 403)
    found = await files.get(_PAGE)
    if found is None:
        return _told(_NOT_BUILT, 404)
    return send(request, found, {**_HEADERS, "Cache-Control": "no-cache"})


async def asset(request: Request, path: str) -> HTTPResponse:
    """A file of the app."""
    files: AppFiles = request.app.ctx.builder_files
    found = await files.get(f"assets/{path}")
    if found is None:
        return raw(b"", status=404, headers=_HEADERS)
    return send(request, found, {**_HEADERS, "Cache-Control": _FOR_EVER})


def _read(file: Path) -> File:
    content = file.read_bytes()
    beside = file.with_name(f"{file.name}.gz")
    packed = beside.read_bytes() if beside.is_file() else gzip.compress(content, 9, mtime=0)
    kind = _TYPES.get(file.suffix, "application/octet-stream")
    return File(kind, content, packed, f'"{sha256(content).hexdigest()[:16]}"')


def _told(words: str, status: int) -> HTTPResponse:
    return html(
        f"<!doctype html><html lang=en><title>Talkwright</title><h1>Talkwright</h1><p>{words}</p></html>",
        status=status,
        headers={**_HEADERS, "Cache-Control": "no-cache"},
    )


_PAGES = {
    200: Content("The page.", kind="text/html"),
    304: Content("It is the one whose ETag was sent."),
    403: Content("Nobody has an account yet, and the request may come from elsewhere.", kind="text/html"),
    404: Content("The app is not built.", kind="text/html"),
}
ROUTES = (
    Route(
        method="GET",
        path="/builder",
        handler=page,
        name="builder_page",
        summary="The builder.",
        group=GROUP,
        answers=_PAGES,
    ),
    Route(
        method="GET",
        path="/builder/<path:path>",
        handler=page,
        name="builder_pages",
        summary="A place in the builder: the same page.",
        group=GROUP,
        answers=_PAGES,
    ),
    Route(
        method="GET",
        path="/builder/assets/<path:path>",
        handler=asset,
        name="builder_asset",
        summary="A file of the builder's app.",
        group=GROUP,
        answers={
            200: Content("The file.", kind="*/*"),
            304: Content("It is the one whose ETag was sent."),
            404: Content("No such file.", kind="text/html"),
        },
    ),
)

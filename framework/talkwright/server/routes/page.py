"""The pages to talk on, and the widget that other pages embed. All files are read once, at the start; nothing else of
the disk can be asked for.

The widget's parts have names that change with what they hold, so browsers keep them for ever; everything else is asked
for anew and answered with 304 while it stands.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import msgspec
from sanic import HTTPResponse, Request, html, raw

from talkwright import __version__
from talkwright.server import App
from talkwright.server.assets import asset_folder
from talkwright.server.route import Content, Route

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: http: data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
# Named here because what the machine thinks of a suffix may differ, and a module of the wrong type is not run.
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".html": "text/html; charset=utf-8",
}
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
_FOR_EVER = "public, max-age=31536000, immutable"
_WIDGET = "widget.js"
_RUNNING = f"<!doctype html><title>Talkwright</title><p>Talkwright {__version__} is running, but "
_NOT_BUILT = f"{_RUNNING}its page is not there: <code>make ui</code> builds it, which needs Node 20 or newer."
_NOT_OPEN = f"{_RUNNING}not for pages: write <code>web:</code> into <code>credentials.yml</code> to open that channel."
_BUILDER = '<nav><a href="/builder">Open the builder</a></nav>'


class File(msgspec.Struct, frozen=True):
    """A file as it is sent: ``packed`` is its gzip, for those who understand it."""

    kind: str
    content: bytes
    packed: bytes
    etag: str


def wants_page(request: Request) -> bool:
    """Whether a browser asks: it names HTML first."""
    return request.headers.get("accept", "").lstrip().startswith("text/html")


async def page(request: Request) -> HTTPResponse:
    """The chat page."""
    return _page(request, "talk/index.html")


async def demo(request: Request) -> HTTPResponse:
    """The shop that shows the widget."""
    return _page(request, "demo/index.html")


async def asset(request: Request, name: str) -> HTTPResponse:
    """One file of the chat page."""
    return _send(request, f"talk/{name}")


async def demo_asset(request: Request, name: str) -> HTTPResponse:
    """One file of the shop."""
    return _send(request, f"demo/{name}")


async def widget(request: Request) -> HTTPResponse:
    """The widget's loader."""
    return _send(request, _WIDGET)


async def widget_part(request: Request, name: str) -> HTTPResponse:
    """A part of the widget. A page that was opened before an update asks for a part of then: it gets that of now."""
    files: dict[str, File] = request.app.ctx.page_files
    if f"widget/{name}" in files:
        return _send(request, f"widget/{name}", _FOR_EVER)
    kind = name.partition("-")[0]
    return _send(request, next((path for path in files if path.startswith(f"widget/{kind}-")), ""))


def read_files(app: App) -> None:
    """Read the files of the pages and of the widget, for ``app`` to serve."""
    files: dict[str, File] = {}
    for name, prefix in (("talk", "talk/"), ("demo", "demo/"), ("dist", "")):
        folder = asset_folder(name)
        for file in sorted(folder.rglob("*")) if folder else ():
            path = file.relative_to(folder or file)
            if file.is_file() and path.parts[0] != "builder":  # which is read when it is asked for
                files[prefix + path.as_posix()] = _read(file)
    app.ctx.page_files = files


def _read(path: Path) -> File:
    content = path.read_bytes()
    kind = _TYPES.get(path.suffix, "application/octet-stream")
    return File(kind, content, gzip.compress(content, 9, mtime=0), f'"{sha256(content).hexdigest()[:16]}"')


def _page(request: Request, path: str) -> HTTPResponse:
    files: dict[str, File] = request.app.ctx.page_files
    if request.app.ctx.web_channel is None:
        return html(_NOT_OPEN, headers=_HEADERS)
    if path not in files or _WIDGET not in files:
        return html(_NOT_BUILT, headers=_HEADERS)
    text = files[path].content.decode()
    if request.app.ctx.builder_files.is_built and request.app.ctx.guard.is_from_here(request):
        text = text.replace("</main>", f"</main>{_BUILDER}")  # visitors of a site have no business there
    return html(text, headers={**_HEADERS, "Vary": "Accept"})


def _send(request: Request, path: str, cache: str = "no-cache") -> HTTPResponse:
    file: File | None = request.app.ctx.page_files.get(path)
    if file is None:
        return raw(b"", status=404)
    # pages that isolate themselves embed the widget too
    return send(request, file, {**_HEADERS, "Cache-Control": cache, "Cross-Origin-Resource-Policy": "cross-origin"})


def send(request: Request, file: File, given: Mapping[str, str]) -> HTTPResponse:
    """``file`` with the headers ``given``; that it still stands, to who has it."""
    headers = {**given, "ETag": file.etag, "Vary": "Accept-Encoding, Origin"}
    if request.headers.get("if-none-match") == file.etag:
        return raw(b"", status=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return raw(file.packed, content_type=file.kind, headers={**headers, "Content-Encoding": "gzip"})
    return raw(file.content, content_type=file.kind, headers=headers)


_FILE_ANSWERS = {
    200: Content("The file.", kind="*/*"),
    304: Content("It is the one whose ETag was sent."),
    404: Content("No such file."),
}
ROUTES = tuple(
    Route(method="GET", path=path, handler=handler, name=name, summary=summary, group="Server", answers=answers)
    for path, handler, name, summary, answers in (
        ("/talk/<name:str>", asset, "asset", "A file of the chat page.", _FILE_ANSWERS),
        ("/demo", demo, "demo", "A shop that shows the widget.", {200: Content("The page.", kind="text/html")}),
        ("/demo/<name:str>", demo_asset, "demo_asset", "A file of that shop.", _FILE_ANSWERS),
        ("/widget.js", widget, "widget", "The widget for other pages: its loader.", _FILE_ANSWERS),
        ("/widget/<name:str>", widget_part, "widget_part", "A part of the widget.", _FILE_ANSWERS),
    )
)

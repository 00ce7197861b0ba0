"""The page to talk on. Its files are read once, at the start; nothing else of the disk can be asked for."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

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


def wants_page(request: Request) -> bool:
    """Whether a browser asks: it names HTML first."""
    return request.headers.get("accept", "").lstrip().startswith("text/html")


async def page(request: Request) -> HTTPResponse:
    """The page itself."""
    content = request.app.ctx.page_files.get("index.html")
    if content is None:
        return html(f"<title>Talkwright</title><p>Talkwright {__version__} is running.", headers=_HEADERS)
    return html(content.decode(), headers={**_HEADERS, "Vary": "Accept"})


async def asset(request: Request, name: str) -> HTTPResponse:
    """One file of the page."""
    content = request.app.ctx.page_files.get(name)
    if content is None:
        return raw(b"", status=404)
    etag = f'"{sha256(content).hexdigest()[:16]}"'
    if request.headers.get("if-none-match") == etag:
        return raw(b"", status=304, headers={"ETag": etag})
    kind = _TYPES.get(Path(name).suffix, "application/octet-stream")
    return raw(content, content_type=kind, headers={**_HEADERS, "ETag": etag})


def read_files(app: App) -> None:
    """Read the files of the page, for ``app`` to serve."""
    folder = asset_folder("talk")
    files = folder.iterdir() if folder else ()
    app.ctx.page_files = {file.name: file.read_bytes() for file in files if file.is_file()}


ROUTES = (
    Route(
        method="GET",
        path="/talk/<name:str>",
        handler=asset,
        name="asset",
        summary="A file of the chat page.",
        group="Server",
        answers={
            200: Content("The file.", kind="*/*"),
            304: Content("It is the one whose ETag was sent."),
            404: Content("No such file."),
        },
    ),
)

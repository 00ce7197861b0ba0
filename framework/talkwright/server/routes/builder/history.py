"""``/builder/api/history``: what was published, and going back to it."""

from __future__ import annotations

import msgspec
from sanic import HTTPResponse, Request

from talkwright.builder.desk import Builder
from talkwright.builder.files.diff import FileDiff
from talkwright.builder.files.restore import restore, shown_version
from talkwright.builder.files.version import Version
from talkwright.builder.threads import in_thread
from talkwright.server import asked
from talkwright.server.guard import audit, person_of
from talkwright.server.route import Content, Query
from talkwright.server.routes.builder.made import Made, made
from talkwright.server.routes.builder.route import answer, builder_of, route

_USUAL = 50
_MOST = 500


class VersionShown(msgspec.Struct, frozen=True):
    """A version with the texts of its files before and after. ``at`` is in seconds since 1970."""

    id: str
    at: float
    who: str
    message: str
    files: tuple[FileDiff, ...]


async def versions(request: Request) -> HTTPResponse:
    """The newest versions."""
    builder = builder_of(request)
    file, limit = request.args.get("file"), asked.limit(request, _USUAL, _MOST)
    return answer(await in_thread(_versions, builder, file, limit))


def _versions(builder: Builder, file: str | None, limit: int) -> tuple[Version, ...]:
    if file is not None:
        builder.workspace.disk.require_editable(file)
    return builder.history().versions(file, limit)


async def version(request: Request, version: str) -> HTTPResponse:
    """One of them."""
    builder = builder_of(request)
    found, files = await in_thread(lambda: shown_version(builder.workspace, builder.history(), version))
    shown = VersionShown(found.id, found.at, found.who, found.message, files)
    return answer(shown)


async def go_back(request: Request, version: str) -> HTTPResponse:
    """Draft what the files said then."""
    builder = builder_of(request)
    who = person_of(request).name
    done = await in_thread(lambda: restore(builder.workspace, builder.history(), who, version))
    audit(request, "restore", version, {"files": ", ".join(sorted(done.hashes))})
    return await made(request, done)


ROUTES = (
    route(
        "GET",
        "/history",
        versions,
        name="history",
        summary="What was published, the newest first.",
        query=(Query("file", "Only versions of this file."), Query("limit", f"How many at most; {_USUAL}.", int)),
        answers={200: Content("The versions.", tuple[Version, ...])},
        role="viewer",
    ),
    route(
        "GET",
        "/history/<version>",
        version,
        name="version",
        summary="A version with its texts.",
        answers={200: Content("It.", VersionShown), 404: Content("There is none.")},
        role="viewer",
    ),
    route(
        "POST",
        "/history/<version>/restore",
        go_back,
        name="restore",
        summary="Draft what the files said at a version.",
        answers={
            200: Content("It is drafted.", Made),
            404: Content("There is no such version."),
            409: Content("Nothing has changed since, or what was drafted stands in the way."),
        },
        role="author",
    ),
)

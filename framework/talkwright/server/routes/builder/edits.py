"""``/builder/api/edits``: the one door for every change of a file. Also what differs, and forgetting it."""

from __future__ import annotations

import msgspec
from sanic import HTTPResponse, Request

from talkwright.builder.files.diff import FileDiff, drafted
from talkwright.builder.files.workspace import ValueEdit
from talkwright.builder.threads import in_thread
from talkwright.errors import TooLarge
from talkwright.server import asked
from talkwright.server.guard import audit, person_of
from talkwright.server.route import Content
from talkwright.server.routes.builder.made import Made, made
from talkwright.server.routes.builder.route import answer, builder_of, route


class Edits(msgspec.Struct, frozen=True):
    """What is to be changed, in order. ``based_on`` is the hash of each file as it was read; null for a new one."""

    edits: tuple[ValueEdit, ...]
    based_on: dict[str, str | None]


class Files(msgspec.Struct, frozen=True):
    """Some files; by default all."""

    files: tuple[str, ...] | None = None


MOST = 1000
_edits = msgspec.json.Decoder(Edits)
_files = msgspec.json.Decoder(Files)


async def edit(request: Request) -> HTTPResponse:
    """Change values in one's draft."""
    given = asked.body(request, _edits, "The edits", 'Send {"edits": [{"file", "path", "value"}], "based_on": {}}.')
    if len(given.edits) > MOST:
        raise TooLarge(f"These are {len(given.edits)} edits; {MOST} at most are made at once.", "Send a larger value.")
    builder = builder_of(request)
    who = person_of(request).name
    done = await in_thread(builder.workspace.edit, who, given.edits, given.based_on)
    audit(request, "edit", ", ".join(sorted(done.hashes)))
    return await made(request, done)


async def diff(request: Request) -> HTTPResponse:
    """What one's draft changes."""
    builder = builder_of(request)
    found = await in_thread(drafted, builder.workspace, person_of(request).name)
    return answer(found)


async def discard(request: Request) -> HTTPResponse:
    """Forget one's draft, of some files or of all."""
    given = asked.body(request, _files, "The files", 'Send {"files": ["flows/a.yml"]}, or {} for all.')
    builder = builder_of(request)
    who = person_of(request).name
    done = await in_thread(builder.workspace.discard, who, given.files)
    audit(request, "discard", ", ".join(sorted(done.hashes)))
    return answer({"revision": done.revision})


ROUTES = (
    route(
        "POST",
        "/edits",
        edit,
        name="edit",
        summary="Change values in one's draft.",
        body=Content("The edits.", Edits),
        answers={
            200: Content("What came of them.", Made),
            400: Content("A value cannot be written there."),
            403: Content("It is not a file that the builder edits."),
            409: Content("The file is gone, or is no YAML any more."),
        },
        role="author",
    ),
    route(
        "GET",
        "/diff",
        diff,
        name="diff",
        summary="What one's draft changes.",
        answers={200: Content("The files, with what changed in each.", tuple[FileDiff, ...])},
        role="viewer",
    ),
    route(
        "POST",
        "/discard",
        discard,
        name="discard",
        summary="Forget one's draft.",
        body=Content("Of which files.", Files),
        answers={200: Content("It is forgotten.", dict[str, str])},
        role="author",
    ),
)

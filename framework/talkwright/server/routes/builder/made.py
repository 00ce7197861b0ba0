"""What came of a change of one's draft, as every route that makes one answers it."""

from __future__ import annotations

import msgspec
from sanic import HTTPResponse, Request

from talkwright.builder.files.undecided import Undecided, shown_clashes
from talkwright.builder.files.workspace import Edited
from talkwright.builder.threads import in_thread
from talkwright.server.routes.builder.route import answer, builder_of


class Made(msgspec.Struct, frozen=True):
    """The files that were touched with their hashes. ``merged``: changes of others are in now too, so that values are
    to be loaded again; ``own`` has the hashes without them, for the edits of who has not done so yet. ``conflicts``:
    what both have changed; the draft has what was sent."""

    hashes: dict[str, str | None]
    own: dict[str, str | None]
    revision: str
    merged: bool
    conflicts: tuple[Undecided, ...]


async def made_of(request: Request, done: Edited) -> Made:
    """What came of it."""
    conflicts = await in_thread(shown_clashes, builder_of(request).workspace, done.clashes)
    return Made(done.hashes, done.own, done.revision, done.merged, conflicts)


async def made(request: Request, done: Edited) -> HTTPResponse:
    """It as an answer."""
    return answer(await made_of(request, done))

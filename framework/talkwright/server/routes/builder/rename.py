"""``/builder/api/rename``: another name for a slot, a response, a flow ... wherever it is said."""

from __future__ import annotations

import msgspec
from sanic import HTTPResponse, Request

from talkwright.builder.naming.names import CodeUse
from talkwright.builder.naming.rename import FileLines, Plan, Wish
from talkwright.builder.naming.renamed import plan_for
from talkwright.builder.naming.renamed import rename as rename_in_draft
from talkwright.builder.threads import in_thread
from talkwright.server import asked
from talkwright.server.guard import audit, only_asks, person_of
from talkwright.server.route import Content
from talkwright.server.routes.builder.route import answer, builder_of, route


class Renamed(msgspec.Struct, frozen=True):
    """The lines that change; every name that becomes another; the lines of code that somebody has to change. Of a dry
    run ``hashes`` is empty."""

    files: tuple[FileLines, ...]
    along: dict[str, str]
    by_hand: tuple[CodeUse, ...]
    hashes: dict[str, str | None] = {}
    revision: str = ""


class Asked(Wish, frozen=True):
    """``dry_run``: nothing is changed."""

    dry_run: bool = False


_asked = msgspec.json.Decoder(Asked)


async def rename(request: Request) -> HTTPResponse:
    """Rename everywhere, in one's draft."""
    given = asked.body(request, _asked, "The rename", 'Send {"kind": "slot", "old": "size", "new": "extent"}.')
    builder = builder_of(request)
    who = person_of(request).name
    wish = Wish(given.kind, given.old, given.new, given.flow, given.follow)
    if given.dry_run:
        only_asks(request)
        return _shown(await in_thread(plan_for, builder.workspace, who, wish))
    made, done = await in_thread(rename_in_draft, builder.workspace, builder.layouts, who, wish)
    audit(request, "rename", f"{given.kind} {given.old}", {"new": given.new})
    return _shown(made, done.hashes, done.revision)


def _shown(plan: Plan, hashes: dict[str, str | None] | None = None, revision: str = "") -> HTTPResponse:
    shown = Renamed(plan.files, plan.along, plan.by_hand, hashes or {}, revision)
    return answer(shown)


ROUTES = (
    route(
        "POST",
        "/rename",
        rename,
        name="rename",
        summary="Rename something wherever the files say it.",
        body=Content("What, and how it is to be called.", Asked),
        answers={
            200: Content("What changes.", Renamed),
            400: Content("It cannot have this name."),
            404: Content("The files define nothing of the old name."),
            409: Content("The new name is taken, or the old one is said by Talkwright itself."),
        },
        role="author",
    ),
)

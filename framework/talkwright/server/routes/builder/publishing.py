"""``/builder/api/publish``: one's draft becomes the bot's files, a version of them, and a model that is served."""

from __future__ import annotations

import msgspec
from sanic import HTTPResponse, Request

from talkwright.builder.changes import Event
from talkwright.builder.desk import Builder
from talkwright.builder.files.publish import publish, sound_rest
from talkwright.builder.files.workspace import NOBODY
from talkwright.builder.problems import Shown, shown_problems
from talkwright.builder.threads import in_thread
from talkwright.errors import AuthorError, Unavailable
from talkwright.server import asked
from talkwright.server.guard import audit, person_of
from talkwright.server.problem import Failure
from talkwright.server.route import Content
from talkwright.server.routes.builder.route import answer, builder_of, route


class Publication(msgspec.Struct, frozen=True):
    """``files``: by default all that are drafted. ``message`` says why, for the history."""

    message: str = ""
    files: tuple[str, ...] | None = None


class Out(msgspec.Struct, frozen=True):
    """The ``version`` in the history, its files, and the job that trains them; None where no model can be served."""

    version: str
    files: tuple[str, ...]
    job: str | None


class Unsound(Failure, frozen=True, kw_only=True):
    """Why nothing was published: the problems of the files, and the ``files`` that can be published without those that
    have them."""

    problems: tuple[Shown, ...]
    files: tuple[str, ...]


_publication = msgspec.json.Decoder(Publication)


async def put_out(request: Request) -> HTTPResponse:
    """Publish one's draft."""
    given = asked.body(request, _publication, "What is to be published", 'Send {"message": "why"}.')
    builder = builder_of(request)
    who = person_of(request).name
    workspace, history = builder.workspace, await in_thread(builder.history)
    try:
        done = await in_thread(publish, workspace, history, who, given.message, given.files)
    except AuthorError as fault:
        problems = await in_thread(shown_problems, workspace, who, fault.problems)
        rest = await in_thread(sound_rest, workspace, who, fault.problems, given.files)
        return _refused(problems, rest)
    audit(request, "publish", done.version, {"message": given.message, "files": ", ".join(done.files)})
    builder.changes.tell(Event("published", {"version": done.version, "who": who, "files": done.files}))
    return answer(Out(done.version, done.files, await _train(builder)))


async def _train(builder: Builder) -> str | None:
    """Have what is on disk now trained and served."""
    if builder.measuring.serve is None:
        return None
    try:
        return (await builder.measuring.train(NOBODY, serves=True)).id
    except Unavailable:  # so many at work that one of them is begun by hand, later
        return None


def _refused(problems: tuple[Shown, ...], rest: tuple[str, ...]) -> HTTPResponse:
    errors = sum(problem.severity == "error" for problem in problems)
    message = "There is an error in the files." if errors == 1 else f"There are {errors} errors in the files."
    hint = "Mend them and publish again."
    if rest:
        hint = f"Mend them and publish again, or publish the other files without them: {', '.join(rest)}."
    refused = Unsound(
        message=message, reason="Conflict", details={"hint": hint}, code=409, problems=problems, files=rest
    )
    return answer(refused, refused.code)


ROUTES = (
    route(
        "POST",
        "/publish",
        put_out,
        name="publish",
        summary="Publish one's draft.",
        body=Content("Of which files, and why.", Publication),
        answers={
            200: Content("It is published, and being trained.", Out),
            409: Content("There are errors or conflicts, or a file moves at this moment.", Unsound),
        },
        role="publisher",
    ),
)

"""``/builder/api/models``: which there are, how good they are, and which one runs."""

from __future__ import annotations

from sanic import HTTPResponse, Request

from talkwright.builder.changes import Event
from talkwright.builder.threads import in_thread
from talkwright.builder.training.measured import Talked
from talkwright.builder.training.models import ModelRow
from talkwright.errors import AuthorError, NotFound, RequestError
from talkwright.server.guard import audit, person_of
from talkwright.server.route import Content
from talkwright.server.routes.builder.route import answer, assistant_of, builder_of, no_content, route


async def models(request: Request) -> HTTPResponse:
    """Those in the folder."""
    builder = builder_of(request)
    project = await in_thread(builder.workspace.open, person_of(request).name)
    rows = await in_thread(builder.models.all, project, _running(request))
    return answer(rows)


async def talked(request: Request, file: str) -> HTTPResponse:
    """What came of the last test conversations with one."""
    known = builder_of(request).models
    found = await in_thread(lambda: known.talked(known.id(file)))
    if found is None:
        raise NotFound("No test conversations were had with this model.", "POST /builder/api/evaluations.")
    return answer(found)


async def delete(request: Request, file: str) -> HTTPResponse:
    """Delete one."""
    builder = builder_of(request)
    await in_thread(builder.models.delete, file, _running(request))
    builder.changes.tell(Event("models", {"file": file}))
    audit(request, "model_removed", file)
    return no_content()


async def serve(request: Request, file: str) -> HTTPResponse:
    """Let one run."""
    builder = builder_of(request)
    path = builder.models.path(file)
    if builder.measuring.serve is None:
        raise RequestError("This server cannot load another model.")
    try:
        await builder.measuring.serve(path)
    except AuthorError as fault:
        raise RequestError("; ".join(map(str, fault.problems))) from fault
    audit(request, "model", file)
    return no_content()


def _running(request: Request) -> str | None:
    assistant = assistant_of(request)
    return assistant.model.metadata.model_id if assistant.is_loaded else None


_UNKNOWN = {404: Content("There is no such model.")}
_BAD = {400: Content("It cannot be read, or not be done.")}

ROUTES = (
    route(
        "GET",
        "/models",
        models,
        name="models",
        summary="The models, and which one runs.",
        answers={200: Content("The newest first.", tuple[ModelRow, ...])},
        role="viewer",
    ),
    route(
        "GET",
        "/models/<file>",
        talked,
        name="model",
        summary="The test conversations that were had with a model.",
        answers={200: Content("The last time.", Talked), **_UNKNOWN},
        role="viewer",
    ),
    route(
        "DELETE",
        "/models/<file>",
        delete,
        name="model_delete",
        summary="Delete a model.",
        answers={204: Content("It is gone."), 409: Content("It runs."), **_UNKNOWN},
        role="publisher",
    ),
    route(
        "POST",
        "/models/<file>/serve",
        serve,
        name="model_serve",
        summary="Let a model run, for all turns from now on.",
        answers={204: Content("It runs."), **_BAD, **_UNKNOWN},
        role="publisher",
    ),
)

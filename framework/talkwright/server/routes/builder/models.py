"""``/builder/api/models``, ``/training``, ``/evaluations`` and ``/comparisons``: models, how good they are, and which
one runs."""

from __future__ import annotations

import asyncio
from typing import Literal

import msgspec
from sanic import HTTPResponse, Request, empty, json

from talkwright.builder.changes import Event
from talkwright.builder.jobs import Job
from talkwright.builder.teaching.reviews import Reviewed
from talkwright.builder.training.measure import FOLDS
from talkwright.builder.training.measured import Talked
from talkwright.builder.training.models import ModelRow
from talkwright.errors import AuthorError, Forbidden, NotFound, RequestError
from talkwright.server import asked
from talkwright.server.guard import audit, person_of
from talkwright.server.route import Content, Route


class Begun(msgspec.Struct, frozen=True):
    """The id of the job."""

    job: str


class Training(msgspec.Struct, frozen=True):
    """``serve``: the model runs when it is done."""

    serve: bool = False


class Evaluation(msgspec.Struct, frozen=True):
    """``nlu``: a cross-validation of the examples. ``conversations``: the bot's tests with ``model``, or with the one
    that runs."""

    what: Literal["nlu", "conversations"]
    folds: int = FOLDS
    model: str | None = None


class Pair(msgspec.Struct, frozen=True):
    """Names of two files."""

    models: tuple[str, str]


_training = msgspec.json.Decoder(Training)
_evaluation = msgspec.json.Decoder(Evaluation)
_pair = msgspec.json.Decoder(Pair)


async def models(request: Request) -> HTTPResponse:
    """Those in the folder."""
    builder = request.app.ctx.builder
    project = await asyncio.to_thread(builder.workspace.open, person_of(request).name)
    rows = await asyncio.to_thread(builder.models.all, project, _running(request))
    return json(rows, dumps=asked.answer)


async def talked(request: Request, file: str) -> HTTPResponse:
    """What came of the last test conversations with one."""
    known = request.app.ctx.builder.models
    found = await asyncio.to_thread(lambda: known.talked(known.id(file)))
    if found is None:
        raise NotFound("No test conversations were had with this model.", "POST /builder/api/evaluations.")
    return json(found, dumps=asked.answer)


async def delete(request: Request, file: str) -> HTTPResponse:
    """Delete one."""
    builder = request.app.ctx.builder
    await asyncio.to_thread(builder.models.delete, file, _running(request))
    builder.changes.tell(Event("models", {"file": file}))
    audit(request, "model_removed", file)
    return empty()


async def serve(request: Request, file: str) -> HTTPResponse:
    """Let one run."""
    builder = request.app.ctx.builder
    path = builder.models.path(file)
    if builder.measuring.serve is None:
        raise RequestError("This server cannot load another model.")
    try:
        await builder.measuring.serve(path)
    except AuthorError as fault:
        raise RequestError("; ".join(map(str, fault.problems))) from fault
    audit(request, "model", file)
    return empty()


async def train(request: Request) -> HTTPResponse:
    """Train what who asks sees."""
    given = asked.body(request, _training, "The training", 'Send {"serve": false}.')
    person = person_of(request)
    if given.serve and not person.may("publisher"):
        raise Forbidden("A model is put to work by a publisher.", "Train it, and ask one to let it run.")
    measuring = request.app.ctx.builder.measuring
    audit(request, "training", "and serve" if given.serve else "")
    return _begun(measuring.train(person.name, serves=given.serve))


async def evaluate(request: Request) -> HTTPResponse:
    """Measure how well messages are understood, or have the test conversations."""
    given = asked.body(request, _evaluation, "The evaluation", 'Send {"what": "nlu"}.')
    person, measuring = person_of(request).name, request.app.ctx.builder.measuring
    audit(request, "evaluation", given.what)
    if given.what == "nlu":
        return _begun(measuring.understanding(person, given.folds))
    assistant = request.app.ctx.assistant
    return _begun(measuring.conversations(person, given.model or assistant.model.path.name))


async def compare(request: Request) -> HTTPResponse:
    """Compare two models."""
    given = asked.body(request, _pair, "The comparison", 'Send {"models": ["one.tar.gz", "two.tar.gz"]}.')
    measuring = request.app.ctx.builder.measuring
    audit(request, "comparison", ", ".join(given.models))
    return _begun(measuring.comparison(person_of(request).name, *given.models))


async def review(request: Request) -> HTTPResponse:
    """What the last cross-validation came to."""
    examples = request.app.ctx.builder.examples
    found = await asyncio.to_thread(examples.review, person_of(request).name)
    if found is None:
        raise NotFound("The examples were not reviewed yet.", 'POST /builder/api/evaluations {"what": "nlu"}.')
    return json(found, dumps=asked.answer)


def _begun(job: Job) -> HTTPResponse:
    return json(Begun(job.id), status=202, dumps=asked.answer)


def _running(request: Request) -> str | None:
    assistant = request.app.ctx.assistant
    return assistant.model.metadata.model_id if assistant.is_loaded else None


_BEGUN = {202: Content("It has begun: GET /builder/api/jobs/<job>.", Begun)}
_UNKNOWN = {404: Content("There is no such model.")}
_BAD = {400: Content("It cannot be read, or not be done.")}
_BUSY = {503: Content("Too many jobs are at work.")}

ROUTES = (
    Route(
        method="GET",
        path="/builder/api/models",
        handler=models,
        name="builder_models",
        summary="The models, and which one runs.",
        group="Builder",
        answers={200: Content("The newest first.", tuple[ModelRow, ...])},
        role="viewer",
    ),
    Route(
        method="GET",
        path="/builder/api/models/<file>",
        handler=talked,
        name="builder_model",
        summary="The test conversations that were had with a model.",
        group="Builder",
        answers={200: Content("The last time.", Talked), **_UNKNOWN},
        role="viewer",
    ),
    Route(
        method="DELETE",
        path="/builder/api/models/<file>",
        handler=delete,
        name="builder_model_delete",
        summary="Delete a model.",
        group="Builder",
        answers={204: Content("It is gone."), 409: Content("It runs."), **_UNKNOWN},
        role="publisher",
    ),
    Route(
        method="POST",
        path="/builder/api/models/<file>/serve",
        handler=serve,
        name="builder_model_serve",
        summary="Let a model run, for all turns from now on.",
        group="Builder",
        answers={204: Content("It runs."), **_BAD, **_UNKNOWN},
        role="publisher",
    ),
    Route(
        method="POST",
        path="/builder/api/training",
        handler=train,
        name="builder_training",
        summary="Train a model of the files as who asks sees them.",
        group="Builder",
        body=Content("Whether it runs then.", Training),
        answers={**_BEGUN, **_BAD, **_BUSY},
        role="author",
    ),
    Route(
        method="POST",
        path="/builder/api/evaluations",
        handler=evaluate,
        name="builder_evaluation",
        summary="Cross-validate the examples, or have the test conversations.",
        group="Builder",
        body=Content("Which.", Evaluation),
        answers={**_BEGUN, **_BAD, **_UNKNOWN, **_BUSY},
        role="author",
    ),
    Route(
        method="POST",
        path="/builder/api/comparisons",
        handler=compare,
        name="builder_comparison",
        summary="Compare two models on messages and conversations that neither has learnt.",
        group="Builder",
        body=Content("Which.", Pair),
        answers={**_BEGUN, **_BAD, **_UNKNOWN, **_BUSY},
        role="author",
    ),
    Route(
        method="GET",
        path="/builder/api/review",
        handler=review,
        name="builder_review",
        summary="What the last cross-validation says of the examples.",
        group="Builder",
        answers={200: Content("It.", Reviewed), 404: Content("There was none yet.")},
        role="viewer",
    ),
)

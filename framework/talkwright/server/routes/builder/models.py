"""``/builder/api/models``, ``/training``, ``/evaluations`` and ``/comparisons``: models, how good they are, and which
one runs."""

from __future__ import annotations

import asyncio
from typing import Literal

import msgspec
from sanic import HTTPResponse, Request

from talkwright.builder.changes import Event
from talkwright.builder.training.measure import FOLDS
from talkwright.builder.training.measured import Talked
from talkwright.builder.training.models import ModelRow
from talkwright.builder.training.reviews import Reviewed
from talkwright.errors import AuthorError, Forbidden, NotFound, RequestError
from talkwright.server import asked
from talkwright.server.guard import audit, person_of
from talkwright.server.route import Content
from talkwright.server.routes.builder.jobs import BEGUN, begun
from talkwright.server.routes.builder.route import answer, assistant_of, builder_of, no_content, route


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
    builder = builder_of(request)
    project = await asyncio.to_thread(builder.workspace.open, person_of(request).name)
    rows = await asyncio.to_thread(builder.models.all, project, _running(request))
    return answer(rows)


async def talked(request: Request, file: str) -> HTTPResponse:
    """What came of the last test conversations with one."""
    known = builder_of(request).models
    found = await asyncio.to_thread(lambda: known.talked(known.id(file)))
    if found is None:
        raise NotFound("No test conversations were had with this model.", "POST /builder/api/evaluations.")
    return answer(found)


async def delete(request: Request, file: str) -> HTTPResponse:
    """Delete one."""
    builder = builder_of(request)
    await asyncio.to_thread(builder.models.delete, file, _running(request))
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


async def train(request: Request) -> HTTPResponse:
    """Train what who asks sees."""
    given = asked.body(request, _training, "The training", 'Send {"serve": false}.')
    person = person_of(request)
    if given.serve and not person.may("publisher"):
        raise Forbidden("A model is put to work by a publisher.", "Train it, and ask one to let it run.")
    measuring = builder_of(request).measuring
    audit(request, "training", "and serve" if given.serve else "")
    return begun(await measuring.train(person.name, serves=given.serve))


async def evaluate(request: Request) -> HTTPResponse:
    """Measure how well messages are understood, or have the test conversations."""
    given = asked.body(request, _evaluation, "The evaluation", 'Send {"what": "nlu"}.')
    person, measuring = person_of(request).name, builder_of(request).measuring
    audit(request, "evaluation", given.what)
    if given.what == "nlu":
        return begun(await measuring.understanding(person, given.folds))
    assistant = assistant_of(request)
    return begun(await measuring.conversations(person, given.model or assistant.model.path.name))


async def compare(request: Request) -> HTTPResponse:
    """Compare two models."""
    given = asked.body(request, _pair, "The comparison", 'Send {"models": ["one.tar.gz", "two.tar.gz"]}.')
    measuring = builder_of(request).measuring
    audit(request, "comparison", ", ".join(given.models))
    return begun(await measuring.comparison(person_of(request).name, *given.models))


async def review(request: Request) -> HTTPResponse:
    """What the last cross-validation came to."""
    examples = builder_of(request).examples
    found = await asyncio.to_thread(examples.review, person_of(request).name)
    if found is None:
        raise NotFound("The examples were not reviewed yet.", 'POST /builder/api/evaluations {"what": "nlu"}.')
    return answer(found)


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
    route(
        "POST",
        "/training",
        train,
        name="training",
        summary="Train a model of the files as who asks sees them.",
        body=Content("Whether it runs then.", Training),
        answers={**BEGUN, **_BAD},
        role="author",
    ),
    route(
        "POST",
        "/evaluations",
        evaluate,
        name="evaluation",
        summary="Cross-validate the examples, or have the test conversations.",
        body=Content("Which.", Evaluation),
        answers={**BEGUN, **_BAD, **_UNKNOWN},
        role="author",
    ),
    route(
        "POST",
        "/comparisons",
        compare,
        name="comparison",
        summary="Compare two models on messages and conversations that neither has learnt.",
        body=Content("Which.", Pair),
        answers={**BEGUN, **_BAD, **_UNKNOWN},
        role="author",
    ),
    route(
        "GET",
        "/review",
        review,
        name="review",
        summary="What the last cross-validation says of the examples.",
        answers={200: Content("It.", Reviewed), 404: Content("There was none yet.")},
        role="viewer",
    ),
)

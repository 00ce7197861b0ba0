"""``/builder/api/training``, ``/evaluations``, ``/comparisons`` and ``/review``: models made, measured and compared."""

from __future__ import annotations

from typing import Literal

import msgspec
from sanic import HTTPResponse, Request

from talkwright.builder.threads import in_thread
from talkwright.builder.training.measure import FOLDS
from talkwright.builder.training.reviews import Reviewed
from talkwright.errors import Forbidden, NotFound
from talkwright.server import asked
from talkwright.server.guard import audit, person_of
from talkwright.server.route import Content
from talkwright.server.routes.builder.jobs import BEGUN, begun
from talkwright.server.routes.builder.route import answer, assistant_of, builder_of, route


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
    found = await in_thread(examples.review, person_of(request).name)
    if found is None:
        raise NotFound("The examples were not reviewed yet.", 'POST /builder/api/evaluations {"what": "nlu"}.')
    return answer(found)


_UNKNOWN = {404: Content("There is no such model.")}
_BAD = {400: Content("It cannot be read, or not be done.")}

ROUTES = (
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

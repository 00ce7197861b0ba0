"""``/model/test/...``: how well a model does on stories and on examples that come with the request. Rasa's API."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
from sanic import HTTPResponse, Request, empty

from talkwright.errors import Conflict, RequestError
from talkwright.server import asked
from talkwright.server.route import Content, Query, Route
from talkwright.server.routes.model import GROUP
from talkwright.server.workshop import Body, Done, Workshop, callback

MISTAKE = "TestingError"
_FAILED = 1  # the command's exit code when something was not as expected, which is no failure of the command
_MOST_FOLDS = 100
_MEMORIES = ("RulePolicy", "MemoizationPolicy")  # how the names of policies end that know training data by heart
_JSON = {"content-type": "application/json"}


async def stories(request: Request) -> HTTPResponse:
    """How the stories of the body went."""
    workshop: Workshop = request.app.ctx.workshop
    if not request.body.strip():
        raise RequestError("There are no stories.", "Send them in YAML, under 'stories:'.")
    e2e = asked.flag(request, "e2e")
    body = await _stories(workshop, request.body, request.app.ctx.assistant.model.path, e2e=e2e)
    return HTTPResponse(body.content, content_type="application/json")


async def intents(request: Request) -> HTTPResponse:
    """How the examples of the body were understood; with a callback, nothing yet."""
    workshop: Workshop = request.app.ctx.workshop
    folds = _folds(request)
    if folds is None and not request.app.ctx.assistant.is_loaded:
        raise Conflict("No model is loaded.", "Load one, or ask for cross_validation_folds.")
    model = Path(request.args.get("model") or request.app.ctx.assistant.model.path)
    if not request.body.strip():
        raise RequestError("There are no examples.", "Send them in YAML, under 'nlu:'.")
    work = _intents(workshop, request.body, model, folds)
    url = request.args.get("callback_url")
    if url is not None:
        workshop.call_back(callback(url), work, MISTAKE)
        return empty()
    return HTTPResponse((await work).content, content_type="application/json")


def _folds(request: Request) -> int | None:
    given = asked.number(request, "cross_validation_folds")
    if given is not None and given not in range(2, _MOST_FOLDS + 1):
        raise RequestError(f"'cross_validation_folds' has to be a whole number from 2 to {_MOST_FOLDS}.")
    return None if given is None else int(given)


async def _stories(workshop: Workshop, document: bytes, model: Path, *, e2e: bool) -> Body:
    with tempfile.TemporaryDirectory() as name:
        file, out = _written(name, "test_stories.yml", document), Path(name, "results")
        done = await workshop.run("test", file, "-m", model, "--out", out, "--no-plot", "--json", folder=workshop.root)
        report = _read(out / "story_report.json", done)
        talked = [each for talk in msgspec.json.decode(done.out)["conversations"] for each in talk["actions"]]
    told = {
        "report": report,
        **_sums(report),
        "actions": talked,
        "in_training_data_fraction": _remembered(talked),
        "is_end_to_end_evaluation": e2e,
    }
    told["f1"] = told.pop("f1_score")
    return Body(msgspec.json.encode(told), _JSON)


def _remembered(actions: Sequence[dict[str, Any]]) -> float | None:
    """The share of the actions that rules and memories of the training stories chose; None where no policies choose."""
    policies = [str(each["policy"]) for each in actions if each["policy"]]
    if actions and not policies:
        return None
    return sum(each.endswith(_MEMORIES) for each in policies) / len(actions) if actions else 0.0


async def _intents(workshop: Workshop, document: bytes, model: Path, folds: int | None) -> Body:
    with tempfile.TemporaryDirectory() as name:
        data, out = _written(name, "nlu.yml", document), Path(name, "results")
        how: tuple[str | Path, ...] = ("--model", model)
        if folds is not None:
            how = ("--cross-validation", "--folds", str(folds), *_config(document, data))
        done = await workshop.run(
            *("test", "nlu", "--nlu", data, "--out", out, "--no-plot", "--successes", *how), folder=workshop.root
        )
        told = {
            "intent_evaluation": _evaluation(out, "intent", done),
            "entity_evaluation": {name: _evaluation(out, name, done) for name in _extractors(out)},
            "response_selection_evaluation": _evaluation(out, "response_selection", done, needed=False),
        }
    return Body(msgspec.json.encode(told), _JSON)


def _written(folder: str, name: str, document: bytes) -> Path:
    path = Path(folder, name)
    path.write_bytes(document)
    return path


def _config(document: bytes, file: Path) -> tuple[str | Path, ...]:
    """The pipeline that comes with the examples, if one does."""
    return ("--config", file) if b"\npipeline:" in b"\n" + document else ()


def _extractors(out: Path) -> list[str]:
    names = (path.name.removesuffix("_report.json") for path in sorted(out.glob("*_report.json")))
    return [name for name in names if name not in ("intent", "response_selection")]


def _evaluation(out: Path, name: str, done: Done, *, needed: bool = True) -> dict[str, Any] | None:
    """Rasa's evaluation of a kind, from the files of results."""
    if not needed and not (out / f"{name}_report.json").exists():
        return None
    report = _read(out / f"{name}_report.json", done)
    errors, right = _read(out / f"{name}_errors.json", done), _read(out / f"{name}_successes.json", done)
    return {"report": report, "predictions": [*right, *errors], **_sums(report), "errors": errors}


def _sums(report: dict[str, Any]) -> dict[str, float]:
    mean = report["weighted avg"]
    return {"precision": mean["precision"], "f1_score": mean["f1-score"], "accuracy": report["accuracy"]}


def _read(path: Path, done: Done) -> Any:
    if done.code > _FAILED or not path.exists():
        raise RequestError(done.said or "It cannot be tested.", "Look at what was sent.")
    return msgspec.json.decode(path.read_bytes())


_OURS: dict[str, Any] = {"method": "POST", "group": GROUP, "clients": True, "mistake": MISTAKE}
_REFUSED = {
    400: Content("It cannot be tested; the message tells why."),
    401: Content("Nobody knows who asks."),
    403: Content("Who asks may not."),
    503: Content("Too much waits already."),
}

ROUTES = (
    Route(
        path="/model/test/stories",
        handler=stories,
        name="test_stories",
        summary="How the model does on stories.",
        model=True,
        body=Content("Stories.", kind="application/yaml"),
        query=(Query("e2e", "Said in the answer; stories are always talked from end to end.", bool),),
        answers={
            **_REFUSED,
            200: Content("What came of it.", dict[str, Any]),
            409: Content("No model is loaded."),
        },
        **_OURS,
    ),
    Route(
        path="/model/test/intents",
        handler=intents,
        name="test_intents",
        summary="How well examples are understood.",
        body=Content("Examples.", kind="application/yaml"),
        query=(
            Query("model", "Path of the model to ask; that which is served by default."),
            Query("cross_validation_folds", "Train on the examples themselves, in so many parts.", int),
            Query("callback_url", "Where the answer is posted when it is there; the answer is 204 then."),
        ),
        answers={**_REFUSED, 200: Content("What came of it.", dict[str, Any]), 204: Content("It will be posted.")},
        **_OURS,
    ),
)

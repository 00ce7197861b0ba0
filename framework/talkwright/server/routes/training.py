"""``/model/train``: a model from files that come with the request, trained beside those who talk. Rasa's API."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from sanic import HTTPResponse, Request, empty, raw

from talkwright.errors import RequestError
from talkwright.server import asked
from talkwright.server.route import Content, Query, Route
from talkwright.server.routes.model import GROUP
from talkwright.server.workshop import Body, Workshop, callback

MISTAKE = "TrainingError"
_KIND = "application/gzip"
_HINT = "Send the configuration, the domain and the training data in one YAML document."


async def train(request: Request) -> HTTPResponse:
    """The trained model; with a callback, nothing yet."""
    if not request.body.strip():
        raise RequestError("There is nothing to train.", _HINT)
    workshop: Workshop = request.app.ctx.workshop
    save = asked.flag(request, "save_to_default_model_directory", default=True)
    work = trained(workshop, request.body, force=asked.flag(request, "force_training"), save=save)
    url = request.args.get("callback_url")
    if url is not None:
        workshop.call_back(callback(url), work, MISTAKE)
        return empty()
    body = await work
    return raw(body.content, content_type=_KIND, headers=body.headers)


async def trained(workshop: Workshop, document: bytes, *, force: bool, save: bool) -> Body:
    """The model of a ``document`` that holds everything. Raises ``RequestError`` with all that is wrong with it."""
    workshop.training += 1
    try:
        with tempfile.TemporaryDirectory() as name:
            folder, model = Path(name), time.strftime("%Y%m%d-%H%M%S")
            for file in ("config.yml", "domain.yml", "data/data.yml"):  # each takes what is its own
                (folder / file).parent.mkdir(exist_ok=True)
                (folder / file).write_bytes(document)
            out = folder / "models"
            done = await workshop.run(
                "train",
                *("--out", out, "--fixed-model-name", model, "--quiet"),
                *(("--force",) if force else ()),
                folder=folder,
            )
            made = out / f"{model}.tar.gz"
            if done.code or not made.exists():
                raise RequestError(done.said or "It cannot be trained.", _HINT)
            if save:
                _keep(made, workshop.models)
            return Body(made.read_bytes(), {"filename": made.name, "content-type": _KIND})
    finally:
        workshop.training -= 1


def _keep(made: Path, models: Path) -> None:
    """Put it among the models in one step: who looks finds all of it or nothing."""
    models.mkdir(parents=True, exist_ok=True)
    partial = models / f".{made.name}"
    shutil.copyfile(made, partial)
    partial.replace(models / made.name)


_OURS: dict[str, Any] = {"group": GROUP, "clients": True, "mistake": MISTAKE}

ROUTES = (
    Route(
        method="POST",
        path="/model/train",
        handler=train,
        name="train_model",
        summary="Train a model.",
        body=Content(_HINT, kind="application/yaml"),
        query=(
            Query("save_to_default_model_directory", "Keep it in the folder of models; true by default.", bool),
            Query("force_training", "Train everything anew.", bool),
            Query("callback_url", "Where the model is posted when it is done; the answer is 204 then."),
        ),
        answers={
            200: Content("The model; the header 'filename' names it.", kind=_KIND),
            204: Content("It will be posted."),
            400: Content("It cannot be trained; the message tells all that is wrong."),
            401: Content("Nobody knows who asks."),
            403: Content("Who asks may not."),
            503: Content("Too much waits already."),
        },
        **_OURS,
    ),
)

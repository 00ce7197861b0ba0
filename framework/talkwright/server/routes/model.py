"""``/status``, ``/model`` and ``/domain``: which model is served, what it understands, and another in its place. Rasa's
API."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

import msgspec
import yaml
from sanic import HTTPResponse, Request, empty, json

from talkwright.conversation.content import to_json_value
from talkwright.errors import AuthorError, NotAcceptable, RequestError
from talkwright.runtime.parse import parse as understand
from talkwright.server import asked
from talkwright.server.emulate import emulate
from talkwright.server.fetch import Server, fetched
from talkwright.server.route import Content, Query, Route
from talkwright.training.remote import stored

GROUP = "Model"


class Status(msgspec.Struct, frozen=True):
    """The model that is served, and how many are being trained."""

    model_file: str
    model_id: str
    num_active_training_jobs: int


class Text(msgspec.Struct, frozen=True):
    """What is to be understood. ``message_id`` comes back with the answer."""

    text: str | list[str]
    message_id: str | None = None


class Replacement(msgspec.Struct, frozen=True):
    """Where another model is: a file on this machine, or a server. ``remote_storage``: the kind of storage that
    ``model_file`` is fetched from."""

    model_file: str | None = None
    model_server: Server | None = None
    remote_storage: str | None = None


_text = msgspec.json.Decoder(Text)
_replacement = msgspec.json.Decoder(Replacement)


async def status(request: Request) -> HTTPResponse:
    """Which model is served."""
    context = request.app.ctx
    model = context.assistant.model
    return json(to_json_value(Status(model.path.name, model.metadata.model_id, context.workshop.training)))


async def parse(request: Request) -> HTTPResponse:
    """What a message means."""
    given = asked.body(request, _text, "The message", 'Send {"text": "hello"}.')
    text = given.text if isinstance(given.text, str) else " ".join(given.text[:1])
    assistant = request.app.ctx.assistant
    heard = await understand(assistant.model.pipeline, text, time.time(), assistant.nlu, given.message_id)
    mode = request.args.get("emulation_mode")
    if mode is not None:
        return json(emulate(heard, mode), dumps=asked.answer)
    if given.message_id is not None:
        heard = msgspec.structs.replace(heard, message_id=given.message_id)
    return json(heard, dumps=asked.answer)


async def put(request: Request) -> HTTPResponse:
    """Another model, from now on."""
    given = asked.body(request, _replacement, "The model", 'Send {"model_file": "models/some.tar.gz"}.')
    context = request.app.ctx
    if context.reloader is None:
        raise RequestError("This server cannot load another model.")
    if given.model_server is not None:
        path = await fetched(given.model_server, context.workshop.models)
    elif given.model_file is not None and given.remote_storage is not None:
        path = await asyncio.to_thread(stored, given.remote_storage, given.model_file, context.workshop.models)
    elif given.model_file is not None:
        path = Path(given.model_file)
    else:
        raise RequestError("It is not said where the model is.", 'Send {"model_file": "models/some.tar.gz"}.')
    try:
        await context.reloader.put(path)
    except AuthorError as fault:
        raise RequestError("; ".join(map(str, fault.problems))) from fault
    return empty()


async def delete(request: Request) -> HTTPResponse:
    """No model, from now on."""
    request.app.ctx.assistant.unload()
    return empty()


async def domain(request: Request) -> HTTPResponse:
    """Everything that the assistant knows of, in the form that the caller takes."""
    plain = request.app.ctx.assistant.model.domain.plain()
    accepted = request.headers.get("accept", "*/*")
    for kind in (part.partition(";")[0].strip().lower() for part in accepted.split(",")):
        if kind in ("*/*", "application/*", "application/json", ""):
            return json(plain, dumps=asked.answer)
        if kind.endswith(("/yaml", "/x-yaml")):
            written = yaml.safe_dump(to_json_value(plain), allow_unicode=True, sort_keys=False)
            return HTTPResponse(written, content_type=kind)
    raise NotAcceptable(f"The domain cannot be had as {accepted!r}.", "Ask for application/json or application/x-yaml.")


_OURS: dict[str, Any] = {"group": GROUP, "clients": True}
_REFUSED = {
    400: Content("It cannot be read."),
    401: Content("Nobody knows who asks."),
    403: Content("Who asks may not."),
    409: Content("No model is loaded."),
}

ROUTES = (
    Route(
        method="GET",
        path="/status",
        handler=status,
        name="status",
        summary="Which model is served.",
        model=True,
        answers={**_REFUSED, 200: Content("It.", Status)},
        **_OURS,
    ),
    Route(
        method="POST",
        path="/model/parse",
        handler=parse,
        name="parse",
        summary="What a message means.",
        model=True,
        body=Content("The message.", Text),
        query=(Query("emulation_mode", "The form of another service: WIT, LUIS or DIALOGFLOW."),),
        answers={**_REFUSED, 200: Content("What was understood.", dict[str, Any])},
        mistake="ParsingError",
        **_OURS,
    ),
    Route(
        method="PUT",
        path="/model",
        handler=put,
        name="put_model",
        summary="Serve another model.",
        body=Content("Where it is.", Replacement),
        answers={**_REFUSED, 204: Content("It is served.")},
        mistake="LoadingError",
        **_OURS,
    ),
    Route(
        method="DELETE",
        path="/model",
        handler=delete,
        name="delete_model",
        summary="Serve no model.",
        answers={**_REFUSED, 204: Content("None is served.")},
        **_OURS,
    ),
    Route(
        method="GET",
        path="/domain",
        handler=domain,
        name="domain",
        summary="What the assistant knows of.",
        model=True,
        answers={
            **_REFUSED,
            200: Content("The domain, also as YAML.", dict[str, Any]),
            406: Content("Neither as JSON nor as YAML."),
        },
        mistake="InvalidDomainError",
        **_OURS,
    ),
)

"""The Sanic app: routes, errors, limits. Made anew for each server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path

from sanic import HTTPResponse, Request, Sanic
from sanic.exceptions import RequestTimeout

from talkwright.accounts.store import AccountStore, Span
from talkwright.builder.desk import Builder
from talkwright.channels.channel import Channel
from talkwright.channels.socketio import SocketIOChannel
from talkwright.channels.web import MAX_FRAME_BYTES, WebChannel
from talkwright.runtime.assemble import Assistant
from talkwright.runtime.reload import Reloader
from talkwright.runtime.stores import open_accounts
from talkwright.server import App, openapi, problem
from talkwright.server.custom.adapt import CustomChannel
from talkwright.server.gate import Gate
from talkwright.server.guard import Guard
from talkwright.server.origin import Origins
from talkwright.server.people import People
from talkwright.server.route import REQUEST_ID, Route, put
from talkwright.server.routes import (
    assets,
    builder,
    conversations,
    doing,
    explain,
    metrics,
    model,
    page,
    predicting,
    reference,
    system,
    testing,
    training,
    web,
    webhooks,
)
from talkwright.server.routes.builder.app import read_app
from talkwright.server.sockets import Sockets
from talkwright.server.workshop import Workshop
from talkwright.settings import Settings

MODELS = Path("models")
API = (conversations, doing, predicting, model, explain, training, testing)
_numbers = count(1)


class _Timely(Request):
    """A request whose body has to come as fast as its head: sanic gives it the time of the answer."""

    async def receive_body(self) -> None:
        try:
            async with asyncio.timeout(self.app.config.REQUEST_TIMEOUT):
                await super().receive_body()  # type: ignore[no-untyped-call]
        except TimeoutError:
            raise RequestTimeout("The request took too long to come.") from None


def create_app(
    assistant: Assistant,
    channels: Mapping[str, Channel],
    settings: Settings,
    root: Path | None = None,
    reloader: Reloader | None = None,
    models: Path = MODELS,
    accounts: Callable[[], AccountStore] | None = None,
) -> App:
    """The app that serves ``assistant`` on ``channels``, and the pictures of the bot at ``root``. ``reloader`` replaces
    the model; ``models`` is the folder of those that are trained by request; ``accounts`` opens those of the builder's
    people. Raises ``RequestError``."""
    app: App = Sanic(f"talkwright-{next(_numbers)}", request_class=_Timely, configure_logging=False)
    app.config.update(
        ACCESS_LOG=False,
        REQUEST_MAX_SIZE=settings.request_max_bytes,
        WEBSOCKET_MAX_SIZE=MAX_FRAME_BYTES,
        WEBSOCKET_PING_INTERVAL=25,
        WEBSOCKET_PING_TIMEOUT=25,
        GRACEFUL_SHUTDOWN_TIMEOUT=settings.shutdown_s,
        FALLBACK_ERROR_FORMAT="json",
        REQUEST_TIMEOUT=settings.request_timeout_s,
        RESPONSE_TIMEOUT=settings.response_timeout_s,
    )
    app.ctx.assistant = assistant
    app.ctx.settings = settings
    app.ctx.origins = Origins(settings.cors)
    app.ctx.admission = webhooks.Admission(settings)
    app.ctx.sockets = Sockets(settings)
    app.ctx.gate = Gate(settings)
    opened = accounts or (lambda: open_accounts(root or Path(), None, settings))
    app.ctx.guard = Guard(settings, People(opened, Span(settings.session_idle_s, settings.session_max_s)))
    app.ctx.workshop = Workshop(root or Path(), models)
    app.ctx.reloader = reloader
    app.ctx.builder = Builder(root or Path(), models, assistant, None if reloader is None else reloader.put)
    app.ctx.web_channel = None
    problem.install(app)
    table = routes(channels, api=settings.enable_api)
    put(app, table)
    reference.make(app, openapi.document(table))
    page.read_files(app)
    read_app(app)
    assets.read_pictures(app, root)
    for channel in channels.values():
        if isinstance(channel, WebChannel):
            web.add(app, channel)
        elif isinstance(channel, SocketIOChannel):
            from talkwright.server.routes import socketio  # a library that only bots with this channel pay for

            socketio.add(app, channel)
        elif isinstance(channel, CustomChannel):
            channel.mount(app)
    if settings.cors:
        _allow_origins(app)
    return app


def routes(channels: Mapping[str, Channel], *, api: bool = True) -> tuple[Route, ...]:
    """Everything the server answers, but the sockets. ``api``: with Rasa's HTTP API."""
    rooms = (system, metrics, reference, page, assets, builder, *(API if api else ()))
    return (*(route for room in rooms for route in room.ROUTES), *webhooks.routes(channels))


def _allow_origins(app: App) -> None:
    """Let pages of other origins use the server, as ``--cors`` says."""

    @app.on_request
    async def preflight(request: Request) -> HTTPResponse | None:
        if request.method == "OPTIONS" and request.headers.get("access-control-request-method"):
            return HTTPResponse(status=204)
        return None

    @app.on_response  # type: ignore[untyped-decorator]
    async def allow(request: Request, response: HTTPResponse) -> None:
        origin = request.headers.get("origin")
        if origin and app.ctx.origins.named(origin):
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Allow-Methods"] = "GET, POST, PUT, DELETE, OPTIONS"
            response.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type, Idempotency-Key"
            response.headers["Access-Control-Expose-Headers"] = f"filename, {REQUEST_ID}"
            response.headers["Vary"] = ", ".join(filter(None, (response.headers.get("Vary"), "Origin")))

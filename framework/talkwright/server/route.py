"""A route of the server, as the app serves it and as the OpenAPI document tells of it; and what every request goes
through: its id, the state of the server, who may ask, errors.

One table of ``Route`` values makes both, so that the document cannot drift. No thinking and no channel in here.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from typing import Any, Literal, TypeAlias
from urllib.parse import unquote

import msgspec
from sanic import HTTPResponse, Request

from talkwright import log
from talkwright.accounts.person import Role
from talkwright.errors import Conflict, Unavailable
from talkwright.server import App, problem
from talkwright.server.auth import require_operator

Handler: TypeAlias = Callable[..., Awaitable[HTTPResponse | None]]

REQUEST_ID = "X-Request-Id"
_LONGEST_ID = 128
STOPPING = "This server is about to stop."


class Content(msgspec.Struct, frozen=True):
    """A body. ``schema`` is a type that msgspec knows, None for one that is not JSON."""

    what: str
    schema: Any = None
    kind: str = "application/json"


class Query(msgspec.Struct, frozen=True):
    """A parameter in the address."""

    name: str
    what: str
    schema: Any = str


class Route(msgspec.Struct, frozen=True, kw_only=True):
    """``path`` is sanic's. ``answers`` are the bodies by status; errors of every route are not told again.

    ``role``: a person of the builder who has it may ask; empty for what is not the builder's, or is for everybody.
    What they do is written down, but for a GET, and where ``unnoted`` says why not.
    ``operators``: only they may ask. ``clients``: only who the ``Gate`` lets in, which a part of the path called
    ``conversation`` may decide. ``model``: there has to be one. ``stopping``: answered also by a server that is
    about to stop. ``mistake``: the reason of an error that is ours.
    """

    method: Literal["GET", "POST", "PUT", "DELETE"]
    path: str
    handler: Handler
    name: str
    summary: str
    group: str
    body: Content | None = None
    query: tuple[Query, ...] = ()
    answers: Mapping[int, Content]
    role: Role | Literal[""] = ""
    unnoted: str = ""
    operators: bool = False
    clients: bool = False
    model: bool = False
    stopping: bool = False
    mistake: str = problem.UNEXPECTED


class Work:
    """What the server has in hand: how many ``requests``. ``stopping`` is what it tells of itself when it was told to
    stop; ``refusing``, a notice later, it takes no more."""

    def __init__(self) -> None:
        self.requests = 0
        self.stopping = False
        self.refusing = False
        self._deeds: set[asyncio.Task[HTTPResponse | None]] = set()

    async def carry_out(self, deed: Coroutine[Any, Any, HTTPResponse | None]) -> HTTPResponse | None:
        """What comes of ``deed``, which goes on to its end when who asked for it goes away meanwhile."""
        task = asyncio.create_task(deed)
        self._deeds.add(task)
        task.add_done_callback(self._deeds.discard)
        return await asyncio.shield(task)

    async def drain(self) -> None:
        """Wait until every deed is done."""
        while self._deeds:
            await asyncio.wait(self._deeds)


def put(app: App, routes: Iterable[Route]) -> None:
    """Put ``routes`` on ``app``."""
    app.ctx.work = Work()
    for route in routes:
        methods = ["GET", "HEAD"] if route.method == "GET" else [route.method]  # of a HEAD sanic sends no body
        served = _served(route, app.ctx.work)
        # Named, or sanic parses the source of every handler to find what its errors look like.
        app.add_route(served, route.path, methods=methods, name=route.name, error_format="json")  # type: ignore[arg-type]


def read_request_id(request: Request) -> str:
    """The id that the caller gave the request, if it is a sane one: printable and short. Else a new one."""
    given: str | None = request.headers.get(REQUEST_ID)
    if given and len(given) <= _LONGEST_ID and given.isascii() and given.isprintable():
        return given
    return secrets.token_hex(8)


def _served(route: Route, work: Work) -> Handler:
    """What every request to ``route`` goes through."""
    handler, refusable, operators, clients = route.handler, not route.stopping, route.operators, route.clients
    noted = route.role and not route.unnoted and route.method != "GET"

    async def note(request: Request, parts: Mapping[str, str]) -> HTTPResponse | None:
        """Do it and write it down: both, also when the connection is lost in between."""
        response = await handler(request, **parts)
        if response is None or response.status < 400:
            await request.app.ctx.guard.record(request, route.name, parts)
        return response

    async def serve(request: Request, **parts: str) -> HTTPResponse | None:
        id = read_request_id(request)
        log.request_id.set(id)
        work.requests += 1
        try:
            if work.refusing and refusable:
                raise Unavailable(STOPPING, "Send it again: another takes over.")
            if operators:
                require_operator(request)
            if clients or route.role:
                parts = {name: unquote(part) for name, part in parts.items()}
            if route.role:
                await request.app.ctx.guard.admit(request, route.role)
            if clients:
                request.app.ctx.gate.require(request, parts.get("conversation"))
            if route.model and not request.app.ctx.assistant.is_loaded:
                raise Conflict("No model is loaded.", "Load one: PUT /model with the path of its file.")
            response = await (work.carry_out(note(request, parts)) if noted else handler(request, **parts))
        except Exception as fault:
            response = problem.answer(fault, route.path, route.mistake)
        finally:
            work.requests -= 1
            if work.stopping:
                request.stream.keep_alive = False  # type: ignore[union-attr] # sanic says "Connection: close" then
        if response is not None:
            response.headers[REQUEST_ID] = id
        return response

    return serve

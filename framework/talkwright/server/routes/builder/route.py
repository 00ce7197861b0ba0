"""How a route of the builder is made and answered: below ``/builder/api``, for people who have a role, in JSON that
nobody else may see, so that no cache keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec
from sanic import HTTPResponse, Request

from talkwright.accounts.person import Role
from talkwright.builder.desk import Builder
from talkwright.runtime.assemble import Assistant
from talkwright.server.route import Content, Handler, Query, Route

GROUP = "Builder"
API = "/builder/api"
PRIVATE = {"Cache-Control": "no-store"}


def route(
    method: Literal["GET", "POST", "PUT", "DELETE"],
    path: str,
    handler: Handler,
    *,
    name: str,
    summary: str,
    role: Role,
    answers: Mapping[int, Content],
    body: Content | None = None,
    query: tuple[Query, ...] = (),
    unnoted: str = "",
) -> Route:
    """A route below ``API``, which takes ``role``. The rest is as in ``Route``."""
    return Route(
        method=method,
        path=f"{API}{path}",
        handler=handler,
        name=f"builder_{name}",
        summary=summary,
        group=GROUP,
        body=body,
        query=query,
        answers=answers,
        role=role,
        unnoted=unnoted,
    )


def builder_of(request: Request) -> Builder:
    """The parts that ``request`` is answered with."""
    builder: Builder = request.app.ctx.builder
    return builder


def assistant_of(request: Request) -> Assistant:
    """The assistant at work."""
    assistant: Assistant = request.app.ctx.assistant
    return assistant


def answer(value: object, status: int = 200) -> HTTPResponse:
    """``value`` as JSON."""
    return HTTPResponse(msgspec.json.encode(value), status, PRIVATE, "application/json")


def no_content() -> HTTPResponse:
    """There is nothing more to say."""
    return HTTPResponse(status=204, headers=PRIVATE)

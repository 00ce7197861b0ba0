"""A request as channels see it."""

from __future__ import annotations

from sanic import Request

from talkwright.channels.channel import Inbound


def inbound(request: Request) -> Inbound:
    """The request, with its body raw."""
    return Inbound(
        method=request.method,
        path=request.path,
        headers={name.lower(): value for name, value in request.headers.items()},
        query={name: values[0] for name, values in request.args.items()} if request.query_string else {},
        body=request.body,
    )

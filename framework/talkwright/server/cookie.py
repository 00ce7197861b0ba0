"""The cookie that holds the token of a login. No script can read it, and no other site can have it sent.

Over HTTPS its name begins with ``__Host-``: browsers take such a one only over HTTPS, from this very host.
"""

from __future__ import annotations

from sanic import HTTPResponse, Request

from talkwright.server.address import peer_of

NAME = "talkwright"
_SECURE_NAME = f"__Host-{NAME}"
_LONGEST = 128


def read_cookie(request: Request) -> str:
    """The token that the browser sent; empty when there is none that could be one."""
    token = request.cookies.get(_SECURE_NAME if is_secure(request) else NAME) or ""
    return token if len(token) <= _LONGEST else ""


def set_cookie(request: Request, response: HTTPResponse, token: str, seconds: float) -> None:
    """Have the browser keep ``token`` for so long; an empty one ends what it has."""
    secure = is_secure(request)
    response.add_cookie(
        NAME,
        token,
        path="/",
        secure=secure,
        httponly=True,
        samesite="Strict",
        max_age=int(seconds) if token else 0,
        host_prefix=secure,
    )


def is_secure(request: Request) -> bool:
    """Whether the browser speaks HTTPS: with this server, or with a proxy that we trust."""
    settings = request.app.ctx.settings
    if settings.ssl_certificate:
        return True
    said = request.headers.get("x-forwarded-proto", "")
    return peer_of(request) in settings.trusted_proxies and said.rpartition(",")[2].strip().lower() == "https"

"""Who may ask for what operators ask for: this machine, and who shows the token.

Tokens are compared in constant time and never logged. A request that came through a proxy is not this machine's, even
when the proxy is on it.
"""

from __future__ import annotations

import hmac

from sanic import Request

from talkwright.errors import NotAllowed
from talkwright.server.address import address_of, is_here
from talkwright.server.signed import bearer


def require_operator(request: Request) -> None:
    """Raises ``NotAllowed`` unless the request comes from this machine or shows the token."""
    settings = request.app.ctx.settings
    if shows_token(request, settings.auth_token) or is_here(address_of(request, settings.trusted_proxies)):
        return
    raise NotAllowed(
        "This is for operators: ask from the machine itself, or with the token.",
        "Start the server with --auth-token and add ?token=, or the header Authorization: Bearer.",
    )


def shows_token(request: Request, token: str) -> bool:
    """Whether ``token``, which is not empty, is in the address (``?token=``) or in the header ``Authorization``."""
    given = request.args.get("token") or bearer(request.headers.get("authorization", ""))
    return bool(token) and hmac.compare_digest(given.encode(), token.encode())

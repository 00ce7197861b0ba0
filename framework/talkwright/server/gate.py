"""Who may use the HTTP API, by Rasa's rules: whoever shows the token; else who brings a signed token whose user has a
role that suffices; everybody when the server asks for neither. Channels are not behind it.

    {"user": {"username": "ada", "role": "user"}}

``admin`` may do everything, ``user`` what concerns the conversation that is called like it.
"""

from __future__ import annotations

from typing import Any

from sanic import Request

from talkwright.errors import Forbidden, NotAllowed
from talkwright.server.auth import shows_token
from talkwright.server.signed import Signed, bearer
from talkwright.settings import Settings


class Gate:
    """Raises ``RequestError`` when tokens cannot be read as ``settings`` say."""

    def __init__(self, settings: Settings) -> None:
        self._token = settings.auth_token
        keyed = settings.jwt_secret or settings.jwt_private_key
        self._signed = Signed(settings.jwt_secret, settings.jwt_method, settings.jwt_private_key) if keyed else None

    @property
    def is_open(self) -> bool:
        """Whether everybody may do everything."""
        return not self._token and self._signed is None

    def require(self, request: Request, conversation: str | None) -> None:
        """``conversation`` is the one that the request is about. Raises ``NotAllowed`` and ``Forbidden``."""
        if self.is_open or shows_token(request, self._token):
            return
        token = bearer(request.headers.get("authorization", ""))
        if self._signed is None or not token:
            raise NotAllowed(
                "You have to say who you are.",
                "Add ?token= with the word of --auth-token, or the header Authorization: Bearer with a signed token.",
            )
        if not _suffices(self._signed.read(token), conversation):
            hint = "It takes the role 'admin', or the role 'user' in the conversation of that user's name."
            raise Forbidden("You may not do this.", hint)


def _suffices(said: dict[str, Any], conversation: str | None) -> bool:
    user = said.get("user")
    if not isinstance(user, dict):
        return False
    if user.get("role") == "admin":
        return True
    return user.get("role") == "user" and conversation is not None and user.get("username") == conversation

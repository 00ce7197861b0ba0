"""A service of ``endpoints.yml`` that is asked over HTTP, JSON for JSON, with a limit of time.

What it is asked may be asked twice: a connection that breaks, or a server that is busy, is tried once more. An action
may not; ``actions.remote`` asks by itself. No message of an error shows more of an address than host and port.
"""

from __future__ import annotations

import asyncio
from typing import TypeVar

import msgspec

from talkwright.actions.webhook import Answer, NoAnswerError, TooLongError, UnreachableError, Webhook
from talkwright.errors import OutsideError, RequestError
from talkwright.project.endpoints import Endpoint

T = TypeVar("T")
_CONNECTIONS = 100
_ANSWER_MAX_BYTES = 1_000_000
_BUSY = (429, 500, 502, 503, 504)


class Service:
    """The service ``name`` at ``endpoint``, to whose address ``path`` is added. ``timeout_s`` is for both attempts.

    Raises ``RequestError`` for an address that cannot be one.
    """

    def __init__(self, endpoint: Endpoint, name: str, timeout_s: float, path: str = "") -> None:
        self._timeout_s = timeout_s
        self._webhook = webhook(endpoint, name, path, _CONNECTIONS, _ANSWER_MAX_BYTES)
        self.name = f"the {name} server at {self._webhook.place}"

    async def ask(self, question: object, answer: type[T]) -> T:
        """What it answers to ``question``. Raises ``OutsideError``."""
        content = msgspec.json.encode(question)
        try:
            async with asyncio.timeout(self._timeout_s):
                said = await self._asked(content)
        except TimeoutError:
            raise OutsideError(f"no answer of {self.name} within {self._timeout_s:g} s", retryable=True) from None
        except (UnreachableError, NoAnswerError) as fault:
            raise OutsideError(f"{self.name} cannot be asked: {fault}", retryable=True) from None
        except TooLongError:
            raise OutsideError(f"{self.name} answered more than {_ANSWER_MAX_BYTES} bytes") from None
        if not 200 <= said.status < 300:
            raise OutsideError(f"{self.name} answered {said.status}")
        try:
            return msgspec.json.decode(said.body, type=answer)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
            raise OutsideError(f"{self.name} answered what is none: {fault}") from None

    async def _asked(self, content: bytes) -> Answer:
        try:
            said = await self._webhook.post(content)
        except NoAnswerError:
            return await self._webhook.post(content)
        return await self._webhook.post(content) if said.status in _BUSY else said

    def close(self) -> None:
        """Close the connections that rest."""
        self._webhook.close()


def webhook(endpoint: Endpoint, name: str, path: str, connections: int, answer_max_bytes: int) -> Webhook:
    """The address of the service ``name``, with its parameters, the token among them. Raises ``RequestError``."""
    params = {key: str(value) for key, value in endpoint.params.items()}
    if endpoint.token is not None:
        params[endpoint.token_name] = endpoint.token
    auth = endpoint.basic_auth
    try:
        return Webhook(
            (endpoint.url or "").rstrip("/") + path if path else endpoint.url or "",
            params=params,
            headers=endpoint.headers,
            auth=(auth.get("username", ""), auth.get("password", "")) if auth else None,
            cafile=endpoint.cafile,
            connections=connections,
            answer_max_bytes=answer_max_bytes,
        )
    except OSError as fault:
        message = f"The 'cafile' of '{name}' cannot be used: {type(fault).__name__}"
        raise RequestError(message, "See that it is a file of certificates.") from None
    except ValueError:
        hint = "Write 'url: http://localhost:5055/webhook'; 'headers' are ASCII."
        raise RequestError(f"The 'url' of '{name}' is not the address of a server.", hint) from None

"""``/webhooks/rasa/webhook``: messages of people whom another server vouches for, which is asked for its keys."""

from __future__ import annotations

import time
from typing import Any

import httpx
import msgspec
from sanic import HTTPResponse, Request

from talkwright.channels.rasachat import RasaChannel
from talkwright.channels.rest import RestAnswer, RestMessage, render
from talkwright.errors import NotAllowed, OutsideError
from talkwright.server.inbound import inbound
from talkwright.server.route import Content, Handler, Route
from talkwright.server.signed import METHODS, Signed, bearer

_KEPT_S = 300.0
_TIMEOUT_S = 10.0


class _Key(msgspec.Struct, frozen=True):
    key: str
    alg: str


class _Told(msgspec.Struct, frozen=True):
    keys: tuple[_Key, ...] = ()


class _Keys:
    """The keys of the server at ``url``, asked for when they are needed and not known, or old."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._readers: tuple[Signed, ...] = ()
        self._asked = -_KEPT_S

    async def read(self, token: str) -> dict[str, Any]:
        """What the token says. Raises ``NotAllowed``, and ``OutsideError`` when the keys cannot be had."""
        if time.monotonic() - self._asked >= _KEPT_S:
            self._readers = await self._ask()
            self._asked = time.monotonic()
        for reader in self._readers:
            try:
                return reader.read(token)
            except NotAllowed:
                continue
        raise NotAllowed("The token is not valid.", "Send one of the server that the channel's 'url' names.")

    async def _ask(self) -> tuple[Signed, ...]:
        try:
            async with httpx.AsyncClient(timeout=_TIMEOUT_S) as http:
                answer = (await http.get(f"{self._url}/version")).raise_for_status()
            told = msgspec.json.decode(answer.content, type=_Told)
        except (httpx.HTTPError, httpx.InvalidURL, msgspec.MsgspecError) as fault:
            raise OutsideError(f"The keys for tokens cannot be had: {type(fault).__name__}.", retryable=True) from None
        return tuple(Signed(each.key, each.alg) for each in told.keys if each.alg in METHODS)


def webhook(channel: RasaChannel) -> Handler:
    """The answer of the turn is the answer of the request."""
    keys = _Keys(channel.url)

    async def say(request: Request) -> HTTPResponse:
        context = request.app.ctx
        token = bearer(request.headers.get("authorization", "")) or request.args.get("token") or ""
        if not token:
            raise NotAllowed("You have to say who you are.", "Send the header Authorization: Bearer with a token.")
        message = channel.read(inbound(request), await keys.read(token))
        answer = await context.assistant.handle(context.admission.admit(message, request))
        said = msgspec.json.encode(render(message.sender, answer.messages))
        return HTTPResponse(said, content_type="application/json")

    return say


def route(channel: RasaChannel) -> Route:
    """The route of the channel."""
    return Route(
        method="POST",
        path="/webhooks/rasa/webhook",
        handler=webhook(channel),
        name="rasa_webhook",
        summary="A message of somebody whom another server vouches for.",
        group="Channels",
        body=Content("The message.", RestMessage),
        answers={
            200: Content("What the assistant says, in order.", tuple[RestAnswer, ...]),
            400: Content("It is no message."),
            401: Content("Nobody vouches for who asks."),
            403: Content("It is somebody else's conversation."),
            409: Content("No model is loaded."),
            413: Content("It is too long."),
            429: Content("Too many messages at once. Retry-After says when to send it again."),
            502: Content("The server that vouches cannot be asked."),
            503: Content("The server is full, stops, or has no database. Retry-After says when to send it again."),
        },
    )

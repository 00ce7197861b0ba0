"""``/webhooks/<channel>/``: what the channels' platforms post. Reading and writing is the channel's business."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping

import msgspec
from sanic import HTTPResponse, Request, json, raw

from talkwright import log
from talkwright.channels.channel import Channel
from talkwright.channels.rasachat import RasaChannel
from talkwright.channels.rest import RestAnswer, RestChannel, RestMessage
from talkwright.channels.socketio import SocketIOChannel
from talkwright.channels.web import WebChannel
from talkwright.conversation.content import UserMessage
from talkwright.errors import TooLarge
from talkwright.server.address import network_of
from talkwright.server.custom.adapt import CustomChannel
from talkwright.server.inbound import inbound
from talkwright.server.rate import Rate
from talkwright.server.route import REQUEST_ID, Content, Handler, Query, Route
from talkwright.server.routes import rasachat
from talkwright.settings import Settings

_STREAM = "text/event-stream"  # as Rasa calls it, though each line is JSON


class Admission:
    """Which messages that are posted are taken: none that is too long, and not too many."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._senders = Rate(settings.rate_per_sender, "sender")
        self._addresses = Rate(settings.rate_per_address, "address")
        self._limited = bool(settings.rate_per_sender or settings.rate_per_address)

    def admit(self, message: UserMessage, request: Request) -> UserMessage:
        """``message``, if it is. Raises ``TooLarge`` and ``TooMany``."""
        if self._limited:
            self._addresses.take(network_of(request, self._settings.trusted_proxies), time.monotonic())
        return self.fits(message)

    def fits(self, message: UserMessage) -> UserMessage:
        """The same, wherever it comes from."""
        longest = self._settings.text_max_chars
        if len(message.text) > longest:
            said = f"the message has {len(message.text)} characters; {longest} are allowed"
            raise TooLarge(said, "Send a shorter one.")
        if self._limited:
            self._senders.take((message.channel, message.sender), time.monotonic())
        return message


def rest(channel: RestChannel) -> Handler:
    """The REST channel: the answer of the turn is the answer of the request."""

    async def webhook(request: Request) -> HTTPResponse | None:
        context = request.app.ctx
        said: list[dict[str, object]] = []
        for message in channel.receive(inbound(request)).messages:
            answer = await context.assistant.handle(context.admission.admit(message, request))
            said.extend(channel.render(message.sender, answer.messages))
        if request.query_string and request.args.get("stream") == "true":
            await _stream(request, said)
            return None
        return HTTPResponse(msgspec.json.encode(said), content_type="application/json")

    return webhook


async def _stream(request: Request, said: list[dict[str, object]]) -> None:
    """Send an object a line. A turn is stored before anything of it is said, so by now they are all there."""
    response = await request.respond(content_type=_STREAM, headers={REQUEST_ID: log.request_id.get() or ""})
    for each in said:
        await response.send(msgspec.json.encode(each) + b"\n")
    await response.eof()


def pushing(channel: Channel) -> Handler:
    """A channel whose answers go out by themselves: the reply only acknowledges."""

    async def webhook(request: Request) -> HTTPResponse:
        context = request.app.ctx
        received = channel.receive(inbound(request))
        push_on = None if channel.replies_inline else channel.name
        for message in received.messages:
            await context.assistant.handle(context.admission.admit(message, request), push_on)
        reply = received.reply
        if reply is None:
            return raw(b"", status=200)
        return raw(reply.body, status=reply.status, headers=dict(reply.headers))

    return webhook


async def alive(request: Request) -> HTTPResponse:
    """Whether the channel is there."""
    return json({"status": "ok"})


def routes(channels: Mapping[str, Channel]) -> tuple[Route, ...]:
    """The routes of every channel that is set up. Nothing is posted to sockets."""
    return tuple(route for name, channel in channels.items() for route in _routes(name, channel))


def _routes(name: str, channel: Channel) -> Iterator[Route]:
    if isinstance(channel, (WebChannel, CustomChannel)):
        return
    if isinstance(channel, RestChannel):
        yield from (_rest_post(channel), _get(name, rest(channel)))
    elif isinstance(channel, RasaChannel):
        yield rasachat.route(channel)
    elif not isinstance(channel, SocketIOChannel):
        yield from (_post(name, channel), _get(name, pushing(channel)))
    yield _alive(name)


def _rest_post(channel: RestChannel) -> Route:
    return Route(
        method="POST",
        path="/webhooks/rest/webhook",
        handler=rest(channel),
        name="rest_webhook",
        summary="A message; the answer is the assistant's.",
        group="Channels",
        body=Content("The message.", RestMessage),
        query=(Query("stream", "An object a line instead of a list.", bool),),
        answers={
            200: Content("What the assistant says, in order.", tuple[RestAnswer, ...]),
            400: Content("It is no message."),
            409: Content("No model is loaded."),
            413: Content("It is too long."),
            429: Content("Too many messages at once. Retry-After says when to send it again."),
            503: Content("The server is full, stops, or has no database. Retry-After says when to send it again."),
        },
    )


def _post(name: str, channel: Channel) -> Route:
    return Route(
        method="POST",
        path=f"/webhooks/{name}/webhook",
        handler=pushing(channel),
        name=f"{name}_webhook",
        summary=f"What the platform of the channel {name} posts.",
        group="Channels",
        body=Content("Whatever the platform sends.", kind="*/*"),
        answers={200: Content("Taken.", kind="*/*"), 400: Content("It is not the platform's.")},
    )


def _get(name: str, handler: Handler) -> Route:
    return Route(
        method="GET",
        path=f"/webhooks/{name}/webhook",
        handler=handler,
        name=f"{name}_ask",
        summary="For platforms that ask before they post.",
        group="Channels",
        answers={200: Content("What the platform expects.", kind="*/*"), 400: Content("Nobody asks on this channel.")},
    )


def _alive(name: str) -> Route:
    return Route(
        method="GET",
        path=f"/webhooks/{name}/",
        handler=alive,
        name=f"{name}_alive",
        summary="Whether the channel is there.",
        group="Channels",
        answers={200: Content("It is.", dict[str, str])},
    )

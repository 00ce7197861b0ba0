"""``/webhooks/<channel>/``: what the channels' platforms post. Reading and writing is the channel's business."""

from __future__ import annotations

import msgspec
from sanic import HTTPResponse, Request, json, raw

from talkwright.channels.channel import Channel, Inbound
from talkwright.channels.rest import RestChannel
from talkwright.channels.web import WebChannel
from talkwright.conversation.content import UserMessage
from talkwright.errors import TooLarge
from talkwright.server import App


def inbound(request: Request) -> Inbound:
    """The request as channels see it."""
    return Inbound(
        method=request.method,
        path=request.path,
        headers={name.lower(): value for name, value in request.headers.items()},
        query={name: values[0] for name, values in request.args.items()} if request.query_string else {},
        body=request.body,
    )


def bound(message: UserMessage, longest: int) -> UserMessage:
    """``message``, unless it is too long."""
    if len(message.text) > longest:
        raise TooLarge(f"the message has {len(message.text)} characters; {longest} are allowed", "Send a shorter one.")
    return message


def rest(channel: RestChannel) -> object:
    """The REST channel: the answer of the turn is the answer of the request."""

    async def webhook(request: Request) -> HTTPResponse:
        assistant, settings = request.app.ctx.assistant, request.app.ctx.settings
        said: list[dict[str, object]] = []
        for message in channel.receive(inbound(request)).messages:
            answer = await assistant.handle(bound(message, settings.text_max_chars))
            said.extend(channel.render(message.sender, answer.messages))
        return HTTPResponse(msgspec.json.encode(said), content_type="application/json")

    return webhook


def pushing(channel: Channel) -> object:
    """A channel whose answers go out by themselves: the reply only acknowledges."""

    async def webhook(request: Request) -> HTTPResponse:
        assistant, settings = request.app.ctx.assistant, request.app.ctx.settings
        received = channel.receive(inbound(request))
        push_on = None if channel.replies_inline else channel.name
        for message in received.messages:
            await assistant.handle(bound(message, settings.text_max_chars), push_on)
        reply = received.reply
        if reply is None:
            return raw(b"", status=200)
        return raw(reply.body, status=reply.status, headers=dict(reply.headers))

    return webhook


async def alive(request: Request) -> HTTPResponse:
    """Whether the channel is there."""
    return json({"status": "ok"})


def add(app: App, channels: dict[str, Channel]) -> None:
    """Put every channel that is set up on ``app``."""
    for name, channel in channels.items():
        if isinstance(channel, WebChannel):
            continue
        handler = rest(channel) if isinstance(channel, RestChannel) else pushing(channel)
        app.add_route(handler, f"/webhooks/{name}/webhook", methods=["POST", "GET"], name=f"{name}_webhook")  # type: ignore[arg-type]
        app.add_route(alive, f"/webhooks/{name}/", methods=["GET"], name=f"{name}_alive")

"""Rasa's Socket.IO channel: its events and the shapes of what they carry. The connection is the server's business.

socketio:
  user_message_evt: user_uttered
  bot_message_evt: bot_uttered
  session_persistence: true
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Self

import msgspec

from talkwright.channels.channel import Inbound, Received, Shows, bad_option
from talkwright.channels.reading import read_id, read_metadata, read_text
from talkwright.conversation.content import JSON, BotMessage, UserMessage, to_json_value
from talkwright.errors import RequestError

NAME = "socketio"


class SocketIOSettings(msgspec.Struct, frozen=True):
    """What credentials.yml says of the channel, under Rasa's keys. Unknown keys are not heeded.

    With ``session_persistence`` a conversation is called as its client says, and goes on when it connects again; else
    it lasts as long as the connection. With ``jwt_key`` clients show a token that is signed with it.
    """

    user_message_evt: str = "user_uttered"
    bot_message_evt: str = "bot_uttered"
    namespace: str | None = None
    session_persistence: bool = False
    socketio_path: str | None = "/socket.io"
    jwt_key: str | None = None
    jwt_method: str | None = "HS256"
    metadata_key: str | None = "metadata"


class SocketIOChannel:
    """See the module."""

    name = NAME
    shows = Shows(elements=True, custom=True)
    replies_inline = True

    def __init__(self, settings: SocketIOSettings) -> None:
        self.settings = settings

    @classmethod
    def from_credentials(cls, options: Mapping[str, JSON]) -> Self:
        """The channel as credentials.yml sets it up."""
        try:
            return cls(msgspec.convert(dict(options), SocketIOSettings))
        except msgspec.ValidationError as error:
            key = str(error).rpartition("$.")[2].rstrip("`") or "it"
            hint = "docs/channels.md tells what its settings are."
            raise bad_option(NAME, f"{key!r} is not of the right kind", hint) from None

    def receive(self, inbound: Inbound) -> Received:
        """Always raises ``RequestError``."""
        raise RequestError("This channel is a Socket.IO server.", f"Connect to {self.settings.socketio_path}.")

    def read_message(self, data: JSON, connection: str) -> UserMessage:
        """The message of an event that came over ``connection``. Raises ``RequestError``."""
        if not isinstance(data, dict) or not isinstance(data.get("message"), str):
            raise RequestError("A message is an object with the text 'message'.", 'Send {"message": "hello"}.')
        id = data.get("message_id")
        return UserMessage(
            sender=session_of(data) if self.settings.session_persistence else connection,
            text=read_text(data["message"]),
            channel=NAME,
            message_id=None if id is None else read_id(id, "'message_id'"),
            metadata=read_metadata(_metadata(data.get(self.settings.metadata_key or "metadata"))),
        )


def session_of(data: Mapping[str, JSON]) -> str:
    """The session that a client names. Raises ``RequestError``."""
    given = data.get("session_id")
    if not isinstance(given, str | int) or not given:
        raise RequestError("The message has no 'session_id'.", "Send session_request first, and what it answers.")
    return read_id(given, "'session_id'")


def _metadata(given: JSON) -> dict[str, Any]:
    """Some clients send it as JSON in a text."""
    if isinstance(given, str):
        try:
            given = msgspec.json.decode(given)
        except (msgspec.DecodeError, RecursionError):
            return {}
    return given if isinstance(given, dict) else {}


def render(message: BotMessage) -> Iterator[JSON]:
    """What is sent for a message, one value an event: texts, split at blank lines, then all else."""
    buttons = message.quick_replies or message.buttons
    if buttons:
        yield from _with_buttons(message.text or "", [(each.title, each.payload) for each in buttons])
    elif message.text:
        yield from ({"text": part} for part in _split(message.text))
    if message.custom:
        yield to_json_value(message.custom)
    if message.image:
        yield {"attachment": {"type": "image", "payload": {"src": message.image}}}
    if message.attachment:
        yield {"attachment": to_json_value(message.attachment)}
    for element in message.elements:
        template = {"template_type": "generic", "elements": to_json_value(element)}
        yield {"attachment": {"type": "template", "payload": template}}


def _with_buttons(text: str, buttons: list[tuple[str, str]]) -> Iterator[JSON]:
    """The buttons come with the last part of the text."""
    parts = _split(text) or [text]
    replies = [{"content_type": "text", "title": title, "payload": payload} for title, payload in buttons]
    for number, part in enumerate(parts, 1):
        yield {"text": part, "quick_replies": replies if number == len(parts) else []}


def _split(text: str) -> list[str]:
    return [part for part in text.strip().split("\n\n") if part.strip()]

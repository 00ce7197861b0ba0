"""The REST channel, as Rasa's: a message is posted as JSON and the answer of the request is the assistant's answer.

``{"sender": "ada", "message": "hello"}`` -> ``[{"recipient_id": "ada", "text": "Hello!"}]``. A ``message_id`` in the
body, or an ``Idempotency-Key`` header, names the message: sent again it is answered with the same answer, without
another turn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Self

import msgspec

from talkwright.channels.channel import Inbound, Received, Shows
from talkwright.channels.degrade import without_elements
from talkwright.channels.reading import read_id, read_json, read_metadata, read_text
from talkwright.conversation.content import JSON, BotMessage, Button, UserMessage
from talkwright.errors import RequestError

_EXAMPLE = 'Post JSON such as {"sender": "ada", "message": "hello"}.'


class RestMessage(msgspec.Struct, frozen=True, kw_only=True):
    """What is posted. ``message_id`` names the message: sent again it gets the same answer, without another turn."""

    message: str
    sender: str | int | None = None
    message_id: str | int | None = None
    metadata: dict[str, JSON] | None = None


class RestAnswer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One object of the answer: ``recipient_id`` and what there is of the rest."""

    recipient_id: str
    text: str | None = None
    buttons: tuple[Button, ...] = ()
    image: str | None = None
    attachment: JSON = None
    custom: JSON = None


_decoder = msgspec.json.Decoder(RestMessage)


class RestChannel:
    """See the module."""

    name = "rest"
    shows = Shows(custom=True)
    replies_inline = True

    @classmethod
    def from_credentials(cls, options: Mapping[str, JSON]) -> Self:
        """The channel; it has no settings."""
        return cls()

    def receive(self, inbound: Inbound) -> Received:
        """One message. Raises ``RequestError``."""
        return Received((read_message(inbound, self.name),))

    def render(self, recipient: str, messages: Sequence[BotMessage]) -> list[dict[str, Any]]:
        """See ``render``."""
        return render(recipient, messages)


def read_message(inbound: Inbound, channel: str) -> UserMessage:
    """The message that a body in Rasa's form holds. Raises ``RequestError``.

    Without a ``sender`` it is ``default``. Rasa's ``input_channel`` is not heeded: answers are pushed to the channel of
    a message, and that is not the caller's to choose.
    """
    if inbound.method != "POST":
        raise RequestError(f"A message is posted; this was {inbound.method}.", _EXAMPLE)
    body = read_json(inbound.body, _decoder, "The message", _EXAMPLE)
    given = inbound.headers.get("idempotency-key") if body.message_id is None else body.message_id
    return UserMessage(
        sender="default" if body.sender is None else read_id(body.sender, "'sender'"),
        text=read_text(body.message),
        channel=channel,
        message_id=None if given is None else read_id(given, "The id of a message"),
        metadata=read_metadata(body.metadata),
    )


def render(recipient: str, messages: Sequence[BotMessage]) -> list[dict[str, Any]]:
    """The messages as Rasa's REST channel shows them: a list of objects with ``recipient_id`` and what is there.

    Text is split at blank lines. Quick replies are buttons, and buttons stay with their whole text. Image, attachment,
    custom content and every element are objects of their own.
    """
    parts = (part for message in messages for shown in without_elements(message) for part in _parts(shown))
    return [{"recipient_id": recipient, **part} for part in parts]


def _parts(message: BotMessage) -> Iterator[dict[str, Any]]:
    buttons = message.quick_replies or message.buttons
    if buttons:
        text = {"text": message.text} if message.text else {}
        yield {**text, "buttons": [_plain(button) for button in buttons]}
    elif message.text:
        for piece in message.text.strip().split("\n\n"):
            if piece.strip():
                yield {"text": piece}
    for key in ("custom", "image", "attachment"):
        value = getattr(message, key)
        if value:
            yield {key: value}


def _plain(button: Button) -> dict[str, Any]:
    return msgspec.to_builtins(button)  # type: ignore[no-any-return]

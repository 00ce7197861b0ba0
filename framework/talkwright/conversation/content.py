"""What is said, independent of any channel.

``BotMessage`` has the fields of a Rasa response; a channel shows what it can of it.
"""

from __future__ import annotations

from typing import Any

import msgspec

JSON = Any  # a value that came from, or can go to, JSON


class Button(msgspec.Struct, frozen=True, omit_defaults=True):
    """A choice. ``payload`` is what choosing it says; it may be text or ``/intent{...}``."""

    title: str
    payload: str = ""
    type: str | None = None


class BotMessage(msgspec.Struct, frozen=True, omit_defaults=True):
    """One message of the assistant. At least one of text, image, attachment, custom, buttons or elements is set."""

    text: str | None = None
    image: str | None = None
    buttons: tuple[Button, ...] = ()
    quick_replies: tuple[Button, ...] = ()
    attachment: JSON = None
    elements: tuple[JSON, ...] = ()
    custom: JSON = None
    metadata: dict[str, JSON] = {}


class UserMessage(msgspec.Struct, frozen=True):
    """One message of a user as a channel received it.

    ``message_id`` is the channel's or the client's own id of the message; two deliveries of one message carry the
    same id. Without one every delivery is a new message.
    """

    sender: str
    text: str
    channel: str
    message_id: str | None = None
    metadata: dict[str, JSON] = {}


def to_json_value(value: Any) -> Any:
    """A struct as the dictionaries and lists that its JSON would be read back to."""
    return msgspec.json.decode(msgspec.json.encode(value))

"""What ``rasa.core.channels.channel`` gives to a channel of a bot's own. The names and what is called with what are
Rasa's; how it works is ours.

What a subclass has to say raises ``NotImplementedError`` when it is called, as in Rasa, and is not abstract: bots have
channels that only send or only receive, and have to be able to make them.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, ClassVar, NoReturn, Self
from uuid import uuid4

from sanic import Blueprint, Request

from talkwright.errors import NotAllowed, RequestError
from talkwright.server.signed import Signed, bearer


class UserMessage:
    """A message on its way to the assistant, and the channel that the answer goes to."""

    def __init__(
        self,
        text: str | None = None,
        output_channel: OutputChannel | None = None,
        sender_id: str | None = None,
        parse_data: dict[str, Any] | None = None,
        input_channel: str | None = None,
        message_id: str | None = None,
        metadata: dict[str, Any] | None = None,
        **_: Any,
    ) -> None:
        self.text = text.strip() if text else text
        self.given_id = message_id
        self.message_id = message_id or uuid4().hex
        self.output_channel = CollectingOutputChannel() if output_channel is None else output_channel
        self.sender_id = "default" if sender_id is None else str(sender_id)
        self.input_channel = input_channel
        self.parse_data = parse_data
        self.metadata = metadata
        self.headers: dict[str, str] | None = None


OnNewMessage = Callable[[UserMessage], Awaitable[Any]]


class InputChannel:
    """A way in. A channel of a bot's own is a subclass."""

    @classmethod
    def name(cls) -> str:
        """What the channel is called, and its address under ``/webhooks/``."""
        return cls.__name__

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> Self:
        """The channel as credentials.yml sets it up."""
        return cls()

    def url_prefix(self) -> str:
        """Its address under ``/webhooks/``."""
        return self.name()

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """Its routes. ``on_new_message`` has the assistant answer."""
        raise NotImplementedError(f"{type(self).__name__} has no blueprint().")

    @classmethod
    def raise_missing_credentials_exception(cls) -> NoReturn:
        """For ``from_credentials`` without what it needs."""
        raise RequestError(f"the channel {cls.name()!r} needs settings in credentials.yml")

    def get_output_channel(self) -> OutputChannel | None:
        """The way out when nobody asks: for reminders. None when there is none."""
        return None

    def get_metadata(self, request: Request) -> dict[str, Any] | None:
        """What a request says besides."""
        return None


class OutputChannel:
    """A way out. What a subclass cannot show is said as text."""

    @classmethod
    def name(cls) -> str:
        """What it is called."""
        return cls.__name__

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Send all parts of a message, each as what it is."""
        rest = {key: value for key, value in message.items() if key not in _PARTS}
        text = message.get("text") or ""
        if message.get("quick_replies"):
            await self.send_quick_replies(recipient_id, text, message["quick_replies"], **rest)
        elif message.get("buttons"):
            await self.send_text_with_buttons(recipient_id, text, message["buttons"], **rest)
        elif text:
            await self.send_text_message(recipient_id, text, **rest)
        if message.get("custom"):
            await self.send_custom_json(recipient_id, message["custom"], **rest)
        if message.get("image"):
            await self.send_image_url(recipient_id, message["image"], **rest)
        if message.get("attachment"):
            await self.send_attachment(recipient_id, message["attachment"], **rest)
        if message.get("elements"):
            await self.send_elements(recipient_id, message["elements"], **rest)

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        """Every way out can say something."""
        raise NotImplementedError(f"{type(self).__name__} has no send_text_message().")

    async def send_image_url(self, recipient_id: str, image: str, **kwargs: Any) -> None:
        await self.send_text_message(recipient_id, f"Image: {image}")

    async def send_attachment(self, recipient_id: str, attachment: Any, **kwargs: Any) -> None:
        await self.send_text_message(recipient_id, f"Attachment: {attachment}")

    async def send_text_with_buttons(
        self, recipient_id: str, text: str, buttons: list[dict[str, Any]], **kwargs: Any
    ) -> None:
        await self.send_text_message(recipient_id, text)
        for number, button in enumerate(buttons, 1):
            await self.send_text_message(recipient_id, f"{number}: {button.get('title')} ({button.get('payload')})")

    async def send_quick_replies(
        self, recipient_id: str, text: str, quick_replies: list[dict[str, Any]], **kwargs: Any
    ) -> None:
        await self.send_text_with_buttons(recipient_id, text, quick_replies)

    async def send_elements(self, recipient_id: str, elements: Iterable[dict[str, Any]], **kwargs: Any) -> None:
        for each in elements:
            text = f"{each.get('title', '')} : {each.get('subtitle', '')}"
            await self.send_text_with_buttons(recipient_id, text, each.get("buttons") or [])

    async def send_custom_json(self, recipient_id: str, json_message: Any, **kwargs: Any) -> None:
        await self.send_text_message(recipient_id, json.dumps(json_message))


_PARTS = frozenset({"text", "quick_replies", "buttons", "custom", "image", "attachment", "elements"})


class CollectingOutputChannel(OutputChannel):
    """Keeps what is said in ``messages``, for an answer to be made of it."""

    kept: ClassVar[tuple[str, ...]] = ("text", "image", "buttons", "attachment", "custom")

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        return "collector"

    def latest_output(self) -> dict[str, Any] | None:
        """What was said last."""
        return self.messages[-1] if self.messages else None

    async def _persist_message(self, message: dict[str, Any]) -> None:
        self.messages.append(message)

    async def _keep(self, recipient_id: str, **parts: Any) -> None:
        said = {key: value for key, value in parts.items() if value is not None}
        await self._persist_message({"recipient_id": recipient_id, **said})

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        for part in text.strip().split("\n\n"):
            await self._keep(recipient_id, text=part)

    async def send_image_url(self, recipient_id: str, image: str, **kwargs: Any) -> None:
        await self._keep(recipient_id, image=image)

    async def send_attachment(self, recipient_id: str, attachment: Any, **kwargs: Any) -> None:
        await self._keep(recipient_id, attachment=attachment)

    async def send_text_with_buttons(
        self, recipient_id: str, text: str, buttons: list[dict[str, Any]], **kwargs: Any
    ) -> None:
        await self._keep(recipient_id, text=text, buttons=buttons)

    async def send_custom_json(self, recipient_id: str, json_message: Any, **kwargs: Any) -> None:
        await self._keep(recipient_id, custom=json_message)


def decode_bearer_token(bearer_token: str, jwt_key: str, jwt_algorithm: str) -> dict[str, Any] | None:
    """What the token of a header says; None when it is not valid."""
    return decode_jwt(bearer(bearer_token) or bearer_token, jwt_key, jwt_algorithm)


def decode_jwt(token: str, jwt_key: str, jwt_algorithm: str) -> dict[str, Any] | None:
    """What the token says; None when it is not valid."""
    try:
        return Signed(jwt_key, jwt_algorithm).read(token)
    except NotAllowed:
        return None

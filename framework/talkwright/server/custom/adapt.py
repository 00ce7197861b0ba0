"""Channels of Rasa's kind as channels of ours: loaded, mounted, and their messages taken through turns.

The answer of a message goes to the output channel that came with it, once the turn is stored. What the assistant says
by itself waits in the outbox and goes through ``get_output_channel()``, if the channel has one.
"""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Self

import msgspec
from sanic import Blueprint

from talkwright import log
from talkwright.channels.channel import Inbound, Received, Shows
from talkwright.channels.reading import read_id, read_metadata, read_text
from talkwright.conversation.content import JSON, BotMessage, UserMessage, to_json_value
from talkwright.conversation.store import Outgoing
from talkwright.conversation.utterance import Utterance
from talkwright.errors import OutsideError, Place, Problems, RequestError
from talkwright.offered import there
from talkwright.runtime.deeds import Heard
from talkwright.server import App
from talkwright.server.custom.importing import offer


class CustomChannel:
    """``theirs`` is the instance of the bot's class."""

    shows = Shows(elements=True, custom=True)

    def __init__(self, theirs: Any) -> None:
        self._theirs = theirs
        self.name = str(theirs.name())
        self.replies_inline = theirs.get_output_channel() is None

    @classmethod
    def from_credentials(cls, options: Mapping[str, JSON]) -> Self:
        """Nobody asks for this: it takes a class."""
        raise RequestError("A channel of one's own is named by its class.")

    @property
    def address(self) -> str:
        """Where it is mounted."""
        return f"/webhooks/{self._theirs.url_prefix()}"

    def receive(self, inbound: Inbound) -> Received:
        """Always raises ``RequestError``: its blueprint receives."""
        raise RequestError("This channel has routes of its own.")

    async def send(self, outgoing: Outgoing, http: Any) -> None:
        """Send one message through its output channel. Raises ``OutsideError``."""
        try:
            await _say(self._theirs.get_output_channel(), outgoing.recipient, outgoing.message)
        except Exception as fault:  # whatever a channel of somebody else's does
            log.warning("channel.failed", channel=self.name, words=str(fault))
            raise OutsideError(f"{self.name}: {type(fault).__name__}", retryable=True) from fault

    def mount(self, app: App) -> None:
        """Put its routes on ``app``."""

        async def on_new_message(theirs: Any) -> None:
            message, meaning = _read(theirs, self.name)
            context = app.ctx
            context.admission.fits(message)
            if meaning is None:
                answer = await context.assistant.handle(message)
            else:
                answer = await context.assistant.do(message.sender, message.channel, Heard(message, None, meaning))
            for each in answer.messages:
                await _say(theirs.output_channel, message.sender, each)

        app.blueprint(_blueprint(self._theirs, on_new_message), url_prefix=self.address)


def _blueprint(theirs: Any, on_new_message: Callable[[Any], Awaitable[None]]) -> Blueprint:
    made: Blueprint = theirs.blueprint(on_new_message)
    return made


def _read(theirs: Any, channel: str) -> tuple[UserMessage, Utterance | None]:
    """The message, and what it means when the channel knows that. Raises ``RequestError``."""
    text = read_text(str(theirs.text or ""))
    id = getattr(theirs, "given_id", None)
    message = UserMessage(
        sender=read_id(str(theirs.sender_id), "The sender"),
        text=text,
        channel=theirs.input_channel or channel,
        message_id=None if id is None else read_id(str(id), "The id of a message"),
        metadata=read_metadata(to_json_value(theirs.metadata) if theirs.metadata else None),
    )
    if not theirs.parse_data:
        return message, None
    try:
        return message, msgspec.convert({"text": text, **theirs.parse_data}, Utterance)
    except msgspec.ValidationError as error:
        raise RequestError(f"'parse_data' is not what /model/parse answers: {error}") from None


async def _say(output: Any, recipient: str, message: BotMessage) -> None:
    parts: dict[str, Any] = to_json_value(message)
    parts.setdefault("text", None)
    for button in (*parts.get("buttons", ()), *parts.get("quick_replies", ())):
        button.setdefault("payload", "")
    await output.send_response(recipient, parts)


def load(name: str, options: Mapping[str, JSON] | None, file: str, problems: Problems) -> CustomChannel | None:
    """The channel ``module.Class`` of the bot in this folder, set up with ``options``; None with a problem."""
    module, _, kind = name.rpartition(".")
    here = str(Path.cwd())
    if here not in sys.path:
        sys.path.insert(0, here)
    offer()
    try:
        theirs = getattr(import_module(module), kind).from_credentials(dict(options or {}) or None)
        return CustomChannel(theirs)
    except Exception as fault:  # whatever a module of somebody else's does
        message = f"The channel {name!r} cannot be loaded: {type(fault).__name__}: {fault}."
        problems.error("credentials/broken-channel", message, Place(file), _hint(fault))
        return None


def _hint(fault: Exception) -> str:
    missing = fault.name if isinstance(fault, ImportError) else None
    if missing is not None and missing.partition(".")[0] == "rasa":
        return f"Of rasa there is {there()}, and what a channel needs of them; take other imports out."
    return "Mend its module, or take the channel out."

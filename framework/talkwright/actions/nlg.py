"""Words from elsewhere: a server, or a class of the bot's own, that says what a response is to be (Rasa's ``nlg``).

It is asked with the conversation and what the domain would say is said when it does not answer; ``runtime/perform``
does that. Its answer is said as it is: it fills its own slots in.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import msgspec

from talkwright.actions.history import History
from talkwright.actions.service import Service
from talkwright.conversation.bot_message import read_message
from talkwright.conversation.content import BotMessage
from talkwright.conversation.state import State
from talkwright.conversation.tracker import plain
from talkwright.errors import OutsideError, RequestError
from talkwright.project.endpoints import Endpoint
from talkwright.project.own_class import EndpointConfig, own_class

TIMEOUT_S = 20.0
_FROM_DOMAIN = ("", "response", "templated", "rephrase")


class Asked(msgspec.Struct, frozen=True):
    """What is to be said: the ``response``, with ``id`` where its one variation has one; to whom, on which channel."""

    response: str
    id: str | None
    arguments: Mapping[str, Any]
    sender_id: str
    state: State
    events: History
    channel: str | None


class Nlg(Protocol):
    """What says responses in other words than the domain's."""

    async def generate(self, asked: Asked) -> BotMessage:
        """The message. Raises ``OutsideError``."""

    async def close(self) -> None:
        """Let go of connections."""


def open_nlg(endpoint: Endpoint | None, folder: Path, responses: Mapping[str, Any]) -> Nlg | None:
    """What ``endpoint`` names; None when the domain has the words. Raises ``RequestError``."""
    kind = (endpoint.type or "").lower() if endpoint is not None else ""
    if endpoint is None or (kind in _FROM_DOMAIN and endpoint.url is None) or kind in _FROM_DOMAIN[1:]:
        return None
    if "." in kind:
        return OwnNlg(own_class(str(endpoint.type), folder, "nlg"), endpoint, responses)
    if kind not in ("", "callback"):
        hint = "It is response, callback with a 'url', or module.Class."
        raise RequestError(f"there is no nlg of the type {endpoint.type!r}", hint)
    return NlgServer(endpoint)


class NlgServer:
    """The server at ``endpoint``. Raises ``RequestError`` for an address that is none."""

    def __init__(self, endpoint: Endpoint, timeout_s: float = TIMEOUT_S) -> None:
        self._service = Service(endpoint, "nlg", timeout_s)

    async def generate(self, asked: Asked) -> BotMessage:
        question = {
            "response": asked.response,
            "id": asked.id,
            "arguments": asked.arguments,
            "tracker": plain(asked.sender_id, asked.state, await asked.events.fetch()),
            "channel": {"name": asked.channel},
        }
        return _message(await self._service.ask(question, dict[str, Any]), self._service.name)

    async def close(self) -> None:
        self._service.close()


class OwnNlg:
    """An instance of ``kind``, a class that was written for Rasa. Its tracker is that of ``rasa_sdk``."""

    def __init__(self, kind: Any, endpoint: Endpoint, responses: Mapping[str, Any]) -> None:
        self._name = str(endpoint.type)
        try:
            self._theirs = kind(EndpointConfig.of(endpoint), responses)
        except Exception as fault:  # whatever a class of somebody else's does
            message = f"the nlg {self._name!r} cannot be set up: {type(fault).__name__}: {fault}"
            raise RequestError(message, "It is called with the endpoint and the responses of the domain.") from fault

    async def generate(self, asked: Asked) -> BotMessage:
        from rasa_sdk.interfaces import Tracker

        state: Any = plain(asked.sender_id, asked.state, await asked.events.fetch())
        tracker = Tracker.from_dict(state)
        try:
            async with asyncio.timeout(TIMEOUT_S):
                said = self._theirs.generate(asked.response, tracker, asked.channel, **asked.arguments)
                said = await said if inspect.isawaitable(said) else said
        except Exception as fault:
            raise OutsideError(f"the nlg {self._name!r} failed: {type(fault).__name__}") from fault
        return _message(said, f"the nlg {self._name!r}")

    async def close(self) -> None:
        pass


def _message(said: Any, who: str) -> BotMessage:
    """Raises ``OutsideError`` for what is no message, or an empty one."""
    try:
        parts = {key: value for key, value in said.items() if key != "text"}
        message = read_message(said.get("text"), parts)
    except (msgspec.ValidationError, AttributeError, TypeError) as fault:
        raise OutsideError(f"{who} answered what is no message: {fault}") from None
    if message == BotMessage():
        raise OutsideError(f"{who} answered with an empty message")
    return message

"""What a channel that was written for Rasa imports of ``rasa``, where that is not installed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from talkwright import offered
from talkwright.errors import RequestError
from talkwright.offered import Names
from talkwright.server.custom import channel, rest

_CHANNEL: dict[str, Any] = {
    "CollectingOutputChannel": channel.CollectingOutputChannel,
    "InputChannel": channel.InputChannel,
    "OutputChannel": channel.OutputChannel,
    "UserMessage": channel.UserMessage,
    "decode_bearer_token": channel.decode_bearer_token,
    "decode_jwt": channel.decode_jwt,
}


def _socketio() -> Mapping[str, Any]:
    """A library that only channels of that kind pay for."""
    from talkwright.server.custom import socketio

    return {name: getattr(socketio, name) for name in ("SocketBlueprint", "SocketIOInput", "SocketIOOutput")}


_REST: dict[str, Any] = {"QueueOutputChannel": rest.QueueOutputChannel, "RestInput": rest.RestInput}

_OFFERED: Mapping[str, Names] = {
    "rasa.core.channels": {**_CHANNEL, **_REST},
    "rasa.core.channels.channel": _CHANNEL,
    "rasa.core.channels.rest": {**_CHANNEL, **_REST},
    "rasa.core.channels.socketio": _socketio,
    "rasa.shared.exceptions": {"InvalidConfigException": RequestError, "RasaException": RequestError},
}
"""What there is, by module."""


def offer() -> None:
    """Let modules that are imported from now on find these names."""
    offered.offer(_OFFERED)

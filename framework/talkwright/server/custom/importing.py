"""Names of ``rasa`` for modules that were written for it, where it is not installed.

The rule: a real ``rasa`` comes first, always, and nothing of ours that is installed is called so. The modules are made
when something imports them, and hold what is listed here and nothing else.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from talkwright.errors import RequestError
from talkwright.server.custom import channel, rest

_CHANNEL: dict[str, Any] = {
    "CollectingOutputChannel": channel.CollectingOutputChannel,
    "InputChannel": channel.InputChannel,
    "OutputChannel": channel.OutputChannel,
    "UserMessage": channel.UserMessage,
    "decode_bearer_token": channel.decode_bearer_token,
    "decode_jwt": channel.decode_jwt,
}
_REST: dict[str, Any] = {"QueueOutputChannel": rest.QueueOutputChannel, "RestInput": rest.RestInput}

OFFERED: Mapping[str, Mapping[str, Any]] = {
    "rasa": {},
    "rasa.core": {},
    "rasa.core.channels": {**_CHANNEL, **_REST},
    "rasa.core.channels.channel": _CHANNEL,
    "rasa.core.channels.rest": {**_CHANNEL, **_REST},
    "rasa.core.channels.socketio": dict.fromkeys(("SocketBlueprint", "SocketIOInput", "SocketIOOutput")),
    "rasa.shared": {},
    "rasa.shared.exceptions": {"InvalidConfigException": RequestError, "RasaException": RequestError},
}
"""What there is, by module."""


class _Offer(MetaPathFinder, Loader):
    """Asked last, so only for what nobody else has."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return ModuleSpec(fullname, self, is_package=True) if fullname in OFFERED else None

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return None  # a plain one

    def exec_module(self, module: ModuleType) -> None:
        if module.__name__ == "rasa.core.channels.socketio":  # a library that only channels of that kind pay for
            from talkwright.server.custom import socketio

            vars(module).update({name: getattr(socketio, name) for name in OFFERED[module.__name__]})
        else:
            vars(module).update(OFFERED[module.__name__])


_offer = _Offer()


def offer() -> None:
    """Let modules that are imported from now on find these names."""
    if _offer not in sys.meta_path:
        sys.meta_path.append(_offer)

"""A broker of the bot's own, written for Rasa: a class with ``from_endpoint_config``, ``publish`` and ``close``."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from talkwright.brokers.broker import Message
from talkwright.errors import OutsideError
from talkwright.project.endpoints import Endpoint
from talkwright.project.own_class import EndpointConfig, own_class


class CustomBroker:
    """Sends through an instance of ``kind``, which is made when there is something to send."""

    keeps = True

    def __init__(self, kind: Any, endpoint: Endpoint) -> None:
        self._kind = kind
        self._endpoint = endpoint
        self._theirs: Any = None
        self._one_at_a_time = asyncio.Lock()

    @classmethod
    def open(cls, endpoint: Endpoint, folder: Path) -> CustomBroker:
        """The class that ``endpoint`` names as its type. Raises ``RequestError``."""
        return cls(own_class(str(endpoint.type), folder, "event_broker"), endpoint)

    async def publish(self, messages: Sequence[Message]) -> None:
        try:
            async with self._one_at_a_time:
                if self._theirs is None:
                    self._theirs = await self._made()
                for message in messages:
                    await _waited(self._theirs.publish(message.plain()))
        except Exception as fault:  # whatever a broker of somebody else's does
            raise OutsideError(f"{self._endpoint.type}: {type(fault).__name__}", retryable=True) from fault

    async def _made(self) -> Any:
        config, make = EndpointConfig.of(self._endpoint), self._kind.from_endpoint_config
        if "event_loop" in inspect.signature(make).parameters:
            return await _waited(make(config, event_loop=asyncio.get_running_loop()))
        return await _waited(make(config))

    async def close(self) -> None:
        if self._theirs is not None and hasattr(self._theirs, "close"):
            await _waited(self._theirs.close())


async def _waited(value: Any) -> Any:
    """What a function gave that may be a coroutine function."""
    return await value if inspect.isawaitable(value) else value

"""The WebSockets that are open, and what holds for all of them. What is said on one is not known here."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Iterator
from typing import Protocol

from talkwright import metrics
from talkwright.errors import TooMany
from talkwright.server.rate import Rate
from talkwright.settings import Settings

RESTARTING = 1012  # WebSocket close code "service restart"
BEHIND = 1013  # "try again later"


class Open(Protocol):
    """A socket that is open."""

    async def stop(self) -> None:
        """Finish what was asked on it, and close it."""


class Sockets:
    """The sockets that are open, and what holds for all of them."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._senders = Rate(settings.web_rate_per_sender, "web_sender")
        self._addresses = Rate(settings.web_rate_per_address, "web_address")
        self._openings = Rate(settings.sockets_rate_per_address, "sockets_address")
        self._open: set[Open] = set()
        self._stopping = False

    def refusal(self, address: str) -> tuple[int, str] | None:
        """Why no socket can be opened from ``address`` now, as a close code and a reason."""
        if self._stopping:
            return RESTARTING, "the server is about to stop"
        if len(self._open) >= self.settings.sockets_max:
            metrics.REFUSED.add("sockets")
            return BEHIND, "too many connections"
        try:
            self._openings.take(address, time.monotonic())
        except TooMany:
            return BEHIND, "too many connections in a short time"
        return None

    def take(self, conversation: str, address: str) -> None:
        """A message came. Raises ``TooMany``."""
        now = time.monotonic()
        self._addresses.take(address, now)
        self._senders.take(conversation, now)

    @contextlib.contextmanager
    def holding(self, connection: Open) -> Iterator[None]:
        """``connection`` is open meanwhile."""
        self._open.add(connection)
        metrics.SOCKETS.add(1)
        try:
            yield
        finally:
            self._open.discard(connection)
            metrics.SOCKETS.add(-1)

    async def stop(self) -> None:
        """Answer what was asked, then have every page come back, to whoever takes over."""
        self._stopping = True
        await asyncio.gather(*(connection.stop() for connection in self._open))

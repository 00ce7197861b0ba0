"""One conversation at a time: messages of one conversation wait for each other, in order; others do not.

For speed and order within this process. What is true across processes is the store's compare-and-set. A lane is
bounded: who comes when too many wait is told so at once, instead of waiting for an answer that nobody reads any more.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager

from talkwright import metrics
from talkwright.errors import TooMany


class Lanes:
    """A lock a conversation, kept only while somebody uses it. ``most_waiting``: how many may wait in one lane."""

    def __init__(self, most_waiting: int) -> None:
        self._most_waiting = most_waiting
        self._locks: dict[Hashable, asyncio.Lock] = {}
        self._users: dict[Hashable, int] = {}

    @asynccontextmanager
    async def of(self, key: Hashable) -> AsyncIterator[None]:
        """Hold the lane of ``key``. Waiters are served in the order they came. Raises ``TooMany``."""
        users = self._users.get(key, 0)
        if users > self._most_waiting:
            metrics.REFUSED.add("lane")
            raise TooMany(
                f"{self._most_waiting} messages of this conversation wait for their answers already.",
                "Wait for an answer before sending more.",
            )
        lock = self._locks.setdefault(key, asyncio.Lock())
        self._users[key] = users + 1
        try:
            async with lock:
                yield
        finally:
            self._users[key] -= 1
            if not self._users[key]:
                del self._users[key], self._locks[key]

    def __len__(self) -> int:
        """How many conversations are at work."""
        return len(self._locks)

"""Forgets conversations that are old enough, now and then."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable

from talkwright import log
from talkwright.conversation.store import Store
from talkwright.errors import StoreError

DAY_S = 86_400
_EVERY_S = 3600.0
_BATCH = 20  # at once: turns wait meanwhile
_BREATH_S = 0.05


class Retention:
    """One loop that forgets conversations whose last turn is ``days`` old. 0 keeps them for ever."""

    def __init__(self, store: Store, days: float, clock: Callable[[], float]) -> None:
        self._store = store
        self._days = days
        self._clock = clock
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to forget, if anything ever is."""
        if self._days and self._task is None:
            self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Forget no more."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _run(self) -> None:
        while True:
            try:
                await self.sweep()
            except StoreError as fault:
                log.error("retention.failed", exception=fault)
            await asyncio.sleep(_EVERY_S)

    async def sweep(self) -> int:
        """Forget all that is old enough now, and return how many conversations that was."""
        forgotten = await forget_before(self._store, self._clock() - self._days * DAY_S)
        if forgotten:
            log.info("retention.swept", conversations=forgotten)
        return forgotten


async def forget_before(store: Store, time: float, say: Callable[[int], None] = lambda forgotten: None) -> int:
    """Forget every conversation whose last turn was before ``time``, a few at once. Returns how many there were.

    ``say`` is told how many are forgotten so far.
    """
    forgotten = 0
    while True:
        count = await store.forget_before(time, _BATCH)
        forgotten += count
        say(forgotten)
        if count < _BATCH:
            return forgotten
        await asyncio.sleep(_BREATH_S)

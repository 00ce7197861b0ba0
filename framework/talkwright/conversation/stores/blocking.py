"""A library that blocks, for stores that may not: it is asked in threads. What it is asked is the store's business."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import TypeVar

from talkwright.errors import StoreError

T = TypeVar("T")

_MOST_AT_ONCE = 16


class Blocking:
    """The library of ``database``, as people call that. ``faults`` are what it raises; ``prepare`` comes before what is
    asked first, until it has worked once, and ``let_go`` last."""

    def __init__(
        self,
        database: str,
        prepare: Callable[[], None],
        let_go: Callable[[], None],
        faults: tuple[type[Exception], ...],
    ) -> None:
        self._database = database
        self._prepare = prepare
        self._let_go = let_go
        self._faults = faults
        self._threads = ThreadPoolExecutor(_MOST_AT_ONCE, database)
        self._is_prepared, self._preparing = False, Lock()
        self._closed = False

    async def ask(self, question: Callable[[], T]) -> T:
        """What ``question`` gives, in a thread. It is done to the end, also when the caller is cancelled. Raises
        ``StoreError``."""
        if self._closed:
            raise StoreError("the store is closed")
        return await asyncio.shield(asyncio.get_running_loop().run_in_executor(self._threads, self._asked, question))

    def _asked(self, question: Callable[[], T]) -> T:
        try:
            with self._preparing:
                if not self._is_prepared:
                    self._prepare()
                    self._is_prepared = True
            return question()
        except self._faults as fault:
            message = f"{self._database} cannot be used: {type(fault).__name__}"
            raise StoreError(message, "See tracker_store.") from None

    async def close(self) -> None:
        """Wait for what is being asked. Nothing is asked any more."""
        self._closed = True
        await asyncio.to_thread(self._threads.shutdown)
        await asyncio.to_thread(self._let_go)

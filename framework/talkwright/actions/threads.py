"""Threads that run plain functions for an event loop, made when they are first needed.

The standard executor takes five locks a call and two futures; for an action that does little, that is most of what it
costs. Here a call is an entry in a queue, and its outcome one wake-up of the loop.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import Any

_Call = tuple[Callable[[], Any], "asyncio.Future[Any]", asyncio.AbstractEventLoop]


class Threads:
    """At most ``most`` of them. They end with the process: what they run may never return."""

    def __init__(self, most: int, name: str) -> None:
        self._most = most
        self._name = name
        self._waiting: SimpleQueue[_Call | None] = SimpleQueue()
        self._threads = 0
        self._closed = False
        self._going_on = 0  # calls that were taken on and whose outcome is not there

    def submit(self, call: Callable[[], Any]) -> asyncio.Future[Any]:
        """What ``call`` will give. Cancelling it does not stop what runs already.

        Raises ``RuntimeError`` once closed.
        """
        if self._closed:
            raise RuntimeError("actions do not run any more")
        loop = asyncio.get_running_loop()
        outcome: asyncio.Future[Any] = loop.create_future()
        self._going_on += 1
        if self._going_on > self._threads and self._threads < self._most:
            self._threads += 1
            Thread(target=self._run, name=f"{self._name}_{self._threads}", daemon=True).start()
        self._waiting.put((call, outcome, loop))
        return outcome

    def close(self) -> None:
        """Let the threads go that have nothing to do, and the others when they are done."""
        self._closed = True
        for _ in range(self._threads):
            self._waiting.put(None)

    def _run(self) -> None:
        while True:
            entry = self._waiting.get()
            if entry is None:
                return
            call, outcome, loop = entry
            value, fault = None, None
            if not outcome.cancelled():
                try:
                    value = call()
                except Exception as raised:
                    fault = raised
            with suppress(RuntimeError):  # the loop has ended: nobody is left to be told
                loop.call_soon_threadsafe(self._settle, outcome, value, fault)
            del entry, call, outcome, value, fault  # nothing is kept alive while this thread waits

    def _settle(self, outcome: asyncio.Future[Any], value: Any, fault: Exception | None) -> None:
        self._going_on -= 1
        if outcome.done():
            return
        if fault is None:
            outcome.set_result(value)
        else:
            outcome.set_exception(fault)

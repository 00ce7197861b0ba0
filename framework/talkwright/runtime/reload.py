"""Puts a newer model in the place of the one that is served, between turns: when it is asked to, when one appears, or
when a server of models has another.

A model that cannot be loaded is told of in the log, and the one before stays. Nothing of a turn is in here.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from typing import TypeAlias

from talkwright import log, metrics
from talkwright.actions.call import Actions
from talkwright.errors import AuthorError, OutsideError, TalkwrightError
from talkwright.runtime.assemble import Assistant
from talkwright.runtime.pull import ModelServer
from talkwright.training.bundle import latest_model
from talkwright.training.load import Model, load_model

_Signature: TypeAlias = tuple[Path, int, int]


class Reloader:
    """``path`` is a model file, or a folder whose newest model is meant. ``watch_s``: how often it is looked at, in
    seconds; None when it is only looked at when ``ask`` is called. ``swapped`` is called after each swap. ``server`` is
    asked for models besides."""

    def __init__(
        self,
        assistant: Assistant,
        path: Path,
        open_actions: Callable[[Model], Actions],
        watch_s: float | None = None,
        swapped: Callable[[Model], None] = lambda model: None,
        server: ModelServer | None = None,
    ) -> None:
        self._assistant = assistant
        self._path = path
        self._open_actions = open_actions
        self._watch_s = watch_s
        self._swapped = swapped
        self._server = server
        self._asked = asyncio.Event()
        self._seen = _signature(path)

    def ask(self) -> None:
        """Load the newest model now, also when it is the one that is served: its actions may be others."""
        self._asked.set()

    async def run(self) -> None:
        """Swap whenever there is a reason, until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._look())
            if self._server is not None and self._server.wait_s is not None:
                group.create_task(self._pull(self._server, self._server.wait_s))

    async def _look(self) -> None:
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._watch_s):
                    await self._asked.wait()
            asked, found = self._asked.is_set(), _signature(self._path)
            self._asked.clear()
            if asked or (found is not None and found != self._seen):
                self._seen = found
                await self.swap()

    async def _pull(self, server: ModelServer, wait_s: float) -> None:
        while True:
            await asyncio.sleep(wait_s)
            try:
                path = await server.newest()
            except OutsideError as fault:
                log.warning("models.failed", reason=fault.message)
                continue
            if path is not None:
                await self.swap(path)

    async def swap(self, path: Path | None = None) -> bool:
        """Load the model at ``path``, or the newest of where it looks, and hand it to the turns that begin from now on.
        Returns whether that was done."""
        try:
            await self.put(path or self._path)
        except TalkwrightError as fault:
            self._refused(fault, _reason(fault), path)
            return False
        except Exception as fault:  # a file can be broken in ways that nobody thought of
            self._refused(fault, type(fault).__name__, path)
            return False
        return True

    async def put(self, path: Path) -> None:
        """Hand the model at ``path`` to the turns that begin from now on. Raises ``RequestError``, ``AuthorError``."""
        began = perf_counter()
        model, actions = await asyncio.to_thread(self._load, path)
        retired = self._assistant.swap(model, actions)
        ms = round((perf_counter() - began) * 1e3)
        metrics.SWAPS.add("done")
        log.info("model.swapped", file=model.path.name, model_id=model.metadata.model_id, ms=ms)
        retired.add_done_callback(lambda _: settle_memory())
        self._swapped(model)

    def _load(self, path: Path) -> tuple[Model, Actions]:
        model = load_model(path)
        return model, self._open_actions(model)

    def _refused(self, fault: Exception, reason: str, path: Path | None) -> None:
        metrics.SWAPS.add("failed")
        served = self._assistant.model.path.name
        log.error("model.refused", exception=fault, path=str(path or self._path), served=served, reason=reason)


def _reason(fault: TalkwrightError) -> str:
    """What is wrong with the author's files: it quotes them, and nobody who talked."""
    if isinstance(fault, AuthorError):
        return "; ".join(map(str, fault.problems))
    return fault.message


def _signature(path: Path) -> _Signature | None:
    """What changes when a newer model is there. None when there is no model."""
    try:
        newest = latest_model(path)
        if newest is None:
            return None
        status = newest.stat()
    except OSError:  # taken away while it is looked at
        return None
    return newest, status.st_mtime_ns, status.st_size


def settle_memory() -> None:
    """Free what is not used any more, and have the collector look at nothing of what stays: a model is a lot."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()

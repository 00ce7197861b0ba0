"""What changes, told to everybody who listens: files, drafts, clashes, models, jobs.

The disk is looked at only while somebody listens, by the times and sizes of files. It must not know what the events
mean to a browser, nor how they get there.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator
from typing import Any, Literal

import msgspec

from talkwright import log
from talkwright.builder.files.workspace import Edited, Workspace
from talkwright.builder.threads import in_thread

LOOK_S = 0.5
_MOST_WAITING = 200  # events, for one who does not take them

Kind = Literal[
    "files", "draft", "conflict", "layout", "published", "models", "model", "job", "messages", "accounts", "people"
]


class Event(msgspec.Struct, frozen=True):
    """Something that changed. ``person``: only for that one to know; None is for everybody."""

    kind: Kind
    data: dict[str, Any]
    person: str | None = None


class Changes:
    """The events of one process: who drafts in ``workspace`` is heard by their windows, whatever did it. Everything but
    ``tell`` is called from the event loop."""

    def __init__(self, workspace: Workspace, look_s: float = LOOK_S) -> None:
        self._workspace = workspace
        self._look_s = look_s
        self._listening: dict[asyncio.Queue[Event | None], str] = {}
        self._watch: asyncio.Task[None] | None = None
        self._stopped = False
        self._loop: asyncio.AbstractEventLoop | None = None  # of those who listen, and its thread
        self._thread = 0
        workspace.told = self._drafted

    def tell(self, event: Event) -> None:
        """Tell everybody whom it concerns, from any thread. One who takes nothing is let go, and will ask for all of it
        anew."""
        if self._loop is None or self._stopped:
            return
        if threading.get_ident() == self._thread:
            self._tell(event)
        else:
            self._loop.call_soon_threadsafe(self._tell, event)

    def _tell(self, event: Event) -> None:
        for queue, person in tuple(self._listening.items()):
            if event.person not in (None, person):
                continue
            if queue.qsize() >= _MOST_WAITING:
                self._end(queue)
            else:
                queue.put_nowait(event)

    async def listen(self, person: str, beat_s: float) -> AsyncGenerator[Event | None]:
        """Events for ``person`` from now on, until there are no more. None whenever nothing came for ``beat_s``."""
        if self._stopped:
            return
        queue: asyncio.Queue[Event | None] = asyncio.Queue()
        self._listening[queue] = person
        self._loop, self._thread = asyncio.get_running_loop(), threading.get_ident()
        if self._watch is None or self._watch.done():
            self._watch = asyncio.create_task(self._look())
        try:
            while True:
                try:
                    async with asyncio.timeout(beat_s):
                        event = await queue.get()
                except TimeoutError:
                    yield None
                    continue
                if event is None:
                    return
                yield event
        finally:
            self._listening.pop(queue, None)

    def stop(self) -> None:
        """Let everybody go."""
        self._stopped = True
        for queue in tuple(self._listening):
            self._end(queue)
        if self._watch is not None:
            self._watch.cancel()

    def _end(self, queue: asyncio.Queue[Event | None]) -> None:
        self._listening.pop(queue, None)
        queue.put_nowait(None)

    def _drafted(self, person: str, edited: Edited) -> None:
        self.tell(Event("draft", {"revision": edited.revision, "files": sorted(edited.hashes)}, person))
        if edited.clashes:
            self.tell(Event("conflict", {"revision": edited.revision, "conflicts": len(edited.clashes)}, person))

    async def _look(self) -> None:
        """Tell what happens on disk, while somebody listens."""
        before = await in_thread(self._workspace.disk.stamps)  # who asked between two looks may have seen what is gone
        while self._listening:
            await asyncio.sleep(self._look_s)
            try:
                now = await in_thread(self._workspace.disk.stamps)
                if now != before:
                    await self._moved({file for file in {*now, *before} if now.get(file) != before.get(file)})
                before = now
            except Exception as fault:  # a folder can be taken away while it is looked at
                log.error("builder.watch_failed", exception=fault)

    async def _moved(self, files: set[str]) -> None:
        """``files`` are others on disk: the drafts of those who listen are carried over."""
        for person in sorted(set(self._listening.values())):
            revision, waiting = await in_thread(self._carried, person)
            self.tell(Event("files", {"revision": revision, "files": sorted(files)}, person))
            if waiting:
                self.tell(Event("conflict", {"revision": revision, "conflicts": waiting}, person))

    def _carried(self, person: str) -> tuple[str, int]:
        """The revision of ``person``, and how many conflicts wait."""
        with self._workspace.lock:
            return self._workspace.revision(person), len(self._workspace.settle(person).clashes)

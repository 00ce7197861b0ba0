"""Training and testing for those who ask over HTTP: Talkwright's own commands, each in a process of its own.

What takes the processor for seconds must not stall those who talk: so it is another process, at most one at a time, and
the operating system is told that it is less urgent.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import Coroutine
from pathlib import Path

import httpx
import msgspec

from talkwright import log
from talkwright.errors import RequestError, Unavailable
from talkwright.server import problem

_LESS_URGENT = 10
_MOST_WAITING = 20
_CALLBACK_S = 60.0
_SAID_BYTES = 4000  # of what a command said, at the end


class Done(msgspec.Struct, frozen=True):
    """What came of a command."""

    code: int
    out: bytes
    said: str


class Body(msgspec.Struct, frozen=True):
    """What is answered: at once, or to a callback later."""

    content: bytes
    headers: dict[str, str]


class Workshop:
    """``root`` is the bot's folder, ``models`` that of its models. ``training``: how many are in the making."""

    def __init__(self, root: Path, models: Path) -> None:
        self.root = root
        self.models = models
        self.training = 0
        self._one = asyncio.Lock()
        self._waiting = 0
        self._process: asyncio.subprocess.Process | None = None
        self._later: set[asyncio.Task[None]] = set()

    async def run(self, *arguments: str | Path, folder: Path) -> Done:
        """Run ``talkwright`` with ``arguments`` in ``folder``, when its turn comes. Raises ``Unavailable``."""
        if self._waiting >= _MOST_WAITING:
            raise Unavailable("Too much is to be trained and tested already.", "Try again later.", retry_after_s=60)
        self._waiting += 1
        try:
            async with self._one:
                return await self._run(arguments, folder)
        finally:
            self._waiting -= 1

    def call_back(self, url: str, work: Coroutine[None, None, Body], mistake: str) -> None:
        """Do ``work`` meanwhile, and post what comes of it to ``url``: the body, or the error as it would be told."""
        task = asyncio.create_task(_tell(url, work, mistake))
        self._later.add(task)
        task.add_done_callback(self._later.discard)

    async def stop(self) -> None:
        """Break off what is at work: the models that are served are others."""
        for task in self._later:
            task.cancel()
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
        if self._later:
            await asyncio.wait(self._later)

    async def _run(self, arguments: tuple[str | Path, ...], folder: Path) -> Done:
        process = self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "talkwright", *map(str, arguments)),
            cwd=folder,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env={**os.environ, "NO_COLOR": "1"},
        )
        try:
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, process.pid, _LESS_URGENT)
            out, said = await process.communicate()
        except asyncio.CancelledError:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            raise
        finally:
            self._process = None
        return Done(process.returncode or 0, out, said[-_SAID_BYTES:].decode(errors="replace").strip())


async def _tell(url: str, work: Coroutine[None, None, Body], mistake: str) -> None:
    try:
        body = await work
    except Exception as fault:
        answer = problem.answer(fault, None, mistake)
        body = Body(answer.body or b"", {"content-type": "application/json"})
    try:
        async with httpx.AsyncClient(timeout=_CALLBACK_S) as http:
            (await http.post(url, content=body.content, headers=body.headers)).raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL) as fault:
        log.error("callback.failed", exception=fault)


def callback(url: str) -> str:
    """``url``, if it can be posted to. Raises ``RequestError``."""
    if not url.lower().startswith(("http://", "https://")):
        raise RequestError("'callback_url' has to begin with http:// or https://.")
    return url

"""Work that takes the processor for seconds, and the process of its own that does it: training and measuring.

An ``Errand`` goes to the process as JSON on its standard input; lines of JSON come back, each how far it is, and the
last what came of it. ``do_errand`` is what runs there. Whoever cancels kills the process: nothing of it stays.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, TypeAlias

import msgspec

from talkwright.builder.jobs import Said
from talkwright.errors import RequestError

_LESS_URGENT = 10
_LINE_BYTES = 64 * 1024**2
_SAID_BYTES = 2000  # of what a broken process said, at the end

Kind: TypeAlias = Literal["train", "understanding", "conversations", "comparison"]


class Errand(msgspec.Struct, frozen=True):
    """What is to be done for the bot at ``root``, whose files have other ``texts`` by their names; None: not there.

    ``models`` are names of files in the folder of models: the one to make, the one to ask, or the two to compare.
    """

    kind: Kind
    root: str
    folder: str
    models: tuple[str, ...] = ()
    texts: dict[str, str | None] = {}
    folds: int = 5


class Step(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line of the process. ``result`` or ``fault`` is in the last."""

    done: float = 0.0
    what: str = ""
    result: Any = None
    fault: str = ""


_step = msgspec.json.Decoder(Step)


class Errands:
    """Does errands one after another: two would only make both slower."""

    def __init__(self) -> None:
        self._one = asyncio.Lock()

    async def run(self, errand: Errand, said: Said, environment: Mapping[str, str] = os.environ) -> Any:
        """What came of ``errand``, as JSON. Raises ``RequestError`` with why it failed."""
        if self._one.locked():
            said(0.0, "Waiting for another job")
        async with self._one:
            return await _run(errand, said, environment)


async def _run(errand: Errand, said: Said, environment: Mapping[str, str]) -> Any:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "talkwright.builder.training.do_errand"),
        cwd=errand.root or None,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**environment, "NO_COLOR": "1"},
        limit=_LINE_BYTES,
    )
    try:
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process.pid, _LESS_URGENT)
        assert process.stdin and process.stdout and process.stderr  # noqa: PT018 - pipes, as was asked for
        complaint = asyncio.create_task(_end_of(process.stderr))
        with contextlib.suppress(ConnectionError):  # it is gone already, and says why
            process.stdin.write(msgspec.json.encode(errand))
            await process.stdin.drain()
            process.stdin.close()
        async for line in process.stdout:
            step = _step.decode(line)
            if step.fault:
                raise RequestError(step.fault)
            if step.result is not None:
                return step.result
            said(step.done, step.what)
        raise RequestError(f"The process ended with nothing done: {await complaint}".strip(" :"))
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def _end_of(stream: asyncio.StreamReader) -> str:
    """The last of what comes, without keeping all of it."""
    kept = b""
    while part := await stream.read(_SAID_BYTES):
        kept = (kept + part)[-_SAID_BYTES:]
    return kept.decode(errors="replace").strip()


def texts_over(errand: Errand) -> dict[Path, bytes | None]:
    """The other texts by the paths of their files."""
    root = Path(errand.root)
    return {root / name: None if text is None else text.encode() for name, text in errand.texts.items()}

"""A file that every event is appended to, a line each. It is opened for each turn, so that it may be moved away."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from talkwright.brokers.broker import Message
from talkwright.errors import OutsideError
from talkwright.project.endpoints import Endpoint

PATH = "rasa_event.log"


class FileBroker:
    """Appends to ``path``."""

    keeps = True

    def __init__(self, path: Path) -> None:
        self._path = path

    @classmethod
    def open(cls, endpoint: Endpoint, folder: Path) -> FileBroker:
        """The file ``path`` of ``folder``."""
        return cls(folder / str(endpoint.options.get("path") or PATH))

    async def publish(self, messages: Sequence[Message]) -> None:
        await asyncio.to_thread(self._append, b"".join(message.body() + b"\n" for message in messages))

    def _append(self, lines: bytes) -> None:
        try:
            with self._path.open("ab", buffering=0) as file:  # one write, so that lines of two turns do not mix
                file.write(lines)
        except OSError as fault:
            raise OutsideError(f"{self._path} cannot be written: {fault.strerror}", retryable=True) from None

    async def close(self) -> None:
        pass

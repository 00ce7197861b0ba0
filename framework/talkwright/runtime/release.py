"""A model at work, as turns use it. A turn ends on the release it began with; a swap puts the next one in its place."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from talkwright.runtime.perform import Performer
    from talkwright.training.load import Model


class Release:
    """A model and the performer of its actions."""

    def __init__(self, model: Model, performer: Performer) -> None:
        self.model = model
        self.performer = performer
        self._turns = 0
        self._over: asyncio.Event | None = None

    def used(self) -> Self:
        """A ``with`` block around a turn that uses it."""
        return self

    def __enter__(self) -> None:
        self._turns += 1

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._turns -= 1
        if self._over is not None and not self._turns:
            self._over.set()

    async def unused(self) -> None:
        """Wait until the last turn that uses it is over. Only when no other will begin."""
        if self._turns:
            self._over = asyncio.Event()
            await self._over.wait()

"""A model at work, as turns use it. A turn ends on the release it began with; a swap puts the next one in its place."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from talkwright.runtime.perform import Performer
    from talkwright.training.load import Model


class Release:
    """A model and the performer of its actions."""

    def __init__(self, model: Model, performer: Performer) -> None:
        self.model = model
        self.performer = performer
        self._turns = 0
        self._nobody = asyncio.Event()
        self._nobody.set()

    @contextmanager
    def used(self) -> Iterator[None]:
        """A turn uses it meanwhile."""
        self._turns += 1
        self._nobody.clear()
        try:
            yield
        finally:
            self._turns -= 1
            if not self._turns:
                self._nobody.set()

    async def unused(self) -> None:
        """Wait until no turn uses it."""
        await self._nobody.wait()

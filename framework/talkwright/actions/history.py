"""The events of a conversation as an action sees them: read from the store only when it looks.

Most actions never look, and a turn must not cost more the longer the conversation is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator, Sequence
from typing import Any, overload

from talkwright.conversation.events import Event
from talkwright.conversation.tracker import plain_events

LONG = 300  # events; more are not turned into dictionaries or JSON in the event loop


class History(Sequence[dict[str, Any]]):
    """A lazy sequence of Rasa's event dictionaries, for other threads than that of the event loop it is made in.

    ``read`` is called once at most. In the loop itself, ``fetch`` gives the same dictionaries.
    """

    def __init__(self, read: Callable[[], Coroutine[Any, Any, Sequence[Event]]]) -> None:
        self._read = read
        self._loop = asyncio.get_running_loop()
        self._events: list[dict[str, Any]] | None = None

    async def fetch(self) -> list[dict[str, Any]]:
        """All events."""
        if self._events is None:
            events = await self._read()
            self._events = (
                plain_events(events) if len(events) <= LONG else await asyncio.to_thread(plain_events, events)
            )
        return self._events

    def _all(self) -> list[dict[str, Any]]:
        if self._events is None:
            self._events = plain_events(asyncio.run_coroutine_threadsafe(self._read(), self._loop).result())
        return self._events

    @overload
    def __getitem__(self, index: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, index: slice) -> list[dict[str, Any]]: ...
    def __getitem__(self, index: int | slice) -> dict[str, Any] | list[dict[str, Any]]:
        return self._all()[index]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self._all())

"""Tells who watches a conversation that a turn of it was stored. A hint: the truth is the store, by seq."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.store import StoredTurn

Watcher = Callable[[StoredTurn], None]


class Watchers:
    """Callbacks by conversation. Called in the order the turns were stored; they must not wait."""

    def __init__(self) -> None:
        self._watchers: dict[ConversationKey, list[Watcher]] = {}

    @contextmanager
    def watching(self, key: ConversationKey, watcher: Watcher) -> Iterator[None]:
        """Have ``watcher`` called for each turn stored meanwhile."""
        self._watchers.setdefault(key, []).append(watcher)
        try:
            yield
        finally:
            self._watchers[key].remove(watcher)
            if not self._watchers[key]:
                del self._watchers[key]

    def tell(self, key: ConversationKey, turn: StoredTurn) -> None:
        """A turn was stored."""
        for watcher in tuple(self._watchers.get(key, ())):
            watcher(turn)

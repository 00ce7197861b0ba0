"""What stands in a line of the index: what waits for its time, or the conversations by theirs. It blocks.

The index follows the table after a moment. So a line knows for some seconds what this process has seen of the table
itself: who writes a turn need not wait for the index to find what is to be pushed.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from itertools import takewhile
from threading import Lock
from time import monotonic
from typing import NamedTuple

from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.stores.dynamo_changes import Change, Key
from talkwright.conversation.stores.dynamo_items import line_of, lines_of
from talkwright.conversation.stores.dynamo_table import Table

_FRESH_S = 5.0  # the index takes a second where much is written


class Plan(NamedTuple):
    """Changes, and what a line is to know when they were made."""

    changes: list[Change]
    seen: dict[Key, str | None]


class Line:
    """The line ``kind`` of all tenants."""

    def __init__(self, table: Table, kind: str) -> None:
        self._table = table
        self._kind = kind
        self._lines = lines_of(kind)
        self._seen: dict[Key, tuple[float, str | None]] = {}
        self._lock = Lock()

    def of(self, key: ConversationKey) -> str:
        """Where things of a conversation stand."""
        return line_of(self._kind, key)

    def saw(self, key: Key, when: str | None) -> None:
        """What this process knows of the item ``key``: its ``when``, or that it is not in the line."""
        now = monotonic()
        with self._lock:
            self._seen.pop(key, None)
            self._seen[key] = now, when
            old = takewhile(lambda each: self._seen[each][0] < now - _FRESH_S, self._seen)  # the oldest come first
            for each in list(old):
                del self._seen[each]

    def follow(self, plan: Plan) -> None:
        """The changes of ``plan`` were made."""
        for key, when in plan.seen.items():
            self.saw(key, when)

    def leave(self, pk: str) -> None:
        """Nothing of a partition stands in the line any more."""
        now = monotonic()
        with self._lock:
            self._seen.update({key: (now, None) for key in self._seen if key[0] == pk})

    def before(self, when: str, page: int) -> Iterator[tuple[str, Key]]:
        """The items that may stand before ``when``, in order: how the item is must be looked up."""
        with self._lock:
            start = monotonic() - _FRESH_S
            seen = {key: known for key, (at, known) in self._seen.items() if at >= start}
        known = sorted((at, key) for key, at in seen.items() if at is not None and at < when)
        parts = (self._indexed(line, when, page) for line in self._lines)
        for at, key in heapq.merge(known, *parts):
            if seen.get(key, at) == at:
                yield at, key
                seen[key] = None

    def _indexed(self, line: str, when: str, page: int) -> Iterator[tuple[str, Key]]:
        for item in self._table.line(line, when, page):
            yield item["when"], (item["pk"], item["sk"])

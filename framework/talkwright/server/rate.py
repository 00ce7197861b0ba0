"""How many messages or requests a sender may send: a bucket of tokens for each. Pure: the time is handed in.

Memory is bounded: of more than ``MOST`` senders the one who was quiet for longest is forgotten, and starts afresh.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable

from talkwright import metrics
from talkwright.errors import TooMany

MOST = 10_000
_AT_ONCE = 3  # a third of what is allowed in a minute may come at once


class Rate:
    """``a_minute`` messages a minute for each sender; 0 is no limit. ``limit`` names it where refusals are counted."""

    def __init__(self, a_minute: int, limit: str) -> None:
        self._a_second = a_minute / 60
        self._most = max(1.0, a_minute / _AT_ONCE)
        self._limit = limit
        self._buckets: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()  # tokens left, and when that was

    def take(self, sender: Hashable, now: float) -> None:
        """One message of ``sender`` at ``now``, in seconds. Raises ``TooMany``."""
        if not self._a_second:
            return
        tokens, before = self._buckets.pop(sender, (self._most, now))
        tokens = min(self._most, tokens + (now - before) * self._a_second)
        self._buckets[sender] = (tokens - 1, now) if tokens >= 1 else (tokens, now)
        if len(self._buckets) > MOST:
            self._buckets.popitem(last=False)
        if tokens < 1:
            metrics.REFUSED.add(self._limit)
            raise TooMany(
                "Too much was sent in a short time.",
                "Send it again in a moment.",
                retry_after_s=(1 - tokens) / self._a_second,
            )

    def __len__(self) -> int:
        """How many senders are remembered."""
        return len(self._buckets)

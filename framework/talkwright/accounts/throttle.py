"""How often somebody may try a password. Pure: the time is handed in.

A try is taken before it is known whether it succeeds, so that many at once count too, and given back when it did.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Sequence

MOST_KEPT = 10_000


class Throttle:
    """``most`` tries at once for each key, and another one every ``every_s`` seconds."""

    def __init__(self, most: int, every_s: float) -> None:
        self._most = most
        self._every_s = every_s
        self._left: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()  # tries left, and when that was

    def take(self, key: Hashable, now: float) -> float:
        """Take a try of ``key``. Returns 0, or in how many seconds there is one again."""
        left, at = self._left.pop(key, (float(self._most), now))
        left = min(float(self._most), left + max(0.0, now - at) / self._every_s)
        self._left[key] = (left - 1 if left >= 1 else left, now)
        if len(self._left) > MOST_KEPT:
            self._left.popitem(last=False)
        return 0.0 if left >= 1 else (1 - left) * self._every_s

    def give_back(self, key: Hashable) -> None:
        """The try that was taken last has succeeded."""
        if key in self._left:
            left, at = self._left[key]
            self._left[key] = (min(float(self._most), left + 1), at)


class Throttles:
    """The tries of a name from an address, of an address, and of a name from anywhere: the last is the widest, as it
    lets who knows a name keep its owner out."""

    def __init__(self) -> None:
        self._pair, self._address, self._name = Throttle(5, 60.0), Throttle(30, 10.0), Throttle(100, 36.0)

    def take(self, name: str, address: str, now: float) -> float:
        """Take a try. Returns 0, or in how many seconds it may be tried again."""
        waits = [throttle.take(key, now) for throttle, key in self._keyed(name, address)]
        return max(waits)

    def give_back(self, name: str, address: str) -> None:
        for throttle, key in self._keyed(name, address):
            throttle.give_back(key)

    def _keyed(self, name: str, address: str) -> Sequence[tuple[Throttle, Hashable]]:
        return ((self._pair, (name, address)), (self._address, address), (self._name, name))

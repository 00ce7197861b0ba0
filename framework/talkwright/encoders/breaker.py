"""When to leave alone a machine that fails: after a few failures in a row, for a while. It knows no clock."""

from __future__ import annotations

from threading import Lock

FAILURES = 3
REST_S = 30.0


class Breaker:
    """``now`` is seconds of a clock that only goes forward. May be used from several threads."""

    def __init__(self, failures: int = FAILURES, rest_s: float = REST_S) -> None:
        self._most = failures
        self._rest_s = rest_s
        self._failures = 0
        self._until = 0.0
        self._lock = Lock()

    def lets_through(self, now: float) -> bool:
        """Whether to ask. After a rest one asks for all: the others wait for how it goes."""
        with self._lock:
            if self._failures < self._most:
                return True
            if now < self._until:
                return False
            self._until = now + self._rest_s
            return True

    def failed(self, now: float) -> bool:
        """Count a failure. Returns whether nobody is asked from here on."""
        with self._lock:
            self._failures += 1
            self._until = now + self._rest_s
            return self._failures >= self._most

    def went_well(self) -> None:
        """Forget the failures."""
        with self._lock:
            self._failures = 0

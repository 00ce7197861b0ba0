"""The last few values that were made, by key: what is asked for again and again is made once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Recent(Generic[T]):
    """At most ``most``. Whoever uses it from several threads holds a lock."""

    def __init__(self, most: int = 8) -> None:
        self._most = most
        self._values: dict[str, T] = {}

    def get(self, key: str, make: Callable[[], T]) -> T:
        """The value of ``key``, made if it is not one of the last."""
        value = self._values.pop(key) if key in self._values else make()
        self._values[key] = value
        if len(self._values) > self._most:
            del self._values[next(iter(self._values))]
        return value

"""The events of a conversation as an action sees them: read from the store only when it looks.

Most actions never look, and a turn must not cost more the longer the conversation is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, overload


class History(Sequence[dict[str, Any]]):
    """A lazy list of Rasa's event dictionaries. ``load`` is called once at most, in the thread that looks."""

    def __init__(self, load: Callable[[], list[dict[str, Any]]]) -> None:
        self._load = load
        self._events: list[dict[str, Any]] | None = None

    def _all(self) -> list[dict[str, Any]]:
        if self._events is None:
            self._events = self._load()
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
        yield from self._all()

    def __reversed__(self) -> Iterator[dict[str, Any]]:
        return reversed(self._all())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._all() == list(other)

    __hash__ = None  # type: ignore[assignment]

    def __add__(self, other: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return self._all() + list(other)

    def __radd__(self, other: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return list(other) + self._all()

    def copy(self) -> list[dict[str, Any]]:
        """A plain list of the events."""
        return list(self._all())

"""The contract of a source: where a Rasa keeps its conversations. It is read, and never written.

What a source gives is Rasa's JSON as it stands there; ``takeover.take`` reads it. All methods block and may raise
``OutsideError``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from talkwright.errors import OutsideError


class Source(Protocol):
    """Where a Rasa keeps its conversations."""

    def ids(self) -> Iterator[str]:
        """The id of every conversation, each once. They are read as they are asked for."""

    def count(self) -> int:
        """How many there are, about."""

    def events(self, id: str) -> Sequence[Any]:
        """The events of a conversation, oldest first; none of one that nobody knows."""

    def close(self) -> None:
        """Let go of connections."""


def unreadable(what: str, fault: Exception) -> OutsideError:
    """The error for a source that does not answer. It shows no address: that may hold secrets."""
    return OutsideError(f"{what} cannot be read: {type(fault).__name__}", "See tracker_store.", retryable=True)

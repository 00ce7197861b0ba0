"""What a turn asks of whoever watches it go, step by step: a debugger. Where conversations are real, nobody does."""

from __future__ import annotations

from typing import Protocol

from talkwright.conversation.events import Event, Frame
from talkwright.conversation.tracker import Tracker


class Pace(Protocol):
    """Somebody who watches a turn as it goes, and may hold it up."""

    def stops(self, frame: Frame) -> bool:
        """Whether to pause before ``frame`` enters its step."""

    async def enter(self, tracker: Tracker) -> tuple[Event, ...]:
        """Wait where ``stops`` said so. What was changed meanwhile. Raises ``TalkwrightError`` to give the turn up."""

    async def perform(self, action: str, tracker: Tracker) -> tuple[Event, ...]:
        """Before ``action`` runs: as ``enter``, if there is to be a pause."""

"""The seam for what only a model can say: whether a generated answer is relevant, and whether it is grounded.

Without a judge such an expectation is neither met nor unmet: it is *not judged*, and no result may hide that.
"""

from __future__ import annotations

from typing import Protocol

import msgspec

from talkwright.evaluation.messages import Generated


class Answered(msgspec.Struct, frozen=True):
    """A question of a user and what the assistant said to it."""

    question: str
    answer: str


class Judge(Protocol):
    """Says how well an answer meets an expectation."""

    async def score(self, wanted: Generated, answered: Answered) -> float:
        """From 0 (not at all) to 1. Raises ``OutsideError``."""

"""What somebody is ready to spend. Pure: from a typed value or from words to two ends."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_OPEN = re.compile(
    r"(?i)\b(any|no (?:limit|idea|budget|preference)|not (?:sure|important)|open|whatever|don['’]?t (?:know|mind|care)|"
    r"(?:doesn['’]?t|does not) matter|skip)\b"
)
_AT_LEAST = re.compile(r"(?i)\b(over|above|at least|from|more than|minimum|upwards)\b")


class Budget(NamedTuple):
    """In pounds; ``high`` is None when there is no limit."""

    low: float = 0
    high: float | None = None

    def in_words(self) -> str:
        if self.high is None:
            return f"from £{self.low:g}" if self.low else "open"
        return f"£{self.low:g} to £{self.high:g}" if self.low else f"up to £{self.high:g}"


def read_budget(said: Any) -> Budget | None:
    """A budget, or None when ``said`` names none.

    ``said`` is a number, the two ends of an interval as TypedEntityExtractor gives them, or words. One number alone is
    the most that somebody wants to spend.
    """
    if isinstance(said, dict):
        return _budget(said.get("from"), said.get("to"))
    if isinstance(said, (int, float)) and not isinstance(said, bool):
        return _budget(None, said)
    words = str(said or "")
    numbers = sorted(float(number.replace(",", "")) for number in _NUMBER.findall(words))[:2]
    if len(numbers) == 2:
        return _budget(*numbers)
    if numbers:
        return _budget(numbers[0], None) if _AT_LEAST.search(words) else _budget(None, numbers[0])
    return Budget() if _OPEN.search(words) else None


def _budget(low: Any, high: Any) -> Budget | None:
    ends = [end for end in (low, high) if end is not None]
    if not all(isinstance(end, (int, float)) and 0 <= end < 1_000_000 for end in ends) or high == 0:
        return None
    return Budget(float(low or 0), None if high is None else float(high))

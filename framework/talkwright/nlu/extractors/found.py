"""What an extractor finds: a place in the text, and its meaning in Duckling's JSON."""

from __future__ import annotations

from typing import Any

import msgspec

from talkwright.conversation.content import JSON

Info = dict[str, JSON]
"""What Duckling calls the value: ``{"type": "value", "value": 5, "unit": "mile"}``, say."""


class Found(msgspec.Struct, frozen=True):
    """``text[start:end]`` means ``info``."""

    start: int
    end: int
    info: Info

    @property
    def value(self) -> Any:
        """What goes into a slot, as Rasa has it: the value, or of an interval its two ends."""
        if self.info.get("type") == "interval":
            return {"to": _value(self.info.get("to")), "from": _value(self.info.get("from"))}
        return self.info.get("value")


def _value(end: Any) -> Any:
    return end["value"] if isinstance(end, dict) else None


def longest(found: list[Found]) -> list[Found]:
    """Of what overlaps the longest, and of equals the first; in the order of the text."""
    kept: list[Found] = []
    end = 0
    for each in sorted(found, key=lambda one: (one.start, -one.end)):
        if each.start >= end:
            kept.append(each)
            end = each.end
        elif each.end - each.start > kept[-1].end - kept[-1].start:
            kept[-1] = each
            end = each.end
    return kept


def tidy(number: float) -> float:
    """A whole number without its point, and any other without the dust of binary fractions: 0.1 * 3 is 0.3."""
    rounded = round(number, 12)
    return int(rounded) if rounded == int(rounded) and abs(rounded) < 1e15 else rounded

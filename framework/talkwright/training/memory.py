"""Lessons -> memory: what the stories tell, each sequence of moments with the one action that follows it.

Where two stories tell different things of the same moments, nothing is remembered of it.
"""

from __future__ import annotations

from collections.abc import Iterable

from talkwright.dialogue.moments import Moment
from talkwright.dialogue.policies.memory import Memory
from talkwright.training.lessons import Lesson


def remember(
    lessons: Iterable[Lesson], most: int | None = None, *, augmented: bool = False, nlu_confidence: bool = False
) -> Memory:
    """The memory of ``lessons``, those of stories. ``most``: how many of the last moments count, None for all."""
    numbers: dict[Moment, int] = {}
    follows: dict[tuple[int, ...], str | None] = {}
    for lesson in lessons:
        seen = lesson.moments[-most:] if most else lesson.moments
        key = tuple(numbers.setdefault(moment, len(numbers)) for moment in seen)
        if follows.setdefault(key, lesson.action) != lesson.action:
            follows[key] = None
    clear = tuple((key, action) for key, action in follows.items() if action is not None)
    return Memory(tuple(numbers), clear, most, augmented, nlu_confidence)

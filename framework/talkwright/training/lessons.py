"""Walks -> lessons: what was seen, and the action that came then.

This is what every policy that learns from stories is made of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from talkwright.conversation import events as ev
from talkwright.conversation.events import Event
from talkwright.conversation.schema import Schema
from talkwright.conversation.trail import Step, Trail, extend
from talkwright.dialogue.moments import Lens, Moment, moments
from talkwright.training.walks import Walk


class Lesson(msgspec.Struct, frozen=True):
    """After the ``moments`` of a walk came ``action``. ``is_text``: it is words that are said, not a name."""

    walk: Walk
    moments: tuple[Moment, ...]
    action: str
    is_text: bool = False


def trail_of(events: Sequence[Event], schema: Schema) -> Trail:
    """The whole trail of a walk. ``schema`` has no depth, so that nothing of it is lost."""
    trail = Trail()
    for event in events:
        trail = extend(schema, trail, event)
    return trail


def lessons(walk: Walk, schema: Schema, lens: Lens) -> Iterator[Lesson]:
    """Every action of a walk that something foretells, in order.

    Of a rule only the slots that it names are seen, of a story also those that have a value from the beginning.
    """
    steps = trail_of(walk.events, schema).steps
    seen = moments(steps, lens, {} if walk.is_rule else lens.initial)
    for number, step in enumerate(steps):
        if number == 0 or step.action is None or (walk.opens and number == 1):
            continue
        yield Lesson(walk, tuple(seen[:number]), step.action, step.is_text)


def spoken(walk: Walk) -> int:
    """How many messages of the user are in a walk."""
    return sum(isinstance(event, ev.UserUttered) for event in walk.events)


def stepwise(walk: Walk, schema: Schema) -> Iterator[tuple[Trail, Step]]:
    """Each action of a walk, and the trail before it."""
    steps = trail_of(walk.events, schema).steps
    for number in range(1, len(steps)):
        yield Trail(steps[:number]), steps[number]

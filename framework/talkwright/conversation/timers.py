"""From the reminders that stand to the timers that a store keeps. Pure.

The state says which reminders stand; a timer is the store's alarm clock for one, and has its name. Both change with the
same turn, so they say the same.
"""

from __future__ import annotations

from talkwright.conversation.reminders import Reminders, due_at
from talkwright.conversation.store import Timer


def changes(before: Reminders, after: Reminders) -> tuple[tuple[str, ...], tuple[Timer, ...]]:
    """What a turn changes: the names of the timers that are off, and those that are new."""
    if before == after:
        return (), ()
    left = {each.name for each in after}
    off = tuple(each.name for each in before if each.name is not None and each.name not in left)
    new = ((each.name, due_at(each)) for each in after if each not in before)
    return off, tuple(Timer(name, at) for name, at in new if name is not None and at is not None)

"""Would a draft change what people were told? It answers the conversations of the last days again, and each that ends
otherwise is told with the turn where it parts.

What actions gave back is taken from the log: nothing runs, nothing is written. A conversation that the model at work
would have otherwise in just the same way is not the draft's doing, and is only counted.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import msgspec

from talkwright.conversation.store import Store
from talkwright.evaluation.replay import Change, replay
from talkwright.evaluation.transcript import Line
from talkwright.training.load import Model

MOST = 1000
MOST_TOLD = 200


class ChangedConversation(msgspec.Struct, frozen=True):
    """The first turn of a conversation that would go otherwise. ``lines`` are those of this turn, old ones marked ``-``
    and new ones ``+``; ``before`` those that led to it. ``unknown``: actions that would run now and did not then."""

    conversation: str
    turn: int
    at: float
    words: str
    lines: tuple[Line, ...]
    before: tuple[Line, ...] = ()
    unknown: tuple[str, ...] = ()


class Compared(msgspec.Struct, frozen=True):
    """How many ``conversations`` were answered again, and how many came out the ``same``. ``already``: those that the
    model at work would have otherwise too. ``changes`` has the first 200 of the others."""

    conversations: int
    same: int
    already: int
    changed: int
    changes: tuple[ChangedConversation, ...]


async def compare(
    drafted: Model, served: Model, store: Store, last: int, said: Callable[[float, str], None]
) -> Compared:
    """Answer the ``last`` conversations as ``drafted`` would. ``said`` is told how much of it is done, 0..1."""
    known = await store.recent(min(last, MOST))
    same = already = changed = 0
    changes: list[ChangedConversation] = []
    for number, each in enumerate(known, 1):
        turns = await store.turns(each.key)
        change = (await replay(drafted, each.key, turns)).change
        if change is None:
            same += 1
        elif _is_same(change, (await replay(served, each.key, turns)).change):
            already += 1
        else:
            changed += 1
            if len(changes) < MOST_TOLD:
                changes.append(_told(each.key.id, change))
        said(number / len(known), f"{number} of {len(known)} conversations")
        await asyncio.sleep(0)
    return Compared(len(known), same, already, changed, tuple(changes))


def _is_same(one: Change, other: Change | None) -> bool:
    return other is not None and (one.turn, one.lines) == (other.turn, other.lines)


def _told(id: str, change: Change) -> ChangedConversation:
    return ChangedConversation(id, change.turn, change.at, change.words, change.lines, change.before, change.unknown)

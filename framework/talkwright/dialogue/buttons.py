"""Payloads of buttons that are commands as they stand: ``/SetSlots(a=b, c=d)`` and ``/StartFlow(flow)``. Pure.

Names and values count as written; ``null`` clears a slot. ``/StartFlow`` is ours: it is how a clarification's buttons
name a flow that may have no intent of its own.
"""

from __future__ import annotations

import re

from talkwright.conversation.commands import SetSlot, StartFlow

_OPEN, _CLOSE = "/SetSlots(", ")"
_START = re.compile(r"/StartFlow\(\s*([\w-]+)\s*\)", re.ASCII)
MOST_PAIRS = 10


def read_payload(text: str) -> tuple[SetSlot | StartFlow, ...] | None:
    """The commands of a payload, or None when ``text`` is not one."""
    start = _START.fullmatch(text.strip())
    return (StartFlow(start.group(1)),) if start else _read_set_slots(text)


def _read_set_slots(text: str) -> tuple[SetSlot, ...] | None:
    call = text.strip()
    if not call.startswith(_OPEN) or not call.endswith(_CLOSE):
        return None
    commands = []
    for part in call[len(_OPEN) : -len(_CLOSE)].split(",")[:MOST_PAIRS]:
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not name or not equals or not {"(", ")"}.isdisjoint(part):
            return None
        commands.append(SetSlot(name, None if value.lower() in ("null", "none") else value))
    return tuple(commands)

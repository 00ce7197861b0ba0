"""``/SetSlots(a=b, c=d)``: a button that fills slots. Names and values as written; ``null`` clears. Pure."""

from __future__ import annotations

import re

from talkwright.conversation.commands import SetSlot

_CALL = re.compile(r"\s*/SetSlots\((.*)\)\s*", re.DOTALL)
_PAIR = re.compile(r"\s*([^()=,]+?)\s*=\s*([^(),]*?)\s*")
MOST_PAIRS = 10


def read_set_slots(text: str) -> tuple[SetSlot, ...] | None:
    """The commands of a ``/SetSlots`` payload, or None when ``text`` is not one."""
    call = _CALL.fullmatch(text)
    if call is None:
        return None
    commands = []
    for part in call.group(1).split(",")[:MOST_PAIRS]:
        pair = _PAIR.fullmatch(part)
        if pair is None:
            return None
        name, value = pair.groups()
        commands.append(SetSlot(name, None if value.lower() in ("null", "none") else value))
    return tuple(commands)

"""``/SetSlots(a=b, c=d)``: a button that fills slots. Names and values as written; ``null`` clears. Pure."""

from __future__ import annotations

from talkwright.conversation.commands import SetSlot

_OPEN, _CLOSE = "/SetSlots(", ")"
MOST_PAIRS = 10


def read_set_slots(text: str) -> tuple[SetSlot, ...] | None:
    """The commands of a ``/SetSlots`` payload, or None when ``text`` is not one."""
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

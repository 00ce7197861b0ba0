"""A value to the type of its slot, or ``REFUSED``. Pure; None is always a value and empties the slot."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final

from talkwright.conversation.schema import Slot


class _Refused:
    def __repr__(self) -> str:
        return "REFUSED"


REFUSED: Final = _Refused()

_WORDS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def coerce(slot: Slot, value: Any) -> Any:
    """``value`` as ``slot`` keeps it: 'TRUE' is true for a bool, 'Lost' is the declared 'lost' for a categorical."""
    if value is None:
        return None
    return _RULES[slot.type](slot, value)


def _text(_: Slot, value: Any) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (int, float)) else REFUSED


def _bool(_: Slot, value: Any) -> Any:
    if isinstance(value, bool):
        return value
    return _WORDS.get(str(value).strip().lower(), REFUSED)


def _float(_: Slot, value: Any) -> Any:
    if isinstance(value, bool):
        return REFUSED
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return REFUSED
    return number if math.isfinite(number) else REFUSED


def _categorical(slot: Slot, value: Any) -> Any:
    wanted = str(value).strip().lower()
    return next((known for known in slot.values if str(known).lower() == wanted), REFUSED)


def _list(_: Slot, value: Any) -> Any:
    return list(value) if isinstance(value, (list, tuple)) else [value]


_RULES: dict[str, Callable[[Slot, Any], Any]] = {
    "text": _text,
    "bool": _bool,
    "float": _float,
    "categorical": _categorical,
    "list": _list,
    "any": lambda slot, value: value,
}

"""What a slot looks like to policies: not its value, but what of it may decide what happens next.

The figures are Rasa's, so that stories and rules mean the same here. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from talkwright.conversation.schema import Schema, Slot

UNSET = "should_not_be_set"
"""The value of a slot, and the name of a form, that a rule wants not to be there."""

OTHER = "__other__"
"""The choice of a categorical slot whose value is none of those that it lists."""

Features = tuple[float, ...] | str


def features(slot: Slot, value: Any) -> Features | None:
    """What policies see of ``slot`` when it has ``value``; None when that is nothing."""
    if not slot.influence_conversation or slot.type == "any":
        return None
    if value == UNSET:
        return UNSET
    found = _RULES[slot.type](slot, value)
    return found if any(found) else None


def initial_features(schema: Schema) -> dict[str, Features]:
    """What policies see of all slots before anything was said."""
    found = {name: features(slot, slot.initial_value) for name, slot in schema.slots.items()}
    return {name: each for name, each in found.items() if each is not None}


def _text(_: Slot, value: Any) -> tuple[float, ...]:
    return (1.0 if value is not None else 0.0,)


def _list(_: Slot, value: Any) -> tuple[float, ...]:
    return (1.0 if hasattr(value, "__len__") and len(value) > 0 else 0.0,)


def _bool(_: Slot, value: Any) -> tuple[float, ...]:
    truth = _truth(value)
    return (0.0, 0.0) if truth is None else (1.0, float(truth))


def _truth(value: Any) -> bool | None:
    if isinstance(value, str):
        if value.isnumeric():
            return float(value) == 1
        return {"true": True, "false": False}.get(value.strip().lower())
    return value == 1 if isinstance(value, (bool, int, float)) else None


def _float(slot: Slot, value: Any) -> tuple[float, ...]:
    low = 0.0 if slot.min_value is None else slot.min_value
    high = 1.0 if slot.max_value is None else slot.max_value
    try:
        number = float(value)
    except (TypeError, ValueError):
        return (0.0, 0.0)
    return (1.0, (max(low, min(high, number)) - low) / (abs(high - low) or 1))


def _categorical(slot: Slot, value: Any) -> tuple[float, ...]:
    choices = [str(each).lower() for each in slot.values]
    if OTHER not in choices:
        choices.append(OTHER)
    if value is None:
        return (0.0,) * len(choices)
    said = str(value).lower()
    chosen = choices.index(said if said in choices else OTHER)
    return tuple(1.0 if place == chosen else 0.0 for place in range(len(choices)))


_RULES: Mapping[str, Callable[[Slot, Any], tuple[float, ...]]] = {
    "text": _text,
    "list": _list,
    "bool": _bool,
    "float": _float,
    "categorical": _categorical,
}

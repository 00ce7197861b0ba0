"""Slots and forms of Rasa 1 and 2 as Rasa 3 has them: plain values in, plain values out.

Before Rasa 3 a slot said nothing of where its value comes from. An entity with its name filled it, unless ``auto_fill``
forbade that, and a form said how its own slots are filled, while it asks for them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

Plain = dict[str, Any]

REQUESTED = "requested_slot"
_CLASSES = {
    "TextSlot": "text",
    "BooleanSlot": "bool",
    "CategoricalSlot": "categorical",
    "FloatSlot": "float",
    "ListSlot": "list",
    "AnySlot": "any",
    "UnfeaturizedSlot": "unfeaturized",
}
_ANYTIME = ("from_entity", "from_trigger_intent")


class FormSlots(msgspec.Struct, frozen=True):
    """A form as an old domain, or a class of Python, has it: the slots that it asks for, and how each is filled."""

    name: str
    required: tuple[str, ...]
    mappings: dict[str, tuple[Plain, ...]] = {}
    ignored_intents: tuple[str, ...] = ()


def form_of(name: str, written: Any) -> FormSlots:
    """A form of a domain, in whichever of the ways it is written."""
    if not isinstance(written, dict):
        return FormSlots(name, ())
    ignored = _texts(written.get("ignored_intents"))
    required = written.get("required_slots")
    if isinstance(required, list):
        return FormSlots(name, tuple(map(str, required)), {}, ignored)
    by_slot = required if isinstance(required, dict) else None
    if by_slot is None:
        by_slot = {key: each for key, each in written.items() if isinstance(each, list) and key != "ignored_intents"}
    mappings = {slot: tuple(m for m in each or () if isinstance(m, dict)) for slot, each in by_slot.items()}
    return FormSlots(name, tuple(by_slot), mappings, ignored)


def current_form(form: FormSlots) -> Plain:
    """A form as it is written now."""
    plain: Plain = {"required_slots": list(form.required)}
    if form.ignored_intents:
        plain["ignored_intents"] = list(form.ignored_intents)
    return plain


def current_type(written: Any) -> str:
    """The type of a slot, without its module. ``unfeaturized`` stays what it is."""
    text = str(written)
    _, dot, name = text.rpartition(".")
    return _CLASSES.get(name, text) if dot else text


def current_mappings(slot: str, forms: Iterable[FormSlots], *, entity_fills: bool) -> list[Plain]:
    """What fills a slot that says nothing of it itself."""
    found: list[Plain] = []
    for form in forms if slot != REQUESTED else ():
        for mapping in form.mappings.get(slot, ()):
            condition = {"active_loop": form.name}
            if mapping.get("type") not in _ANYTIME:
                condition[REQUESTED] = slot
            same = next((each for each in found if _without_conditions(each) == _without_conditions(mapping)), None)
            if mapping.get("conditions"):
                found.append(dict(mapping))
            elif same is None:
                found.append({**mapping, "conditions": [condition]})
            else:
                same["conditions"].append(condition)
    if entity_fills and slot != REQUESTED:
        found.append({"type": "from_entity", "entity": slot})
    return found or [{"type": "custom"}]


def _without_conditions(mapping: Plain) -> Plain:
    return {key: value for key, value in mapping.items() if key != "conditions"}


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),) if value else ()

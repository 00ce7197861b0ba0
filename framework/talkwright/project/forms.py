"""Forms: the slots that are asked for one after the other.

Rasa has written them in four ways, and real bots have all of them:

    order: {required_slots: [size, address]}               Rasa 3
    order: {required_slots: {size: [mappings ...]}}        late Rasa 2
    order: {size: [mappings ...]}                          early Rasa 2
    [order]                                                Rasa 1: the slots are in Python

What the older ones say about slots becomes mappings of these slots, with the conditions that were implied.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from talkwright.errors import Place, Problems
from talkwright.project.entries import Entry, from_list, from_mapping
from talkwright.project.slots import MappingCondition, SlotMapping, read_mappings
from talkwright.yaml import Fields, Node


class Form(msgspec.Struct, frozen=True):
    """A form. An intent of ``ignored_intents`` fills none of its slots."""

    name: str
    required_slots: tuple[str, ...] = ()
    ignored_intents: tuple[str, ...] = ()
    place: Place = Place("")

    def plain(self) -> dict[str, Any]:
        """The form as Rasa writes it in a domain."""
        plain: dict[str, Any] = {"required_slots": list(self.required_slots)}
        if self.ignored_intents:
            plain["ignored_intents"] = list(self.ignored_intents)
        return plain


class WrittenForm(msgspec.Struct, frozen=True):
    """A form and the mappings that an older domain says with it, by slot."""

    form: Form
    mappings: dict[str, tuple[SlotMapping, ...]] = {}
    is_legacy: bool = False


def forms_of(fields: Fields, problems: Problems) -> Iterator[Entry]:
    """The entries of the section ``forms``, be it a mapping or the list of Rasa 1."""
    section = fields.node("forms")
    if section is None or not isinstance(section.value, tuple):
        yield from from_mapping(fields, "forms")
        return
    if section.value:
        message = "'forms' is a list, as in Rasa 1; no slots are asked for by these forms."
        problems.warning("domain/legacy", message, section.place, "Write 'name: {required_slots: [...]}'.")
    yield from from_list(fields, "forms", "a form", problems)


def read_form(entry: Entry, problems: Problems) -> WrittenForm:
    """One form. What cannot be read is reported and left out."""
    what = f"the form '{entry.name}'"
    fields = Fields(entry.node, problems, what)
    ignored = fields.texts("ignored_intents")
    written = fields.node("required_slots")
    inline = _inline(entry.node) if written is None else {}
    by_slot = inline
    if written is not None and isinstance(written.value, dict):
        by_slot = written.value
    if by_slot:
        message = f"{what[:1].upper()}{what[1:]} says how its slots are filled, as in Rasa 2."
        hint = "List the slots in 'required_slots', and move the mappings to the slots."
        problems.warning("domain/legacy", message, entry.place, hint)
        names: tuple[str, ...] = tuple(by_slot)
    else:
        names = fields.texts("required_slots")
    fields.done(ignore=inline)
    mappings = {slot: _mappings(slot, node, entry.name, problems) for slot, node in by_slot.items()}
    form = Form(entry.name, names, ignored, entry.place)
    return WrittenForm(form, mappings, is_legacy=bool(by_slot))


def _inline(node: Node) -> dict[str, Node]:
    """The slots that stand directly below the form's name."""
    if not isinstance(node.value, dict):
        return {}
    return {key: each for key, each in node.value.items() if isinstance(each.value, tuple) and key != "ignored_intents"}


def _mappings(slot: str, node: Node, form: str, problems: Problems) -> tuple[SlotMapping, ...]:
    """A slot's mappings within a form: while the form is active, and except for entities only when it is asked for."""
    what = f"the slot '{slot}' of the form '{form}'"
    nodes = node.value if isinstance(node.value, tuple) else (node,) if node.value is not None else ()
    in_form = MappingCondition(active_loop=form, names=("active_loop",))
    when_asked = MappingCondition(active_loop=form, requested_slot=slot, names=("active_loop", "requested_slot"))
    found = []
    for mapping in read_mappings(nodes, what, problems):
        anytime = mapping.type in ("from_entity", "from_trigger_intent")
        condition = in_form if anytime else when_asked
        found.append(msgspec.structs.replace(mapping, conditions=mapping.conditions or (condition,)))
    return tuple(found)

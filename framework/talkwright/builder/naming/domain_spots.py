"""The names in a domain, and in responses wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator

from talkwright.builder.naming.flow_spots import note_rejection
from talkwright.builder.naming.spots import NameKind, Notes, items_of, value_of
from talkwright.yaml.parts import Part

_LISTS = {"intent": "intents", "entity": "entities"}
_OF_FORMS = ("required_slots", "ignored_intents")


def note_domain(root: Part, notes: Notes) -> None:
    """A file of the domain, but its responses."""
    for settings in _listed(value_of(root, "intents"), "intent", notes):
        for key in ("use_entities", "ignore_entities"):
            notes.each(value_of(settings, key), "entity")
    _listed(value_of(root, "entities"), "entity", notes)
    for action in items_of(value_of(root, "actions")):
        name = action if action.kind == "scalar" else next(iter(action.parts), None)
        is_response = name is not None and name.value.startswith("utter_")
        notes.whole(name, "response" if is_response else "action", "reads" if is_response else "defines", "actions")
    slots = value_of(root, "slots")
    for name, slot in slots.entries if slots is not None else ():
        notes.whole(name, "slot", "defines", "slots")
        notes.inside = name.value
        for mapping in items_of(value_of(slot, "mappings")):
            _mapping(mapping, name, notes)
        validation = value_of(slot, "validation")
        for rejection in items_of(value_of(validation, "rejections")):
            note_rejection(rejection, notes)
        notes.whole(value_of(validation, "refill_utter"), "response")
    notes.inside = None
    forms = value_of(root, "forms")
    for name, form in forms.entries if forms is not None else ():
        notes.whole(name, "action", "defines", "forms")
        _form(form, notes)


def note_responses(section: Part, notes: Notes) -> None:
    """All of ``responses:``."""
    for name, variations in section.entries:
        notes.whole(name, "response", "defines", "responses")
        notes.inside = name.value
        for variation in items_of(variations) or [variations]:
            notes.said(variation)
            for key, value in variation.entries:
                if key.value == "condition":
                    notes.condition(value)
                    for each in items_of(value):
                        notes.whole(value_of(each, "name"), "slot", by="condition")
                    continue
                for text in _texts(value):
                    notes.said(text)
                if key.value in ("buttons", "quick_replies"):
                    for button in items_of(value):
                        notes.payload(value_of(button, "payload"))
    notes.inside = None


def _form(form: Part, notes: Notes) -> None:
    """A form in any of the ways in which Rasa has written them."""
    required = value_of(form, "required_slots")
    notes.each(value_of(form, "ignored_intents"), "intent")
    if required is None or required.kind != "mapping":
        notes.each(required, "slot", by="required_slots")
    older = form if form.kind == "mapping" and required is None else required
    for name, mappings in older.entries if older is not None else ():
        if name.value not in _OF_FORMS:
            notes.whole(name, "slot", by="required_slots")
            for mapping in items_of(mappings):
                _mapping(mapping, name, notes)


def _mapping(mapping: Part, slot: Part, notes: Notes) -> None:
    notes.whole(value_of(mapping, "entity"), "entity", by="mapping")
    notes.each(value_of(mapping, "intent"), "intent", by="mapping")
    notes.each(value_of(mapping, "not_intent"), "intent", by="mapping")
    for key in ("action", "run_action_every_turn"):
        notes.whole(value_of(mapping, key), "action", by="mapping")
    for condition in items_of(value_of(mapping, "conditions")):
        notes.whole(value_of(condition, "active_flow"), "flow")
        notes.whole(value_of(condition, "active_loop"), "action")
        notes.whole(value_of(condition, "requested_slot"), "slot")


def _listed(section: Part | None, kind: NameKind, notes: Notes) -> list[Part]:
    """The settings of the entries of a list of names, as far as they have some."""
    found: list[Part] = []
    for item in items_of(section):
        if item.kind == "scalar":
            notes.whole(item, kind, "defines", _LISTS[kind])
        for name, settings in item.entries:
            notes.whole(name, kind, "defines", _LISTS[kind])
            found.append(settings)
    return found


def _texts(part: Part) -> Iterator[Part]:
    if part.kind == "scalar":
        yield part
    for _, value in part.entries:
        yield from _texts(value)
    for item in items_of(part):
        yield from _texts(item)

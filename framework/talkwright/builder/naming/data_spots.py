"""The names in training data, stories and rules, and in the options of components and policies."""

from __future__ import annotations

from talkwright.builder.naming.spots import Notes, items_of, value_of
from talkwright.yaml.parts import Part


def note_nlu(section: Part, notes: Notes) -> None:
    """All of ``nlu:``. The name of an intent ends where the key of its response begins: ``faq/shipping``."""
    for entry in items_of(section):
        if (intent := value_of(entry, "intent")) is not None:
            notes.before_slash(intent, "intent", "nlu")
        for key in ("lookup", "regex"):  # a list of this name finds the entity of this name
            notes.whole(value_of(entry, key), "entity", by=key)
        examples = value_of(entry, "examples") if intent is not None else None
        notes.marked(examples)
        for example in items_of(examples):
            notes.marked(example)
            notes.marked(value_of(example, "text"))


def note_parts(section: Part, notes: Notes) -> None:
    """``pipeline:`` or ``policies:``. An option is of intents or actions when its key says so."""
    for part in section.all:
        key = part.key or (part.inside.key if part.inside is not None else None) or ""
        if part.kind != "scalar" or part.is_key:
            continue
        if "action" in key:
            notes.said_or_done(part, key)
        elif "intent" in key or "sticky" in key:
            notes.whole(part, "intent", by=key)


def note_stories(section: Part, notes: Notes) -> None:
    """All of ``stories:`` or ``rules:``."""
    for story in items_of(section):
        name = value_of(story, "story") or value_of(story, "rule")
        notes.inside = None if name is None else name.value
        for key in ("condition", "steps"):
            for step in items_of(value_of(story, key)):
                _step(step, notes)
    notes.inside = None


def _step(step: Part, notes: Notes) -> None:
    if (intent := value_of(step, "intent")) is not None:
        notes.before_slash(intent, "intent", "intent")
    user = value_of(step, "user")
    notes.payload(user)
    notes.marked(user)
    for entity in items_of(value_of(step, "entities")):
        if entity.kind == "scalar":
            notes.whole(entity, "entity", by="entities")
        else:
            first = next((key for key, _ in entity.entries if key.value not in ("role", "group")), None)
            notes.whole(first, "entity", by="entities")
    notes.said_or_done(value_of(step, "action"))
    notes.whole(value_of(step, "active_loop"), "action")
    note_slots(value_of(step, "slot_was_set"), notes)
    for choice in items_of(value_of(step, "or")):
        _step(choice, notes)


def note_slots(section: Part | None, notes: Notes, by: str = "slot_was_set") -> None:
    """Slots in a list, by name or with their values; or with their values in one mapping."""
    for entry in items_of(section) or ([section] if section is not None else []):
        named = entry.entry("name") if by != "fixtures" else None
        if named is not None and {key.value for key, _ in entry.entries} <= {"name", "value"}:
            notes.whole(named[1], "slot", by=by)
        elif entry.kind == "scalar":
            notes.whole(entry, "slot", by=by)
        else:
            notes.keys(entry, "slot", by=by)

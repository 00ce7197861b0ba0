"""The names in flows: slots, responses, actions, intents, other flows, and the ids of their own steps.

Which keys of a step hold names is what its kind says of its form.
"""

from __future__ import annotations

from collections.abc import Callable

from talkwright.builder.naming.spots import Notes, items_of, value_of
from talkwright.flows.form import Widget
from talkwright.flows.kinds import KINDS
from talkwright.flows.step import END
from talkwright.yaml.parts import Part


def note_flows(section: Part, notes: Notes) -> None:
    """All of ``flows:``."""
    for key, flow in section.entries:
        notes.whole(key, "flow", "defines", "flows")
        notes.at = (key.value, None)
        notes.condition(value_of(flow, "if"))
        notes.each(value_of(flow, "persisted_slots"), "slot")
        for trigger in items_of(value_of(flow, "nlu_trigger")):
            intent = trigger if trigger.kind == "scalar" else value_of(trigger, "intent")
            notes.whole(
                value_of(intent, "name") if intent and intent.kind == "mapping" else intent, "intent", by="nlu_trigger"
            )
        _steps(value_of(flow, "steps"), notes)
        notes.at = (None, None)


def _steps(steps: Part | None, notes: Notes) -> None:
    for step in items_of(steps):
        if step.kind == "mapping":
            around = notes.at
            notes.at = (around[0], notes.ids.get((step.line, step.column)))
            _step(step, notes)
            notes.at = around


def _step(step: Part, notes: Notes) -> None:
    notes.whole(value_of(step, "id"), "step", "defines")
    for kind in (kind for key, kind in KINDS.items() if step.entry(key) is not None):
        for key, field in kind.FIELDS.items():
            if (value := value_of(step, key)) is not None and field.widget in _BY_WIDGET:
                _BY_WIDGET[field.widget](notes, value)
    following = value_of(step, "next")
    branches = [each for each in items_of(following) if _is_branch(each)]
    if not branches:
        _target(following, notes)
    for branch in branches:
        notes.condition(value_of(branch, "if"))
        _target(value_of(branch, "then") or value_of(branch, "else"), notes)


def _values(notes: Notes, value: Part) -> None:
    for entry in items_of(value) or [value]:
        notes.keys(entry, "slot", "sets", "set_slots")


def _rejections(notes: Notes, value: Part) -> None:
    for rejection in items_of(value):
        note_rejection(rejection, notes)


def note_rejection(rejection: Part, notes: Notes) -> None:
    """An answer that is refused: the condition, and what is said then."""
    notes.condition(value_of(rejection, "if"))
    notes.whole(value_of(rejection, "utter"), "response")


def _target(part: Part | None, notes: Notes) -> None:
    if part is not None and part.kind == "scalar" and part.value != END:
        notes.whole(part, "step")
    _steps(part, notes)


def _is_branch(part: Part) -> bool:
    return part.kind == "mapping" and (part.entry("if") is not None or part.entry("else") is not None)


_BY_WIDGET: dict[Widget, Callable[[Notes, Part], None]] = {
    "slot": lambda notes, value: notes.whole(value, "slot", "sets"),
    "values": _values,
    "response": lambda notes, value: notes.said_or_done(value),
    "action": lambda notes, value: notes.said_or_done(value),
    "flow": lambda notes, value: notes.whole(value, "flow"),
    "condition": lambda notes, value: notes.condition(value),
    "rejections": _rejections,
}

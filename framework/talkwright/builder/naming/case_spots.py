"""The names in test conversations: cases, their fixtures and stubs of actions."""

from __future__ import annotations

from talkwright.builder.naming.data_spots import note_slots
from talkwright.builder.naming.spots import Notes, items_of, value_of
from talkwright.yaml.parts import Part

_FLOWS = ("flow_started", "flow_completed", "flow_cancelled")
_SAID = ("bot_uttered", "bot_did_not_utter", "generative_response_is_relevant", "generative_response_is_grounded")
_SLOTS = ("slot_was_set", "slot_was_not_set")


def note_tests(root: Part, notes: Notes) -> None:
    """A file of test conversations."""
    for case in items_of(value_of(root, "test_cases")):
        name = value_of(case, "test_case")
        notes.inside = None if name is None else name.value
        for step in items_of(value_of(case, "steps")):
            notes.payload(value_of(step, "user"))
            notes.whole(value_of(step, "utter"), "response")
            for key in _SLOTS:
                note_slots(value_of(step, key), notes, key)
            for assertion in items_of(value_of(step, "assertions")):
                _assertion(assertion, notes)
    notes.inside = None
    for fixture in items_of(value_of(root, "fixtures")):
        for _, slots in fixture.entries:
            note_slots(slots, notes, "fixtures")
    stubs = value_of(root, "stub_custom_actions")
    for name, stub in stubs.entries if stubs is not None else ():
        notes.behind_colons(name, "action", "stub_custom_actions")
        for event in items_of(value_of(stub, "events")):
            notes.whole(value_of(event, "name"), "slot", "sets", "stub_custom_actions")
        for response in items_of(value_of(stub, "responses")):
            for key in ("response", "template"):
                notes.whole(value_of(response, key), "response")


def _assertion(assertion: Part, notes: Notes) -> None:
    for key in _FLOWS:
        value = value_of(assertion, key)
        if value is None:
            continue
        flow = value_of(value, "flow_id")
        notes.each(value if value.kind != "mapping" else flow or value_of(value, "flow_ids"), "flow", by=key)
        step = value_of(value, "flow_step_id")
        if flow is not None and step is not None:
            around, notes.at = notes.at, (flow.value, None)
            notes.whole(step, "step", by=key)
            notes.at = around
    notes.each(value_of(assertion, "pattern_clarification_contains"), "flow")  # an id, or a name, which no id is
    for key in _SLOTS:
        note_slots(value_of(assertion, key), notes, key)
    notes.said_or_done(value_of(assertion, "action_executed"))
    for key in _SAID:
        said = value_of(assertion, key)
        notes.whole(said if said is None or said.kind == "scalar" else value_of(said, "utter_name"), "response", by=key)
        for button in items_of(value_of(said, "buttons")):
            notes.payload(value_of(button, "payload"))

"""Forms of Python are read without being run; what is not literal is told with its line."""

from __future__ import annotations

import ast

from hypothesis import given
from hypothesis import strategies as st

from talkwright.migrate.form_actions import read_form_actions, skeleton
from talkwright.migrate.notes import Notes

PYTHON = '''\
import boom_when_imported
from rasa_sdk.forms import FormAction

SLOTS = ["city", "people"]


class TableForm(FormAction):
    """Books."""

    def name(self):
        return "table_form"

    @staticmethod
    def required_slots(tracker):
        return SLOTS

    def slot_mappings(self):
        return {
            "city": [self.from_entity("town", intent=["inform"], not_intent=[]), self.from_text(not_intent="stop")],
            "people": self.from_intent(value=2, intent="couple"),
        }

    def validate_city(self, value, dispatcher, tracker, domain):
        return {"city": value.title()}

    def submit(self, dispatcher, tracker, domain):
        """Says so."""
        dispatcher.utter_message(template="utter_booked")
        return []


class OpenForm(FormAction):
    def name(self):
        return "open_form"

    @staticmethod
    def required_slots(tracker):
        if tracker.get_slot("a"):
            return ["a", "b"]
        return ["a"]

    def slot_mappings(self):
        return {"b": self.from_text(), "a": make_it_up()}

    def submit(self, dispatcher, tracker, domain):
        boom_when_imported.save(tracker.get_slot("a"))
        return []


class Nameless(FormAction):
    def name(self):
        return "x" + str(1)
'''


def test_what_is_literal_is_read() -> None:
    notes = Notes()
    table, open_form = read_form_actions(PYTHON, "actions.py", notes)
    assert table.name == "table_form"
    assert table.slots.required == ("city", "people")
    assert table.slots.mappings == {
        "city": (
            {"type": "from_entity", "entity": "town", "intent": ["inform"]},
            {"type": "from_text", "not_intent": "stop"},
        ),
        "people": ({"type": "from_intent", "intent": "couple", "value": 2},),
    }
    assert (table.validates, table.after, table.dynamic) == (("validate_city",), ("utter_booked",), False)
    assert open_form.slots.required == ("a", "b")
    assert open_form.slots.mappings == {"a": ({"type": "from_entity", "entity": "a"},), "b": ({"type": "from_text"},)}
    assert (open_form.after, open_form.dynamic) == (("action_submit_open_form",), True)
    assert [note.place.line for note in notes.all] == [37, 43, 50]


def test_a_skeleton_is_python_with_the_bodies_as_they_were() -> None:
    written = skeleton(PYTHON, read_form_actions(PYTHON, "actions.py", Notes()))
    classes = {each.name: each for each in ast.parse(written).body if isinstance(each, ast.ClassDef)}
    assert list(classes) == ["ValidateTableForm", "ValidateOpenForm", "SubmitOpenForm"]
    assert "value.title()" in ast.unparse(classes["ValidateTableForm"])
    assert "boom_when_imported.save" in ast.unparse(classes["SubmitOpenForm"])
    assert "return domain_slots" in ast.unparse(classes["ValidateOpenForm"])
    assert "rasa_sdk.forms" not in written
    assert "FormAction" not in written.replace("FormValidationAction", "")


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    assert read_form_actions(text, "a.py", Notes()) == ()

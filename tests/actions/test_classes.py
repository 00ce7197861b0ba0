"""What the classes of actions say of themselves is found without running them."""

from __future__ import annotations

from pathlib import Path

from talkwright.actions.classes import read_classes

CODE = '''
from rasa_sdk import Action
from rasa_sdk.events import SlotSet
raise RuntimeError("nobody runs this")

SEAT = "seat"

class Book(Action):
    """Books a seat. And
    more."""
    def name(self):
        return "action_book"
    def run(self, dispatcher, tracker, domain):
        return [SlotSet(SEAT, tracker.get_slot("name")), SlotSet(key="booked", value=True), *more(tracker)]

class Base(Action):
    def name(self):
        return compute()

def more(tracker):
    return [SlotSet("price", again(tracker))]

def again(tracker):
    return tracker.get_slot("age") or more(tracker)

def other(tracker):
    return tracker.get_slot("unread")
'''


def test_slots_are_found_where_the_code_names_them(tmp_path: Path) -> None:
    (tmp_path / "actions").mkdir()
    (tmp_path / "actions" / "book.py").write_text(CODE)
    (tmp_path / "actions" / "broken.py").write_text("def (")
    (found,) = read_classes(tmp_path)
    assert (found.name, found.does, str(found.place)) == ("action_book", "Books a seat", "actions/book.py:8:1")
    assert [(each.slot, each.place.line) for each in found.sets] == [("seat", 14), ("booked", 14), ("price", 21)]
    assert [each.slot for each in found.reads] == ["name", "age"]


def test_a_bot_without_actions_has_none(tmp_path: Path) -> None:
    assert read_classes(tmp_path) == ()

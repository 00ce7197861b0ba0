"""Who fills a slot and who looks at it, from flows, the domain, stories and code."""

from __future__ import annotations

from pathlib import Path

from tests.builder.bot import write

from talkwright.builder.files.workspace import Workspace
from talkwright.builder.naming.slots import SlotShown, Use, shown_slots

FILES = {
    "config.yml": "language: en\n",
    "domain.yml": """
intents: [order]
entities: [size]
slots:
  size:
    type: categorical
    values: [small, large]
    initial_value: small
    mappings: [{type: from_entity, entity: size, intent: order}, {type: controlled}]
    validation: {rejections: [{if: slots.seat, utter: utter_ask_size}]}
  seat: {type: any}
responses:
  utter_ask_size:
  - {text: "{size}?", buttons: [{title: s, payload: /SetSlots(size=small)}]}
actions: [action_seat]
""",
    "data/all.yml": """
flows:
  order:
    description: Orders.
    if: slots.seat
    persisted_slots: [size]
    steps:
    - collect: size
      next:
      - if: slots.size = 'small'
        then: [{set_slots: [{seat: null}]}]
      - else: END
rules:
- {rule: seated, steps: [{slot_was_set: [{seat: 1}]}, {action: utter_ask_size}]}
""",
    "actions.py": """
class Seat:
    def name(self):
        return "action_seat"
    def run(self, dispatcher, tracker, domain):
        return [SlotSet("seat", tracker.get_slot("size"))]
""",
    "tests/all.yml": "test_cases: [{test_case: a, steps: [{user: hi}, {slot_was_set: [size]}]}]\n",
}


def slots(root: Path) -> dict[str, SlotShown]:
    return {slot.name: slot for slot in shown_slots(Workspace(write(root, FILES)), "ada")}


def seen(uses: tuple[Use, ...]) -> list[str]:
    return [f"{u.by} {u.flow or ''} {u.step or ''} {u.action or ''} {u.inside or ''}".strip() for u in uses]


def test_every_use_is_told_once_with_where_it_is(tmp_path: Path) -> None:
    found = slots(tmp_path)
    assert seen(found["size"].set_by) == [
        "from_entity size order",
        "collect order collect_size",
        "payload    utter_ask_size",
    ]
    assert seen(found["size"].read_by) == ["if order collect_size", "text    utter_ask_size", "action_seat"]
    assert seen(found["seat"].set_by) == ["set_slots order set_slots_seat", "action_seat"]
    assert seen(found["seat"].read_by) == ["if order", "slot_was_set    seated", "if    size"]
    assert all(use.line for slot in found.values() for use in (*slot.set_by, *slot.read_by))


def test_a_slot_says_what_it_holds_and_where_it_is_edited(tmp_path: Path) -> None:
    size = slots(tmp_path)["size"]
    assert (size.type, size.values, size.initial) == ("categorical", ("small", "large"), "small")
    assert (size.file, size.path) == ("domain.yml", ("slots", "size"))
    assert size.hash == Workspace(tmp_path).read("ada", "domain.yml").hash
    assert [each["type"] for each in size.mappings] == ["from_entity", "controlled"]


def test_a_slot_that_was_added_is_in_no_file(tmp_path: Path) -> None:
    added = slots(tmp_path)["session_started_metadata"]
    assert (added.file, added.path, added.hash) == ("", (), "")

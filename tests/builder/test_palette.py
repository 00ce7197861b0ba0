"""The palette knows every step there is, and what is new comes with its own form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Self

import pytest
from jsonschema import Draft202012Validator

from talkwright.actions.classes import ActionClass, read_classes
from talkwright.builder.palette import Kind, Match, own_entry, palette
from talkwright.errors import Place, Problems
from talkwright.flows.kinds import KINDS
from talkwright.flows.nodes.noop import Noop
from talkwright.flows.schema import form_of, keys_of
from talkwright.project.open import open_project
from talkwright.yaml import Fields, parse

ROOT = Path(__file__).parents[2]
KEYS = (
    *("message", "choice", "ask", "wait", "condition", "set_slots", "knowledge", "llm"),
    *("lead", "crm", "handoff", "action", "call", "link", "end"),
)


def entry(key: str, kinds: tuple[Kind, ...]) -> Kind:
    return next(kind for kind in kinds if kind.key == key)


def kind_of(step: Any, kinds: Iterable[Kind]) -> Kind | None:
    """The entry that ``step``, the plain value of a step or ``"END"``, is of, as the browser finds it."""
    return next((kind for kind in kinds if fits(kind.match, step)), None)


def fits(match: Match, step: Any) -> bool:
    """Whether ``step`` is one of ``match``."""
    if match.end or not isinstance(step, dict):
        return match.end and step == "END"
    if match.key not in step:
        return False
    if match.pattern and not (isinstance(step[match.key], str) and re.search(match.pattern, step[match.key])):
        return False
    return match.branches is None or match.branches is has_branches(step)


def has_branches(step: Mapping[str, Any]) -> bool:
    """Whether its ways out depend on conditions."""
    following = step.get("next")
    return isinstance(following, list) and any(
        isinstance(each, dict) and ("if" in each or "else" in each) for each in following
    )


def test_everything_that_a_designer_needs_is_there_and_has_words_in_both_languages() -> None:
    kinds = palette(())
    assert tuple(kind.key for kind in kinds) == KEYS
    for kind in kinds:
        texts = (kind.title, kind.summary, kind.group)
        assert all(text.en and text.de for text in texts)


@pytest.mark.parametrize(
    ("step", "key"),
    [
        ("{action: utter_greet}", "message"),
        ("{action: action_listen}", "wait"),
        ("{action: action_book, id: book}", "action"),
        ("{action: action_trigger_search}", "knowledge"),
        ("{action: action_save_lead, with: {source: chat}}", "lead"),
        ("{collect: size}", "ask"),
        ("{collect: size, next: other}", "ask"),
        ("{collect: size, next: [{if: slots.size, then: END}, {else: END}]}", "choice"),
        ("{collect: size, next: [{action: utter_greet}]}", "ask"),
        ("{noop: true, next: [{else: END}]}", "condition"),
        ("{set_slots: [{size: null}]}", "set_slots"),
        ("{call: other}", "call"),
        ("{link: other}", "link"),
        ("{link: pattern_human_handoff}", "handoff"),
        ("END", "end"),
    ],
)
def test_a_step_is_of_the_first_entry_that_fits(step: str, key: str) -> None:
    node = parse(step, "flow.yml", Problems())
    assert node is not None
    found = kind_of(node.plain(), palette(()))
    assert found is not None
    assert found.key == key


def test_a_new_step_is_of_the_entry_it_came_from() -> None:
    kinds = palette(())
    for kind in kinds:
        found = kind_of(kind.yaml, kinds)
        assert found is not None
        assert found.key == kind.key


def test_what_is_no_step_is_of_no_entry() -> None:
    assert kind_of({"unheard": 1}, palette(())) is None
    assert kind_of("somewhere", palette(())) is None
    assert kind_of(None, palette(())) is None
    assert not fits(Match("action", "^utter_"), {"action": 5})


def test_every_step_of_the_starter_fits_the_form_of_its_entry() -> None:
    project = open_project(ROOT)
    kinds = palette(project.domain.actions, read_classes(ROOT))
    steps = [step for _, node, _ in project.flows for step in steps_in(node.plain()["steps"])]
    assert len(steps) > 50
    for step in steps:
        kind = kind_of(step, kinds)
        assert kind is not None, step
        form = {**kind.schema, "additionalProperties": False}
        own = {key: value for key, value in step.items() if key != "next"}
        Draft202012Validator(form).validate(own)
        assert kind.ready


def steps_in(given: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for each in given if isinstance(given, list) else ():
        if each.keys().isdisjoint({"if", "else"}):
            found += [each, *steps_in(each.get("next"))]
        else:
            found += steps_in(each.get("then", each.get("else")))
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_forms_say_something_of_every_key_that_is_read_and_of_no_other(kind: str) -> None:
    assert KINDS[kind].FIELDS.keys() == keys_of(kind).keys()
    shown = form_of(kind)["properties"]
    assert list(shown) == list(KINDS[kind].FIELDS)
    assert all(each["title"]["en"] and each["title"]["de"] and each["x-widget"] for each in shown.values())


def test_a_new_kind_has_a_form_and_an_entry_by_being_in_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    class Count(Noop, frozen=True, kw_only=True, tag="count"):
        KEY = "count"
        SUMMARY = "Add to a number"
        FIELDS = {}

        @classmethod
        def read(cls, fields: Fields, id: str, place: Place) -> Self:
            fields.text("count", required=True)
            fields.number("step_by", 1.0)
            return cls(id=id, place=place)

    monkeypatch.setitem(KINDS, "count", Count)
    kinds = palette(())
    kind = kind_of({"count": "visits"}, kinds)
    assert kind is not None
    assert kind.summary.en == "Add to a number"
    keys = kind.schema["properties"]
    assert [*keys] == ["count", "step_by", "id"]
    assert keys["step_by"] == {"type": "number", "title": {"en": "Step by", "de": "Step by"}, "x-widget": "number"}


def test_what_needs_an_action_that_is_not_there_says_so() -> None:
    assert not entry("crm", palette(())).ready
    assert entry("crm", palette(("action_sync_crm",))).ready
    assert entry("message", palette(())).ready


def test_an_action_brings_its_own_entry(tmp_path: Path) -> None:
    (tmp_path / "actions.py").write_text(
        '''
NAME = "action_ship"

class Ship:
    """Sends a parcel. Only in Europe."""
    palette = {
        "title": {"en": "Ship", "de": "Versenden"},
        "icon": "truck",
        "with": {"express": {"widget": "flag", "title": "Express"}, "to_slot": {"widget": "slot"}},
    }
    def name(self) -> str:
        return NAME

class Sync:
    palette = {"kind": "crm", "title": "HubSpot"}
    def name(self):
        return "action_hubspot"

class Odd:
    palette = {"title": 5}
    def name(self):
        return "action_odd"

class Clever:
    palette = dict(title="made when it runs")
    def name(self):
        return "action_clever"
'''
    )
    kinds = palette(("action_ship", "action_hubspot"), read_classes(tmp_path))
    ship = kind_of({"action": "action_ship", "with": {"express": True}}, kinds)
    assert ship is not None
    assert (ship.title.de, ship.summary.en, ship.icon, ship.ready) == ("Versenden", "Sends a parcel", "truck", True)
    assert ship.schema["properties"]["action"]["const"] == "action_ship"
    arguments = ship.schema["properties"]["with"]["properties"]
    assert {name: each["x-widget"] for name, each in arguments.items()} == {"express": "flag", "to_slot": "slot"}
    assert entry("crm", kinds).needs == "action_hubspot"
    keys = [kind.key for kind in kinds]
    assert keys == [*KEYS[:11], "action_ship", *KEYS[11:]], "one that is replaced keeps its place"
    for name in ("action_odd", "action_clever"):
        found = kind_of({"action": name}, kinds)
        assert found is not None
        assert found.key == "action"


def test_an_action_without_a_wish_has_no_entry() -> None:
    assert own_entry(ActionClass("action_x", Place("actions.py"))) is None

"""Rules, forms and stories become flows where that means the same; the rest stays, and why is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from tests.conftest import talkwright

from talkwright.errors import Problems
from talkwright.migrate.notes import Notes
from talkwright.migrate.to_flows import FILE, to_flows
from talkwright.yaml import parse

DOMAIN = """\
intents: [greet, thanks, chat, book, why, check, affirm, faq/a, deny]
entities: [people]
slots:
  people:
    type: float
    mappings:
    - type: from_entity
      entity: people
      conditions:
      - active_loop: table_form
  name:
    type: text
    mappings:
    - type: from_text
      not_intent: why
      conditions:
      - active_loop: table_form
        requested_slot: name
  open:
    type: bool
    influence_conversation: true
    mappings:
    - type: custom
forms:
  table_form:
    required_slots: [people, name]
    ignored_intents: [chat]
actions: [action_check]
responses:
  utter_greet: [{text: Hi}]
  utter_chat: [{text: Nice}]
  utter_before: [{text: Sure}]
  utter_ask_people: [{text: How many?}]
  utter_ask_table_form_name: [{text: Which name?}]
  utter_booked: [{text: Booked}]
  utter_open: [{text: Open}]
  utter_closed: [{text: Closed}]
  utter_welcome: [{text: You are welcome}]
"""
RULES = """\
rules:
# Say hello.
- rule: greeting
  steps: [{intent: greet}, {action: utter_greet}]
- rule: chat
  steps:
  - intent: chat
  - action: utter_chat
- rule: begin
  steps:
  - intent: book
  - action: utter_before
  - action: table_form
  - active_loop: table_form
- rule: end
  condition:
  - active_loop: table_form
  steps:
  - action: table_form
  - active_loop: null
  - slot_was_set: [{requested_slot: null}]
  - action: utter_booked
stories:
- story: open
  steps:
  - intent: check
  - action: action_check
  - slot_was_set: [{open: true}]
  - action: utter_open
- story: closed
  steps:
  - intent: check
  - action: action_check
  - slot_was_set: [{open: false}]
  - action: utter_closed
- story: politeness
  steps: [{intent: thanks}, {action: utter_welcome}]
"""


def converted(rules: str = RULES, domain: str = DOMAIN) -> tuple[dict[str, str], list[str]]:
    """The files that change, by name, and what is left."""
    notes = Notes()
    changes = to_flows({"domain.yml": domain, "data/rules.yml": rules}, notes)
    left = [f"{note.message} {note.hint}" for note in notes.all if note.kind == "left"]
    return {change.file: change.after for change in changes}, left


def flows_of(text: str) -> dict[str, dict[str, object]]:
    node = parse(text, FILE, Problems())
    assert node is not None
    flows: dict[str, dict[str, object]] = node.plain()["flows"]
    return flows


def test_what_means_the_same_is_flows() -> None:
    files, left = converted()
    assert left == []
    assert files["data/rules.yml"] == "rules: []\nstories: []\n"
    assert files[FILE].startswith("flows:\n  # Say hello.\n  # Was the rule 'greeting'.\n  greeting:\n")
    flows = flows_of(files[FILE])
    assert {name: (flow["nlu_trigger"], flow["steps"]) for name, flow in flows.items()} == {
        "greeting": ([{"intent": "greet"}], [{"action": "utter_greet"}]),
        "chat": ([{"intent": "chat"}], [{"action": "utter_chat"}]),
        "begin": (
            [{"intent": "book"}],
            [
                {"action": "utter_before"},
                {"collect": "people"},
                {"collect": "name", "utter": "utter_ask_table_form_name"},
                {"action": "utter_booked"},
            ],
        ),
        "check": (
            [{"intent": "check"}],
            [
                {
                    "action": "action_check",
                    "next": [
                        {"if": "slots.open is true", "then": [{"action": "utter_open"}]},
                        {"if": "slots.open is false", "then": [{"action": "utter_closed"}]},
                        {"else": "END"},
                    ],
                }
            ],
        ),
        "thanks": ([{"intent": "thanks"}], [{"action": "utter_welcome"}]),
    }
    assert flows["begin"]["persisted_slots"] == ["people", "name"]


def test_mappings_look_at_the_flow_then_and_mind_what_the_form_ignored() -> None:
    domain = converted()[0]["domain.yml"]
    assert "forms: {}" in domain or "forms:\n  {}" in domain
    assert "active_loop" not in domain
    assert domain.count("active_flow: begin") == 2
    assert "      not_intent:\n        - why\n        - chat\n" in domain
    assert "      not_intent:\n        - chat\n" in domain


def test_a_form_that_begins_in_two_ways_is_a_flow_that_others_call() -> None:
    more = "- rule: again\n  steps: [{intent: why}, {action: table_form}, {active_loop: table_form}]\n"
    again = RULES.replace("stories:\n", f"{more}stories:\n")
    flows = flows_of(converted(again)[0][FILE])
    assert flows["table_form"]["if"] is False
    assert flows["again"]["steps"] == [{"call": "table_form"}, {"action": "utter_booked"}]
    assert "active_flow: table_form" in converted(again)[0]["domain.yml"]


def rule(steps: str, more: str = "") -> str:
    return f"rules:\n- rule: x\n  {more}\n  steps: [{steps}]\n"


@pytest.mark.parametrize(
    ("rules", "why"),
    [
        (rule("{intent: greet}, {action: action_back}"), "'action_back' belongs to rules and stories"),
        (rule("{intent: greet}, {action: utter_greet}", "conversation_start: true"), "only at the beginning"),
        (rule("{intent: greet}, {action: utter_greet}", "wait_for_user_input: false"), "does not listen"),
        (rule("{intent: greet, entities: [people]}, {action: utter_greet}"), "asks for entities"),
        (rule("{user: hello you}, {action: utter_greet}"), "very words"),
        (rule("{intent: greet}, {bot: Hello}"), "words that are no response"),
        (rule("{action: utter_greet}"), "does not begin with a message"),
        ("stories:\n- story: x\n  steps: [{intent: greet}, {checkpoint: x}, {action: utter_greet}]\n", "checkpoint"),
        (rule("{intent: greet}, {action: utter_greet}", "condition: [{active_loop: other}]"), "condition"),
    ],
)
def test_what_has_no_like_stays(rules: str, why: str) -> None:
    files, left = converted(rules)
    assert files == {}
    assert why in left[-1] or why in left[0]


def test_what_depends_on_what_was_said_before_stays_with_all_that_shares_it() -> None:
    stories = (
        "stories:\n- story: one\n  steps: [{intent: affirm}, {action: utter_open}]\n"
        "- story: two\n  steps: [{intent: deny}, {action: utter_chat}, {intent: affirm}, {action: utter_closed}]\n"
        "- story: three\n  steps: [{intent: greet}, {action: utter_greet}]\n"
    )
    files, left = converted(stories, DOMAIN.replace("active_loop: table_form", "active_loop: table_form  # kept"))
    assert files["data/rules.yml"].count("- story") == 2
    assert any("'affirm' depends on what was said before" in each for each in left)


def test_while_a_form_stays_its_rules_stay() -> None:
    files, left = converted(domain=DOMAIN.replace("[action_check]", "[action_check, validate_table_form]"))
    assert "- rule: greeting" in files["data/rules.yml"]
    assert list(flows_of(files[FILE])) == ["check", "thanks"]
    assert any("'validate_table_form' checks its answers, and is no class in these files" in each for each in left)


def test_a_condition_on_slots_is_the_guard_of_a_flow() -> None:
    rules = rule("{intent: greet}, {action: utter_open}", "condition: [{slot_was_set: [{open: true}]}]")
    both = rules + "- rule: y\n  steps: [{intent: greet}, {action: utter_greet}]\n"
    flows = flows_of(converted(both)[0][FILE])
    assert [(name, flow.get("if")) for name, flow in flows.items()] == [("x", "slots.open is true"), ("y", None)]


def test_the_proof_has_both_bots_answer(tmp_path: Path) -> None:
    intents = ("greet", "chat", "book", "check", "thanks")
    nlu = "".join(f"- intent: {name}\n  examples: '- {name} it'\n" for name in intents)
    files = {"config.yml": "language: en\npipeline: [{name: KeywordIntentClassifier}]\n", "domain.yml": DOMAIN}
    files["data/rules.yml"] = RULES
    files["data/nlu.yml"] = f"nlu:\n{nlu}"
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = talkwright("migrate", "--to-flows", "--json", cwd=tmp_path)
    report = json.loads(done.stdout)
    assert report["errors"] == [], done.stderr
    assert report["flows"]["messages"] >= 5
    assert report["flows"]["same"] == report["flows"]["messages"]
    assert json.loads(talkwright("migrate", "migrated", "--to-flows", "--json", cwd=tmp_path).stdout)["files"] == []


CHECKED = DOMAIN.replace("[action_check]", "[action_check, validate_table_form]")
CHECKS = """\
from rasa_sdk import FormValidationAction


class ValidateTable(FormValidationAction):
    def name(self):
        return "validate_table_form"

    def validate_people(self, value, dispatcher, tracker, domain):
        if value > 8:
            dispatcher.utter_message(text="We have no such table.")
            return {"people": None}
        return {"people": value}

    async def validate_name(self, value, dispatcher, tracker, domain):
        return {"name": value.title()}
"""


def checked(python: str, *, actions: bool) -> tuple[dict[str, str], list[str]]:
    notes = Notes()
    texts = {"domain.yml": CHECKED, "data/rules.yml": RULES, "actions/forms.py": python}
    changes = to_flows(texts, notes, actions=actions)
    left = [f"{note.message} {note.hint}" for note in notes.all if note.kind == "left"]
    return {change.file: change.after for change in changes}, left


async def test_what_checks_a_form_checks_the_questions_of_a_flow() -> None:
    files, left = checked(CHECKS, actions=True)
    assert left == []
    assert "actions: [action_check, validate_people, validate_name]" in files["domain.yml"]
    assert {"collect": "people"} in flows_of(files[FILE])["begin"]["steps"]  # type: ignore[operator]
    written: dict[str, Any] = {}
    exec(files["actions/forms.py"], written)
    for slot, value, kept in (("people", 4, 4), ("people", 9, None), ("name", "ada", "Ada")):
        dispatcher, tracker = CollectingDispatcher(), Tracker("a", {slot: value}, {}, [], False, None, {}, None)
        action = written[f"ValidateTableOf{slot.title()}"]()
        assert action.name() == f"validate_{slot}"
        events = await action.run(dispatcher, tracker, {})
        assert [(each["name"], each["value"]) for each in events] == [(slot, kept)]
        assert bool(dispatcher.messages) is (kept is None)


@pytest.mark.parametrize(
    ("python", "actions", "told"),
    [
        (CHECKS, False, "--actions writes 'validate_people', 'validate_name', which flows ask."),
        (CHECKS.replace("value > 8", "tracker.get_slot('requested_slot')"), True, "it looks at 'requested_slot'"),
        (CHECKS.replace("validate_name", "required_slots"), True, "its 'required_slots' decides what is asked for"),
        (CHECKS.replace("validate_name", "extract_name"), True, "(actions/forms.py:4:1) belongs to a form: its 'ext"),
    ],
)
def test_why_a_checked_form_stays_is_told_with_the_line(python: str, actions: bool, told: str) -> None:
    files, left = checked(python, actions=actions)
    assert "actions/forms.py" not in files
    assert any(told in each for each in left), left

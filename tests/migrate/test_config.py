"""Configurations of Rasa 1 and 2 become ones of Rasa 3, with the rules that their policies stood for."""

from __future__ import annotations

from typing import Any

import pytest

from talkwright.errors import Problems
from talkwright.migrate.components import COMPONENTS, TEMPLATES
from talkwright.migrate.config import migrate_config
from talkwright.migrate.notes import Notes
from talkwright.migrate.stories import plain_step
from talkwright.nlu.registry import resolve
from talkwright.project.config import read_config
from talkwright.yaml import parse


def migrated(text: str) -> tuple[str | None, list[list[dict[str, Any]]]]:
    found = migrate_config(text, "config.yml", Notes())
    return found.text, [[plain_step(step) for step in each.story.steps] for each in found.rules]


def test_a_template_is_written_out_and_policies_become_one() -> None:
    text, rules = migrated(
        "# mine\nlanguage: en  # English\npipeline: supervised_embeddings\n\n"
        "policies:\n  - name: KerasPolicy\n    epochs: 10\n"
        "    batch_size: 3\n  # with memory\n  - name: MemoizationPolicy\n"
        "  - name: FormPolicy\n  - name: MappingPolicy\n"
    )
    assert text is not None
    assert text.startswith("# mine\nrecipe: default.v1\nlanguage: en  # English\npipeline:\n  - name: Whitespace")
    assert text.endswith(
        "# with memory\npolicies:\n  - name: TEDPolicy\n    epochs: 10\n  - name: MemoizationPolicy\n"
        "  - name: RulePolicy\n    enable_fallback_prediction: false\n"
    )
    assert rules == []
    assert migrated(text) == (None, [])


def test_a_fallback_becomes_a_component_options_and_a_rule() -> None:
    text, rules = migrated(
        "language: de\npipeline:\n- name: WhitespaceTokenizer\n"
        "policies:\n- name: FallbackPolicy\n  nlu_threshold: 0.6\n"
        "  core_threshold: 0.2\n  fallback_action_name: utter_sorry\n"
    )
    assert text == (
        "recipe: default.v1\nlanguage: de\npipeline:\n  - name: WhitespaceTokenizer\n  - name: FallbackClassifier\n"
        "    threshold: 0.6\n    ambiguity_threshold: 0.1\npolicies:\n  - name: RulePolicy\n"
        "    core_fallback_threshold: 0.2\n    core_fallback_action_name: utter_sorry\n"
    )
    assert rules == [[{"intent": "nlu_fallback"}, {"action": "utter_sorry"}]]


def test_two_stages_become_a_rule_and_what_has_no_place_is_told() -> None:
    notes = Notes()
    text = "pipeline: keyword\npolicies:\n- name: TwoStageFallbackPolicy\n  deny_suggestion_intent_name: nope\n"
    found = migrate_config(text + "  fallback_nlu_action_name: action_stop\n", "config.yml", notes)
    assert [plain_step(step) for step in found.rules[0].story.steps] == [
        {"intent": "nlu_fallback"},
        {"action": "action_two_stage_fallback"},
        {"active_loop": "action_two_stage_fallback"},
    ]
    assert [note.message.split("'")[1] for note in notes.all if note.kind == "left"] == ["nope", "action_stop"]


@pytest.mark.parametrize(
    "text",
    [
        "recipe: default.v1\npipeline:\n- name: DIETClassifier\npolicies:\n- name: RulePolicy\n- name: TEDPolicy\n",
        "language: en\npipeline:\npolicies:\n",
        "pipeline:\n- name: mine.Component\npolicies:\n- name: mine.Policy\n",
        "pipeline: strange\n",
        "[]",
        ": [",
    ],
)
def test_what_is_current_or_not_known_stays(text: str) -> None:
    assert migrated(text) == (None, [])


def test_names_of_classes_are_known_with_their_modules() -> None:
    text, _ = migrated("policies:\n- name: rasa.core.policies.keras_policy.KerasPolicy\n- name: TEDPolicy\n")
    assert text == "recipe: default.v1\npolicies:\n  - name: TEDPolicy\n"


def test_every_new_name_is_known_here() -> None:
    names = {*COMPONENTS.values(), *(part["name"] for parts in TEMPLATES.values() for part in parts)}
    problems = Problems()
    node = parse("pipeline:\n" + "".join(f"- name: {name}\n" for name in sorted(names)), "config.yml", problems)
    assert node is not None
    config = read_config(node, problems)
    resolve([(part.name, part.options, part.place) for part in config.pipeline], problems)
    assert not [problem for problem in problems.all if problem.code == "nlu/unknown-component"]

"""From stories and rules to a playbook: what is learned, what is told of contradictions, and that it travels."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from tests.following import model_of

from talkwright.dialogue.policies.learned import Learned
from talkwright.dialogue.policies.memory import Memory
from talkwright.dialogue.policies.playbook import Playbook
from talkwright.dialogue.policies.rules import RuleBook
from talkwright.errors import Problem

DOMAIN = """
intents: [greet, bye, order]
slots: {vip: {type: bool, mappings: [{type: custom}]}}
forms: {order_form: {required_slots: [vip]}}
responses:
  utter_hello: [{text: Hello}]
  utter_bye: [{text: Bye}]
  utter_ok: [{text: Ok}]
"""


def found(data: str, code: str, **policy: object) -> list[Problem]:
    _, problems = model_of(DOMAIN, data, [{"name": "RulePolicy", **policy}])
    return [problem for problem in problems if problem.code == code]


RULE = "rules:\n- rule: hello\n  steps: [{intent: greet}, {action: utter_hello}]\n"
STORY = (
    "stories:\n- story: rude\n  steps: [{intent: order}, {action: utter_ok}, {intent: greet}, {action: utter_bye}]\n"
)


def test_a_story_that_contradicts_a_rule_is_told_with_both_places_and_the_history() -> None:
    (problem,) = found(RULE + STORY, "story/contradiction")
    assert str(problem.place) == "data.yml:5:3"
    assert problem.message == (
        "After the message 'greet', the story 'rude' goes on with 'utter_bye', "
        "but the rule 'hello' (data.yml:2:3) with 'utter_hello'."
    )


def test_a_contradiction_is_told_once_however_often_it_comes() -> None:
    again = "- story: rude\n  steps: [{intent: greet}, {action: utter_bye}]\n"
    assert len(found(RULE + STORY + again, "story/contradiction")) == 1


def test_two_rules_that_contradict_each_other_are_both_told() -> None:
    other = "- rule: other\n  steps: [{intent: greet}, {action: utter_bye}]\n"
    both = found(RULE + other, "story/contradiction")
    assert [str(problem.place) for problem in both] == ["data.yml:2:3", "data.yml:4:3"]


def test_slots_and_forms_that_both_sides_know_are_part_of_the_history() -> None:
    condition = "  condition: [{slot_was_set: [{vip: true}]}, {active_loop: order_form}]\n"
    one = f"- rule: one\n{condition}  steps: [{{intent: greet}}, {{action: utter_ok}}]\n"
    two = f"- rule: two\n{condition}  steps: [{{intent: greet}}, {{action: utter_bye}}]\n"
    problem, _ = found("rules:\n" + one + two, "story/contradiction")
    assert "the message 'greet' when 'vip' is set and the form 'order_form' is active" in problem.message


def test_a_condition_tells_two_rules_apart() -> None:
    other = (
        "- rule: vip\n  condition: [{slot_was_set: [{vip: true}]}]\n  steps: [{intent: greet}, {action: utter_ok}]\n"
    )
    assert found(RULE + other, "story/contradiction") == []


def test_nothing_is_compared_when_the_configuration_says_so() -> None:
    assert found(RULE + STORY, "story/contradiction", check_for_contradictions=False) == []


@pytest.mark.parametrize(("restrict", "told"), [(True, 1), (False, 0)])
def test_a_rule_of_two_messages_is_told(restrict: bool, told: int) -> None:
    steps = "[{intent: greet}, {action: utter_ok}, {intent: bye}, {action: utter_bye}]"
    data = f"rules:\n- rule: long\n  steps: {steps}\n"
    assert len(found(data, "story/long-rule", restrict_rules=restrict)) == told


def test_a_story_that_comes_to_very_many_ways_is_cut_short() -> None:
    choice = "  - or: [{intent: greet}, {intent: bye}]\n  - action: utter_ok\n"
    data = "stories:\n- story: many\n  steps:\n" + choice * 12
    assert len(found(data, "story/too-many-ways")) == 1


@pytest.mark.parametrize(
    ("names", "kinds"),
    [
        ([], [Memory, RuleBook]),
        (["RulePolicy", "TEDPolicy"], [Memory, RuleBook, Learned]),
        (["RulePolicy", "AugmentedMemoizationPolicy"], [RuleBook, Memory]),
        (["MappingPolicy", "KerasPolicy"], [Memory, Learned, RuleBook]),
    ],
)
def test_a_bot_has_the_policies_that_it_cannot_do_without(names: list[str], kinds: list[type]) -> None:
    model, _ = model_of(DOMAIN, RULE + STORY, [{"name": name} for name in names])
    assert model.playbook is not None
    assert [type(part) for part in model.playbook.parts] == kinds


def test_a_playbook_is_plain_data() -> None:
    playbook = model_of(DOMAIN, RULE + STORY)[0].playbook
    assert msgspec.json.decode(msgspec.json.encode(playbook), type=Playbook) == playbook


def test_the_same_files_give_the_same_playbook() -> None:
    first, second = (msgspec.json.encode(model_of(DOMAIN, RULE + STORY)[0].playbook) for _ in range(2))
    assert first == second


def test_what_is_kept_of_a_conversation_is_what_stories_look_at() -> None:
    model, _ = model_of(DOMAIN, RULE)
    assert model.domain.schema.depth is not None
    assert model.domain.schema.depth.kept < 20
    assert Path(model.path).name == "test"


@pytest.mark.parametrize(
    ("names", "has_rules"), [(["MemoizationPolicy"], False), ([], True), (["MappingPolicy"], True)]
)
def test_who_goes_by_stories_alone_has_no_rules(names: list[str], has_rules: bool) -> None:
    domain = DOMAIN.replace("forms: {order_form: {required_slots: [vip]}}\n", "")
    model, _ = model_of(domain, STORY, [{"name": name} for name in names])
    assert model.playbook is not None
    assert any(isinstance(part, RuleBook) for part in model.playbook.parts) == has_rules

"""What the assistant does when no flow of the bot says it."""

from __future__ import annotations

import textwrap
from typing import get_args

import pytest

from talkwright.actions.builtin import BUILT_IN, SPOKEN
from talkwright.conversation import commands as cm
from talkwright.errors import Problems
from talkwright.flows.engine import INTERNAL_ERROR, Understood
from talkwright.flows.flow import Flow
from talkwright.flows.nodes.collect import Collect
from talkwright.flows.patterns import pattern_ids, pattern_responses, with_patterns
from talkwright.flows.read import read_flow
from talkwright.flows.stack_actions import STACK_ACTIONS
from talkwright.project.domain import Domain
from talkwright.project.entries import Entry
from talkwright.project.responses import read_responses
from talkwright.yaml import parse

from .talk import CANCEL, Talk, give, start

BOT = """
slots: {size: {type: float}}
responses: {utter_own: [{text: "Mine."}], utter_ask_size: [{text: "Which?"}]}
flows:
  ask: {description: d, steps: [{collect: size}]}
  other: {description: d, steps: [{action: utter_own}]}
"""

# The command that each pattern answers.
ANSWERS: dict[str, cm.Command] = {
    "pattern_cannot_handle": cm.CannotHandle("why"),
    "pattern_cancel_flow": cm.CancelFlow(),
    "pattern_clarification": cm.Clarify(("ask", "other")),
    "pattern_chitchat": cm.ChitChat(),
    "pattern_search": cm.KnowledgeAnswer(),
    "pattern_human_handoff": cm.HumanHandoff(),
    "pattern_skip_question": cm.SkipQuestion(),
    "pattern_repeat_bot_messages": cm.RepeatBotMessages(),
    "pattern_restart": cm.RestartConversation(),
    "pattern_session_start": cm.StartSession(),
}
# Those that come by themselves, from what happens to the stack.
BY_THEMSELVES = {
    INTERNAL_ERROR,
    "pattern_code_change",
    "pattern_completed",
    "pattern_continue_interrupted",
    "pattern_correction",
    "pattern_customer_satisfaction",
}


def flow(text: str) -> Flow:
    problems = Problems()
    document = parse(textwrap.dedent(text), "flows.yml", problems)
    assert document is not None
    assert isinstance(document.value, dict)
    ((id, node),) = document.value.items()
    return read_flow(id, node, document.keys[id], problems)


def test_every_pattern_is_there_once_and_described() -> None:
    patterns = Talk(BOT).patterns
    assert [each.id for each in patterns] == list(pattern_ids())
    assert {*ANSWERS, *BY_THEMSELVES} == set(pattern_ids())
    assert all(each.is_pattern and each.description and each.steps for each in patterns)


def test_every_command_but_the_plain_ones_has_a_pattern() -> None:
    plain = {cm.StartFlow, cm.SetSlot}
    assert {type(command) for command in ANSWERS.values()} == set(get_args(cm.Command)) - plain


def test_a_bots_own_flow_takes_the_place_of_a_pattern() -> None:
    own = flow("pattern_chitchat: {description: d, steps: [{action: utter_own}]}")
    other = flow("greet: {description: d, steps: [{action: utter_own}]}")
    together, _ = with_patterns((own, other), Domain())
    assert together[:2] == (own, other)
    assert sorted(each.id for each in together) == sorted([*pattern_ids(), "greet"])


def test_everything_that_patterns_and_built_in_actions_say_has_words() -> None:
    words = pattern_responses()
    named = {name for each in Talk(BOT).patterns for step in each.steps for name in step.runs()}
    assert {name for name in named if name.startswith("utter_")} | set(SPOKEN.values()) <= set(words)
    assert {name for name in named if not name.startswith("utter_")} <= BUILT_IN.keys() | STACK_ACTIONS.keys()
    problems = Problems()
    for name, node in words.items():
        (variation,) = read_responses(Entry(name, node, node.place), problems)
        assert variation.message.text
    assert problems.all == ()


@pytest.mark.parametrize("pattern", ANSWERS)
def test_a_pattern_answers_its_command_and_the_question_is_put_again(pattern: str) -> None:
    talk = Talk(BOT)
    talk.say(start("ask"))
    ran = talk.go(Understood((ANSWERS[pattern],)))
    assert f"completed {pattern}" in talk.kinds()
    assert len(ran) == (1 if pattern == "pattern_cancel_flow" else 2)
    assert talk.stack == ([] if pattern == "pattern_cancel_flow" else ["ask"])


def test_a_bot_without_flows_has_no_pattern_that_asks() -> None:
    flows, domain = with_patterns((), Domain())
    assert not [flow.id for flow in flows if any(isinstance(step, Collect) for step in flow.steps)]
    assert not domain.schema.slots


@pytest.mark.parametrize("pattern", ANSWERS)
def test_an_overriding_flow_is_what_runs(pattern: str) -> None:
    talk = Talk(BOT + f"  {pattern}: {{description: d, steps: [{{action: utter_own}}]}}\n")
    talk.say(start("ask"))
    assert talk.go(Understood((ANSWERS[pattern],)))[0] == "utter_own"


def test_an_override_may_branch_on_the_reason_and_ask() -> None:
    talk = Talk(
        BOT
        + """
  pattern_cannot_handle:
    description: d
    steps:
      - noop: true
        next:
          - if: context.reason is "off_topic"
            then: [{action: utter_own, next: END}]
          - else: [{collect: size}]
"""
    )
    assert talk.say(cm.CannotHandle("off_topic")) == ["utter_own"]
    assert talk.say(cm.CannotHandle()) == ["utter_ask_size"]
    assert talk.say(*give(size=3)) == []
    assert talk.slots == {}, "the slots of a pattern end with it"


def test_an_overriding_apology_speaks_when_an_action_fails() -> None:
    talk = Talk(
        BOT
        + """
  risky: {description: d, steps: [{action: action_find}]}
  pattern_internal_error:
    description: d
    steps:
      - noop: true
        next:
          - if: context.error_type is "action_failed"
            then: [{action: utter_own}]
          - else: END
""",
        {"action_find": RuntimeError},
    )
    assert talk.say(start("risky")) == ["action_find", "utter_own"]


def test_cancelling_may_name_what_was_cancelled() -> None:
    talk = Talk(
        BOT
        + """
  pattern_cancel_flow:
    description: d
    steps:
      - noop: true
        next:
          - if: context.canceled_name is "ask"
            then: [{action: utter_own}]
          - else: END
"""
    )
    talk.say(start("ask"))
    assert talk.say(CANCEL) == ["utter_own"]


def test_no_pattern_is_started_by_the_user() -> None:
    assert Talk(BOT).say(*(start(pattern) for pattern in pattern_ids())) == ["utter_ask_rephrase"]

"""The engine, as dialogues: what the user asks for, what runs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talkwright.conversation import events as ev
from talkwright.conversation.commands import (
    CancelFlow,
    CannotHandle,
    ChitChat,
    Command,
    HumanHandoff,
    SetSlot,
    StartFlow,
)
from talkwright.flows.engine import Understood
from talkwright.flows.stack import MOST_FRAMES

from .talk import CANCEL, NOTHING, Talk, give, start

SHOP = """
slots:
  size: {type: float, mappings: [{type: from_llm}]}
  colour: {type: categorical, values: [red, blue], mappings: [{type: from_llm}]}
  sure: {type: bool, mappings: [{type: from_llm}]}
  email: {type: text, mappings: [{type: from_llm}]}
  found: {type: bool, mappings: [{type: custom}]}
  total: {type: float, mappings: [{type: custom}]}
intents: [buy]
actions: [action_price, action_look, action_ask_email]
responses:
  utter_ask_size: [{text: "Which size?"}]
  utter_ask_colour: [{text: "Which colour?"}]
  utter_ask_sure: [{text: "Sure?"}]
  utter_bought: [{text: "Bought."}]
  utter_too_big: [{text: "Too big."}]
  utter_hello: [{text: "Hello."}]
  utter_big: [{text: "Big."}]
  utter_small: [{text: "Small."}]
  utter_failed: [{text: "That failed."}]
flows:
  buy:
    description: Buys a thing.
    persisted_slots: [colour]
    steps:
      - collect: size
        rejections:
          - if: slots.size > 50
            utter: utter_too_big
      - collect: colour
      - action: action_price
      - action: utter_bought
  hello:
    description: Says hello.
    steps:
      - action: utter_hello
  judge:
    description: Branches.
    steps:
      - collect: size
        next:
          - if: slots.size > 10
            then:
              - action: utter_big
                next: END
          - else: small
      - action: utter_failed
      - id: small
        action: utter_small
  parent:
    description: Calls a child.
    steps:
      - call: child
      - collect: colour
      - action: utter_bought
  child:
    description: Is called.
    if: False
    steps:
      - collect: size
  chain:
    description: Links.
    steps:
      - set_slots: [{size: 3}]
      - link: judge
  confirm:
    description: Always asks.
    steps:
      - collect: sure
        ask_before_filling: true
      - action: utter_bought
  guarded:
    description: Needs an e-mail.
    if: slots.email is not null
    steps:
      - action: utter_bought
  careful:
    description: Looks after failures.
    steps:
      - action: action_look
        next:
          - if: context.action_failed
            then: [{action: utter_failed, next: END}]
          - else: good
      - id: good
        action: utter_bought
  risky:
    description: Does not.
    steps:
      - collect: size
      - action: action_look
      - action: utter_bought
  waits:
    description: Waits for anything.
    steps:
      - action: utter_hello
      - action: action_listen
      - action: utter_bought
  spin:
    description: Never listens.
    steps:
      - id: a
        noop: true
        next: a
  talks_for_ever:
    description: Acts for ever.
    steps:
      - id: again
        action: utter_hello
        next: again
  asks_by_action:
    description: Asks with a custom action.
    steps:
      - collect: email
  pattern_completed:
    description: Says nothing.
    steps: [{noop: true, next: END}]
  pattern_continue_interrupted:
    description: Says nothing.
    steps: [{noop: true, next: END}]
"""


@pytest.fixture
def shop() -> Talk:
    return Talk(SHOP)


def test_a_flow_asks_for_what_it_needs_and_runs_to_its_end(shop: Talk) -> None:
    assert shop.say(start("buy")) == ["utter_ask_size"]
    assert shop.say(*give(size=12)) == ["utter_ask_colour"]
    assert shop.say(*give(colour="RED")) == ["action_price", "utter_bought"]
    assert shop.stack == []
    assert shop.kinds() == ["started buy", "completed buy"]


def test_what_is_said_beforehand_is_not_asked_for(shop: Talk) -> None:
    assert shop.say(*give(size=12, colour="blue"), start("buy")) == ["action_price", "utter_bought"]


def test_slots_end_with_the_flow_unless_they_persist(shop: Talk) -> None:
    shop.say(*give(size=12, colour="red"), start("buy"))
    assert shop.slots == {"colour": "red"}


def test_what_an_action_sets_stays() -> None:
    shop = Talk(SHOP, {"action_price": [ev.SlotSet(name="total", value=9.5)]})
    shop.say(*give(size=1, colour="red"), start("buy"))
    assert shop.slots == {"colour": "red", "total": 9.5}


def test_a_refused_answer_is_said_and_asked_again(shop: Talk) -> None:
    shop.say(start("buy"))
    assert shop.say(*give(size=99)) == ["utter_too_big", "utter_ask_size"]
    assert "size" not in shop.slots
    assert shop.say(*give(size=9)) == ["utter_ask_colour"]


def test_a_value_that_does_not_fit_its_slot_is_not_taken(shop: Talk) -> None:
    shop.say(start("buy"))
    assert shop.say(*give(size="huge")) == ["utter_ask_size"]
    assert shop.say(*give(size="7")) == ["utter_ask_colour"]
    assert shop.slots == {"size": 7.0}


def test_an_interruption_is_finished_first_and_the_question_put_again(shop: Talk) -> None:
    shop.say(start("buy"))
    assert shop.say(start("hello")) == ["utter_hello", "utter_ask_size"]
    assert shop.stack == ["buy"]
    assert shop.kinds() == ["started buy", "interrupted buy", "started hello", "completed hello", "resumed buy"]


def test_a_flow_pushed_down_can_be_asked_for_again(shop: Talk) -> None:
    shop.say(start("buy"))
    shop.say(start("confirm"))
    assert shop.stack == ["buy", "confirm"]
    assert shop.say(start("buy")) == ["utter_ask_size"]
    assert shop.stack == ["confirm", "buy"]


def test_several_flows_run_in_the_order_they_were_named(shop: Talk) -> None:
    assert shop.say(start("hello"), *give(size=5), start("judge")) == ["utter_hello", "utter_small"]


def test_branches_take_the_first_that_is_true(shop: Talk) -> None:
    assert shop.say(*give(size=11), start("judge")) == ["utter_big"]
    assert shop.say(*give(size=10), start("judge")) == ["utter_small"]


def test_a_called_flow_comes_back_and_its_slots_live_as_long_as_the_caller(shop: Talk) -> None:
    assert shop.say(start("parent")) == ["utter_ask_size"]
    assert shop.stack == ["parent", "child"]
    assert shop.say(*give(size=4)) == ["utter_ask_colour"]
    assert shop.slots == {"size": 4.0}
    assert shop.say(*give(colour="red")) == ["utter_bought"]
    assert shop.slots == {}


def test_cancelling_a_called_flow_cancels_the_caller(shop: Talk) -> None:
    shop.say(start("parent"))
    assert shop.say(CANCEL) == ["utter_flow_cancelled_rasa"]
    assert shop.stack == []
    assert shop.slots == {}


def test_cancelling_goes_back_to_what_was_interrupted(shop: Talk) -> None:
    shop.say(start("buy"))
    shop.say(start("confirm"))
    assert shop.say(CANCEL) == ["utter_flow_cancelled_rasa", "utter_ask_size"]


def test_a_called_flow_that_is_asked_for_again_comes_back_to_its_caller() -> None:
    shop = Talk(SHOP.replace("    if: False\n", ""))
    shop.say(start("parent"))
    shop.say(start("confirm"))
    assert shop.stack == ["parent", "child", "confirm"]
    assert shop.say(start("child")) == ["utter_ask_size"]
    assert shop.stack == ["confirm", "parent", "child"]
    assert shop.say(*give(size=4)) == ["utter_ask_colour"]
    assert shop.say(*give(colour="red")) == ["utter_bought", "utter_ask_sure"]


def test_a_called_flow_does_not_outlive_its_caller(shop: Talk) -> None:
    shop.say(start("parent"))
    later = Talk(SHOP.replace("  parent:", "  parents:"))
    later.state = shop.state
    assert later.say(*give(size=4)) == ["utter_inform_code_change"]
    assert later.stack == []


def test_the_cancelled_flow_is_spoken_of_before_the_next_begins(shop: Talk) -> None:
    shop.say(start("buy"))
    assert shop.say(CANCEL, start("confirm")) == ["utter_flow_cancelled_rasa", "utter_ask_sure"]


def test_a_pattern_that_fails_leaves_the_flow_below_alone() -> None:
    shop = Talk(SHOP, {"utter_ask_rephrase": RuntimeError})
    shop.say(start("buy"))
    assert shop.say(NOTHING) == ["utter_ask_rephrase", "utter_internal_error_rasa", "utter_ask_size"]
    assert shop.stack == ["buy"]


def test_cancelling_nothing_says_so(shop: Talk) -> None:
    assert shop.say(CANCEL) == ["utter_nothing_to_cancel"]


def test_a_link_ends_one_flow_and_starts_another(shop: Talk) -> None:
    assert shop.say(start("chain")) == ["utter_ask_size"], "the slot ended with the flow that set it"
    assert shop.kinds() == ["started chain", "completed chain", "started judge"]


def test_ask_before_filling_asks_even_for_what_is_known(shop: Talk) -> None:
    shop.say(*give(sure=True))
    assert shop.say(start("confirm")) == ["utter_ask_sure"]
    assert shop.say(*give(sure=False)) == ["utter_bought"]


def test_a_closed_flow_is_not_started_but_can_be_called(shop: Talk) -> None:
    assert shop.say(start("child")) == ["utter_ask_rephrase"]
    assert shop.say(start("guarded")) == ["utter_ask_rephrase"]
    assert shop.say(*give(email="a@b.c"), start("guarded")) == ["utter_bought"]


def test_a_failure_can_be_branched_on() -> None:
    shop = Talk(SHOP, {"action_look": RuntimeError})
    assert shop.say(start("careful")) == ["action_look", "utter_failed"]
    assert Talk(SHOP).say(start("careful")) == ["action_look", "utter_bought"]


def test_a_failure_nobody_looks_after_ends_the_flow_with_an_apology() -> None:
    shop = Talk(SHOP, {"action_look": RuntimeError})
    shop.say(start("hello"), start("buy"))
    assert shop.say(*give(size=1), start("risky")) == ["action_look", "utter_internal_error_rasa", "utter_ask_size"]
    assert shop.slots == {}
    assert shop.stack == ["buy"]


def test_even_the_apology_may_fail() -> None:
    shop = Talk(SHOP, {"action_look": RuntimeError, "utter_internal_error_rasa": RuntimeError})
    assert shop.say(*give(size=1), start("risky")) == ["action_look", "utter_internal_error_rasa"]
    assert shop.stack == []


def test_listen_waits_for_whatever_is_said(shop: Talk) -> None:
    assert shop.say(start("waits")) == ["utter_hello"]
    assert shop.say(*give(size=1)) == ["utter_bought"]
    assert shop.say(start("waits")) == ["utter_hello"]
    assert shop.say(NOTHING) == ["utter_bought"], "also what nobody understands"


def test_a_followup_runs_before_the_flow_goes_on() -> None:
    shop = Talk(SHOP, {"action_price": [ev.FollowupAction(name="utter_hello")]})
    assert shop.say(*give(size=1, colour="red"), start("buy")) == ["action_price", "utter_hello", "utter_bought"]


def test_a_flow_that_never_listens_is_left_with_an_apology(shop: Talk) -> None:
    assert shop.say(start("spin")) == ["utter_internal_error_rasa"]
    assert shop.stack == []


def test_a_flow_that_acts_for_ever_is_left_with_an_apology(shop: Talk) -> None:
    ran = shop.say(start("talks_for_ever"))
    assert set(ran) == {"utter_hello"}
    assert [frame.flow for frame in shop.state.stack] == ["pattern_internal_error"]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (NOTHING, "utter_ask_rephrase"),
        (ChitChat(), "utter_cannot_handle"),
        (HumanHandoff(), "utter_human_handoff_not_available"),
    ],
)
def test_a_digression_is_answered_and_the_question_put_again(shop: Talk, command: Command, said: str) -> None:
    shop.say(start("buy"))
    assert shop.say(command) == [said, "utter_ask_size"]


def test_a_custom_action_may_ask() -> None:
    assert Talk(SHOP).say(start("asks_by_action")) == ["action_ask_email"]


def test_a_flow_that_the_program_no_longer_has_is_dropped(shop: Talk) -> None:
    shop.say(start("buy"))
    shop.say(start("confirm"))
    later = Talk(SHOP.replace("  confirm:", "  affirm:"))
    later.state = shop.state
    assert later.say(*give(size=2)) == ["utter_inform_code_change", "utter_ask_colour"]
    assert later.stack == ["buy"]


def test_an_unknown_flow_or_slot_changes_nothing(shop: Talk) -> None:
    assert shop.say(start("nowhere"), start("pattern_cannot_handle"), *give(nothing=1)) == []
    assert shop.events == []
    assert shop.say(start("nowhere")) == ["utter_ask_rephrase"]


def test_the_stack_does_not_grow_without_bounds() -> None:
    shop = Talk(SHOP + "  deep:\n    description: Calls itself.\n    steps: [{call: deep}]\n")
    shop.say(start("deep"))
    assert len(shop.state.stack) <= MOST_FRAMES


COMMANDS = st.one_of(
    st.sampled_from(
        ["buy", "hello", "judge", "parent", "chain", "confirm", "guarded", "careful", "risky", "waits"]
    ).map(StartFlow),
    st.builds(SetSlot, st.just("size"), st.one_of(st.none(), st.floats(), st.text(max_size=5))),
    st.builds(SetSlot, st.just("colour"), st.sampled_from(["red", "blue", "green", None])),
    st.builds(SetSlot, st.just("sure"), st.booleans()),
    st.builds(SetSlot, st.just("email"), st.text(max_size=5)),
    st.just(CancelFlow()),
    st.just(CannotHandle()),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(COMMANDS, max_size=4), max_size=12), st.sets(st.sampled_from(["action_look", "action_price"])))
def test_whatever_is_said_the_engine_stays_sound(turns: list[list[Command]], failing: set[str]) -> None:
    shop = Talk(SHOP, dict.fromkeys(failing, RuntimeError))
    for commands in turns:
        ran = shop.go(Understood(tuple(commands)))
        assert len(ran) < 100
        assert all(frame.waits in ("answer", "user") for frame in shop.state.stack[-1:]), "it listens at a question"
        assert len({frame.id for frame in shop.state.stack}) == len(shop.state.stack)
        assert isinstance(shop.state.slots["size"], (float, type(None)))
        assert shop.state.slots["colour"] in ("red", "blue", None)
    for _ in range(len(shop.state.stack)):
        shop.say(CANCEL)
    assert shop.stack == [], "cancelling often enough empties the stack"

"""Flows that are interrupted, resumed, completed, cancelled; and those that changed meanwhile."""

from __future__ import annotations

import pytest

from talkwright.conversation.commands import CancelFlow, CannotHandle, ChitChat, Clarify, Command, StartFlow
from talkwright.flows.stack_actions import WANTED

from .talk import CANCEL, NOTHING, Talk, give, start

BACK, OFFER = "utter_flow_continue_interrupted", "utter_can_do_something_else"

HOTEL = """
slots:
  nights: {type: float, mappings: [{type: from_llm}]}
  guest: {type: text, mappings: [{type: from_llm}]}
  dish: {type: text, mappings: [{type: from_llm}]}
  interrupted_flow_to_continue: {type: text, mappings: [{type: from_llm}]}
  go_on: {type: bool, mappings: [{type: from_llm}]}
responses:
  utter_ask_nights: [{text: "How long?"}]
  utter_ask_guest: [{text: "Who?"}]
  utter_ask_dish: [{text: "What?"}]
  utter_ask_interrupted_flow_to_continue: [{text: "Which one?"}]
  utter_ask_go_on: [{text: "Go on?"}]
  utter_done: [{text: "Done."}]
  utter_hello: [{text: "Hello."}]
flows:
  room:
    name: book a room
    description: Books a room.
    steps: [{collect: nights}, {collect: guest}, {action: utter_done}]
  meal:
    name: order a meal
    description: Orders a meal.
    steps: [{collect: dish}, {action: utter_done}]
  hello:
    description: Says hello.
    steps: [{action: utter_hello}]
  quiet:
    description: Asks, and says no more than that.
    run_pattern_completed: false
    steps: [{collect: dish}]
"""


@pytest.fixture
def hotel() -> Talk:
    return Talk(HOTEL)


def test_a_flow_that_comes_to_light_again_is_named(hotel: Talk) -> None:
    hotel.say(start("room"))
    assert hotel.say(start("meal")) == ["utter_ask_dish"]
    assert hotel.say(*give(dish="soup")) == ["utter_done", BACK, "utter_ask_nights"]
    assert hotel.stack == ["room"]


def test_what_asked_nothing_is_no_interruption_to_speak_of(hotel: Talk) -> None:
    hotel.say(start("room"))
    assert hotel.say(start("hello")) == ["utter_hello", "utter_ask_nights"]


def test_after_a_task_the_assistant_asks_for_more(hotel: Talk) -> None:
    hotel.say(start("meal"))
    assert hotel.say(*give(dish="soup")) == ["utter_done", OFFER]
    assert hotel.say(*give(more_help=True)) == ["utter_ask_what"]
    assert hotel.slots == {}
    hotel.say(start("meal"))
    hotel.say(*give(dish="soup"))
    assert hotel.say(*give(more_help=False)) == ["utter_closing"]
    assert hotel.stack == []


def test_after_small_talk_it_does_not(hotel: Talk) -> None:
    assert hotel.say(start("hello")) == ["utter_hello"]
    assert hotel.stack == []


def test_a_flow_may_do_without(hotel: Talk) -> None:
    hotel.say(start("quiet"))
    assert hotel.say(*give(dish="tea")) == []
    assert hotel.stack == []


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (StartFlow("room"), ["utter_ask_nights"]),
        (StartFlow("hello"), ["utter_hello"]),
        (ChitChat(), ["utter_cannot_handle"]),
        (CannotHandle(), ["utter_ask_rephrase"]),
        (CancelFlow(), ["utter_nothing_to_cancel"]),
    ],
)
def test_an_offer_gives_way_to_whatever_else_is_wanted(hotel: Talk, command: Command, said: list[str]) -> None:
    hotel.say(start("meal"))
    hotel.say(*give(dish="soup"))
    assert hotel.say(command) == said
    assert "pattern_completed" not in hotel.stack
    assert "more_help" not in hotel.slots


def test_a_cancelled_flow_uncovers_the_one_below(hotel: Talk) -> None:
    hotel.say(start("room"))
    hotel.say(start("meal"))
    assert hotel.say(CANCEL) == ["utter_flow_cancelled_rasa", BACK, "utter_ask_nights"]


def test_cancelled_for_another_flow_the_one_below_waits(hotel: Talk) -> None:
    hotel.say(start("room"))
    hotel.say(start("meal"))
    assert hotel.say(CANCEL, start("quiet")) == ["utter_flow_cancelled_rasa", "utter_ask_dish"]
    assert hotel.say(*give(dish="tea")) == [BACK, "utter_ask_nights"]


ASKING = (
    HOTEL
    + """
  pattern_continue_interrupted:
    description: Asks.
    steps:
      - noop: true
        next:
          - if: context.multiple_flows_interrupted
            then:
              - collect: interrupted_flow_to_continue
                next:
                  - if: slots.interrupted_flow_to_continue is "none"
                    then: drop
                  - else: resume
          - else:
              - collect: go_on
                ask_before_filling: true
                next:
                  - if: slots.go_on
                    then: resume
                  - else: drop
      - id: resume
        action: action_continue_interrupted_flow
        next: END
      - id: drop
        action: action_cancel_interrupted_flows
        next: END
"""
)


def test_a_bot_may_ask_whether_to_go_on() -> None:
    hotel = Talk(ASKING)
    hotel.say(start("room"))
    hotel.say(start("meal"))
    assert hotel.say(*give(dish="soup")) == ["utter_done", "utter_ask_go_on"]
    assert hotel.say(*give(go_on=True)) == ["action_continue_interrupted_flow", "utter_ask_nights"][1:]
    hotel.say(start("meal"))
    hotel.say(*give(dish="soup"))
    assert hotel.say(*give(go_on=False)) == []
    assert hotel.stack == []
    assert hotel.slots == {}


@pytest.mark.parametrize(("wanted", "asked"), [("room", "utter_ask_nights"), ("book a room", "utter_ask_nights")])
def test_a_bot_may_ask_which_to_go_on_with(wanted: str, asked: str) -> None:
    hotel = Talk(ASKING)
    hotel.say(start("room"))
    hotel.say(start("meal"))
    hotel.say(start("quiet"))
    assert hotel.stack == ["room", "meal", "quiet"]
    assert hotel.say(*give(dish="tea")) == ["utter_ask_interrupted_flow_to_continue"]
    assert hotel.say(*give(**{WANTED: wanted})) == [asked]
    assert hotel.stack == ["meal", "room"]


def test_an_offer_to_go_on_gives_way_and_comes_back() -> None:
    hotel = Talk(ASKING)
    hotel.say(start("room"))
    hotel.say(start("meal"))
    hotel.say(*give(dish="soup"))
    assert hotel.say(start("quiet")) == ["utter_ask_dish"]
    assert hotel.say(*give(dish="tea")) == ["utter_ask_go_on"]


def test_satisfaction_is_asked_where_the_bot_links_to_it() -> None:
    hotel = Talk(
        HOTEL + "  pattern_completed:\n    description: d\n    steps: [{link: pattern_customer_satisfaction}]\n"
    )
    hotel.say(start("meal"))
    assert hotel.say(*give(dish="soup")) == ["utter_done", "utter_ask_csat_score"]
    assert hotel.say(*give(csat_score="satisfied")) == ["utter_csat_satisfied"]
    assert hotel.stack == []


def test_several_flows_that_could_be_meant_are_offered(hotel: Talk) -> None:
    assert hotel.say(Clarify(("room", "meal", "nowhere"))) == ["action_clarify_flows"]
    assert hotel.say(Clarify(("nowhere",))) == ["utter_ask_rephrase"]


# -- the program changes while somebody talks -----------------------------------------------------------------------


def later(talk: Talk, before: str, after: str) -> Talk:
    """The same conversation in a bot in which ``before`` has become ``after``."""
    changed = Talk(HOTEL.replace(before, after))
    changed.state = talk.state
    return changed


def test_a_step_that_is_still_there_goes_on(hotel: Talk) -> None:
    hotel.say(start("room"))
    hotel.say(*give(nights=2))
    changed = later(hotel, "{collect: nights}, ", "{collect: dish}, {collect: nights}, {action: utter_hello}, ")
    assert changed.say(*give(guest="Ada")) == ["utter_done", OFFER]


def test_a_step_that_is_gone_is_told_and_the_flow_offered_anew(hotel: Talk) -> None:
    hotel.say(start("room"))
    hotel.say(*give(nights=2))
    changed = later(hotel, "{collect: guest}", "{collect: dish}")
    assert changed.say(NOTHING) == ["utter_ask_start_again"]
    assert changed.say(*give(start_again=True)) == ["utter_ask_dish"], "what was told before is kept"
    assert changed.slots == {"nights": 2.0}
    assert changed.say(*give(dish="soup")) == ["utter_done", OFFER]
    assert changed.slots == {}


@pytest.mark.parametrize("answer", [give(start_again=False), (start("hello"),), (NOTHING,)])
def test_whoever_does_not_want_it_anew_leaves_nothing_behind(hotel: Talk, answer: tuple[Command, ...]) -> None:
    hotel.say(start("room"))
    hotel.say(*give(nights=2))
    changed = later(hotel, "{collect: guest}", "{collect: dish}")
    changed.say(NOTHING)
    changed.say(*answer)
    assert changed.stack == []
    assert changed.slots == {}


def test_what_lies_below_goes_on_afterwards(hotel: Talk) -> None:
    hotel.say(start("room"))
    hotel.say(start("meal"))
    changed = later(hotel, "steps: [{collect: dish}, {action: utter_done}]", "steps: [{action: utter_done}]")
    assert changed.say(NOTHING) == ["utter_ask_start_again"]
    assert changed.say(*give(start_again=True)) == ["utter_done", "utter_ask_nights"]


def test_a_new_wish_needs_no_apology(hotel: Talk) -> None:
    hotel.say(start("room"))
    changed = later(hotel, "{collect: nights}, ", "")
    assert changed.say(start("hello")) == ["utter_hello"]

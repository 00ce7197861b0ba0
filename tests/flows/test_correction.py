"""Changing one's mind: another value for what was said before."""

from __future__ import annotations

from talkwright.conversation import events as ev

from .talk import CANCEL, Talk, give, start

CHANGED = "utter_corrected_previous_input"

TRIP = """
slots:
  city: {type: text, mappings: [{type: from_llm}]}
  seats: {type: float, mappings: [{type: from_llm}]}
  window: {type: bool, mappings: [{type: from_llm}]}
  sure: {type: bool, mappings: [{type: from_llm}]}
  other: {type: text, mappings: [{type: from_llm}]}
  price: {type: float, mappings: [{type: custom}]}
actions: [action_price, validate_seats]
responses:
  utter_ask_city: [{text: "Where to?"}]
  utter_ask_seats: [{text: "How many?"}]
  utter_ask_window: [{text: "At the window?"}]
  utter_ask_sure: [{text: "Sure?"}]
  utter_ask_other: [{text: "What else?"}]
  utter_too_many: [{text: "Too many."}]
  utter_booked: [{text: "Booked."}]
flows:
  trip:
    description: Books a trip.
    steps:
      - collect: city
      - call: seating
      - action: action_price
      - collect: sure
        ask_before_filling: true
      - action: utter_booked
  seating:
    description: Asks about seats.
    if: False
    steps:
      - collect: seats
        rejections:
          - if: slots.seats > 9
            utter: utter_too_many
      - collect: window
  chat:
    description: Something else.
    steps:
      - collect: other
  pattern_completed:
    description: Says nothing.
    steps: [{noop: true, next: END}]
"""


def at_seats() -> Talk:
    talk = Talk(TRIP)
    talk.say(start("trip"))
    assert talk.say(*give(city="Rome")) == ["validate_seats"] or talk.stack == ["trip", "seating"]
    return talk


def at_sure() -> Talk:
    talk = Talk(TRIP)
    assert talk.say(start("trip"), *give(city="Rome", seats=2, window=True))[-1] == "utter_ask_sure"
    return talk


def test_a_corrected_value_is_confirmed_and_the_question_put_again() -> None:
    talk = at_seats()
    assert talk.say(*give(city="Oslo")) == [CHANGED, "utter_ask_seats"]
    assert talk.slots == {"city": "Oslo"}
    assert talk.stack == ["trip", "seating"]


def test_what_depends_on_it_is_done_again() -> None:
    talk = at_sure()
    assert talk.say(*give(city="Oslo")) == [CHANGED, "validate_seats", "action_price", "utter_ask_sure"]
    assert talk.say(*give(sure=True)) == ["utter_booked"]


def test_a_slot_of_a_flow_that_was_called_and_came_back() -> None:
    talk = at_sure()
    assert talk.say(*give(seats=3)) == [CHANGED, "validate_seats", "action_price", "utter_ask_sure"]
    assert talk.slots["seats"] == 3.0
    talk.say(*give(sure=True))
    assert talk.slots == {}, "the slots of called flows end with the caller, however often it was called"


def test_a_corrected_value_is_refused_like_any_other() -> None:
    talk = at_sure()
    assert talk.say(*give(seats=30)) == [CHANGED, "utter_too_many", "utter_ask_seats"]
    assert talk.say(*give(seats=3)) == ["validate_seats", "action_price", "utter_ask_sure"]


def test_an_answer_and_a_correction_in_one_message() -> None:
    talk = at_seats()
    assert talk.say(*give(seats=2, city="Oslo")) == [CHANGED, "validate_seats", "utter_ask_window"]
    assert talk.slots == {"city": "Oslo", "seats": 2.0}


def test_the_same_value_is_no_correction() -> None:
    talk = at_seats()
    assert talk.say(*give(city="Rome")) == ["utter_ask_seats"]


def test_taking_a_value_back_asks_for_it_again_without_more_words() -> None:
    talk = at_sure()
    assert talk.say(*give(city=None)) == ["utter_ask_city"]
    assert talk.say(*give(city="Bern"))[-1] == "utter_ask_sure"


def test_a_question_that_must_be_put_takes_its_own_correction_but_no_other() -> None:
    talk = Talk(
        TRIP.replace("      - action: utter_booked\n", "      - collect: other\n      - action: utter_booked\n", 1)
    )
    talk.say(start("trip"), *give(city="Rome", seats=2, window=True))
    assert talk.say(*give(sure=True)) == ["utter_ask_other"]
    assert talk.say(*give(sure=False)) == [CHANGED, "utter_ask_other"], "corrected, it is not asked again"
    assert talk.slots["sure"] is False
    assert talk.say(*give(city="Oslo"))[-1] == "utter_ask_sure", "what came before it is corrected: it is"


def test_what_the_flow_does_not_ask_for_is_set_in_passing() -> None:
    talk = at_seats()
    talk.say(*give(other="hm"))
    assert talk.say(*give(other="well")) == ["utter_ask_seats"]
    assert talk.slots["other"] == "well"


def test_what_is_still_to_be_asked_for_is_changed_without_going_back() -> None:
    talk = at_seats()
    talk.say(*give(window=True))
    assert talk.say(*give(window=False)) == [CHANGED, "utter_ask_seats"]
    assert talk.slots == {"city": "Rome", "window": False}


def test_a_correction_and_another_flow_in_one_message() -> None:
    talk = at_seats()
    assert talk.say(*give(city="Oslo"), start("chat")) == [CHANGED, "utter_ask_other"]
    assert talk.say(*give(other="x")) == ["utter_flow_continue_interrupted", "utter_ask_seats"]


def test_a_value_for_the_flow_that_begins_corrects_nothing() -> None:
    talk = Talk(TRIP + "  weather:\n    description: d\n    steps: [{collect: city}, {action: utter_booked}]\n")
    talk.say(start("trip"), *give(city="Rome"))
    assert talk.say(start("weather"), *give(city="Oslo")) == ["utter_booked", "utter_ask_seats"]


FORK = """
slots:
  member: {type: bool, mappings: [{type: from_llm}]}
  number: {type: text, mappings: [{type: from_llm}]}
  note: {type: text, mappings: [{type: from_llm}]}
responses:
  utter_ask_member: [{text: "A member?"}]
  utter_ask_member_number: [{text: "Which member?"}]
  utter_ask_guest_number: [{text: "Which guest?"}]
  utter_ask_note: [{text: "A note?"}]
flows:
  visit:
    description: Asks for the same slot on either way.
    steps:
      - collect: member
        next:
          - if: slots.member
            then: [{id: as_member, collect: number, utter: utter_ask_member_number, next: note}]
          - else: [{id: as_guest, collect: number, utter: utter_ask_guest_number, next: note}]
      - id: note
        collect: note
"""


def test_it_goes_back_on_the_way_that_was_taken() -> None:
    talk = Talk(FORK)
    talk.say(start("visit"), *give(member=False, number="7"))
    assert talk.say(*give(number=None)) == ["utter_ask_guest_number"]
    assert talk.say(*give(number="8")) == ["utter_ask_note"]


def test_another_way_may_follow_from_a_correction() -> None:
    talk = Talk(FORK)
    talk.say(start("visit"), *give(member=False, number="7"))
    assert talk.say(*give(member=True)) == [CHANGED, "utter_ask_note"]
    assert talk.say(*give(number=None)) == ["utter_ask_member_number"]


def test_a_cancelled_flow_is_not_corrected() -> None:
    talk = at_seats()
    assert talk.say(*give(city="Oslo"), CANCEL) == ["utter_flow_cancelled_rasa"]
    assert talk.stack == []


def test_a_bot_may_say_it_in_its_own_way() -> None:
    talk = Talk(
        TRIP
        + """
  pattern_correction:
    description: Ours.
    steps:
      - action: action_correct_flow_slot
      - noop: true
        next:
          - if: context.reset_step_id is "collect_city"
            then: [{action: utter_booked, next: END}]
          - else: END
"""
    )
    talk.say(start("trip"), *give(city="Rome"))
    assert talk.say(*give(city="Oslo")) == ["utter_booked", "utter_ask_seats"]


def test_a_validating_action_may_refuse_or_change_an_answer() -> None:
    cleared = [ev.SlotSet(name="seats", value=None)]
    talk = Talk(TRIP, {"validate_seats": cleared})
    talk.say(start("trip"), *give(city="Rome"))
    assert talk.say(*give(seats=4)) == ["validate_seats", "utter_ask_seats"]
    talk.actions["validate_seats"] = [ev.SlotSet(name="seats", value=5)]
    assert talk.say(*give(seats=4)) == ["validate_seats", "utter_ask_window"]
    assert talk.slots["seats"] == 5


def test_a_validating_action_that_fails_breaks_off() -> None:
    talk = Talk(TRIP, {"validate_seats": RuntimeError})
    talk.say(start("trip"), *give(city="Rome"))
    assert talk.say(*give(seats=4)) == ["validate_seats", "utter_internal_error_rasa"]
    assert talk.stack == []

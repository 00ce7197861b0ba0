"""``validation`` of a slot: what no value may be, wherever it comes from."""

from __future__ import annotations

from .talk import Talk, give, start

SHOP = """
slots:
  phone:
    type: text
    mappings: [{type: from_llm}]
    validation:
      rejections:
        - if: not (slots.phone matches "^[0-9]+$")
          utter: utter_no_phone
      refill_utter: utter_ask_phone_again
  name: {type: text, mappings: [{type: from_llm}]}
responses:
  utter_no_phone: [{text: "That is no number."}]
  utter_taken: [{text: "Taken."}]
  utter_ask_phone: [{text: "Your number?"}]
  utter_ask_phone_again: [{text: "Again, please."}]
  utter_ask_name: [{text: "Your name?"}]
  utter_done: [{text: "Done."}]
flows:
  lead:
    description: Takes a lead.
    run_pattern_completed: false
    steps:
      - collect: name
      - collect: phone
        rejections:
          - if: slots.phone is "0"
            utter: utter_taken
      - action: utter_done
"""


def test_a_question_refuses_what_the_slot_refuses_and_what_it_refuses_itself() -> None:
    talk = Talk(SHOP)
    talk.say(start("lead"))
    talk.say(*give(name="Ada"))
    assert talk.say(*give(phone="soon")) == ["utter_no_phone", "utter_ask_phone"]
    assert talk.say(*give(phone="0")) == ["utter_taken", "utter_ask_phone"]
    assert talk.say(*give(phone="12")) == ["utter_done"]


def test_a_value_in_passing_is_refused_at_once_and_asked_for() -> None:
    talk = Talk(SHOP)
    talk.say(start("lead"))
    assert talk.say(*give(phone="soon")) == ["utter_no_phone", "utter_ask_phone_again"]
    assert talk.say(*give(phone="later")) == ["utter_no_phone", "utter_ask_phone_again"]
    assert talk.say(*give(phone="12")) == ["utter_ask_name"], "then the flow's own question comes again"
    assert talk.say(*give(name="Ada")) == ["utter_done"]


def test_a_value_outside_of_any_flow_is_refused_too() -> None:
    talk = Talk(SHOP)
    assert talk.say(*give(phone="soon")) == ["utter_no_phone", "utter_ask_phone_again"]
    assert talk.say(*give(phone="12")) == []
    assert talk.slots == {"phone": "12"}


def test_a_good_value_in_passing_says_nothing() -> None:
    talk = Talk(SHOP)
    talk.say(start("lead"))
    assert talk.say(*give(phone="12")) == ["utter_ask_name"]

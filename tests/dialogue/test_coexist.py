"""Flows beside rules: who answers which message."""

from __future__ import annotations

from tests.following import Talk

DOMAIN = """
intents: [greet, order, book, chat]
slots:
  size: {type: text}
  table: {type: text, mappings: [{type: from_text, conditions: [{active_loop: table_form, requested_slot: table}]}]}
forms: {table_form: {required_slots: [table]}}
responses:
  utter_hello: [{text: Hello}]
  utter_chat: [{text: Nice weather}]
  utter_ask_size: [{text: Which size?}]
  utter_ask_table: [{text: Which table?}]
  utter_ordered: [{text: "One {size}"}]
  utter_booked: [{text: Booked}]
"""
DATA = """
flows:
  order:
    description: Orders something.
    nlu_trigger: [{intent: order}]
    steps:
    - collect: size
    - action: utter_ordered
rules:
- rule: hello
  steps: [{intent: greet}, {action: utter_hello}]
- rule: chat
  steps: [{intent: chat}, {action: utter_chat}]
- rule: book
  steps: [{intent: book}, {action: table_form}, {active_loop: table_form}]
- rule: booked
  condition: [{active_loop: table_form}]
  steps: [{action: table_form}, {active_loop: null}, {slot_was_set: [{requested_slot: null}]}, {action: utter_booked}]
"""


async def test_what_starts_no_flow_is_for_the_rules() -> None:
    talk = Talk(DOMAIN, DATA)
    assert await talk.say("/greet") == ["utter_hello", "action_listen"]
    assert talk.chosen("utter_hello").policy == "RulePolicy"


async def test_a_flow_that_began_goes_on() -> None:
    talk = Talk(DOMAIN, DATA)
    await talk.say("/order")
    assert talk.said == ["Which size?"]
    await talk.say("large")
    assert talk.said[0] == "One large"
    assert await talk.say("/greet") == ["utter_hello", "action_listen"]


async def test_a_form_that_is_active_is_not_left_for_a_flow() -> None:
    talk = Talk(DOMAIN, DATA)
    await talk.say("/book")
    assert await talk.say("the one at the window", "order") == ["table_form", "utter_booked", "action_listen"]
    await talk.say("/order")
    assert talk.said == ["Which size?"]

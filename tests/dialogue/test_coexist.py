"""Flows beside rules: who answers which message."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.conversation.values import TRIED
from tests.following import Talk

from talkwright.conversation.state import replay
from talkwright.runtime.predict import predict

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
FLOW = """
flows:
  order:
    description: Orders something.
    nlu_trigger: [{intent: order}]
    steps:
    - collect: size
    - action: utter_ordered
"""
RULES = """
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
DATA = FLOW + RULES


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


async def test_what_would_come_is_said_by_who_answers() -> None:
    talk = Talk(DOMAIN, DATA)
    await talk.say("/greet")
    assert predict(talk.model, await talk.state).policy == "RulePolicy"
    await talk.say("/order")
    assert predict(talk.model, await talk.state).policy == "FlowPolicy"


async def test_a_form_that_is_active_is_not_left_for_a_flow() -> None:
    talk = Talk(DOMAIN, DATA)
    await talk.say("/book")
    assert await talk.say("the one at the window", "order") == ["table_form", "utter_booked", "action_listen"]
    await talk.say("/order")
    assert talk.said == ["Which size?"]


LONG_TALK = """
stories:
- story: a long talk
  steps:
  - intent: greet
  - action: utter_hello
  - intent: greet
  - action: utter_again
  - action: utter_chat
  - intent: chat
  - action: utter_chat
  - intent: greet
  - action: utter_bye
rules:
- rule: the first words
  conversation_start: true
  steps: [{intent: book}, {action: utter_booked}]
"""
STORIES = FLOW + LONG_TALK
WORDS = DOMAIN.replace("responses:", "responses:\n  utter_again: [{text: Again}]\n  utter_bye: [{text: Bye}]")
SAID = st.sampled_from(["/greet", "/greet", "/chat", "/book", "/nothing"])


@pytest.mark.parametrize("policy", ["MemoizationPolicy", "AugmentedMemoizationPolicy", "TEDPolicy"])
def test_stories_and_rules_go_on_after_a_flow_as_if_it_had_not_been(policy: str) -> None:
    policies = [{"name": policy, "max_history": 8 if policy == "TEDPolicy" else None}, {"name": "RulePolicy"}]
    bare, mixed = (Talk(WORDS, STORIES, policies) for _ in range(2))

    @TRIED
    @given(st.lists(st.tuples(SAID, st.integers(0, 2)), min_size=1, max_size=7))
    def holds(talk: list[tuple[str, int]]) -> None:
        asyncio.run(_compare(bare.anew(), mixed.anew(), talk))

    holds()


async def _compare(bare: Talk, mixed: Talk, talk: list[tuple[str, int]]) -> None:
    """The same talk twice, the second time with orders in between."""
    for saying, orders in talk:
        for _ in range(orders):
            await mixed.say("/order")
            assert mixed.said == ["Which size?"]
            await mixed.say("large")
            assert mixed.said[0] == "One large"
        assert await mixed.say(saying) == await bare.say(saying)
    schema = mixed.model.domain.schema
    assert replace(await mixed.state, listening=None, unheard=None) == replace(
        replay(schema, await mixed.log()), listening=None, unheard=None
    )


async def test_a_slot_that_a_flow_leaves_filled_is_seen_from_then_on() -> None:
    flow = STORIES.replace("    steps:\n    - collect", "    persisted_slots: [size]\n    steps:\n    - collect", 1)
    told = f"""
{flow}
- rule: who has ordered
  condition: [{{slot_was_set: [{{size: any}}]}}]
  steps: [{{intent: chat}}, {{action: utter_again}}]
"""
    talk = Talk(WORDS, told)
    await talk.say("/order")
    await talk.say("large")
    assert await talk.say("/chat") == ["utter_again", "action_listen"]


async def test_a_message_that_is_taken_back_after_a_flow_leaves_what_was_before_the_flow() -> None:
    fallen = STORIES.replace("intent: book}, {action: utter_booked", "intent: book}, {action: action_default_fallback")
    talk = Talk(WORDS, fallen.replace("  conversation_start: true\n", ""), [{"name": "MemoizationPolicy"}])
    for saying in ("/order", "large", "/book", "/greet", "/order", "large"):
        await talk.say(saying)
    assert await talk.say("/book") == ["action_default_fallback", "action_listen"]
    assert await talk.say("/greet") == ["utter_again", "utter_chat", "action_listen"]

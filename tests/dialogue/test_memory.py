"""Stories: how they are remembered, how much of them counts, and how they are told apart."""

from __future__ import annotations

import pytest
from tests.following import Talk

from talkwright.conversation import events as ev

RULES = {"name": "RulePolicy"}
PLAIN, AUGMENTED = [{"name": "MemoizationPolicy"}, RULES], [{"name": "AugmentedMemoizationPolicy"}, RULES]

DOMAIN = """
intents: [greet, yes, no, order, thanks, other]
entities: [size]
slots:
  size: {type: text, mappings: [{type: from_entity, entity: size}]}
  mood: {type: categorical, values: [good, bad], mappings: [{type: custom}]}
responses:
  utter_hello: [{text: Hello}]
  utter_glad: [{text: Glad}]
  utter_sorry: [{text: Sorry}]
  utter_size: [{text: Noted}]
  utter_welcome: [{text: Welcome}]
  utter_other: [{text: Other}]
actions: [action_look]
"""

HAPPY = """
stories:
- story: happy
  steps:
  - intent: greet
  - action: utter_hello
  - intent: "yes"
  - action: utter_glad
"""


async def test_a_story_is_followed_from_the_beginning() -> None:
    talk = Talk(DOMAIN, HAPPY)
    assert await talk.say("/greet") == ["utter_hello", "action_listen"]
    assert talk.chosen("utter_hello").policy == "MemoizationPolicy"
    assert await talk.say("/yes") == ["utter_glad", "action_listen"]
    assert await talk.say("/yes") == ["action_default_fallback", "action_listen"]


async def test_a_message_that_was_taken_back_leaves_the_story_where_it_was() -> None:
    talk = Talk(DOMAIN, HAPPY)
    await talk.say("/greet")
    assert await talk.say("/no") == ["action_default_fallback", "action_listen"]
    assert await talk.say("/yes") == ["utter_glad", "action_listen"]


@pytest.mark.parametrize(("policies", "again"), [(PLAIN, "action_default_fallback"), (AUGMENTED, "utter_hello")])
async def test_only_an_augmented_memory_begins_a_story_anew(policies: list[dict[str, str]], again: str) -> None:
    talk = Talk(DOMAIN, HAPPY, policies)
    await talk.say("/greet")
    await talk.say("/yes")
    assert (await talk.say("/greet"))[0] == again


@pytest.mark.parametrize(("policies", "then"), [(PLAIN, "action_default_fallback"), (AUGMENTED, "utter_glad")])
async def test_an_augmented_memory_forgets_slots_of_long_ago(policies: list[dict[str, str]], then: str) -> None:
    data = f"""{HAPPY}
- story: size
  steps:
  - intent: order
    entities: [size]
  - action: utter_size
"""
    talk = Talk(DOMAIN, data, policies)
    assert await talk.say('/order{"size": "small"}') == ["utter_size", "action_listen"]
    await talk.say("/greet")
    assert (await talk.say("/yes"))[0] == then


@pytest.mark.parametrize(("most", "expected"), [(2, "utter_hello"), (None, "action_default_fallback")])
async def test_only_the_last_moments_count_when_the_configuration_says_so(most: int | None, expected: str) -> None:
    data = """
stories:
- story: greeted late
  steps:
  - intent: other
  - action: utter_other
  - intent: greet
  - action: utter_hello
- story: thanks
  steps:
  - intent: thanks
  - action: utter_welcome
  - intent: other
  - action: utter_other
"""
    talk = Talk(DOMAIN, data, [{"name": "MemoizationPolicy", "max_history": most}, RULES])
    await talk.say("/thanks")
    await talk.say("/other")
    assert (await talk.say("/greet"))[0] == expected


async def test_what_two_stories_tell_differently_is_not_remembered() -> None:
    data = f"""{HAPPY}
- story: sad
  steps:
  - intent: greet
  - action: utter_hello
  - intent: "yes"
  - action: utter_sorry
"""
    talk = Talk(DOMAIN, data)
    assert await talk.say("/greet") == ["utter_hello", "action_listen"]
    assert await talk.say("/yes") == ["action_default_fallback", "action_listen"]


async def test_slots_that_actions_set_tell_stories_apart() -> None:
    data = """
stories:
- story: good
  steps:
  - intent: greet
  - action: action_look
  - slot_was_set: [{mood: good}]
  - action: utter_glad
- story: bad
  steps:
  - intent: greet
  - action: action_look
  - slot_was_set: [{mood: bad}]
  - action: utter_sorry
"""
    for mood, response in (("good", "utter_glad"), ("BAD", "utter_sorry")):
        talk = Talk(DOMAIN, data, action_look=[ev.SlotSet(name="mood", value=mood)])
        assert await talk.say("/greet") == ["action_look", response, "action_listen"]


async def test_checkpoints_join_stories() -> None:
    data = """
stories:
- story: hello
  steps:
  - or: [{intent: greet}, {intent: other}]
  - action: utter_hello
  - checkpoint: greeted
- story: glad
  steps:
  - checkpoint: greeted
  - intent: "yes"
  - action: utter_glad
- story: sorry
  steps:
  - checkpoint: greeted
  - intent: "no"
  - action: utter_sorry
"""
    for first in ("/greet", "/other"):
        for answer, response in (("/yes", "utter_glad"), ("/no", "utter_sorry")):
            talk = Talk(DOMAIN, data)
            assert await talk.say(first) == ["utter_hello", "action_listen"]
            assert await talk.say(answer) == [response, "action_listen"]


async def test_a_checkpoint_may_be_passed_only_with_a_slot() -> None:
    data = """
stories:
- story: hello
  steps:
  - intent: greet
  - action: action_look
  - or:
    - slot_was_set: [{mood: good}]
    - slot_was_set: [{mood: bad}]
  - checkpoint: looked
- story: glad
  steps:
  - checkpoint: looked
    slot_was_set: [{mood: good}]
  - action: utter_glad
"""
    talk = Talk(DOMAIN, data, action_look=[ev.SlotSet(name="mood", value="good")])
    assert await talk.say("/greet") == ["action_look", "utter_glad", "action_listen"]
    talk = Talk(DOMAIN, data, action_look=[ev.SlotSet(name="mood", value="bad")])
    assert await talk.say("/greet") == ["action_look", "action_default_fallback", "action_listen"]


async def test_turns_that_only_rules_know_are_not_seen_by_stories() -> None:
    data = f"""{HAPPY}
rules:
- rule: thanks
  steps:
  - intent: thanks
  - action: utter_welcome
"""
    talk = Talk(DOMAIN, data)
    await talk.say("/greet")
    for _ in range(30):
        assert await talk.say("/thanks") == ["utter_welcome", "action_listen"]
    assert await talk.say("/yes") == ["utter_glad", "action_listen"]


async def test_rules_come_before_stories() -> None:
    data = f"""{HAPPY}
rules:
- rule: always
  steps:
  - intent: "yes"
  - action: utter_glad
"""
    talk = Talk(DOMAIN, data)
    await talk.say("/greet")
    await talk.say("/yes")
    assert talk.chosen("utter_glad").policy == "RulePolicy"
    assert not talk.chosen("utter_glad").hide_rule_turn  # the story tells it, too


async def test_the_steps_that_are_kept_do_not_grow() -> None:
    talk = Talk(DOMAIN, HAPPY, AUGMENTED)
    depth = talk.model.domain.schema.depth
    assert depth is not None
    for _ in range(20):
        await talk.say("/greet")
        await talk.say("/yes")
        await talk.say("/other")
    state = await talk.state
    assert state.trail is not None
    assert len(state.trail.steps) <= depth.kept
    assert not state.trail.whole


async def test_what_a_story_says_word_for_word_is_said() -> None:
    data = """
stories:
- story: in words
  steps:
  - intent: greet
  - bot: How are you today?
  - intent: "yes"
  - action: utter_glad
"""
    talk = Talk(DOMAIN, data)
    assert await talk.say("/greet") == ["How are you today?", "action_listen"]
    assert talk.said == ["How are you today?"]
    assert await talk.say("/yes") == ["utter_glad", "action_listen"]


async def test_without_rules_there_is_no_fallback_and_what_is_not_known_is_passed_over() -> None:
    talk = Talk(DOMAIN, HAPPY, PLAIN[:1])
    assert await talk.say("/greet") == ["utter_hello", "action_listen"]
    assert await talk.say("/restart") == ["action_listen"]
    assert (talk.chosen("action_listen").policy, talk.chosen("action_listen").confidence) == ("MemoizationPolicy", 0.0)

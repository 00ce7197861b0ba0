"""Rules: what they look at, which of two counts, and what they say of forms, slots and the beginning."""

from __future__ import annotations

import pytest
from tests.following import Talk

from talkwright.actions.call import ActionResult
from talkwright.conversation import events as ev
from talkwright.errors import ActionError

DOMAIN = """
intents: [greet, bye, order, thanks, help]
entities: [size, {city: {roles: [from, to]}}]
slots:
  vip: {type: bool, mappings: [{type: custom}]}
  size: {type: categorical, values: [small, large], mappings: [{type: from_entity, entity: size}]}
  note: {type: text, influence_conversation: false, mappings: [{type: custom}]}
responses:
  utter_hello: [{text: Hello}]
  utter_bye: [{text: Bye}]
  utter_vip: [{text: Welcome back}]
  utter_large: [{text: Large}]
  utter_default: [{text: What?}]
  utter_first: [{text: We have not met}]
  utter_more: [{text: Anything else?}]
actions: [action_know]
"""

HELLO = """
rules:
- rule: hello
  steps:
  - intent: greet
  - action: utter_hello
"""


async def test_a_rule_holds_whatever_was_before() -> None:
    talk = Talk(DOMAIN, HELLO)
    assert await talk.say("/greet") == ["utter_hello", "action_listen"]
    assert await talk.say("/greet") == ["utter_hello", "action_listen"]
    assert talk.chosen("utter_hello").policy == "RulePolicy"
    assert talk.chosen("utter_hello").confidence == 1.0
    assert talk.chosen("utter_hello").hide_rule_turn


async def test_what_no_rule_tells_is_the_fallback_and_is_taken_back() -> None:
    talk = Talk(DOMAIN, HELLO)
    await talk.say("/greet")
    assert await talk.say("/bye") == ["action_default_fallback", "action_listen"]
    assert talk.said == ["What?"]
    assert talk.chosen("action_default_fallback").confidence == 0.3
    assert (await talk.state).latest_message.intent.name == "greet"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"core_fallback_threshold": 0.6}, ["action_default_fallback", "action_listen"]),
        ({"core_fallback_action_name": "action_know"}, ["action_know"] * 10),
        ({"enable_fallback_prediction": False}, ["action_listen"]),
    ],
)
async def test_the_fallback_is_as_the_configuration_says(options: dict[str, object], expected: list[str]) -> None:
    talk = Talk(DOMAIN, HELLO, [{"name": "RulePolicy", **options}], action_know=())
    assert await talk.say("/bye") == expected


async def test_a_turn_that_never_ends_is_broken_off_and_the_next_one_is_answered() -> None:
    """Rasa would never answer again."""
    policies = [{"name": "RulePolicy", "core_fallback_action_name": "action_know"}]
    talk = Talk(DOMAIN, HELLO, policies, action_know=())
    assert await talk.say("/bye") == ["action_know"] * 10
    assert await talk.say("/greet") == ["action_listen", "utter_hello", "action_listen"]


async def test_the_rule_that_asks_for_more_comes_first() -> None:
    data = f"""{HELLO}
- rule: hello to those we know
  condition:
  - slot_was_set: [{{vip: true}}]
  steps:
  - intent: greet
  - action: utter_vip
"""
    talk = Talk(DOMAIN, data + KNOW, action_know=[ev.SlotSet(name="vip", value=True)])
    assert await talk.say("/greet") == ["utter_hello", "action_listen"]
    await talk.say("/help")
    assert await talk.say("/greet") == ["utter_vip", "action_listen"]


KNOW = """
- rule: get to know
  steps:
  - intent: help
  - action: action_know
"""


async def test_a_rule_may_want_a_slot_to_be_empty() -> None:
    data = f"""
rules:{KNOW}
- rule: unknown
  condition:
  - slot_was_set: [{{vip: null}}]
  steps:
  - intent: greet
  - action: utter_hello
"""
    talk = Talk(DOMAIN, data, action_know=[ev.SlotSet(name="vip", value=False)])
    assert await talk.say("/greet") == ["utter_hello", "action_listen"]
    await talk.say("/help")
    assert await talk.say("/greet") == ["action_default_fallback", "action_listen"]


async def test_entities_and_the_slots_they_fill_tell_rules_apart() -> None:
    data = """
rules:
- rule: large
  steps:
  - intent: order
    entities: [{size: large}]
  - slot_was_set: [{size: large}]
  - action: utter_large
"""
    talk = Talk(DOMAIN, data)
    assert await talk.say('/order{"size": "LARGE"}') == ["utter_large", "action_listen"]
    assert (await talk.state).slots["size"] == "LARGE"
    assert await talk.say('/order{"size": "small"}') == ["action_default_fallback", "action_listen"]


async def test_a_rule_for_the_beginning_holds_only_there() -> None:
    data = """
rules:
- rule: first words
  conversation_start: true
  steps:
  - intent: greet
  - action: utter_first
"""
    talk = Talk(DOMAIN, data)
    assert await talk.say("/greet") == ["utter_first", "action_listen"]
    assert await talk.say("/greet") == ["action_default_fallback", "action_listen"]


async def test_a_rule_that_does_not_wait_lets_others_go_on() -> None:
    data = """
rules:
- rule: thanks
  wait_for_user_input: false
  steps:
  - intent: thanks
  - action: utter_bye
- rule: and more
  steps:
  - action: utter_bye
  - action: utter_more
"""
    talk = Talk(DOMAIN, data)
    assert await talk.say("/thanks") == ["utter_bye", "utter_more", "action_listen"]


async def test_words_decide_before_the_intent() -> None:
    data = f"""{HELLO}
- rule: the very words
  steps:
  - user: hi there
  - action: utter_more
"""
    talk = Talk(DOMAIN, data)
    assert await talk.say("hi there", "greet") == ["utter_more", "action_listen"]
    assert await talk.say("hi you", "greet") == ["utter_hello", "action_listen"]


async def test_or_makes_a_rule_of_each_choice() -> None:
    data = """
rules:
- rule: polite
  steps:
  - or: [{intent: greet}, {intent: bye}]
  - action: utter_more
"""
    talk = Talk(DOMAIN, data)
    assert await talk.say("/greet") == ["utter_more", "action_listen"]
    assert await talk.say("/bye") == ["utter_more", "action_listen"]
    assert await talk.say("/order") == ["action_default_fallback", "action_listen"]


async def test_the_confidence_of_the_message_can_be_that_of_the_rule() -> None:
    talk = Talk(DOMAIN, HELLO, [{"name": "RulePolicy", "use_nlu_confidence_as_score": True}])
    await talk.say("hey", "greet", 0.7)
    assert talk.chosen("utter_hello").confidence == 0.7
    assert await talk.say("hey", "greet", 0.2) == ["action_default_fallback", "action_listen"]


async def test_intents_of_every_bot_do_what_they_say() -> None:
    talk = Talk(DOMAIN, HELLO)
    await talk.say("/greet")
    assert await talk.say("/restart") == ["action_restart", "action_session_start", "action_listen"]
    await talk.say("/greet")
    await talk.say("/greet")
    assert await talk.say("/back") == ["action_back", "action_listen"]
    assert await talk.say("/session_start") == ["action_session_start", "action_listen"]


async def test_an_action_that_refuses_is_not_asked_again() -> None:
    talk = Talk(DOMAIN, "rules:" + KNOW, action_know=ActionResult(rejected=True))
    assert await talk.say("/help") == ["action_default_fallback", "action_listen"]
    assert talk.actions.ran() == ["action_know"]


async def test_when_everything_refuses_the_assistant_listens() -> None:
    policies = [{"name": "RulePolicy", "core_fallback_action_name": "action_know"}]
    talk = Talk(DOMAIN, HELLO, policies, action_know=ActionResult(rejected=True))
    assert await talk.say("/bye") == ["action_listen"]
    assert talk.chosen("action_listen").confidence == 0.0


async def test_who_is_told_to_keep_quiet_does_until_it_is_told_to_speak() -> None:
    talk = Talk(DOMAIN, HELLO + KNOW, action_know=[ev.ConversationPaused()])
    assert await talk.say("/help") == ["action_know"]
    assert await talk.say("/greet") == []
    assert await talk.say("/restart") == ["action_restart", "action_session_start", "action_listen"]
    assert await talk.say("/greet") == ["utter_hello", "action_listen"]


async def test_an_action_may_order_the_next_one() -> None:
    talk = Talk(DOMAIN, "rules:" + KNOW, action_know=[ev.FollowupAction(name="utter_more")])
    assert (await talk.say("/help"))[:2] == ["action_know", "utter_more"]
    assert talk.chosen("utter_more").policy == "followup_action"


async def test_an_order_for_an_action_that_there_is_not_is_passed_over() -> None:
    talk = Talk(DOMAIN, "rules:" + KNOW, action_know=[ev.FollowupAction(name="utter_nowhere")])
    assert await talk.say("/help") == ["action_know", "action_listen"]


async def test_an_action_that_fails_counts_as_done() -> None:
    talk = Talk(DOMAIN, "rules:" + KNOW, action_know=ActionError("action_know", "broken"))
    assert await talk.say("/help") == ["action_know", "action_listen"]


async def test_actions_that_were_taken_back_do_not_count_twice() -> None:
    """A fallback takes the message back; what ran before that message is another turn's."""
    data = "rules:\n- rule: many\n  steps:\n  - intent: help\n" + "  - action: utter_more\n" * 9
    talk = Talk(DOMAIN, data)
    assert await talk.say("/help") == ["utter_more"] * 9 + ["action_listen"]
    for _ in range(3):
        assert await talk.say("/bye") == ["action_default_fallback", "action_listen"]


async def test_slots_are_said_as_they_are_and_what_there_is_not_leaves_the_text_alone() -> None:
    domain = DOMAIN.replace("[{text: Anything else?}]", '[{text: "{note} {vip}"}]')
    domain = domain.replace("[{text: Large}]", '[{text: "{note} {nothing}"}]')
    data = """
rules:
- rule: say
  steps: [{intent: help}, {action: action_know}, {action: utter_more}, {action: utter_large}]
"""
    talk = Talk(domain, data, action_know=[ev.SlotSet(name="note", value=3.0)])
    await talk.say("/help")
    assert talk.said == ["3.0 None", "{note} {nothing}"]


async def test_a_bots_own_start_of_a_session_takes_the_place_of_ours() -> None:
    domain = DOMAIN.replace("[action_know]", "[action_know, action_session_start]")
    started = [ev.SessionStarted(), ev.SlotSet(name="note", value="new"), ev.ActionExecuted(name="action_listen")]
    talk = Talk(domain, HELLO, action_session_start=started)
    assert await talk.say("/greet") == ["utter_hello", "action_listen"]
    assert (await talk.state).slots["note"] == "new"
    assert await talk.say("/session_start") == ["action_session_start", "action_listen"]


async def test_a_bot_whose_own_start_of_a_session_fails_answers_all_the_same() -> None:
    domain = DOMAIN.replace("[action_know]", "[action_know, action_session_start]")
    talk = Talk(domain, HELLO, action_session_start=ActionError("action_session_start", "broken"))
    for _ in range(2):
        assert await talk.say("/greet") == ["utter_hello", "action_listen"]
    assert talk.actions.ran() == ["action_session_start"]


async def test_who_keeps_quiet_remembers_what_is_said() -> None:
    talk = Talk(DOMAIN, HELLO + KNOW, action_know=[ev.ConversationPaused()])
    await talk.say("/help")
    assert await talk.say('/order{"size": "small"}') == []
    assert (await talk.state).slots["size"] == "small"

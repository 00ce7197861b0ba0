"""Forms: asking, validating, leaving and coming back, and what fills their slots."""

from __future__ import annotations

import pytest
from tests.following import Talk

from talkwright.actions.call import ActionCall, ActionResult, Said
from talkwright.conversation import events as ev
from talkwright.errors import ActionError

DOMAIN = """
intents: [order, inform, chat, stop, yes, no, greet]
entities: [size, {city: {roles: [from, to]}}, number]
slots:
  size:
    type: text
    mappings: [{type: from_entity, entity: size}]
  note:
    type: text
    mappings:
    - {type: from_text, not_intent: [stop, chat], conditions: [{active_loop: pizza_form, requested_slot: note}]}
  gift:
    type: bool
    mappings:
    - {type: from_intent, intent: "yes", value: true, conditions: [{active_loop: pizza_form, requested_slot: gift}]}
    - {type: from_intent, intent: "no", value: false, conditions: [{active_loop: pizza_form, requested_slot: gift}]}
  begun:
    type: text
    influence_conversation: false
    mappings: [{type: from_trigger_intent, intent: order, value: by order, conditions: [{active_loop: pizza_form}]}]
forms:
  pizza_form: {required_slots: [size, gift, note], ignored_intents: chat}
responses:
  utter_ask_pizza_form_size: [{text: "Which size?"}]
  utter_ask_size: [{text: "Size?"}]
  utter_ask_gift: [{text: "Is it a gift?"}]
  utter_ask_note: [{text: "A note?"}]
  utter_done: [{text: "{size}, {gift}, {note}"}]
  utter_chat: [{text: "Nice weather"}]
  utter_stopped: [{text: "All right"}]
  utter_default: [{text: What?}]
"""

RULES = """
rules:
- rule: begin
  steps:
  - intent: order
  - action: pizza_form
  - active_loop: pizza_form
- rule: end
  condition:
  - active_loop: pizza_form
  steps:
  - action: pizza_form
  - active_loop: null
  - slot_was_set: [{requested_slot: null}]
  - action: utter_done
- rule: chat
  steps:
  - intent: chat
  - action: utter_chat
- rule: stop
  condition:
  - active_loop: pizza_form
  steps:
  - intent: stop
  - action: utter_stopped
  - action: action_deactivate_loop
  - active_loop: null
"""

FORM = ["pizza_form", "action_listen"]
VALIDATING = DOMAIN + "actions: [validate_pizza_form]\n"


async def test_a_form_asks_until_everything_is_there() -> None:
    talk = Talk(DOMAIN, RULES)
    assert await talk.say("/order") == FORM
    assert talk.said == ["Which size?"]
    assert await talk.say('/inform{"size": "small"}') == FORM
    assert talk.said == ["Is it a gift?"]
    assert await talk.say("/yes") == FORM
    assert talk.said == ["A note?"]
    assert await talk.say("ring twice", "inform") == ["pizza_form", "utter_done", "action_listen"]
    assert talk.said == ["small, True, ring twice"]
    state = await talk.state
    assert state.active_loop is None
    assert state.slots["requested_slot"] is None


async def test_what_is_known_is_not_asked_for() -> None:
    talk = Talk(DOMAIN, RULES)
    await talk.say('/order{"size": "large"}')
    assert talk.said == ["Is it a gift?"]
    assert (await talk.state).slots["begun"] == "by order"


async def test_something_else_is_answered_and_the_form_comes_back() -> None:
    talk = Talk(DOMAIN, RULES)
    await talk.say("/order")
    assert await talk.say("/chat") == ["utter_chat", "pizza_form", "action_listen"]
    assert talk.said == ["Nice weather", "Which size?"]
    assert any(isinstance(event, ev.ActionExecutionRejected) for event in talk.events)
    assert await talk.say('/inform{"size": "small"}') == FORM


async def test_what_nobody_answers_is_the_fallback_and_the_form_stays() -> None:
    talk = Talk(DOMAIN, RULES)
    await talk.say("/order")
    assert await talk.say("/greet") == ["action_default_fallback", "action_listen"]
    state = await talk.state
    assert (state.active_loop and state.active_loop.name, state.slots["requested_slot"]) == ("pizza_form", "size")


async def test_a_form_can_be_left() -> None:
    talk = Talk(DOMAIN, RULES)
    await talk.say("/order")
    assert await talk.say("/stop") == ["utter_stopped", "action_deactivate_loop", "action_listen"]
    assert (await talk.state).active_loop is None


async def test_an_ignored_intent_fills_nothing() -> None:
    talk = Talk(DOMAIN, RULES)
    await talk.say("/order")
    assert await talk.say('/chat{"size": "small"}') == ["utter_chat", "pizza_form", "action_listen"]
    assert (await talk.state).slots["size"] is None


async def test_the_bot_validates_what_was_said() -> None:
    def validate(call: ActionCall) -> ActionResult:
        if call.state.slots["size"] == "huge":
            return ActionResult((ev.SlotSet(name="size", value=None),), (Said(text="Not that large"),))
        return ActionResult()

    talk = Talk(VALIDATING, RULES, validate_pizza_form=validate)
    await talk.say("/order")
    assert await talk.say('/inform{"size": "huge"}') == FORM
    assert talk.said == ["Not that large", "Which size?"]
    await talk.say('/inform{"size": "small"}')
    assert talk.said == ["Is it a gift?"]


async def test_the_bot_may_say_which_slot_comes_next() -> None:
    talk = Talk(VALIDATING, RULES, validate_pizza_form=[ev.SlotSet(name="requested_slot", value="note")])
    await talk.say("/order")
    assert talk.said == ["A note?"]
    assert (await talk.state).slots["requested_slot"] == "note"


@pytest.mark.parametrize("ends", [ev.SlotSet(name="requested_slot", value=None), ev.ActiveLoop(name=None)])
async def test_the_bot_may_end_the_form(ends: ev.Event) -> None:
    talk = Talk(VALIDATING, RULES, validate_pizza_form=lambda call: [ends] if call.state.slots["size"] else [])
    await talk.say("/order")
    assert await talk.say('/inform{"size": "small"}') == ["pizza_form", "utter_done", "action_listen"]
    assert (await talk.state).active_loop is None


async def test_a_validation_that_fails_loses_what_the_form_did() -> None:
    talk = Talk(VALIDATING, RULES, validate_pizza_form=ActionError("validate_pizza_form", "broken"))
    assert (await talk.say("/order"))[0] == "pizza_form"
    assert (await talk.state).active_loop is None


async def test_a_validation_that_refuses_makes_the_form_refuse() -> None:
    talk = Talk(VALIDATING, RULES, validate_pizza_form=ActionResult(rejected=True))
    assert await talk.say("/order") == ["action_default_fallback", "action_listen"]


async def test_an_action_may_ask() -> None:
    domain = DOMAIN + "actions: [action_ask_size]\n"
    domain = domain.replace('  utter_ask_pizza_form_size: [{text: "Which size?"}]\n', "")
    talk = Talk(domain, RULES, action_ask_size=ActionResult(messages=(Said(text="Tell me the size"),)))
    await talk.say("/order")
    assert talk.said == ["Tell me the size"]


async def test_an_action_of_the_forms_name_takes_its_place() -> None:
    talk = Talk(DOMAIN + "actions: [pizza_form]\n", RULES, pizza_form=[ev.SlotSet(name="size", value="small")])
    await talk.say("/order")
    assert talk.actions.ran() == ["pizza_form"]
    assert (await talk.state).active_loop is None


async def test_an_entity_that_fits_two_slots_fills_the_one_that_is_asked_for() -> None:
    domain = """
intents: [travel, inform]
entities: [city]
slots:
  origin: {type: text, mappings: [{type: from_entity, entity: city}]}
  target: {type: text, mappings: [{type: from_entity, entity: city}]}
forms:
  trip_form: {required_slots: [origin, target]}
"""
    data = "rules: [{rule: b, steps: [{intent: travel}, {action: trip_form}, {active_loop: trip_form}]}]"
    talk = Talk(domain, data)
    await talk.say("/travel")
    await talk.say('/inform{"city": "Rome"}')
    slots = (await talk.state).slots
    assert (slots["origin"], slots["target"], slots["requested_slot"]) == ("Rome", None, "target")


@pytest.mark.parametrize(
    ("mapping", "say", "value"),
    [
        ("{type: from_entity, entity: city, role: to}", ("x", "inform"), None),
        ("{type: from_text}", ("anything", "inform"), "anything"),
        ("{type: from_text, intent: 'yes'}", ("anything", "inform"), None),
        ("{type: from_text, not_intent: inform}", ("anything", "inform"), None),
        ("{type: from_intent, intent: [yes, inform], value: 7}", ("anything", "inform"), 7),
        ("{type: from_text, conditions: [{active_loop: null}]}", ("anything", "inform"), "anything"),
        ("{type: from_text, conditions: [{active_loop: pizza_form}]}", ("anything", "inform"), None),
        ("{type: from_text, conditions: [{requested_slot: size}]}", ("anything", "inform"), None),
        ("{type: from_trigger_intent, intent: inform, value: 7}", ("anything", "inform"), None),
        ("{type: custom}", ("anything", "inform"), None),
    ],
)
async def test_a_mapping_fills_its_slot_when_it_says_so(
    mapping: str, say: tuple[str, str | None], value: object
) -> None:
    domain = f"""
intents: [inform, "yes"]
entities: [{{city: {{roles: [to]}}}}]
slots: {{it: {{type: any, mappings: [{mapping}]}}}}
forms: {{pizza_form: {{required_slots: [it]}}}}
responses: {{utter_done: [{{text: done}}]}}
"""
    talk = Talk(domain, "rules: [{rule: r, steps: [{intent: inform}, {action: utter_done}]}]")
    await talk.say(*say, city="Rome")
    assert (await talk.state).slots["it"] == value


async def test_actions_fill_slots_and_have_a_look_at_all_of_them() -> None:
    domain = """
intents: [inform]
slots:
  length: {type: any, influence_conversation: false, mappings: [{type: custom, action: action_measure}]}
  words: {type: text, mappings: [{type: from_text}]}
actions: [action_measure, action_validate_slot_mappings]
responses: {utter_done: [{text: done}]}
"""
    talk = Talk(
        domain,
        "rules: [{rule: r, steps: [{intent: inform}, {slot_was_set: [{words: x}]}, {action: utter_done}]}]",
        action_measure=lambda call: [ev.SlotSet(name="length", value=len(call.state.latest_message.text))],
        action_validate_slot_mappings=lambda call: [ev.SlotSet(name="words", value=call.state.slots["words"].upper())],
    )
    assert await talk.say("hello", "inform") == ["utter_done", "action_listen"]
    slots = (await talk.state).slots
    assert (slots["length"], slots["words"]) == (5, "HELLO")


# -- two-stage fallback ---------------------------------------------------------------------------------------------

UNSURE = """
intents: [greet, bye]
responses:
  utter_hello: [{text: Hello}]
  utter_ask_rephrase: [{text: In other words?}]
  utter_default: [{text: I give up}]
"""
TWO_STAGES = """
rules:
- rule: hello
  steps: [{intent: greet}, {action: utter_hello}]
- rule: two stages
  steps:
  - intent: nlu_fallback
  - action: action_two_stage_fallback
  - active_loop: action_two_stage_fallback
"""
ASKS = ["action_two_stage_fallback", "action_listen"]


async def test_who_meant_it_gets_the_answer() -> None:
    talk = Talk(UNSURE, TWO_STAGES)
    assert await talk.say("hmm", "nlu_fallback") == ASKS
    assert talk.said == ["Did you mean 'greet'?"]
    ran = await talk.say("/greet")
    assert ran[-2:] == ["utter_hello", "action_listen"]
    state = await talk.state
    assert state.active_loop is None
    assert state.latest_message.intent.confidence == 1.0


async def test_who_did_not_mean_it_says_it_in_other_words() -> None:
    talk = Talk(UNSURE, TWO_STAGES)
    await talk.say("hmm", "nlu_fallback")
    assert await talk.say("/out_of_scope") == ASKS
    assert talk.said == ["In other words?"]
    assert (await talk.say("/greet"))[-2:] == ["utter_hello", "action_listen"]


@pytest.mark.parametrize("answers", [["nlu_fallback"], ["out_of_scope", "nlu_fallback", "out_of_scope"]])
async def test_who_is_never_understood_is_told_so(answers: list[str]) -> None:
    talk = Talk(UNSURE, TWO_STAGES)
    await talk.say("hmm", "nlu_fallback")
    for answer in answers:
        await talk.say("hmm", answer)
    assert talk.said == ["I give up"]
    assert (await talk.state).active_loop is None

"""Whatever is said and whatever actions do, a bot of rules and stories answers, and its state is what its log says."""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conversation.values import TRIED
from tests.following import Talk

from talkwright.actions.call import ActionCall, ActionResult, Said
from talkwright.conversation import events as ev
from talkwright.conversation.schema import Depth
from talkwright.conversation.state import State, fold, replay
from talkwright.conversation.utterance import Intent, Utterance
from talkwright.dialogue.decide import decide
from talkwright.dialogue.policies.prediction import view_of
from talkwright.errors import ActionError

DOMAIN = """
intents: [greet, order, inform, chat, stop]
entities: [size]
slots:
  size: {type: categorical, values: [small, large], mappings: [{type: from_entity, entity: size}]}
  note:
    type: text
    mappings: [{type: from_text, conditions: [{active_loop: pizza_form, requested_slot: note}]}]
  mood: {type: bool, mappings: [{type: custom, action: action_mood}]}
forms: {pizza_form: {required_slots: [size, note], ignored_intents: [chat]}}
responses:
  utter_hello: [{text: "Hello {note}"}]
  utter_chat: [{text: Nice}]
  utter_ask_note: [{text: "A note?"}]
  utter_done: [{text: Done}]
  utter_ask_rephrase: [{text: Again?}]
actions: [action_mood, action_do, action_ask_size, validate_pizza_form]
"""
DATA = """
rules:
- rule: begin
  steps: [{intent: order}, {action: pizza_form}, {active_loop: pizza_form}]
- rule: end
  condition: [{active_loop: pizza_form}]
  steps: [{action: pizza_form}, {active_loop: null}, {slot_was_set: [{requested_slot: null}]}, {action: utter_done}]
- rule: chat
  steps: [{intent: chat}, {action: utter_chat}]
- rule: unsure
  steps: [{intent: nlu_fallback}, {action: action_two_stage_fallback}, {active_loop: action_two_stage_fallback}]
stories:
- story: hello
  steps:
  - intent: greet
  - action: utter_hello
  - intent: inform
  - action: action_do
  - slot_was_set: [{mood: true}]
  - action: utter_done
- story: leave
  steps:
  - intent: order
  - action: pizza_form
  - active_loop: pizza_form
  - intent: stop
  - action: action_do
  - action: action_deactivate_loop
  - active_loop: null
"""

SAYINGS = st.sampled_from(
    [
        *("/greet", "/order", '/inform{"size": "small"}', '/inform{"size": "huge"}', "/chat", "/stop", "words", ""),
        *("/restart", "/back", "/session_start", "/nlu_fallback", "/out_of_scope", "/nothing"),
    ]
)
DOINGS: st.SearchStrategy[Any] = st.sampled_from(
    [
        ActionResult(),
        ActionResult(rejected=True),
        ActionError("an action", "broken"),
        ActionResult(messages=(Said(text="hm"), Said(response="utter_chat"))),
        *(
            ActionResult((event,))
            for event in (
                ev.SlotSet(name="mood", value=True),
                ev.SlotSet(name="size", value=None),
                ev.SlotSet(name="requested_slot", value="note"),
                ev.SlotSet(name="requested_slot", value=None),
                ev.ActiveLoop(name=None),
                ev.ActiveLoop(name="pizza_form"),
                ev.FollowupAction(name="utter_done"),
                ev.FollowupAction(name="action_do"),
                ev.FollowupAction(name="action_nobody_knows"),
                ev.UserUtteranceReverted(),
                ev.ActionReverted(),
                ev.AllSlotsReset(),
                ev.Restarted(),
                ev.ConversationPaused(),
                ev.ConversationResumed(),
                ev.ActionExecutionRejected(name="action_do"),
                ev.ActionExecuted(name="action_listen"),
            )
        ),
    ]
)
MOST_ACTIONS = 50  # of a turn: twenty that were predicted, each with what it says ran as well


@pytest.mark.parametrize("memory", ["MemoizationPolicy", "AugmentedMemoizationPolicy"])
def test_whatever_happens_there_is_an_answer_and_the_log_has_it_all(memory: str) -> None:
    @TRIED
    @given(st.lists(SAYINGS, min_size=1, max_size=12), st.lists(DOINGS, min_size=1, max_size=8))
    def holds(sayings: list[str], doings: list[Any]) -> None:
        asyncio.run(_talk(memory, sayings, doings))

    holds()


async def _talk(memory: str, sayings: list[str], doings: list[Any]) -> None:
    number = iter(range(10_000))

    def do(call: ActionCall) -> Any:
        return doings[next(number) % len(doings)]

    names = ("action_mood", "action_do", "action_ask_size", "validate_pizza_form")
    talk = Talk(DOMAIN, DATA, [{"name": memory}, {"name": "RulePolicy"}], **dict.fromkeys(names, do))
    schema = talk.model.domain.schema
    assert schema.depth is not None
    unbounded = msgspec.structs.replace(schema, depth=Depth(10_000, 10_000))
    for saying in sayings:
        ran = await talk.say(saying)
        assert len(ran) <= MOST_ACTIONS
        state = await talk.state
        assert _lasting(state) == _lasting(replay(schema, await talk.log()))
        assert state.trail is not None
        assert len(state.trail.steps) <= schema.depth.kept
        assert _foretold(talk, state) == _foretold(talk, replay(unbounded, await talk.log()))


def _foretold(talk: Talk, state: State) -> list[tuple[str, dict[str, float]]]:
    """What the policies would say if each of these messages came now, and if none came."""
    playbook, schema = talk.model.playbook, talk.model.domain.schema
    assert playbook is not None
    found = []
    for intent in (None, "greet", "order", "inform", "stop"):
        said = ev.UserUttered(text="x", parse_data=Utterance("x", Intent(intent, 1.0)))
        # Only what was remembered differs, not how it goes on.
        deep = msgspec.structs.replace(schema, depth=Depth(10_000, 10_000))
        at = state if intent is None else fold(deep, fold(deep, state, ev.ActionExecuted(name="action_listen")), said)
        decision = decide(talk.model.policies, view_of(at, playbook.lens))
        found.append(
            (decision.action, {each.policy: max(each.scores.values(), default=0.0) for each in decision.predictions})
        )
    return found


def _lasting(state: State) -> State:
    """The state without what only saves looking into the log."""
    return msgspec.structs.replace(state, listening=None, unheard=None)


async def test_going_back_is_no_reading_of_the_log_also_in_a_form_and_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    talk = Talk(DOMAIN, DATA, [{"name": "RulePolicy"}, {"name": "MemoizationPolicy"}])
    reads: list[str] = []
    turns = talk.store.turns

    async def read(key: Any) -> Any:
        reads.append(key.id)
        return await turns(key)

    monkeypatch.setattr(talk.store, "turns", read)
    for saying in ("/greet", "/chat", "/chat", "/order", '/inform{"size": "small"}', "words", "/back"):
        await talk.say(saying)
    for saying in ("/chat", "/chat", "/back", "/back"):
        assert (await talk.say(saying))[-1] == "action_listen"
    assert reads == []
    state = await talk.state
    assert _lasting(state) == _lasting(replay(talk.model.domain.schema, await talk.log()))

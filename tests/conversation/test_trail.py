"""The trail: what policies remember, however it comes about, and that it stays short."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwright.conversation import events as ev
from talkwright.conversation.events import Event
from talkwright.conversation.features import UNSET, features
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.schema import Depth, Schema, Slot
from talkwright.conversation.state import State, needs_log, replay
from talkwright.conversation.store import Stored
from talkwright.conversation.tracker import Tracker
from talkwright.conversation.trail import Heard, Step, Trail
from talkwright.conversation.utterance import Entity, Intent, Utterance

from .values import TRIED

SLOTS = {"city": Slot("city", "text"), "vip": Slot("vip", "bool"), "note": Slot("note", "any")}
SCHEMA = Schema(slots=SLOTS, depth=Depth(3, 8))
LISTEN = ev.ActionExecuted(name="action_listen")
ANNA = ConversationKey("anna")


def user(intent: str) -> ev.UserUttered:
    return ev.UserUttered(text=intent, parse_data=Utterance(intent, Intent(intent, 1.0)))


def act(name: str, *, hidden: bool = False) -> ev.ActionExecuted:
    return ev.ActionExecuted(name=name, hide_rule_turn=hidden)


def steps_after(*events: Event, schema: Schema = SCHEMA) -> tuple[Step, ...]:
    trail = replay(schema, events).trail
    assert trail is not None
    return trail.steps


ANYTHING: st.SearchStrategy[Event] = st.one_of(
    st.sampled_from(["greet", "bye", "order"]).map(user),
    st.just(LISTEN),
    st.builds(act, st.sampled_from(["utter_a", "pizza_form"]), hidden=st.booleans()),
    st.builds(ev.SlotSet, name=st.sampled_from(["city", "vip", "note"]), value=st.sampled_from([None, True, "x"])),
    st.builds(ev.ActiveLoop, name=st.sampled_from([None, "pizza_form"])),
    st.builds(ev.ActionExecutionRejected, name=st.just("pizza_form")),
    st.builds(ev.LoopInterrupted, is_interrupted=st.booleans()),
    st.builds(ev.UserFeaturization, use_text_for_featurization=st.booleans()),
    st.builds(ev.FollowupAction, name=st.just("utter_a")),
    st.sampled_from([ev.UserUtteranceReverted(), ev.UserUtteranceReverted(), ev.ActionReverted()]),
    st.sampled_from([ev.SessionStarted(), ev.Restarted(), ev.AllSlotsReset(), ev.ConversationPaused()]),
)
LOGS = st.lists(ANYTHING, max_size=25).map(lambda events: [ev.ActiveLoop(name="pizza_form"), *events])


@TRIED
@given(LOGS)
def test_recording_is_replaying(events: list[Event]) -> None:
    tracker = Tracker(ANNA, SCHEMA)
    tracker.record(*events)
    assert without_memories(tracker.state) == without_memories(replay(SCHEMA, events))


def without_memories(state: State) -> State:
    """What taking back needs is kept only as far as it is cheap."""
    return msgspec.structs.replace(state, listening=None, unheard=None)


@TRIED
@given(LOGS, LOGS)
def test_a_turn_goes_on_from_what_was_stored(before: list[Event], now: list[Event]) -> None:
    tracker = Tracker(ANNA, SCHEMA, Stored(len(before), replay(SCHEMA, before)))
    for event in now:
        if tracker.needs_history(event):
            tracker.history = before
        tracker.record(event)
    assert without_memories(tracker.state) == without_memories(replay(SCHEMA, [*before, *now]))


@TRIED
@given(LOGS)
def test_a_state_with_a_trail_is_small_and_can_be_stored(events: list[Event]) -> None:
    state = replay(SCHEMA, events)
    assert state.trail is not None
    assert len(state.trail.steps) <= 8
    assert len(state.intents) <= 3
    kept = memories(state.listening or state.unheard)
    assert len(kept) <= 3
    assert [each.listening for each in kept] == [None] * len(kept)
    assert msgspec.json.decode(msgspec.json.encode(state), type=State) == state


def memories(state: State | None) -> list[State]:
    return [state, *memories(state.unheard)] if state is not None else []


def test_the_last_messages_are_taken_back_without_the_log() -> None:
    talk = [LISTEN, user("greet"), act("utter_a"), LISTEN, user("bye"), ev.SlotSet(name="city", value="Rome")]
    state = replay(SCHEMA, talk)
    assert not needs_log(state, ev.UserUtteranceReverted())
    assert needs_log(state, ev.ActionReverted())
    tracker = Tracker(ANNA, SCHEMA, Stored(len(talk), state))
    tracker.record(ev.UserUtteranceReverted())
    assert tracker.state.slots["city"] is None
    assert tracker.state.latest_action == "utter_a"
    assert not tracker.needs_history(ev.UserUtteranceReverted())
    tracker.record(ev.UserUtteranceReverted())
    assert tracker.state.latest_action is None
    assert tracker.needs_history(ev.UserUtteranceReverted())


def test_what_is_taken_back_at_the_beginning_makes_the_assistant_listen() -> None:
    assert replay(SCHEMA, [LISTEN, user("greet"), ev.UserUtteranceReverted()]).followup_action == "action_listen"


def test_a_form_is_one_step_however_many_questions_it_asks() -> None:
    begun = [LISTEN, user("order"), act("pizza_form"), ev.ActiveLoop(name="pizza_form"), LISTEN]
    answered = [user("inform"), ev.SlotSet(name="city", value="Rome"), act("pizza_form"), LISTEN]
    steps = steps_after(*begun, *answered, *answered)
    assert [step.action for step in steps] == [None, "action_listen", "pizza_form", "action_listen"]
    assert steps[2].slots == {"city": (1.0,)}
    assert steps[2].heard is None


@pytest.mark.parametrize(
    "between",
    [
        [user("chat"), ev.ActionExecutionRejected(name="pizza_form"), act("utter_a")],
        [user("chat"), act("utter_a")],
        [user("inform"), ev.ActiveLoop(name=None)],
    ],
)
def test_a_form_that_was_left_in_between_is_a_step_of_its_own(between: list[Event]) -> None:
    begun = [LISTEN, user("order"), act("pizza_form"), ev.ActiveLoop(name="pizza_form"), LISTEN]
    steps = steps_after(*begun, *between, act("pizza_form"))
    assert [step.action for step in steps].count("pizza_form") == 2


def test_names_of_entities_are_remembered_with_their_roles_and_nothing_else() -> None:
    entities = (Entity("city", "Rome", role="to"), Entity("size", "small", group="1"))
    said = Utterance("to Rome", Intent("book", 1.0), entities)
    (_, step) = steps_after(LISTEN, ev.UserUttered(text="to Rome", parse_data=said), ev.UserFeaturization())
    assert step.heard == Heard("book", ("city", "city#to", "size", "size#1"))


def test_turns_that_no_story_knows_are_joined_first() -> None:
    talk = [LISTEN, user("order"), act("utter_a"), LISTEN]
    hidden = [user("greet"), act("utter_hi", hidden=True), act("action_listen", hidden=True)]
    steps = steps_after(*talk, *hidden * 10)
    assert [step.action for step in steps[:4]] == [None, "action_listen", "utter_a", "action_listen"]


def test_a_trail_that_is_not_whole_knows_what_there_was() -> None:
    trail = replay(SCHEMA, [ev.SlotSet(name="vip", value=True), *[act("utter_a")] * 20]).trail
    assert trail is not None
    assert not trail.whole
    assert trail.steps[0].slots == {"vip": (1.0, 1.0)}


def test_without_policies_nothing_is_remembered() -> None:
    state = replay(Schema(slots=SLOTS), [LISTEN, user("greet"), ev.SlotSet(name="city", value="Rome")])
    assert (state.trail, state.filled, state.intents, state.unheard) == (None, (), (), None)


def test_a_conversation_from_before_there_were_policies_has_no_beginning() -> None:
    before = replay(Schema(slots=SLOTS), [ev.SessionStarted(), LISTEN])
    tracker = Tracker(ANNA, SCHEMA, Stored(2, before))
    tracker.record(user("greet"))
    assert tracker.state.trail == Trail((Step(heard=Heard("greet", text="greet")),), whole=False)


@pytest.mark.parametrize(
    ("slot", "value", "seen"),
    [
        (Slot("a", "text"), "", (1.0,)),
        (Slot("a", "text"), None, None),
        (Slot("a", "list"), [], None),
        (Slot("a", "list"), ["x"], (1.0,)),
        (Slot("a", "list"), 3, None),
        (Slot("a", "bool"), False, (1.0, 0.0)),
        (Slot("a", "bool"), "TRUE", (1.0, 1.0)),
        (Slot("a", "bool"), "1", (1.0, 1.0)),
        (Slot("a", "bool"), "maybe", None),
        (Slot("a", "float"), 0.25, (1.0, 0.25)),
        (Slot("a", "float"), "50", (1.0, 1.0)),
        (Slot("a", "float", min_value=10, max_value=20), 15, (1.0, 0.5)),
        (Slot("a", "float", min_value=5, max_value=5), 5, (1.0, 0.0)),
        (Slot("a", "float"), "many", None),
        (Slot("a", "categorical", values=("Low", "high")), "LOW", (1.0, 0.0, 0.0)),
        (Slot("a", "categorical", values=("Low", "high")), "other", (0.0, 0.0, 1.0)),
        (Slot("a", "categorical", values=("Low", "high")), None, None),
        (Slot("a", "any"), "x", None),
        (Slot("a", "text", influence_conversation=False), "x", None),
        (Slot("a", "float"), UNSET, UNSET),
    ],
)
def test_policies_see_of_a_slot_what_may_decide(slot: Slot, value: object, seen: object) -> None:
    assert features(slot, value) == seen

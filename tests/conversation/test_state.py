"""State is folded from events: one at a time or all at once, it is the same."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwright.conversation import events as ev
from talkwright.conversation.applied import applied
from talkwright.conversation.content import BotMessage
from talkwright.conversation.events import Event
from talkwright.conversation.schema import Schema, Slot
from talkwright.conversation.state import Loop, State, align, fold, initial, replay, reverts
from talkwright.conversation.utterance import Intent, Utterance

from .values import TRIED, logs

SCHEMA = Schema(slots={"city": Slot("city", "text"), "count": Slot("count", "float", initial_value=1.0)})

LISTEN = ev.ActionExecuted(name="action_listen")
STARTED = [ev.ActionExecuted(name="action_session_start"), ev.SessionStarted(), LISTEN]
GREETED: list[Event] = [
    ev.UserUttered(text="hi", parse_data=Utterance("hi", Intent("greet", 0.9)), input_channel="rest"),
    ev.ActionExecuted(name="utter_greet"),
    ev.BotUttered(text="Hello!"),
    LISTEN,
]
BOOKED: list[Event] = [
    ev.UserUttered(text="to Rome", parse_data=Utterance("to Rome", Intent("book", 0.9))),
    ev.SlotSet(name="city", value="Rome"),
    ev.ActionExecuted(name="action_book"),
    ev.SlotSet(name="count", value=2.0),
    ev.BotUttered(text="Booked."),
    LISTEN,
]


def folded(events: list[Event], state: State | None = None) -> State:
    state = initial(SCHEMA) if state is None else state
    for event in events:
        state = fold(SCHEMA, state, event)
    return state


# -- folding


def without_reverts(events: list[Event]) -> list[Event]:
    return [event for event in events if not reverts(event)]


@TRIED
@given(logs().map(without_reverts))
def test_folding_on_is_replaying_all(events: list[Event]) -> None:
    assert folded(events) == replay(SCHEMA, events)


@TRIED
@given(logs())
def test_any_log_can_be_replayed_and_its_state_stored(events: list[Event]) -> None:
    state = replay(SCHEMA, events)
    assert msgspec.json.decode(msgspec.json.encode(state), type=State) == state


@TRIED
@given(logs().map(without_reverts))
def test_folding_leaves_earlier_states_alone(events: list[Event]) -> None:
    state = initial(SCHEMA)
    for event in events:
        before = msgspec.json.encode(state)
        after = fold(SCHEMA, state, event)
        assert msgspec.json.encode(state) == before
        state = after


@TRIED
@given(logs(), st.sampled_from([ev.SessionStarted(), ev.Restarted()]), logs())
def test_nothing_before_a_session_counts_but_reminders(before: list[Event], border: Event, after: list[Event]) -> None:
    whole, latest = replay(SCHEMA, [*before, border, *after]), replay(SCHEMA, [border, *after])
    whole = msgspec.structs.replace(whole, latest_event_time=0.0)
    latest = msgspec.structs.replace(latest, latest_event_time=0.0)
    assert msgspec.structs.replace(whole, reminders=()) == msgspec.structs.replace(latest, reminders=())
    if isinstance(border, ev.Restarted):
        assert whole == latest


def test_a_turn_is_seen_in_the_state() -> None:
    state = folded([*STARTED, *GREETED, *BOOKED])
    assert state.slots == {"city": "Rome", "count": 2.0}
    assert state.latest_message.intent.name == "book"
    assert state.latest_action == "action_listen"
    assert state.latest_input_channel == "rest"  # a message that names none came the same way
    assert state.said == (BotMessage(text="Booked."),)
    assert state.said_before == (BotMessage(text="Hello!"),)
    assert state.session_started


def test_the_time_is_that_of_the_latest_event_and_never_goes_back() -> None:
    state = folded([ev.UserUttered(timestamp=20.0), ev.SlotSet(name="city", timestamp=10.0)])
    assert (state.latest_event_time, state.latest_user_time) == (20.0, 20.0)
    assert folded([ev.SessionStarted(timestamp=15.0)], state).latest_event_time == 20.0


def test_slots_start_where_the_schema_says() -> None:
    assert initial(SCHEMA).slots == {"city": None, "count": 1.0}
    assert folded([*BOOKED, ev.AllSlotsReset()]).slots == {"city": None, "count": 1.0}
    assert folded([*BOOKED, ev.SlotSet(name="city")]).slots == {"city": None, "count": 2.0}


def test_a_restart_asks_for_a_new_session() -> None:
    state = folded([*STARTED, *BOOKED, ev.ConversationPaused(), ev.Restarted()])
    assert state == State(slots=SCHEMA.initial(), followup_action="action_session_start")
    state = folded(STARTED, state)
    assert (state.followup_action, state.session_started) == (None, True)


def test_pause_and_resume() -> None:
    assert folded([ev.ConversationPaused()]).paused
    assert not folded([ev.ConversationPaused(), ev.ConversationResumed()]).paused


def test_a_followup_waits_for_its_action_or_the_user() -> None:
    asked = [ev.FollowupAction(name="action_x")]
    assert folded([*asked, ev.ActionExecuted(name="action_y")]).followup_action == "action_x"
    assert folded([*asked, ev.ActionExecuted(name="action_x")]).followup_action is None
    assert folded([*asked, ev.UserUttered(text="no")]).followup_action is None


def test_a_form_is_rejected_interrupted_and_taken_up_again() -> None:
    form: list[Event] = [ev.ActiveLoop(name="order")]
    assert folded(form).active_loop == Loop("order")
    form.append(ev.ActionExecutionRejected(name="other"))
    assert folded(form).active_loop == Loop("order")
    form.append(ev.ActionExecutionRejected(name="order"))
    assert folded(form).active_loop == Loop("order", rejected=True)
    form.append(ev.LoopInterrupted(is_interrupted=True))
    assert folded(form).active_loop == Loop("order", rejected=True, is_interrupted=True)
    form += [ev.LoopInterrupted(is_interrupted=False), ev.ActionExecuted(name="order")]
    assert folded(form).active_loop == Loop("order")
    form.append(ev.ActiveLoop())
    assert folded(form).active_loop is None
    assert (
        folded([ev.LoopInterrupted(is_interrupted=True), ev.ActionExecutionRejected(name="order")]).active_loop is None
    )


def test_the_stack_is_the_last_one_recorded() -> None:
    frames = (ev.Frame(id="1", flow="order", step="ask"), ev.Frame(id="2", flow="help", step="say"))
    assert folded([ev.StackChanged(frames=frames[:1]), ev.StackChanged(frames=frames)]).stack == frames


def test_ten_messages_are_remembered() -> None:
    state = folded([ev.BotUttered(text=str(n)) for n in range(25)])
    assert [message.text for message in state.said] == [str(n) for n in range(15, 25)]


# -- taking back


def test_a_reverting_event_cannot_be_folded() -> None:
    for event in (ev.UserUtteranceReverted(), ev.ActionReverted()):
        with pytest.raises(ValueError, match="replay"):
            fold(SCHEMA, initial(SCHEMA), event)


def test_rewind_goes_to_before_the_last_message_and_the_listening_before_it() -> None:
    log = [*STARTED, *GREETED, *BOOKED]
    assert applied([*log, ev.UserUtteranceReverted()]) == [STARTED[1], LISTEN, *GREETED[:-1]]
    state = replay(SCHEMA, [*log, ev.UserUtteranceReverted()])
    assert state.latest_message.intent.name == "greet"
    assert state.slots == {"city": None, "count": 1.0}
    assert state.latest_action == "utter_greet"


def test_rewinding_twice_goes_back_two_messages() -> None:
    log = [*STARTED, *GREETED, *BOOKED, ev.UserUtteranceReverted(), ev.UserUtteranceReverted()]
    assert applied(log) == [STARTED[1]]


def test_undo_takes_the_last_action_and_what_came_of_it() -> None:
    log = [*STARTED, *BOOKED]
    once = replay(SCHEMA, [*log, ev.ActionReverted()])
    assert (once.latest_action, once.slots) == ("action_book", {"city": "Rome", "count": 2.0})
    twice = replay(SCHEMA, [*log, ev.ActionReverted(), ev.ActionReverted()])
    assert (twice.latest_action, twice.slots) == ("action_listen", {"city": "Rome", "count": 1.0})
    assert twice.latest_message.text == "to Rome"
    assert twice.said == ()


def test_taking_back_more_than_there_is_ends_at_the_start() -> None:
    for event in (ev.UserUtteranceReverted(), ev.ActionReverted()):
        assert replay(SCHEMA, [event]) == initial(SCHEMA)
        assert replay(SCHEMA, [ev.SlotSet(name="city", value="Rome"), event]) == initial(SCHEMA)


def test_what_follows_counts_again() -> None:
    state = replay(SCHEMA, [*STARTED, *BOOKED, ev.UserUtteranceReverted(), *GREETED])
    assert (state.latest_message.intent.name, state.slots["city"]) == ("greet", None)


# -- a schema that changed


def test_a_state_follows_its_schema() -> None:
    state = folded(BOOKED)
    grown = Schema(slots={"name": Slot("name", initial_value="?"), "city": SCHEMA.slots["city"]})
    assert align(grown, state).slots == {"name": "?", "city": "Rome"}
    assert align(grown, state).latest_message == state.latest_message


def test_a_state_that_fits_is_left_as_it_is() -> None:
    state = folded(BOOKED)
    assert align(SCHEMA, state) is state

"""A tracker remembers what is new in a turn and keeps the state in step with it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwright.conversation import events as ev
from talkwright.conversation.events import Event
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.schema import Schema, Slot
from talkwright.conversation.state import align, initial, replay
from talkwright.conversation.store import Stored
from talkwright.conversation.tracker import Tracker, listens, plain_events
from talkwright.conversation.utterance import Intent, Utterance

from .values import TRIED, logs

ANNA = ConversationKey("anna")
SCHEMA = Schema(slots={"city": Slot("city", "text")})


def test_a_new_conversation_starts_at_nothing() -> None:
    tracker = Tracker(ANNA, SCHEMA)
    assert (tracker.seq, tracker.state, tracker.new) == (0, initial(SCHEMA), [])


@TRIED
@given(logs())
def test_recording_is_replaying(events: list[Event]) -> None:
    tracker = Tracker(ANNA, SCHEMA)
    tracker.record(*events)
    assert tracker.new == events
    assert tracker.state == replay(SCHEMA, events)


@TRIED
@given(logs(), st.integers(0, 8))
def test_a_turn_goes_on_from_what_was_stored(events: list[Event], border: int) -> None:
    before, now = events[:border], events[border:]
    tracker = Tracker(ANNA, SCHEMA, Stored(len(before), replay(SCHEMA, before)))
    assert tracker.seq == len(before)
    for event in now:
        if tracker.needs_history(event):
            tracker.history = before
        tracker.record(event)
    assert tracker.new == now
    assert align(SCHEMA, tracker.state) == align(SCHEMA, replay(SCHEMA, events))


def test_taking_back_a_stored_message_needs_the_history() -> None:
    history = [
        ev.ActionExecuted(name="action_listen"),
        ev.UserUttered(text="hi"),
        ev.SlotSet(name="city", value="Rome"),
    ]
    tracker = Tracker(ANNA, SCHEMA, Stored(3, replay(SCHEMA, history)))
    assert not tracker.needs_history(ev.SlotSet(name="city"))
    assert tracker.needs_history(ev.UserUtteranceReverted())
    with pytest.raises(ValueError, match="history"):
        tracker.record(ev.UserUtteranceReverted())

    tracker = Tracker(ANNA, SCHEMA, Stored(3, replay(SCHEMA, history)))
    tracker.history = history
    tracker.record(ev.UserUtteranceReverted())
    assert tracker.state == initial(SCHEMA)


def test_a_new_conversation_has_all_its_history() -> None:
    tracker = Tracker(ANNA, SCHEMA)
    assert not tracker.needs_history(ev.ActionReverted())
    tracker.record(ev.ActionExecuted(name="action_x"), ev.SlotSet(name="city", value="Rome"), ev.ActionReverted())
    assert tracker.state == initial(SCHEMA)


def test_slots_of_an_older_schema_are_aligned() -> None:
    older = Schema(slots={"gone": Slot("gone")})
    tracker = Tracker(ANNA, SCHEMA, Stored(7, replay(older, [ev.SlotSet(name="gone", value=1)])))
    assert tracker.state.slots == {"city": None}


def test_rasas_tracker_state() -> None:
    tracker = Tracker(ANNA, SCHEMA)
    heard = Utterance("hi", Intent("greet", 0.9), message_id="m1")
    tracker.record(
        ev.SessionStarted(timestamp=1.0),
        ev.ActionExecuted(name="action_listen", timestamp=2.0),
        ev.UserUttered(text="hi", parse_data=heard, input_channel="rest", timestamp=3.0),
        ev.ActiveLoop(name="order", timestamp=4.0),
        ev.ActionExecuted(name="utter_greet", timestamp=5.0),
    )
    state = json.loads(json.dumps(tracker.plain(plain_events(tracker.new[:1]))))
    assert state == {
        "sender_id": "anna",
        "slots": {"city": None},
        "latest_message": {
            "text": "hi",
            "intent": {"name": "greet", "confidence": 0.9},
            "entities": [],
            "intent_ranking": [],
            "message_id": "m1",
        },
        "latest_event_time": 5.0,
        "followup_action": None,
        "paused": False,
        "events": [{"event": "session_started", "timestamp": 1.0}],
        "latest_input_channel": "rest",
        "active_loop": {"name": "order"},
        "latest_action": {"action_name": "utter_greet"},
        "latest_action_name": "utter_greet",
        "stack": [],
    }


def test_rasas_tracker_state_of_a_conversation_that_never_began() -> None:
    state = Tracker(ANNA, SCHEMA).plain()
    assert (state["active_loop"], state["latest_action"], state["latest_action_name"]) == ({}, {}, None)
    assert state["events"] is None


def test_an_action_that_only_has_words_is_told_by_them() -> None:
    tracker = Tracker(ANNA, SCHEMA)
    tracker.record(ev.ActionExecuted(action_text="Hello!"))
    assert tracker.plain()["latest_action"] == {"action_text": "Hello!"}


def test_listening_is_the_last_action() -> None:
    tracker = Tracker(ANNA, SCHEMA)
    assert not listens(tracker.state)
    tracker.record(ev.ActionExecuted(name="action_listen"), ev.SlotSet(name="city", value="Rome"))
    assert listens(tracker.state)
    tracker.record(ev.ActionExecuted(name="utter_greet"))
    assert not listens(tracker.state)

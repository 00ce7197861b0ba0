"""The actions that every assistant has."""

from __future__ import annotations

from typing import Any

import pytest

from talkwright.actions.builtin import BUILT_IN, RESTART, SESSION_START, SPOKEN
from talkwright.conversation import events as ev
from talkwright.conversation.bot_message import message_of, uttered
from talkwright.conversation.content import BotMessage, Button
from talkwright.conversation.events import Event, Frame
from talkwright.conversation.schema import Schema, Slot
from talkwright.conversation.state import State, initial, replay
from talkwright.flows.patterns import pattern_responses

SCHEMA = Schema({"name": Slot("name", "text"), "count": Slot("count", "float", initial_value=1.0), "x": Slot("x")})
FORGETFUL = Schema(SCHEMA.slots, carry_over_slots=False)


def after(*events: Event, schema: Schema = SCHEMA) -> State:
    return replay(schema, events)


def run(name: str, state: State | None = None, schema: Schema = SCHEMA) -> tuple[Event, ...]:
    return BUILT_IN[name](schema, state or initial(schema))


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_action_records_itself_first(name: str) -> None:
    first = run(name)[0]
    assert isinstance(first, ev.ActionExecuted)
    assert first.name == name


def test_listening_is_all_that_listen_does() -> None:
    assert run("action_listen") == (ev.ActionExecuted(name="action_listen"),)


def test_a_session_starts_with_the_slots_that_differ_from_their_beginning() -> None:
    state = after(ev.SlotSet(name="name", value="Robin"), ev.SlotSet(name="count", value=1.0), ev.SlotSet(name="x"))
    assert run(SESSION_START, state) == (
        ev.ActionExecuted(name=SESSION_START),
        ev.SessionStarted(),
        ev.SlotSet(name="name", value="Robin"),
        ev.ActionExecuted(name="action_listen"),
    )


@pytest.mark.parametrize(("schema", "name"), [(SCHEMA, "Robin"), (FORGETFUL, None)])
def test_slots_are_carried_over_when_the_domain_says_so(schema: Schema, name: Any) -> None:
    log: list[Event] = [ev.SlotSet(name="name", value="Robin"), ev.StackChanged(frames=(Frame("1", "f", "s"),))]
    state = after(*log, *run(SESSION_START, after(*log, schema=schema), schema), schema=schema)
    assert state.slots == {"name": name, "count": 1.0, "x": None}
    assert state.session_started
    assert state.stack == (), "what was going on is not"


def test_a_restart_forgets_everything_and_asks_for_a_session() -> None:
    log = [ev.SlotSet(name="name", value="Robin")]
    state = after(*log, *run(RESTART, after(*log)))
    assert state.slots == SCHEMA.initial()
    assert state.followup_action == SESSION_START


def test_falling_back_takes_the_last_message_back() -> None:
    log: list[Event] = [
        ev.ActionExecuted(name="action_listen"),
        ev.UserUttered(text="hi"),
        ev.SlotSet(name="name", value="wrong"),
    ]
    state = after(*log, *run("action_default_fallback", after(*log)))
    assert state.slots["name"] is None


def test_repeating_says_what_was_said_before_the_last_message() -> None:
    first = BotMessage(text="Which size?", buttons=(Button("S", "/s"), Button("L", "/l")))
    second = BotMessage(image="http://x/y.png", metadata={"utter_action": "utter_look"})
    state = after(uttered(first, 1.0), uttered(second, 2.0), ev.UserUttered(text="what?"))
    _, *said = run("action_repeat_bot_messages", state)
    assert [message_of(event) for event in said if isinstance(event, ev.BotUttered)] == [first, second]
    assert [event.timestamp for event in said] == [0.0, 0.0], "the turn says when"


def test_there_may_be_nothing_to_repeat() -> None:
    assert len(run("action_repeat_bot_messages")) == 1


def test_what_is_spoken_besides_has_words() -> None:
    assert SPOKEN.keys() <= BUILT_IN.keys()
    assert set(SPOKEN.values()) <= set(pattern_responses())

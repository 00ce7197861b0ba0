"""Turns as they are shown, from events alone: also from logs that tell no edges, that take back, that begin outside."""

from __future__ import annotations

from msgspec.structs import replace
from tests.flows.talk import Talk

from talkwright.builder.talks.trace import TracedTurn, Went, trace
from talkwright.conversation import events as ev
from talkwright.conversation.commands import Command, SetSlot, StartFlow
from talkwright.conversation.events import Event
from talkwright.conversation.store import StoredTurn
from talkwright.conversation.utterance import Intent, Utterance

BOT = """
intents: [order]
slots:
  size: {type: float, mappings: [{type: from_llm}]}
responses:
  utter_ask_size: [{text: Size?}]
  utter_done: [{text: Done.}]
flows:
  order:
    description: Order.
    run_pattern_completed: false
    nlu_trigger: [order]
    steps:
      - {id: size, collect: size}
      - {id: done, action: utter_done}
"""
ORDER = Utterance("I want one", Intent("order", 0.9), intent_ranking=(Intent("order", 0.9),))


def turns(talk: Talk, *said: tuple[Utterance, Command]) -> list[StoredTurn]:
    """A conversation as a store has it."""
    found: list[StoredTurn] = []
    for heard, command in said:
        begin = len(talk.events)
        talk.record([ev.UserUttered(text=heard.text, parse_data=heard)])
        talk.say(command)
        events = tuple(replace(event, timestamp=5.0 + len(found)) for event in talk.events[begin:])
        found.append(StoredTurn(str(len(found)), begin + 1, len(talk.events), events))
    return found


def traced(talk: Talk, stored: list[StoredTurn]) -> tuple[TracedTurn, ...]:
    return trace(talk.domain.schema, talk.program, stored)


def had(talk: Talk) -> list[StoredTurn]:
    return turns(talk, (ORDER, StartFlow("order")), (Utterance("7"), SetSlot("size", 7.0)))


def test_a_conversation_is_shown_turn_by_turn() -> None:
    talk = Talk(BOT)
    asked, answered = traced(talk, had(talk))
    assert (asked.number, asked.at, asked.user) == (1, 5.0, "I want one")
    assert asked.commands == (StartFlow("order"),)
    assert asked.path == (Went("order", "", "size", None),)
    assert [frame.step for frame in asked.stack] == ["size"]
    assert answered.path == (Went("order", "size", "done", 0), Went("order", "done", "END", 0))
    assert answered.changed == {}  # the flow is over, and so is its slot
    assert answered.stack == ()


def test_logs_without_edges_tell_where_flows_stood() -> None:
    talk = Talk(BOT)
    stored = [replace(turn, events=tuple(map(_without_edges, turn.events))) for turn in had(talk)]
    asked, answered = traced(talk, stored)
    assert asked.path == (Went("order", "", "size", None),)
    assert answered.path == (Went("order", "size", "done", None), Went("order", "done", "END", None))


def test_what_is_written_from_outside_and_what_takes_back_is_shown_too() -> None:
    talk = Talk(BOT)
    stored = had(talk)[:1]
    last = stored[-1].last_seq
    stored.append(StoredTurn("set", last + 1, last + 1, (ev.SlotSet(name="size", value=3.0, timestamp=9.0),)))
    stored.append(StoredTurn("back", last + 2, last + 2, (ev.UserUtteranceReverted(timestamp=10.0),)))
    _, outside, back = traced(talk, stored)
    assert (outside.user, outside.nlu, outside.commands) == (None, None, ())
    assert outside.changed == {"size": (None, 3.0)}
    assert (back.stack, back.slots["size"]) == ((), None)


def test_what_an_action_failed_of_is_told() -> None:
    talk = Talk(BOT)
    events = (ev.ActionExecuted(name="action_x", timestamp=1.0), ev.ActionFailed(name="action_x", reason="no network"))
    (turn,) = traced(talk, [StoredTurn("a", 1, 2, events)])
    assert turn.fault == "The action action_x failed: no network"


def _without_edges(event: Event) -> Event:
    return replace(event, edges=()) if isinstance(event, ev.StackChanged) else event

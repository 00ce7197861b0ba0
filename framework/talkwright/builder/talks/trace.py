"""A conversation as whoever builds the bot looks at it: turn by turn what was said, what was understood, which way it
went, and what it changed.

It is made from events alone, so a rehearsal and a stored conversation look the same. What a message asked for is not in
the log; it is understood again by the flows of now. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from talkwright.builder.talks.path import Path
from talkwright.conversation import events as ev
from talkwright.conversation.bot_message import message_of
from talkwright.conversation.commands import Command
from talkwright.conversation.content import BotMessage
from talkwright.conversation.events import Edge, Event, Frame
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.schema import Schema
from talkwright.conversation.state import State, fold, reverts
from talkwright.conversation.store import StoredTurn
from talkwright.conversation.tracker import Tracker, plain_events
from talkwright.conversation.utterance import Entity, Intent
from talkwright.dialogue.understand import understand
from talkwright.flows.program import Program


class Went(msgspec.Struct, frozen=True):
    """An edge of a flow. ``step`` is "" where the flow began, ``to`` is END where it ended. ``exit`` is the number of
    the step's exit; None where no exit led there."""

    flow: str
    step: str
    to: str
    exit: int | None


class Understanding(msgspec.Struct, frozen=True):
    """What was understood of a message before anything was done about it. ``ranking``: the best first."""

    intent: str | None
    confidence: float
    ranking: tuple[Intent, ...] = ()
    entities: tuple[Entity, ...] = ()


class TracedTurn(msgspec.Struct, frozen=True):
    """One turn. ``at`` is in seconds since 1970. ``user`` is None when no message began it.

    ``slots`` and ``stack`` are as they were left; ``changed`` has the slots that are others than before, each with its
    value before and after. ``events`` are Rasa's JSON. ``fault``: what went wrong, for the author.
    """

    number: int
    at: float
    user: str | None
    bot: tuple[BotMessage, ...] = ()
    path: tuple[Went, ...] = ()
    commands: tuple[Command, ...] = ()
    nlu: Understanding | None = None
    events: tuple[dict[str, Any], ...] = ()
    slots: dict[str, Any] = {}
    changed: dict[str, tuple[Any, Any]] = {}
    stack: tuple[Frame, ...] = ()
    fault: str | None = None


def trace(schema: Schema, program: Program, turns: Sequence[StoredTurn]) -> tuple[TracedTurn, ...]:
    """The ``turns`` of a conversation from its first on."""
    tracker = Tracker(ConversationKey(""), schema)
    traced = []
    for number, turn in enumerate(turns, 1):
        before = tracker.state
        tracker.record(*turn.events)
        traced.append(trace_turn(number, turn.events, before, tracker.state, program))
    return tuple(traced)


def trace_turn(number: int, events: Sequence[Event], before: State, after: State, program: Program) -> TracedTurn:
    """The turn that led from ``before`` to ``after``, or as much of it as has happened."""
    heard = next((event for event in events if isinstance(event, ev.UserUttered)), None)
    failed = next((event for event in events if isinstance(event, ev.ActionFailed)), None)
    slots = {**before.slots, **after.slots}
    return TracedTurn(
        number=number,
        at=next((event.timestamp for event in events if event.timestamp), after.latest_event_time),
        user=heard.text if heard is not None else None,
        bot=tuple(message_of(event) for event in events if isinstance(event, ev.BotUttered)),
        path=tuple(Went(edge.flow, edge.step, edge.to, edge.exit) for edge in _edges(events, before)),
        commands=_commands(program, before, events, heard) if heard is not None else (),
        nlu=_understanding(heard) if heard is not None else None,
        events=tuple(plain_events(events)),
        slots=after.slots,
        changed={
            name: (before.slots.get(name), after.slots.get(name))
            for name in slots
            if before.slots.get(name) != after.slots.get(name)
        },
        stack=after.stack,
        fault=f"The action {failed.name} failed: {failed.reason}" if failed is not None else None,
    )


def _edges(events: Sequence[Event], before: State) -> list[Edge]:
    path = Path(before.stack)
    return [edge for event in events for edge in path.take(event)]


def _commands(program: Program, state: State, events: Sequence[Event], heard: ev.UserUttered) -> tuple[Command, ...]:
    """What the message asked for, given how things stood when it was heard."""
    for event in events:
        if not reverts(event):
            state = fold(program.schema, state, event)
        if event is heard:
            break
    return understand(program, state, heard.parse_data) if program.routines else ()


def _understanding(heard: ev.UserUttered) -> Understanding:
    said = heard.parse_data
    return Understanding(said.intent.name, said.intent.confidence, said.intent_ranking, said.entities)

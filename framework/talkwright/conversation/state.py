"""State is ``fold(events)`` and nothing else: log and state cannot disagree.

``fold`` takes one event and costs the same however long the conversation is. The two events that take something back
(``rewind``, ``undo``) may need the log itself: ``needs_log`` says when, ``replay`` folds a whole log that may hold
them. Where policies act, the state remembers what it was before the user's last messages, so that taking these back
does not.
Pure: no clock, no I/O. Given the same schema and events the state is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from msgspec.structs import replace

from talkwright.conversation import events as ev
from talkwright.conversation.applied import KEPT_INTENTS, REWOUND, applied, recent_intents
from talkwright.conversation.bot_message import message_of
from talkwright.conversation.content import BotMessage
from talkwright.conversation.events import Event, Frame
from talkwright.conversation.reminders import Reminders, cancelled, heard, scheduled, standing
from talkwright.conversation.schema import Schema
from talkwright.conversation.trail import LISTEN, Trail, extend, goes_on
from talkwright.conversation.utterance import Utterance

_KEPT_MESSAGES = 10
_KEPT_BACK = 3  # messages that can be taken back, one after the other, without the log
_REVERTING = frozenset({ev.UserUtteranceReverted, ev.ActionReverted})


class Loop(msgspec.Struct, frozen=True, omit_defaults=True):
    """The active form."""

    name: str
    is_interrupted: bool = False
    rejected: bool = False


class State(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where a conversation stands. Times are seconds since 1970.

    ``stack``: the flows that are going on, the acting one last. ``said``: what the assistant said since the user's
    last message, ``said_before``: between that message and the one before it; at most ten each.
    ``reminders``: those that have yet to fire.

    Only where policies act: ``trail`` is what they look at. ``filled`` are the slots that were set since the user's
    last message. ``intents`` are those of the last three messages, the newest last, whether they count or not.
    ``listening`` is the state before the assistant began to wait for the message that is still to come, ``unheard``
    that before it waited for the one that came; both know the ``unheard`` of the messages before, up to three.
    """

    slots: dict[str, Any] = {}
    latest_message: Utterance = Utterance()
    latest_input_channel: str | None = None
    latest_event_time: float = 0.0
    latest_user_time: float | None = None
    latest_action: str | None = None
    latest_action_text: str | None = None
    followup_action: str | None = None
    paused: bool = False
    active_loop: Loop | None = None
    session_started: bool = False
    stack: tuple[Frame, ...] = ()
    said: tuple[BotMessage, ...] = ()
    said_before: tuple[BotMessage, ...] = ()
    reminders: Reminders = ()
    trail: Trail | None = None
    filled: tuple[str, ...] = ()
    intents: tuple[str | None, ...] = ()
    listening: State | None = None
    unheard: State | None = None


def initial(schema: Schema) -> State:
    """The state before the first event."""
    return State(slots=schema.initial(), trail=None if schema.depth is None else Trail())


def align(schema: Schema, state: State) -> State:
    """A stored state under a schema that may have changed since: new slots start, dropped ones go."""
    if state.slots.keys() == schema.slots.keys():
        return state
    return replace(state, slots={**schema.initial(), **{n: v for n, v in state.slots.items() if n in schema.slots}})


def fold(schema: Schema, state: State, event: Event) -> State:
    """The state after ``event``. Raises ``ValueError`` for an event that ``needs_log``."""
    kind = type(event)
    if kind in _REVERTING:
        if needs_log(state, event) or state.unheard is None:
            raise ValueError(f"a {kind.__name__} takes events back and needs replay()")
        return _taken_back(state.unheard, state, event)
    rule = _RULES.get(kind)
    after = rule(schema, state, event) if rule else state
    if schema.depth is not None:
        after = _remembering(schema, state, after, event)
    if event.timestamp > after.latest_event_time:
        after = replace(after, latest_event_time=event.timestamp)
    return after


def reverts(event: Event) -> bool:
    """Whether ``event`` takes earlier events back."""
    return type(event) in _REVERTING


def needs_log(state: State, event: Event) -> bool:
    """Whether ``event`` takes back more than ``state`` remembers."""
    return reverts(event) and (state.unheard is None or isinstance(event, ev.ActionReverted))


def replay(schema: Schema, events: Iterable[Event]) -> State:
    """The state after a whole log."""
    log = tuple(events)
    state = initial(schema)
    last = max((index for index, event in enumerate(log) if reverts(event)), default=-1)
    for event in applied(log[: last + 1]):
        state = fold(schema, state, event)
    if last >= 0:
        intents = recent_intents(log[:last]) if schema.depth is not None else ()
        state = _taken_back(state, replace(state, intents=intents), log[last])
    for event in log[last + 1 :]:
        state = fold(schema, state, event)
    return replace(state, reminders=standing(log))


def _taken_back(to: State, state: State, event: Event) -> State:
    """The state ``to`` go on from after ``event``. What is left of ``state`` is what nothing takes back."""
    intents = state.intents
    if to.trail is not None and isinstance(event, ev.UserUtteranceReverted):
        intents = (*intents, REWOUND)[-KEPT_INTENTS:]
    first = to.trail.shown.steps[-1] if to.trail is not None else None
    begins = first is not None and first.action is None and first.heard is None
    return replace(
        to,
        latest_event_time=max(state.latest_event_time, event.timestamp),
        reminders=state.reminders,
        followup_action=LISTEN if begins else to.followup_action,
        intents=intents,
        listening=None,
    )


def _remembering(schema: Schema, before: State, after: State, event: Event) -> State:
    """``after`` with what policies need of it."""
    trail = before.trail or Trail(whole=not before.session_started)
    changes: dict[str, Any] = {"trail": extend(schema, trail, event)}
    if isinstance(event, ev.UserUttered):
        changes["filled"] = ()
        changes["intents"] = (*before.intents, event.parse_data.intent.name)[-KEPT_INTENTS:]
        is_next = trail.steps[-1].action == LISTEN  # else a turn was broken off, and its last action goes first
        changes["unheard"] = before.listening or (before.unheard if is_next else None)
        changes["listening"] = None
    elif isinstance(event, ev.SlotSet):
        changes["filled"] = before.filled if event.name in before.filled else (*before.filled, event.name)
    elif isinstance(event, ev.SessionStarted):
        changes["intents"] = before.intents
    elif isinstance(event, ev.ActionExecuted):
        changes["listening"] = changes["followup_action"] = None
        began = goes_on(trail, event.name) if event.name is not None else None
        changes["unheard"] = before.unheard
        if began is not None and before.unheard and any(step.heard for step in trail.steps[began:]):
            # What a form was told is one with its beginning: what counts is the message that it began with.
            changes["unheard"] = before.unheard.unheard
        if event.name == LISTEN:
            changes["listening"] = _shallow(replace(before, listening=None), _KEPT_BACK)
            changes["unheard"] = None
    return replace(after, **changes)


def _shallow(state: State, deep: int) -> State:
    """``state`` with ``deep`` states at most: it, and those that it remembers."""
    if state.unheard is None:
        return state
    return replace(state, unheard=_shallow(state.unheard, deep - 1) if deep > 1 else None)


def _user(_: Schema, state: State, event: ev.UserUttered) -> State:
    return replace(
        state,
        latest_message=event.parse_data,
        latest_input_channel=event.input_channel or state.latest_input_channel,
        latest_user_time=event.timestamp,
        followup_action=None,
        said=(),
        said_before=state.said,
        reminders=heard(state.reminders, event) if state.reminders else (),
    )


def _bot(_: Schema, state: State, event: ev.BotUttered) -> State:
    return replace(state, said=(*state.said, message_of(event))[-_KEPT_MESSAGES:])


def _slot(schema: Schema, state: State, event: ev.SlotSet) -> State:
    if event.name not in schema.slots:
        return state  # what the domain does not have is not remembered, as it would not be after a reload
    value = event.value
    if schema.depth is not None and schema.slots[event.name].type == "list" and value and not isinstance(value, list):
        value = [value]  # as Rasa keeps it, where nothing else is done to values
    return replace(state, slots={**state.slots, event.name: value})


def _action(_: Schema, state: State, event: ev.ActionExecuted) -> State:
    loop = state.active_loop
    if loop is not None and (loop.is_interrupted or event.name == loop.name):
        loop = Loop(loop.name, rejected=loop.rejected and event.name != loop.name)
    followup = None if event.name == state.followup_action else state.followup_action
    return replace(
        state,
        latest_action=event.name,
        latest_action_text=event.action_text,
        followup_action=followup,
        active_loop=loop,
    )


def _rejected(_: Schema, state: State, event: ev.ActionExecutionRejected) -> State:
    if state.active_loop is None or state.active_loop.name != event.name:
        return state
    return replace(state, active_loop=replace(state.active_loop, rejected=True))


def _interrupted(_: Schema, state: State, event: ev.LoopInterrupted) -> State:
    if state.active_loop is None:
        return state
    return replace(state, active_loop=replace(state.active_loop, is_interrupted=event.is_interrupted))


def _restart(schema: Schema, state: State, _: ev.Restarted) -> State:
    return replace(initial(schema), followup_action="action_session_start", latest_event_time=state.latest_event_time)


def _session(schema: Schema, state: State, _: ev.SessionStarted) -> State:
    kept = {"latest_event_time": state.latest_event_time, "reminders": state.reminders}
    return replace(initial(schema), session_started=True, **kept)


def _scheduled(_: Schema, state: State, event: ev.ReminderScheduled) -> State:
    return replace(state, reminders=scheduled(state.reminders, event))


def _cancelled(_: Schema, state: State, event: ev.ReminderCancelled) -> State:
    return replace(state, reminders=cancelled(state.reminders, event))


def _to(**changes: Any) -> Callable[[Schema, State, Any], State]:
    return lambda schema, state, event: replace(state, **changes)


_RULES: dict[type, Callable[[Schema, State, Any], State]] = {
    ev.UserUttered: _user,
    ev.BotUttered: _bot,
    ev.SlotSet: _slot,
    ev.ActionExecuted: _action,
    ev.ActionExecutionRejected: _rejected,
    ev.LoopInterrupted: _interrupted,
    ev.Restarted: _restart,
    ev.SessionStarted: _session,
    ev.AllSlotsReset: lambda schema, state, event: replace(state, slots=schema.initial()),
    ev.ActiveLoop: lambda schema, state, event: replace(state, active_loop=Loop(event.name) if event.name else None),
    ev.FollowupAction: lambda schema, state, event: replace(state, followup_action=event.name),
    ev.StackChanged: lambda schema, state, event: replace(state, stack=event.frames),
    ev.ReminderScheduled: _scheduled,
    ev.ReminderCancelled: _cancelled,
    ev.ConversationPaused: _to(paused=True),
    ev.ConversationResumed: _to(paused=False),
}

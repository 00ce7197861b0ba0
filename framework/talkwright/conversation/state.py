"""State is ``fold(events)`` and nothing else: log and state cannot disagree.

``fold`` takes one event and costs the same however long the conversation is. The two events that take something back
(``rewind``, ``undo``) need the log itself: ``reverts`` says which, ``replay`` folds a whole log that may hold them.
Pure: no clock, no I/O. Given the same schema and events the state is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from msgspec.structs import replace

from talkwright.conversation import events as ev
from talkwright.conversation.content import BotMessage
from talkwright.conversation.events import Event, Frame
from talkwright.conversation.reminders import Reminders, cancelled, heard, scheduled, standing
from talkwright.conversation.schema import Schema
from talkwright.conversation.utterance import Utterance

LISTEN = "action_listen"
_KEPT_MESSAGES = 10
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


def initial(schema: Schema) -> State:
    """The state before the first event."""
    return State(slots=schema.initial())


def align(schema: Schema, state: State) -> State:
    """A stored state under a schema that may have changed since: new slots start, dropped ones go."""
    if state.slots.keys() == schema.slots.keys():
        return state
    return replace(state, slots={**schema.initial(), **{n: v for n, v in state.slots.items() if n in schema.slots}})


def fold(schema: Schema, state: State, event: Event) -> State:
    """The state after ``event``. Raises ``ValueError`` for an event that ``reverts``."""
    kind = type(event)
    if kind in _REVERTING:
        raise ValueError(f"a {kind.__name__} takes events back and needs replay()")
    rule = _RULES.get(kind)
    after = rule(schema, state, event) if rule else state
    if event.timestamp > after.latest_event_time:
        after = replace(after, latest_event_time=event.timestamp)
    return after


def reverts(event: Event) -> bool:
    """Whether ``event`` takes earlier events back."""
    return type(event) in _REVERTING


def replay(schema: Schema, events: Iterable[Event]) -> State:
    """The state after a whole log."""
    log = tuple(events)
    state = initial(schema)
    for event in applied(log):
        state = fold(schema, state, event)
    return replace(state, reminders=standing(log))


def applied(events: Iterable[Event]) -> list[Event]:
    """The events that still count: since the last session start or restart, without what was taken back."""
    counting: list[Event] = []
    for event in events:
        if isinstance(event, (ev.SessionStarted, ev.Restarted)):
            counting = [event]
        elif isinstance(event, ev.ActionReverted):
            _drop_back_to(ev.ActionExecuted, counting)
        elif isinstance(event, ev.UserUtteranceReverted):
            _drop_back_to(ev.UserUttered, counting)
            _drop_back_to(ev.ActionExecuted, counting)
        else:
            counting.append(event)
    return counting


def _drop_back_to(kind: type[Event], events: list[Event]) -> None:
    """Drop events from the end up to and including the last of ``kind``."""
    for index in range(len(events) - 1, -1, -1):
        if isinstance(events[index], kind):
            del events[index:]
            return
    events.clear()


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
    return replace(state, said=(*state.said, ev.message_of(event))[-_KEPT_MESSAGES:])


def _slot(schema: Schema, state: State, event: ev.SlotSet) -> State:
    if event.name not in schema.slots:
        return state  # what the domain does not have is not remembered, as it would not be after a reload
    return replace(state, slots={**state.slots, event.name: event.value})


def _action(_: Schema, state: State, event: ev.ActionExecuted) -> State:
    loop = state.active_loop
    if loop is not None and event.name == loop.name:
        loop = replace(loop, rejected=False)
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

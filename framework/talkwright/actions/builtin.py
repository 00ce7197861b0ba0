"""The actions that every assistant has. Pure: state in, events out.

A custom action of the same name comes first; that is the runtime's choice.
"""

from __future__ import annotations

from collections.abc import Callable

from talkwright.conversation import events as ev
from talkwright.conversation.events import Event
from talkwright.conversation.schema import Schema
from talkwright.conversation.state import LISTEN, State

SESSION_START = "action_session_start"
RESTART = "action_restart"


def listen(_: Schema, __: State) -> tuple[Event, ...]:
    """Wait for the user."""
    return (ev.ActionExecuted(name=LISTEN),)


def start_session(schema: Schema, state: State) -> tuple[Event, ...]:
    """Begin a session, with the slots of the last one when the domain says so, and listen."""
    carried: tuple[Event, ...] = ()
    if schema.carry_over_slots:
        first = schema.initial()
        carried = tuple(
            ev.SlotSet(name=name, value=value) for name, value in state.slots.items() if value != first.get(name)
        )
    return (
        ev.ActionExecuted(name=SESSION_START),
        ev.SessionStarted(),
        *carried,
        ev.ActionExecuted(name=LISTEN),
    )


def restart(_: Schema, __: State) -> tuple[Event, ...]:
    """Forget everything. A new session follows."""
    return (ev.ActionExecuted(name=RESTART), ev.Restarted())


def fall_back(_: Schema, __: State) -> tuple[Event, ...]:
    """Take the last message back, as if it had not been said."""
    return (ev.ActionExecuted(name="action_default_fallback"), ev.UserUtteranceReverted())


def repeat(_: Schema, state: State) -> tuple[Event, ...]:
    """Say again what was said before the user's last message."""
    messages = (ev.uttered(message, 0.0) for message in state.said_before)
    return (ev.ActionExecuted(name="action_repeat_bot_messages"), *messages)


BUILT_IN: dict[str, Callable[[Schema, State], tuple[Event, ...]]] = {
    LISTEN: listen,
    SESSION_START: start_session,
    RESTART: restart,
    "action_default_fallback": fall_back,
    "action_repeat_bot_messages": repeat,
}

# What the built-in actions say besides, when the domain has the response.
SPOKEN = {RESTART: "utter_restart", "action_default_fallback": "utter_default"}

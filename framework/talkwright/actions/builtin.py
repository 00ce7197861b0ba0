"""The actions that every assistant has. Pure: state in, events out.

A custom action of the same name comes first; that is the runtime's choice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from talkwright.conversation import events as ev
from talkwright.conversation.bot_message import uttered
from talkwright.conversation.content import BotMessage, Button
from talkwright.conversation.events import Event
from talkwright.conversation.schema import Schema
from talkwright.conversation.state import State
from talkwright.conversation.trail import LISTEN

SESSION_START = "action_session_start"
RESTART = "action_restart"
CLARIFY = "action_clarify_flows"
ASK_AFFIRMATION = "action_default_ask_affirmation"


def listen(_: Schema, __: State) -> tuple[Event, ...]:
    """Wait for the user."""
    return (ev.ActionExecuted(name=LISTEN),)


def start_session(schema: Schema, state: State) -> tuple[Event, ...]:
    """Begin a session, with the slots of the last one when the domain says so, and listen.

    A pattern that begins it goes on afterwards; nothing else does.
    """
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
        *_pattern(state),
    )


def restart(_: Schema, state: State) -> tuple[Event, ...]:
    """Forget everything. A new session follows, and then the rest of a pattern that asked for it."""
    return (ev.ActionExecuted(name=RESTART), ev.Restarted(), *_pattern(state))


def _pattern(state: State) -> tuple[Event, ...]:
    """The stack with nothing on it but the pattern that acts."""
    top = state.stack[-1] if state.stack else None
    acts = top is not None and top.kind == "pattern" and top.waits == "action"
    return (ev.StackChanged(frames=(top,)),) if top is not None and acts else ()


def fall_back(_: Schema, __: State) -> tuple[Event, ...]:
    """Take the last message back, as if it had not been said."""
    return (ev.ActionExecuted(name="action_default_fallback"), ev.UserUtteranceReverted())


def repeat(_: Schema, state: State) -> tuple[Event, ...]:
    """Say again what was said before the user's last message."""
    messages = (uttered(message, 0.0) for message in state.said_before)
    return (ev.ActionExecuted(name="action_repeat_bot_messages"), *messages)


def clarify(_: Schema, __: State) -> tuple[Event, ...]:
    """Ask which of several flows was meant. The words are a response's, the buttons come from the pattern."""
    return (ev.ActionExecuted(name=CLARIFY),)


def go_back(_: Schema, __: State) -> tuple[Event, ...]:
    """Take back the last message and the one before it."""
    return (ev.ActionExecuted(name="action_back"), ev.UserUtteranceReverted(), ev.UserUtteranceReverted())


def end_form(_: Schema, __: State) -> tuple[Event, ...]:
    """Leave the active form as it is."""
    return (
        ev.ActionExecuted(name="action_deactivate_loop"),
        ev.ActiveLoop(name=None),
        ev.SlotSet(name="requested_slot", value=None),
    )


def ask_affirmation(_: Schema, state: State) -> tuple[Event, ...]:
    """Ask whether the likeliest intent was meant."""
    message = state.latest_message
    meant = message.intent.name
    if meant == "nlu_fallback" and len(message.intent_ranking) > 1:
        meant = message.intent_ranking[1].name
    buttons = (Button("Yes", f"/{meant}"), Button("No", "/out_of_scope"))
    said = BotMessage(f"Did you mean '{meant}'?", buttons=buttons, metadata={"utter_action": ASK_AFFIRMATION})
    return (ev.ActionExecuted(name=ASK_AFFIRMATION), uttered(said, 0.0))


def _only(name: str) -> Callable[[Schema, State], tuple[Event, ...]]:
    """An action that does nothing by itself: it may say something, or a bot has its own of that name."""
    return lambda schema, state: (ev.ActionExecuted(name=name),)


BUILT_IN: dict[str, Callable[[Schema, State], tuple[Event, ...]]] = {
    LISTEN: listen,
    SESSION_START: start_session,
    RESTART: restart,
    "action_default_fallback": fall_back,
    "action_repeat_bot_messages": repeat,
    CLARIFY: clarify,
    "action_back": go_back,
    "action_deactivate_loop": end_form,
    ASK_AFFIRMATION: ask_affirmation,
    "action_default_ask_rephrase": _only("action_default_ask_rephrase"),
    "action_revert_fallback_events": _only("action_revert_fallback_events"),
    "action_unlikely_intent": _only("action_unlikely_intent"),
}


def flow_buttons(context: Mapping[str, Any]) -> tuple[Button, ...]:
    """A button for each flow that could be meant."""
    flows, names = context.get("flows") or (), context.get("names") or ()
    return tuple(Button(name, f"/StartFlow({flow})") for flow, name in zip(flows, names, strict=False))


# The buttons that a built-in action adds to what it says, from the context of the pattern that runs it.
OFFERED: dict[str, Callable[[Mapping[str, Any]], tuple[Button, ...]]] = {CLARIFY: flow_buttons}

# What the built-in actions say besides, when the domain has the response.
SPOKEN = {
    RESTART: "utter_restart",
    "action_default_fallback": "utter_default",
    "action_back": "utter_back",
    "action_default_ask_rephrase": "utter_ask_rephrase",
    CLARIFY: "utter_clarification_options_rasa",
}

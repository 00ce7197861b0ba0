"""Two-stage fallback: was it this that you meant? If not, say it in other words; then give up.

It is a form of its own. It ends when a message is understood again: everything since the misunderstanding is taken
back, and the message counts as if it had been said at first.
"""

from __future__ import annotations

from msgspec.structs import replace

from talkwright.conversation import events as ev
from talkwright.conversation.events import Event
from talkwright.conversation.state import State
from talkwright.conversation.trail import LISTEN
from talkwright.dialogue.play import Call, Play, Returned

NAME = "action_two_stage_fallback"
ASK_AFFIRMATION, ASK_REPHRASE = "action_default_ask_affirmation", "action_default_ask_rephrase"
GIVE_UP = "action_default_fallback"
_UNCLEAR, _DENIED = "nlu_fallback", "out_of_scope"


def clarify(state: State) -> Play:
    """Let the two-stage fallback act, when things stand at ``state``."""
    begins = state.active_loop is None or state.active_loop.name != NAME
    events: list[Event] = [ev.ActiveLoop(name=NAME)] if begins else []
    if not _is_over(state):
        asks = begins or state.latest_message.intent.name == _UNCLEAR
        returned = yield Call(ASK_AFFIRMATION if asks else ASK_REPHRASE, tuple(events))
        if returned.outcome != "done":
            return returned
        return Returned((*events, *returned.events))
    events.append(ev.ActiveLoop(name=None))
    if _is_hopeless(state):
        returned = yield Call(GIVE_UP, tuple(events))
        return returned if returned.outcome != "done" else Returned((*events, *returned.events))
    return Returned((*events, ev.UserUtteranceReverted(), ev.ActionExecuted(name=LISTEN), _understood(state)))


def _is_over(state: State) -> bool:
    return state.latest_message.intent.name not in (_UNCLEAR, _DENIED) or _is_hopeless(state)


def _is_hopeless(state: State) -> bool:
    """Two messages that were not understood in a row, or the second guess denied."""
    return state.intents[-2:] == (_UNCLEAR, _UNCLEAR) or state.intents[-3:] == (_DENIED, _UNCLEAR, _DENIED)


def _understood(state: State) -> ev.UserUttered:
    message = state.latest_message
    certain = replace(message, intent=replace(message.intent, confidence=1.0))
    return ev.UserUttered(text=message.text, parse_data=certain, input_channel=state.latest_input_channel)

"""A recorded turn and the events of ours: what differs between the two, aspect by aspect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from talkwright.conversation import events as ev
from talkwright.conversation.bot_message import message_of
from talkwright.conversation.content import to_json_value
from talkwright.conversation.event_json import to_plain
from talkwright.conversation.events import Event
from talkwright.conversation.state import State
from talkwright.evaluation.oracle_format import RecordedTurn, Recording

Aspect = tuple[str, Any, Any]
"""What is compared, as it was recorded and as it came."""


def differences(
    recording: Recording, turn: RecordedTurn, events: Sequence[Event], state: State, calls: Sequence[str]
) -> Iterator[Aspect]:
    """Each aspect of ``turn`` that is otherwise. ``state`` is that after it, ``calls`` the custom actions that ran."""
    initial = recording.initial_slots
    ours = {name: value for name, value in state.slots.items() if name in initial and value != initial[name]}
    came: Mapping[str, tuple[Any, Any]] = {
        "actions": ([list(each) for each in turn.actions], actions_of(events)),
        "events": (list(turn.events), list(other_events(events))),
        "calls": (list(turn.calls), list(calls)),
        "slots": (turn.slots, ours),
        "active_loop": (turn.active_loop, state.active_loop.name if state.active_loop else None),
        "requested_slot": (turn.requested_slot, state.slots.get("requested_slot")),
        "paused": (turn.paused, state.paused),
    }
    for name, (recorded, got) in came.items():
        if recorded != msgspec.to_builtins(got):
            yield name, recorded, got
    said = [said_by(event) for event in events if isinstance(event, ev.BotUttered)]
    heard = [recording.messages[number] for number in turn.bot]
    if len(said) != len(heard) or not all(map(same_message, heard, said)):
        yield "bot", heard, said


def is_stuck(turn: RecordedTurn) -> bool:
    """Whether Rasa stopped without listening: it never answers again in this session."""
    return not turn.paused and (
        not turn.actions or turn.actions[-1][0] not in ("action_listen", "action_session_start")
    )


def actions_of(events: Sequence[Event]) -> list[list[Any]]:
    """The actions that ran, each with who chose it and how sure it was."""
    return [
        [event.name or f"text:{event.action_text}", event.policy, event.confidence]
        for event in events
        if isinstance(event, ev.ActionExecuted)
    ]


_UNLISTED = (ev.UserUttered, ev.SlotSet, ev.UserFeaturization, ev.ActionExecuted, ev.BotUttered, ev.ActionFailed)
_DETAIL = ("name", "is_interrupted")


def other_events(events: Sequence[Event]) -> Iterator[str]:
    """The events of other kinds, as recordings write them."""
    for event in events:
        if not isinstance(event, _UNLISTED):
            plain = to_plain(event)
            if isinstance(event, ev.LoopInterrupted):
                yield f"loop_interrupted:{str(event.is_interrupted).lower()}"
            else:
                yield f"{plain['event']}:{plain['name']}" if "name" in plain else plain["event"]


def said_by(event: ev.BotUttered) -> dict[str, Any]:
    """A message as recordings write it."""
    plain: dict[str, Any] = to_json_value(message_of(event))
    metadata = plain.pop("metadata", {})
    if "utter_action" in metadata:
        plain["response"] = metadata["utter_action"]
    if plain.get("attachment") == plain.get("image"):
        plain.pop("attachment", None)
    return plain


def same_message(recorded: dict[str, Any], said: dict[str, Any]) -> bool:
    """Whether ``said`` is what was recorded, or one of what could have been said."""
    response = recorded.get("response")
    choices = recorded.get("one_of") or [recorded]
    return any(_shown({"response": response, **choice}) == _shown(said) for choice in choices)


def _shown(message: dict[str, Any]) -> dict[str, Any]:
    shown = {name: value for name, value in message.items() if value not in (None, "", [], {})}
    for key in ("buttons", "quick_replies"):
        if key in shown:
            shown[key] = [{"title": each.get("title"), "payload": each.get("payload")} for each in shown[key]]
    return shown

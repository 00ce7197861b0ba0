"""A conversation during one turn: the state as it was loaded, the events that are new, the state they lead to.

The shell around ``fold``: it remembers, it decides nothing and reads nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from talkwright.conversation.content import to_json_value
from talkwright.conversation.event_json import to_plain
from talkwright.conversation.events import Event
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.schema import Schema
from talkwright.conversation.state import State, align, fold, initial, needs_log, replay, reverts
from talkwright.conversation.store import Stored
from talkwright.conversation.trail import LISTEN


class Tracker:
    """``seq`` is that of the last stored event, 0 in a new conversation; ``new`` are the events since then."""

    def __init__(self, key: ConversationKey, schema: Schema, stored: Stored | None = None) -> None:
        self.key = key
        self.schema = schema
        self.seq = stored.seq if stored else 0
        self.state: State = align(schema, stored.state) if stored else initial(schema)
        self.new: list[Event] = []
        self.history: Sequence[Event] | None = () if stored is None else None

    def needs_history(self, event: Event) -> bool:
        """Whether ``history`` (all events stored before this turn) must be set before ``event`` is recorded."""
        return self.history is None and needs_log(self.state, event)

    def record(self, *events: Event) -> None:
        """Append events and fold them into the state."""
        for event in events:
            self.new.append(event)
            if not needs_log(self.state, event):
                self.state = fold(self.schema, self.state, event)
            elif self.history is None:
                raise ValueError("recording an event that takes others back needs the history")
            else:
                self.state = replay(self.schema, [*self.history, *self.new])

    def ahead(self, *events: Event) -> Tracker:
        """A tracker that has seen ``events`` as well, which are not recorded here. Nothing is taken back there."""
        other = Tracker.__new__(Tracker)
        other.key, other.schema, other.seq, other.history = self.key, self.schema, self.seq, self.history
        other.state, other.new = self.state, list(self.new)
        other.record(*(event for event in events if not reverts(event)))
        return other

    def plain(self, events: Sequence[Any] | None = None) -> dict[str, Any]:
        """Rasa's tracker state. ``events`` are put in as they are: plain dictionaries, or None to leave them out."""
        return plain(self.key.id, self.state, events)


def plain(sender_id: str, state: State, events: Sequence[Any] | None) -> dict[str, Any]:
    """Rasa's tracker state of a conversation."""
    loop = state.active_loop
    action: dict[str, Any] = {}
    if state.latest_action_text:
        action = {"action_text": state.latest_action_text}
    elif state.latest_action:
        action = {"action_name": state.latest_action}
    return {
        "sender_id": sender_id,
        "slots": dict(state.slots),
        "latest_message": to_json_value(state.latest_message),
        "latest_event_time": state.latest_event_time,
        "followup_action": state.followup_action,
        "paused": state.paused,
        "events": events,
        "latest_input_channel": state.latest_input_channel,
        "active_loop": to_json_value(loop) if loop else {},
        "latest_action": action,
        "latest_action_name": state.latest_action,
        "stack": [to_json_value(frame) for frame in state.stack],
    }


def plain_events(events: Sequence[Event]) -> list[dict[str, Any]]:
    """Events as Rasa's dictionaries."""
    return [to_plain(event) for event in events]


def listens(state: State) -> bool:
    """Whether the assistant waits for the user."""
    return state.latest_action == LISTEN

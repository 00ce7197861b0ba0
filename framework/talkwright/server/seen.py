"""A conversation as Rasa's API shows it. Pure but for the store that is read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Any, Literal

from msgspec.structs import replace

from talkwright.actions.builtin import start_session
from talkwright.conversation.applied import applied
from talkwright.conversation.events import Event, Restarted
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.origin import spread
from talkwright.conversation.state import State, align, initial, replay
from talkwright.conversation.store import Store
from talkwright.conversation.tracker import plain, plain_events
from talkwright.project.domain import Domain
from talkwright.runtime.deeds import REPLACED

Shown = Literal["ALL", "APPLIED", "AFTER_RESTART", "NONE"]
"""Which events are shown: all, those that still count, those after the last restart, none."""


async def events_of(store: Store, key: ConversationKey) -> list[Event]:
    """The log of a conversation, from where it was last replaced."""
    log = spread(event for turn in await store.turns(key) for event in turn.events)
    marks = (number for number, event in enumerate(log, 1) if event.metadata.get(REPLACED))
    return log[max(marks, default=0) :]


async def tracker_of(
    store: Store, key: ConversationKey, domain: Domain, shown: Shown, now: float, until: float | None = None
) -> dict[str, Any]:
    """Rasa's tracker state. Of a conversation that never was: what it is once its session has begun, at ``now``.

    ``until``: as it stood then, in seconds since 1970.
    """
    schema = domain.schema
    stored = await store.load(key)
    events: list[Event] = []
    if stored is None:
        events = [replace(event, timestamp=now) for event in start_session(schema, initial(schema))]
    elif shown != "NONE" or until is not None:
        events = await events_of(store, key)
    if stored is not None and until is None:
        state = align(schema, stored.state)
    else:
        last = until
        events = list(takewhile(lambda event: last is None or event.timestamp <= last, events))
        state = replay(schema, events)
    return shown_state(key.id, state, domain, events, shown)


def shown_state(id: str, state: State, domain: Domain, events: Sequence[Event], shown: Shown) -> dict[str, Any]:
    """``state``, with those of ``events`` that are wanted."""
    return _plain(id, state, domain, None if shown == "NONE" else plain_events(_chosen(events, shown)))


def _chosen(events: Sequence[Event], shown: Shown) -> Sequence[Event]:
    if shown == "ALL":
        return events
    if shown == "APPLIED":
        return applied(events)
    restarts = (number for number, event in enumerate(events, 1) if isinstance(event, Restarted))
    return events[max(restarts, default=0) :]


def _plain(id: str, state: State, domain: Domain, events: Sequence[Any] | None) -> dict[str, Any]:
    """With the slots that every bot of Rasa's has, and the keys that a message has there."""
    shown = plain(id, state, events)
    shown["slots"].setdefault("session_started_metadata", None)
    if domain.forms:
        shown["slots"].setdefault("requested_slot", None)
    message = shown["latest_message"]
    shown["latest_message"] = {"message_id": None, "metadata": {}, **message, "text": message["text"] or None}
    return shown

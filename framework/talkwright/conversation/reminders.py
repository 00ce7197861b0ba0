"""Which reminders stand, and when they are due. Pure: events in, reminders out; no clock, no store.

A reminder stands from the event that schedules it until it fires, is cancelled, is replaced by one of its name, the
conversation is restarted, or the user says something that it was not to outlive. A new session does not end it: most
reminders are for a time when the session of today is over. (In Rasa it does, so that those never come.)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import msgspec

from talkwright.conversation.events import Event, ReminderCancelled, ReminderScheduled, Restarted, UserUttered
from talkwright.conversation.utterance import Entity

Reminders = tuple[ReminderScheduled, ...]

EXTERNAL, REMINDER = "is_external", "reminder"
"""The metadata of a message that nobody said: that it is one, and the name of the reminder that fired."""


def standing(events: Iterable[Event]) -> Reminders:
    """The reminders that stand after a whole log, also after what was taken back: a rewind does not unset them."""
    reminders: Reminders = ()
    for event in events:
        if isinstance(event, ReminderScheduled):
            reminders = scheduled(reminders, event)
        elif isinstance(event, ReminderCancelled):
            reminders = cancelled(reminders, event)
        elif isinstance(event, UserUttered):
            reminders = heard(reminders, event)
        elif isinstance(event, Restarted):
            reminders = ()
    return reminders


def scheduled(reminders: Reminders, event: ReminderScheduled) -> Reminders:
    """After a reminder was scheduled. One without a name, which only logs of others hold, cannot stand."""
    if event.name is None:
        return reminders
    return (*(each for each in reminders if each.name != event.name), event)


def cancelled(reminders: Reminders, event: ReminderCancelled) -> Reminders:
    """After those were cancelled that match all that ``event`` gives; when it gives nothing, that is all of them."""

    def matches(reminder: ReminderScheduled) -> bool:
        return (
            (event.name is None or reminder.name == event.name)
            and (event.intent is None or reminder.intent == event.intent)
            and (not event.entities or _pairs(reminder.entities) == _pairs(event.entities))
        )

    return tuple(each for each in reminders if not matches(each))


def heard(reminders: Reminders, event: UserUttered) -> Reminders:
    """After a message: of a user, or the one that a reminder fired as."""
    if event.metadata.get(EXTERNAL):
        return tuple(each for each in reminders if each.name != event.metadata.get(REMINDER))
    return tuple(each for each in reminders if not each.kill_on_user_msg)


def due_at(reminder: ReminderScheduled) -> float | None:
    """When it is to fire, in seconds since 1970; None when its ``date_time`` is no time.

    A time without a zone is the local time of this process, as in Rasa, whose actions write ``datetime.now()``.
    """
    try:
        return datetime.fromisoformat(reminder.date_time or "").timestamp()
    except (ValueError, OverflowError, OSError):
        return None


def entities(reminder: ReminderScheduled) -> tuple[Entity, ...]:
    """The entities of the message that it fires as. Rasa writes them as a list of objects or as name and value."""
    return tuple(_entities(reminder.entities))


def _entities(given: Any) -> Iterator[Entity]:
    if isinstance(given, dict):
        yield from (Entity(name, value) for name, value in given.items())
    elif isinstance(given, list | tuple):
        for each in given:
            try:
                yield msgspec.convert(each, Entity)
            except msgspec.ValidationError:
                continue


def _pairs(given: Any) -> list[tuple[str, Any]]:
    return sorted(((each.entity, each.value) for each in _entities(given)), key=repr)

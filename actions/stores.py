"""The action that knows when the stores are open."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from .shop import hours


class LookUpHours(Action):
    """Says when the store in ``store`` is open: now, or on the day in ``visit_time`` if the customer named one."""

    def name(self) -> str:
        return "action_look_up_hours"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        now = datetime.now(hours.ZONE)
        return hour_slots(hours.STORES[tracker.get_slot("store")], now, _day(tracker.get_slot("visit_time")))


def hour_slots(store: hours.Store, now: datetime, day: date | None) -> list[dict[str, Any]]:
    """What to say about ``store`` at ``now``, in local time, and about ``day``."""
    today = now.date()
    is_open = store.hours.is_open(now)
    opens = store.hours.next_opening(now)
    found = [
        SlotSet("store_address", store.address),
        SlotSet("store_phone", store.phone),
        SlotSet("store_week", store.hours_in_words),
        SlotSet("store_is_open", is_open),
        SlotSet("store_closes", hours.clock_in_words(store.hours.on(today)[1]) if is_open else None),
        SlotSet("store_opens", f"{hours.day_in_words(opens.date(), today)} at {hours.clock_in_words(opens.time())}"),
        SlotSet("visit_day", None),
    ]
    if day is None or day == today:
        return found
    on_day = store.hours.on(day)
    said = " to ".join(map(hours.clock_in_words, on_day)) if on_day else "closed"
    return [
        *found,
        SlotSet("visit_day", hours.day_in_words(day, today)),
        SlotSet("visit_hours", said),
    ]


def _day(visit_time: Any) -> date | None:
    """The day of a time as TypedEntityExtractor gives it: a moment, or the two ends of an interval."""
    if isinstance(visit_time, dict):
        visit_time = visit_time.get("from") or visit_time.get("to")
    try:
        return datetime.fromisoformat(str(visit_time)).date()
    except ValueError:
        return None

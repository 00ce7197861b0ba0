"""Actions that look back: what to say when a message was not understood, and whether there is anything to repeat."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher


class ChooseFallback(Action):
    """Puts into ``fallback``: ``rephrase`` the first time, ``offer`` when it happens again right away. While nothing
    goes on, it is ``acknowledge`` when it was a mere "ok", and ``order`` when an order was named.
    """

    def name(self) -> str:
        return "action_choose_fallback"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        intent = (tracker.latest_message.get("intent") or {}).get("name")
        entities = {entity.get("entity") for entity in tracker.latest_message.get("entities") or ()}
        if len(tracker.stack or ()) <= 1:  # nothing goes on but the pattern that runs this
            if intent in ("affirm", "deny"):
                return [SlotSet("fallback", "acknowledge")]
            if "order_number" in entities:
                return [SlotSet("fallback", "order")]
        return [SlotSet("fallback", "offer" if _asked_before(tracker) else "rephrase")]


class LookBack(Action):
    """Says in ``said_before`` whether the assistant has said anything that could be repeated."""

    def name(self) -> str:
        return "action_look_back"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        return [SlotSet("said_before", any(event.get("event") == "bot" for event in tracker.events))]


def _asked_before(tracker: Tracker) -> bool:
    """Whether the assistant asked for other words in its turn before this one."""
    turns: list[list[str]] = [[]]
    for event in tracker.events:
        if event.get("event") == "user":
            turns.append([])
        elif event.get("event") == "action":
            turns[-1].append(str(event.get("name")))
    return len(turns) > 1 and not {"utter_ask_rephrase", "utter_fallback_offer"}.isdisjoint(turns[-2])

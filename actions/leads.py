"""The action that keeps contact details. The flow calls it only after the customer has consented."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from . import shop


class SaveLead(Action):
    """Saves ``lead_name``, ``lead_email`` and ``lead_interest``."""

    def name(self) -> str:
        return "action_save_lead"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        shop.save_lead(
            name=tracker.get_slot("lead_name"),
            email=tracker.get_slot("lead_email"),
            interest=tracker.get_slot("lead_interest"),
        )
        return []

"""Actions about contact details. The flow keeps nothing before the customer has consented."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from .shop import desk
from .shop.budget import read_budget

NO_PHONE = "none"  # what the slot holds when somebody would rather not be rung
_INTRODUCTION = re.compile(r"(?i)^\W*(?:(?:it'?s|it is|i am|i'?m|this is|my name is|my name'?s|name'?s|call me)\s+)+")
_DECLINED = re.compile(r"(?i)^\W*(no|nope|none|skip|(i'?d )?(rather|prefer) not|not needed|without|e-?mail only)\b")


class CheckName(Action):
    """Keeps the name of "my name is Robin"."""

    def name(self) -> str:
        return "validate_lead_name"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        name = _INTRODUCTION.sub("", str(tracker.get_slot("lead_name") or "")).strip(" .,!")
        if "@" in name or not re.search(r"[^\W\d_]", name) or len(name) > 80:
            dispatcher.utter_message(response="utter_invalid_name")
            return [SlotSet("lead_name", None)]
        return [SlotSet("lead_name", name)]


class CheckPhone(Action):
    """Takes a telephone number of seven to fifteen digits, or a "no, thanks"."""

    def name(self) -> str:
        return "validate_lead_phone"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        said = str(tracker.get_slot("lead_phone") or "")
        digits = len(re.sub(r"\D", "", said))
        if 7 <= digits <= 15:
            return [SlotSet("lead_phone", re.sub(r"[^\d+() -]", "", said).strip())]
        if not digits and _DECLINED.search(said):
            return [SlotSet("lead_phone", NO_PHONE)]
        dispatcher.utter_message(response="utter_invalid_phone")
        return [SlotSet("lead_phone", None)]


class CheckLeadBudget(Action):
    """Reads what the customer wants to spend and keeps it in words: "up to £200"."""

    def name(self) -> str:
        return "validate_lead_budget"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        budget = read_budget(tracker.get_slot("lead_budget"))
        if budget is None:
            dispatcher.utter_message(response="utter_invalid_budget")
        return [SlotSet("lead_budget", budget.in_words() if budget else None)]


class SaveLead(Action):
    """Saves name, address, interest and, if they were given, telephone number and budget."""

    # How the builder shows it in its palette, in the place of the general entry for leads.
    palette: ClassVar[dict[str, Any]] = {
        "kind": "lead",
        "title": {"en": "Save a lead", "de": "Lead speichern"},
        "summary": {"en": "Put the contact details on the shop's list", "de": "Die Kontaktdaten auf die Liste setzen"},
        "group": {"en": "Do", "de": "Tun"},
        "icon": "contact",
    }

    def name(self) -> str:
        return "action_save_lead"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        phone = tracker.get_slot("lead_phone")
        desk.save_lead(
            name=tracker.get_slot("lead_name"),
            email=tracker.get_slot("lead_email"),
            interest=tracker.get_slot("lead_interest"),
            phone=None if phone == NO_PHONE else phone,
            budget=tracker.get_slot("lead_budget"),
        )
        return []

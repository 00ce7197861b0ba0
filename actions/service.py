"""Actions that put something on the staff's desk: a problem with an order, a complaint, a wish to talk to a person."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from .asked import asked_order
from .shop import desk, hours


class CheckProblemOrder(Action):
    """Says in ``problem_order_known`` whether there is the order in ``order_number``, and notes which one it is."""

    def name(self) -> str:
        return "action_check_problem_order"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        number, order = asked_order(tracker)
        return [
            SlotSet("order_number", number),
            SlotSet("problem_order_known", order is not None),
            SlotSet("problem_order", order.number if order else None),
            SlotSet("problem_product", order.product if order else None),
        ]


class ReportProblem(Action):
    """Opens a ticket about an order; its number goes into ``ticket_number``."""

    def name(self) -> str:
        return "action_report_problem"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        words = "{problem_kind}, wants {problem_wish}: {problem_details}".format(**tracker.slots)
        return _ticket(tracker, "problem", words, order_number=tracker.get_slot("problem_order"))


class SaveComplaint(Action):
    """Opens a ticket with what the customer is unhappy about."""

    def name(self) -> str:
        return "action_save_complaint"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        return _ticket(tracker, "complaint", tracker.get_slot("complaint_text"), email=tracker.get_slot("desk_email"))


class CheckTeam(Action):
    """Says in ``team_is_there`` whether somebody is at the desk now, and in ``team_answers`` when they answer."""

    def name(self) -> str:
        return "action_check_team"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        return team_slots(datetime.now(hours.ZONE))


class AskPerson(Action):
    """Opens a ticket with the customer's last words, for a person to go on from."""

    def name(self) -> str:
        return "action_ask_person"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        said = [str(event.get("text") or "") for event in tracker.events if event.get("event") == "user"]
        return _ticket(tracker, "question", "\n".join(said[-6:]), email=tracker.get_slot("desk_email"))


def team_slots(now: datetime) -> list[dict[str, Any]]:
    """What ``now``, in local time, means for somebody who wants a person."""
    if hours.TEAM.is_open(now):
        return [SlotSet("team_is_there", True), SlotSet("team_answers", "within the hour")]
    opens = hours.TEAM.next_opening(now)
    when = f"{hours.day_in_words(opens.date(), now.date())} from {hours.clock_in_words(opens.time())}"
    return [SlotSet("team_is_there", False), SlotSet("team_answers", when)]


def _ticket(tracker: Tracker, kind: str, words: str, **more: str | None) -> list[dict[str, Any]]:
    # Talkwright names each run of an action; a plain action server has no such name.
    key = getattr(tracker, "idempotency_key", None) or uuid4().hex
    return [SlotSet("ticket_number", desk.open_ticket(key, kind, words, **more))]

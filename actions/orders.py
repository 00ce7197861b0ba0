"""Actions about orders and returns. They fill slots; the flows decide what is said."""

from __future__ import annotations

from datetime import date
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from . import shop


class LookUpOrder(Action):
    """Looks up the order in ``order_number``; ``order_state`` says what was found."""

    def name(self) -> str:
        return "action_look_up_order"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        number, order = _asked_for(tracker)
        if order is None:
            return [SlotSet("order_number", number), SlotSet("order_state", "not_found")]
        return [
            SlotSet("order_number", number),
            SlotSet("order_state", order.state),
            SlotSet("order_product", order.product),
            SlotSet("order_delivery_date", _in_words(order.delivery_on)),
            SlotSet("order_tracking_code", order.tracking_code),
        ]


class CheckReturn(Action):
    """Says in ``return_state`` whether the order in ``order_number`` can go back, and notes which order it is."""

    def name(self) -> str:
        return "action_check_return"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        number, order = _asked_for(tracker)
        if order is None:
            return [SlotSet("order_number", number), SlotSet("return_state", "not_found")]
        return [
            SlotSet("return_state", order.return_state(date.today())),
            SlotSet("return_order", order.number),
            SlotSet("return_product", order.product),
        ]


class StartReturn(Action):
    """Starts the return of the order in ``return_order`` and gives out its ``return_number``."""

    def name(self) -> str:
        return "action_start_return"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        return_number = shop.start_return(tracker.get_slot("return_order"), tracker.get_slot("return_reason"))
        return [SlotSet("return_number", return_number)]


def _asked_for(tracker: Tracker) -> tuple[str, shop.Order | None]:
    """The order number in the shop's own spelling (as it was typed, if it is none) and its order, if there is one."""
    typed = tracker.get_slot("order_number") or ""
    number = shop.read_order_number(typed)
    if number is None:
        return typed, None
    return number, shop.find_order(number)


def _in_words(day: date) -> str:
    """Such as "Friday, 3 July"."""
    return f"{day:%A}, {day.day} {day:%B}"

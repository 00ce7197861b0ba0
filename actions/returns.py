"""Actions about what goes back: returns and refunds."""

from __future__ import annotations

from datetime import date
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from .asked import asked_order, in_pounds, in_words
from .shop import orders


class CheckReturn(Action):
    """Says in ``return_state`` whether the order in ``order_number`` can go back, and notes which order it is."""

    def name(self) -> str:
        return "action_check_return"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        number, order = asked_order(tracker)
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
        return_number = orders.start_return(tracker.get_slot("return_order"), tracker.get_slot("return_reason"))
        return [SlotSet("return_number", return_number)]


class LookUpRefund(Action):
    """Says in ``refund_state`` where the money for the order in ``order_number`` is."""

    def name(self) -> str:
        return "action_look_up_refund"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        number, order = asked_order(tracker)
        if order is None:
            return [SlotSet("order_number", number), SlotSet("refund_state", "not_found")]
        refund = orders.find_refund(order)
        return [
            SlotSet("order_number", number),
            SlotSet("refund_state", refund.state),
            SlotSet("refund_amount", in_pounds(refund.amount)),
            SlotSet("refund_date", in_words(refund.paid_on) if refund.paid_on else None),
        ]

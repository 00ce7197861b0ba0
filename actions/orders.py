"""Actions about orders: looking one up, changing it, calling it off."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from .asked import asked_order, in_words
from .shop import catalogue, orders


class LookUpOrder(Action):
    """Looks up the order in ``order_number``; ``order_state`` says what was found."""

    def name(self) -> str:
        return "action_look_up_order"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        number, order = asked_order(tracker)
        if order is None:
            return [SlotSet("order_number", number), SlotSet("order_state", "not_found")]
        return [
            SlotSet("order_number", number),
            SlotSet("order_state", order.state),
            SlotSet("order_product", order.product),
            SlotSet("order_delivery_date", in_words(order.delivery_on)),
            SlotSet("order_tracking_code", order.tracking_code),
        ]


class CheckChange(Action):
    """Says in ``change_state`` whether the order in ``order_number`` can still be changed, and notes which one it is.

    A new size, colour or number of pieces that was said already tells what is to be changed.
    """

    def name(self) -> str:
        return "action_check_change"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        number, order = asked_order(tracker)
        if order is None:
            return [SlotSet("order_number", number), SlotSet("change_state", "not_found")]
        found = [
            SlotSet("change_state", order.change_state()),
            SlotSet("changed_order", order.number),
            SlotSet("changed_product", order.product),
        ]
        said = next((part for part in ("colour", "size", "quantity") if tracker.get_slot(f"new_{part}")), None)
        if said and not tracker.get_slot("change_part"):
            found.append(SlotSet("change_part", said))
        return found


class LookUpChoices(Action):
    """Puts into ``change_choices`` the sizes or colours that the order can be changed to; empty when there are none."""

    def name(self) -> str:
        return "action_look_up_choices"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        choices = _choices(tracker, tracker.get_slot("change_part"))
        return [SlotSet("change_choices", ", ".join(choices) or None)]


class CheckNewColour(Action):
    """Takes a colour in which the product is in stock, and names those when it is another."""

    def name(self) -> str:
        return "validate_new_colour"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        return _choose(dispatcher, tracker, "colour")


class CheckNewSize(Action):
    """Takes a size in which the product is in stock, and names those when it is another."""

    def name(self) -> str:
        return "validate_new_size"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        return _choose(dispatcher, tracker, "size")


class ChangeOrder(Action):
    """Makes the change. ``change_state`` becomes ``changed``, or ``too_late`` when the order has left meanwhile."""

    def name(self) -> str:
        return "action_change_order"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        part = tracker.get_slot("change_part")
        value = tracker.get_slot(f"new_{part}")
        changed = orders.change_order(
            tracker.get_slot("changed_order"), part, int(value) if part == "quantity" else value
        )
        return [SlotSet("change_state", "changed" if changed else "too_late")]


class CheckCancel(Action):
    """Says in ``cancel_state`` whether the order in ``order_number`` can be called off, and notes which one it is."""

    def name(self) -> str:
        return "action_check_cancel"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        number, order = asked_order(tracker)
        if order is None:
            return [SlotSet("order_number", number), SlotSet("cancel_state", "not_found")]
        return [
            SlotSet("cancel_state", order.cancel_state()),
            SlotSet("called_off_order", order.number),
            SlotSet("called_off_product", order.product),
        ]


class CancelOrder(Action):
    """Calls the order off. ``cancel_state`` becomes ``cancelled``, or ``on_its_way`` when it has left meanwhile."""

    def name(self) -> str:
        return "action_cancel_order"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        called_off = orders.cancel_order(tracker.get_slot("called_off_order"))
        return [SlotSet("cancel_state", "cancelled" if called_off else "on_its_way")]


def _choices(tracker: Tracker, part: str) -> list[str]:
    """The other sizes, in the colour that was ordered, or the other colours of what was ordered."""
    order = orders.find_order(tracker.get_slot("changed_order") or "")
    if order is None:
        return []
    if part == "size":
        return [size for size in catalogue.stock_of(order.product, colour=order.colour).sizes if size != order.size]
    return [colour for colour in catalogue.stock_of(order.product).colours if colour != order.colour]


def _choose(dispatcher: CollectingDispatcher, tracker: Tracker, part: str) -> list[dict[str, Any]]:
    """The colour or size that the customer named, in the shop's own spelling, if there is one of it."""
    slot, choices = f"new_{part}", _choices(tracker, part)
    said = str(tracker.get_slot(slot) or "").lower().replace("-", " ").split()
    chosen = next((each for each in choices if each.lower() in said), None)
    if chosen is None:
        dispatcher.utter_message(response=f"utter_invalid_{part}", choices=", ".join(choices))
    return [SlotSet(slot, chosen)]

"""Actions about what the shop sells: advice and stock. They show products as cards."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from .asked import in_pounds
from .shop import catalogue
from .shop.budget import Budget, read_budget
from .shop.catalogue import Product


class CheckBudget(Action):
    """Reads what the customer wants to spend: £200, "under 150", "100 to 200", "no idea".

    ``TypedEntityExtractor`` has read most of it already; the rest is read from the words.
    """

    def name(self) -> str:
        return "validate_advice_budget"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        budget = read_budget(tracker.get_slot("advice_budget"))
        if budget is None:
            dispatcher.utter_message(response="utter_invalid_budget")
            return [SlotSet("advice_budget", None)]
        return [SlotSet("advice_budget", {"from": budget.low, "to": budget.high})]


class FindProducts(Action):
    """Shows up to three products that fit what was said. ``advice_found`` is how many there are."""

    def name(self) -> str:
        return "action_find_products"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        budget = read_budget(tracker.get_slot("advice_budget")) or Budget()
        found = catalogue.find_products(
            tracker.get_slot("advice_category"),
            activity=tracker.get_slot("advice_activity"),
            people=tracker.get_slot("advice_people"),
            season=tracker.get_slot("advice_season"),
            price_from=budget.low,
            price_to=budget.high,
        )
        if found:
            dispatcher.utter_message(response="utter_advice")
            _show(dispatcher, found)
        # "Is it in stock?" is about the one that was shown.
        it = [SlotSet("stock_product", found[0].name)] if len(found) == 1 else []
        return [SlotSet("advice_found", len(found)), *it]


class CheckStock(Action):
    """Says in ``stock_state`` whether there is a product, and where. What is named by its kind is shown as cards."""

    def name(self) -> str:
        return "action_check_stock"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        found = catalogue.find_named(tracker.get_slot("stock_product") or "")
        if not found:
            return [SlotSet("stock_state", "unknown")]
        if len(found) > 1:
            dispatcher.utter_message(response="utter_several_products")
            _show(dispatcher, found[:5])
            return [SlotSet("stock_state", "several")]
        (product,) = found
        colour, size = tracker.get_slot("stock_colour"), tracker.get_slot("stock_size")
        stock = catalogue.stock_of(product.name, colour, size)
        state = "sold_out" if not stock.pieces else "last_ones" if stock.pieces < 4 else "in_stock"
        return [
            SlotSet("stock_state", state),
            SlotSet("stock_name", ", ".join(filter(None, (product.name, colour, size and f"size {size}")))),
            SlotSet("stock_price", in_pounds(product.price)),
            SlotSet("stock_places", _listed(stock.places)),
        ]


def _show(dispatcher: CollectingDispatcher, products: list[Product]) -> None:
    """A card for each product. Channels without cards show them as texts."""
    dispatcher.utter_message(
        elements=[
            {
                "title": f"{product.name}, {in_pounds(product.price)}",
                "subtitle": product.about,
                "image_url": product.image,
                "buttons": [
                    {
                        "title": "Is it in stock?",
                        "type": "postback",
                        "payload": f'/check_stock{{"product": "{product.name}"}}',
                    }
                ],
            }
            for product in products
        ]
    )


def _listed(places: tuple[str, ...]) -> str:
    """ "online, in Kendal and in Leeds"."""
    return " and ".join(filter(None, (", ".join(places[:-1]), places[-1]))) if places else ""

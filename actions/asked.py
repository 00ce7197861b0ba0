"""What actions about orders have in common: which order is asked for, and how a day and a sum are said."""

from __future__ import annotations

from datetime import date

from rasa_sdk import Tracker

from .shop.orders import Order, find_order, read_order_number


def asked_order(tracker: Tracker) -> tuple[str, Order | None]:
    """The order number in the shop's own spelling (as it was typed, if it is none) and its order, if there is one."""
    typed = tracker.get_slot("order_number") or ""
    number = read_order_number(typed)
    if number is None:
        return typed, None
    return number, find_order(number)


def in_words(day: date) -> str:
    """Such as "Friday, 3 July"."""
    return f"{day:%A}, {day.day} {day:%B}"


def in_pounds(amount: float) -> str:
    """Such as "£95" or "£4.90"."""
    return f"£{amount:.0f}" if amount == int(amount) else f"£{amount:.2f}"

"""Orders, and what becomes of them: changed, called off, sent back, refunded."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from .database import database

RETURN_WINDOW = timedelta(days=30)


class Order(NamedTuple):
    """``delivery_on`` is the promised day or, once the order is delivered, the day it came. ``price`` is in pounds."""

    number: str
    product: str
    colour: str | None
    size: str | None
    quantity: int
    price: float
    address: str
    state: str
    delivery_on: date
    tracking_code: str | None

    def return_state(self, today: date) -> str:
        """``returnable``, ``not_delivered`` or ``too_late``."""
        if self.state != "delivered":
            return "not_delivered"
        return "returnable" if today <= self.delivery_on + RETURN_WINDOW else "too_late"

    def change_state(self) -> str:
        """``changeable`` while it is being packed, else ``too_late`` or ``cancelled``."""
        if self.state == "cancelled":
            return "cancelled"
        return "changeable" if self.state == "processing" else "too_late"

    def cancel_state(self) -> str:
        """``cancellable`` until the carrier has it for good, else ``on_its_way``, ``delivered`` or ``cancelled``."""
        return {"processing": "cancellable", "delayed": "cancellable", "shipped": "on_its_way"}.get(
            self.state, self.state
        )


class Refund(NamedTuple):
    """``state`` is ``paid``, ``on_its_way``, ``waiting_for_parcel`` or ``none``. ``amount`` is in pounds."""

    state: str
    amount: float
    paid_on: date | None = None


def read_order_number(text: str) -> str | None:
    """The order number that a customer meant by "tw 1042" or just "1042"; None when there is none."""
    found = re.search(r"(?<!\d)\d{4}(?!\d)", text)
    return f"TW-{found[0]}" if found else None


def find_order(number: str) -> Order | None:
    """The order with that number, or None."""
    with database() as shop:
        row = shop.execute(
            "SELECT number, product, colour, size, quantity, price, address, state, delivery_on, tracking_code"
            " FROM orders WHERE number = ?",
            (number,),
        ).fetchone()
    if row is None:
        return None
    *rest, delivery_on, tracking_code = row
    return Order(*rest, date.fromisoformat(delivery_on), tracking_code)


def change_order(number: str, part: str, value: str | int) -> bool:
    """Change the ``address``, ``size``, ``colour`` or ``quantity`` of an order. False when it has left meanwhile."""
    with database() as shop:
        return shop.execute(_CHANGES[part], {"number": number, "value": value}).rowcount == 1


# The names of columns cannot be parameters, so each change has its statement.
_CHANGES = {
    "address": "UPDATE sample_orders SET address = :value WHERE number = :number AND state = 'processing'",
    "size": "UPDATE sample_orders SET size = :value WHERE number = :number AND state = 'processing'",
    "colour": "UPDATE sample_orders SET colour = :value WHERE number = :number AND state = 'processing'",
    "quantity": (
        "UPDATE sample_orders SET price = price / quantity * :value, quantity = :value"
        " WHERE number = :number AND state = 'processing'"
    ),
}


def cancel_order(number: str) -> bool:
    """Call an order off and note that its price is owed. False when it is too late; a second call changes nothing."""
    with database() as shop:
        called_off = shop.execute(
            "UPDATE sample_orders SET state = 'cancelled' WHERE number = ? AND state IN ('processing', 'delayed')",
            (number,),
        ).rowcount
        shop.execute(
            "INSERT OR IGNORE INTO refunds (order_number, amount)"
            " SELECT number, price FROM sample_orders WHERE number = ? AND state = 'cancelled'",
            (number,),
        )
        state = shop.execute("SELECT state FROM sample_orders WHERE number = ?", (number,)).fetchone()
    return called_off == 1 or state == ("cancelled",)


def start_return(number: str, reason: str) -> str:
    """Note the return and give its return number. A second call for the same order gives the same number."""
    with database() as shop:
        shop.execute(
            "INSERT INTO returns (order_number, reason) VALUES (?, ?) ON CONFLICT (order_number) DO NOTHING",
            (number, reason),
        )
    return number.replace("TW", "RT")


def find_refund(order: Order) -> Refund:
    """Where the money for an order is."""
    with database() as shop:
        refund = shop.execute("SELECT amount, paid_on FROM refunds WHERE order_number = ?", (order.number,)).fetchone()
        returned = shop.execute("SELECT 1 FROM returns WHERE order_number = ?", (order.number,)).fetchone()
    if refund is None:
        return Refund("waiting_for_parcel" if returned else "none", order.price)
    amount, paid_on = refund
    return Refund("paid", amount, date.fromisoformat(paid_on)) if paid_on else Refund("on_its_way", amount)

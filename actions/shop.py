"""The shop's orders, returns and leads, in one SQLite file. Knows nothing of conversations.

The file is ``.talkwright/shop.db`` in the bot's folder, or where the environment variable ``SHOP_DB`` says.
Every function opens the database for itself and closes it again, so several may run at once.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
RETURN_WINDOW = timedelta(days=30)


class Order(NamedTuple):
    """``delivery_on`` is the promised day or, once the order is delivered, the day it came."""

    number: str
    product: str
    state: str
    delivery_on: date
    tracking_code: str | None

    def return_state(self, today: date) -> str:
        """``returnable``, ``not_delivered`` or ``too_late``."""
        if self.state != "delivered":
            return "not_delivered"
        return "returnable" if today <= self.delivery_on + RETURN_WINDOW else "too_late"


def read_order_number(text: str) -> str | None:
    """The order number that a customer meant by "tw 1042" or just "1042"; None when there is none."""
    found = re.search(r"(?<!\d)\d{4}(?!\d)", text)
    return f"TW-{found[0]}" if found else None


def find_order(number: str) -> Order | None:
    """The order with that number, or None."""
    with _database() as database:
        row = database.execute(
            "SELECT number, product, state, delivery_on, tracking_code FROM orders WHERE number = ?", (number,)
        ).fetchone()
    if row is None:
        return None
    number, product, state, delivery_on, tracking_code = row
    return Order(number, product, state, date.fromisoformat(delivery_on), tracking_code)


def start_return(number: str, reason: str) -> str:
    """Note the return and give its return number. A second call for the same order gives the same number."""
    with _database() as database:
        database.execute(
            "INSERT INTO returns (order_number, reason) VALUES (?, ?) ON CONFLICT (order_number) DO NOTHING",
            (number, reason),
        )
    return number.replace("TW", "RT")


def save_lead(name: str, email: str, interest: str) -> None:
    """Keep somebody's contact details. The same address again replaces what was kept."""
    with _database() as database:
        database.execute(
            "INSERT INTO leads (email, name, interest) VALUES (?, ?, ?) ON CONFLICT (email) DO UPDATE"
            " SET name = excluded.name, interest = excluded.interest, consented_at = CURRENT_TIMESTAMP",
            (email.lower(), name, interest),
        )


@contextmanager
def _database() -> Iterator[sqlite3.Connection]:
    """An open database with the shop in it. What is written is kept when the block ends without an error."""
    path = Path(os.environ.get("SHOP_DB") or HERE.parent / ".talkwright" / "shop.db")
    path.parent.mkdir(parents=True, exist_ok=True)
    # Two writers take turns: the second waits up to ten seconds.
    with closing(sqlite3.connect(path, timeout=10)) as database:
        if database.execute("PRAGMA user_version").fetchone() == (0,):
            database.executescript((HERE / "shop.sql").read_text(encoding="utf-8"))
        with database:
            yield database

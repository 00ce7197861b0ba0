"""What the shop sells and has in stock."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from .database import database


class Product(NamedTuple):
    """``price`` is in pounds. ``people`` is how many sleep in a tent; ``season`` what jackets and bags are made for."""

    name: str
    category: str
    activities: str
    people: int | None
    season: str | None
    price: float
    about: str
    image: str


class Stock(NamedTuple):
    """The pieces of a product in the warehouse and the stores, and the colours and sizes that there are."""

    warehouse: int
    kendal: int
    leeds: int
    colours: tuple[str, ...]
    sizes: tuple[str, ...]

    @property
    def pieces(self) -> int:
        return self.warehouse + self.kendal + self.leeds

    @property
    def places(self) -> tuple[str, ...]:
        """Where to get it, as a customer would say."""
        held = {"online": self.warehouse, "in Kendal": self.kendal, "in Leeds": self.leeds}
        return tuple(place for place, pieces in held.items() if pieces)


def find_products(
    category: str,
    activity: str | None = None,
    people: float | None = None,
    season: str | None = None,
    price_from: float = 0,
    price_to: float | None = None,
    most: int = 3,
) -> list[Product]:
    """What fits, the best first: what is made for the activity, then what is cheaper.

    Category, number of people, season and price have to fit; the activity is a wish.
    """
    with database() as shop:
        rows = shop.execute(
            """
            SELECT name, category, activities, people, season, price, about, image FROM products
            WHERE category = :category AND price >= :price_from
              AND (:price_to IS NULL OR price <= :price_to)
              AND (:people IS NULL OR people IS NULL OR people >= :people)
              AND (:season IS NULL OR season IS NULL OR season = :season)
            ORDER BY activities LIKE '%' || :activity || '%' DESC, people, price
            LIMIT :most
            """,
            {
                "category": category,
                "activity": activity or "",
                "people": people,
                "season": season,
                "price_from": price_from,
                "price_to": price_to,
                "most": most,
            },
        ).fetchall()
    return [Product(*row) for row in rows]


def find_named(words: str) -> list[Product]:
    """The products that somebody may mean: one by its name ("the Larch"), several by their kind ("rucksacks").

    The first word of a name is its own; the others say what it is.
    """
    said = set(_words(words))
    with database() as shop:
        products = [Product(*row) for row in shop.execute(_ALL)]
    by_name = [product for product in products if _words(product.name)[0] in said]
    if len(by_name) > 1:  # two Ridgelines: the one of which more was said
        most = max(len(said & set(_words(product.name))) for product in by_name)
        by_name = [product for product in by_name if len(said & set(_words(product.name))) == most]
    by_kind = [product for product in products if said.issuperset(_words(product.category))]
    return by_name or by_kind or [product for product in products if _words(product.name)[-1] in said]


def stock_of(product: str, colour: str | None = None, size: str | None = None) -> Stock:
    """What there is of a product, if you like of one colour or in one size."""
    with database() as shop:
        rows = shop.execute(
            "SELECT colour, sizes, warehouse, kendal, leeds FROM stock WHERE product = ?", (product,)
        ).fetchall()
    return _sum([row for row in rows if _fits(row, colour, size)])


def _sum(rows: Sequence[sqlite3.Row | tuple[str, str, int, int, int]]) -> Stock:
    there = [row for row in rows if any(row[2:])]
    sizes = dict.fromkeys(size for row in there for size in row[1].split())
    pieces = [sum(row[column] for row in rows) for column in (2, 3, 4)]
    return Stock(*pieces, colours=tuple(row[0] for row in there if row[0]), sizes=tuple(sizes))


def _fits(row: Sequence[str], colour: str | None, size: str | None) -> bool:
    is_colour = colour is None or row[0].lower() == colour.lower()
    return is_colour and (size is None or size.upper() in row[1].upper().split())


def _words(text: str) -> list[str]:
    """Words and numbers, without the "s" of a plural."""
    return [word.removesuffix("s") for word in re.findall(r"[a-z]+|\d+", text.lower())]


_ALL = "SELECT name, category, activities, people, season, price, about, image FROM products ORDER BY name"

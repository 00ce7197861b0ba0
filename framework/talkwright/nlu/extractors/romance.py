"""What the tables of the Romance languages share: signs of units, decimals, and accents that may be missing.

They write the day first, and count the days of a month with plain numbers.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from talkwright.nlu.extractors.grammar import Row
from talkwright.nlu.extractors.language import Units, spread

DECIMAL = ","
GROUPS = ". \u00a0\u202f"
SUFFIXES = {"k": 1e3, "K": 1e3, "M": 1e6}
NIGHT, MORNING = (18, 24), (4, 12)

SIGNS = Units(
    duration=spread({"s|sec|seg": ("second", 1), "min|mn": ("minute", 1), "h|hr|hrs": ("hour", 1)}),
    distance=spread(
        {"mm": ("millimetre", 1), "cm": ("centimetre", 1), "m": ("metre", 1), "km": ("kilometre", 1)},
    ),
    volume=spread({"ml": ("millilitre", 1), "cl": ("millilitre", 10), "l": ("litre", 1), "hl": ("hectolitre", 1)}),
    quantity=spread({"mg": ("gram", 0.001), "g|gr": ("gram", 1), "kg|kilo|kilos": ("gram", 1000)}),
    temperature=spread(
        {
            "°": ("degree", 1),
            "° c|° celsius|celsius|C|℃": ("celsius", 1),
            "° f|° fahrenheit|fahrenheit|F|℉": ("fahrenheit", 1),
            "kelvin": ("kelvin", 1),
        }
    ),
    percent=spread({"%": ("percent", 1)}),
    money=spread({"euro|euros": ("EUR", 1), "yen|yens": ("JPY", 1), "yuan|yuans": ("CNY", 1), "sfr": ("CHF", 1)}),
)
"""Units that are written alike in all of them."""


def with_signs(units: Units) -> Units:
    """The units of a language, and those that all have."""
    tables = ("duration", "distance", "volume", "quantity", "temperature", "percent", "money")
    return replace(units, **{name: {**getattr(SIGNS, name), **getattr(units, name)} for name in tables})


def endings(stems: Mapping[str, int], *, of: Iterable[str]) -> dict[str, int]:
    """The forms of words that count: "primeir" is primeiro, primeira, primeiros and primeiras."""
    return {stem + ending: value for ending in of for stem, value in stems.items()}


T = TypeVar("T", bound=msgspec.Struct)


def accents_optional(tables: T) -> T:
    """The tables with each word without its accents as well: who writes on a phone leaves them out.

    A word that has accents stays what it is: "à" is read as "a" is, but "a" is no "à" where the table has both.
    """
    return replace(tables, **{name: _widened(getattr(tables, name)) for name in tables.__struct_fields__})


def _widened(value: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        return accents_optional(value)
    if isinstance(value, Mapping):
        return {_bare(key): each for key, each in value.items()} | dict(value)
    if isinstance(value, frozenset):
        return value | {_bare(key) for key in value}
    if isinstance(value, tuple):
        return tuple(_widened_row(each) if isinstance(each, tuple) else each for each in value)
    return value


def _widened_row(row: Row) -> Row:
    pattern, *meaning = row
    return (" ".join(_either(element) for element in pattern.split()), *meaning)


def _either(element: str) -> str:
    words = element.removesuffix("?").split("|")
    missing = "?" if element.endswith("?") else ""
    return "|".join(dict.fromkeys([*words, *map(_bare, words)])) + missing


def _bare(key: Any) -> Any:
    """A word, or a pair of words, without accents; the tilde and the cedilla are accents here too."""
    if isinstance(key, tuple):
        return tuple(map(_bare, key))
    if not isinstance(key, str) or key.isascii():
        return key
    letters = unicodedata.normalize("NFD", key)
    return unicodedata.normalize("NFC", "".join(each for each in letters if not unicodedata.combining(each)))

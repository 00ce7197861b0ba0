"""What a language is to the extractors: tables. No grammar asks which language it reads.

A further language is one more module with a ``Language``, and its line in ``_LANGUAGES``. Words are in plain form:
lower case, no abbreviating points. A pattern is a row of ``grammar``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module

import msgspec

from talkwright.nlu.extractors.grammar import Row


class Numerals(msgspec.Struct, frozen=True, kw_only=True):
    """How numbers are written and said.

    ``ones`` are the words that stand alone or after one of ``tens``; ``scales`` multiply what is before them.
    ``compounds`` are numbers below 100 that are one word; words are split at ``splits``, the scales inside of words.
    ``bare_scales`` need no number or article before them. ``vague`` words count nothing next to others: "this one".
    With ``ordinal_point`` "3." is an ordinal before a month or after one of ``ordinal_leads``. ``idle_ordinals`` are
    pairs of words that make no ordinal: ("first", "name"), ("at", "first").
    """

    decimal: str = "."
    groups: str = ",\u00a0\u202f"
    suffixes: Mapping[str, float] = {}
    ones: Mapping[str, int] = {}
    tens: Mapping[str, int] = {}
    scales: Mapping[str, float] = {}
    plural_scales: Mapping[str, float] = {}
    compounds: Mapping[str, float] = {}
    splits: tuple[str, ...] = ()
    bare_scales: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    joiners: frozenset[str] = frozenset()
    minus: frozenset[str] = frozenset()
    point: frozenset[str] = frozenset()
    halves: Mapping[str, float] = {}
    parts: Mapping[str, float] = {}
    ordinals: Mapping[str, int] = {}
    ordinal_suffixes: frozenset[str] = frozenset()
    ordinal_point: bool = False
    ordinal_leads: frozenset[str] = frozenset()
    vague: frozenset[str] = frozenset()
    vague_before: frozenset[str] = frozenset()
    vague_after: frozenset[str] = frozenset()
    idle_ordinals: frozenset[tuple[str, str]] = frozenset()

    @property
    def words(self) -> frozenset[str]:
        """What a number can begin with, other than digits."""
        said = {*self.ones, *self.tens, *self.scales, *self.compounds, *self.halves, *self.minus, *self.articles}
        return frozenset(said | {*"½⅓⅔¼¾⅛.-"})

    def is_word(self, form: str) -> bool:
        """Whether it can be part of a number in words."""
        return form in self.ones or form in self.tens or form in self.scales or form in self.compounds


class Ranges(msgspec.Struct, frozen=True, kw_only=True):
    """The words around two amounts, or around one: patterns of ``AMOUNT`` (with a unit) and ``NUMBER``."""

    rows: tuple[Row, ...] = ()


class Times(msgspec.Struct, frozen=True, kw_only=True):
    """Dates and times: names, and the patterns in which they stand.

    ``unsure`` are names that are other words as well ("may", "sat"): they need a date around them or one of ``before``.
    ``parts`` are hours of a day, [from, to). ``after`` are words that may follow a bare hour: "at 5 tomorrow", but not
    "at 5 Station Road". ``at`` are those before such an hour, ``fillers`` those between a date and a time and
    ``leads`` those before either. ``weak`` words of patterns are in most sentences that have no time in them.
    """

    weekdays: Mapping[str, int] = {}
    months: Mapping[str, int] = {}
    unsure: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    cycles: Mapping[str, str] = {}
    parts: Mapping[str, tuple[int, int]] = {}
    after: frozenset[str] = frozenset()
    rows: tuple[Row, ...] = ()
    intervals: tuple[Row, ...] = ()
    at: frozenset[str] = frozenset()
    leads: frozenset[str] = frozenset()
    weak: frozenset[str] = frozenset()
    fillers: frozenset[str] = frozenset()


class Units(msgspec.Struct, frozen=True, kw_only=True):
    """The words of a dimension's units: (the unit in Duckling's JSON, how many of it)."""

    duration: Mapping[str, tuple[str, float]] = {}
    distance: Mapping[str, tuple[str, float]] = {}
    volume: Mapping[str, tuple[str, float]] = {}
    quantity: Mapping[str, tuple[str, float]] = {}
    temperature: Mapping[str, tuple[str, float]] = {}
    percent: Mapping[str, tuple[str, float]] = {}
    money: Mapping[str, tuple[str, float]] = {}
    money_before: frozenset[str] = frozenset()


POLITE = "polite"
"""What "please" means as a reply: yes when nothing else is said, and nothing beside other words."""


class Language(msgspec.Struct, frozen=True, kw_only=True):
    """The tables of one language. Without any, digits and what is international are read."""

    code: str = ""
    month_first: frozenset[str] = frozenset()
    numerals: Numerals = Numerals()
    ranges: Ranges = Ranges()
    times: Times = Times()
    units: Units = Units()
    idle_durations: frozenset[str] = frozenset()
    busy_before: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    replies: tuple[Row, ...] = ()


def spread(table: Mapping[str, tuple[str, float]]) -> dict[str, tuple[str, float]]:
    """A table of units by word, from one whose keys are words with "|" between them."""
    return {word: unit for words, unit in table.items() for word in words.split("|")}


def split_words(words: str) -> tuple[str, ...]:
    """The words of a table that is written as a text."""
    return tuple(words.split())


_LANGUAGES = {"en": "english", "de": "german"}
_NONE = Language()


def languages() -> tuple[str, ...]:
    """The codes of the languages that are read."""
    return tuple(_LANGUAGES)


@cache
def find_language(locale: str) -> Language:
    """The tables for a locale such as ``en_GB``, ``de`` or ``fr-FR``."""
    module = _LANGUAGES.get(locale.replace("-", "_").partition("_")[0].lower())
    if module is None:
        return _NONE
    found: Language = import_module(f"talkwright.nlu.extractors.{module}").LANGUAGE
    return found

"""What a language is to the extractors: tables. No grammar asks which language it reads.

A further language is one more module with a ``Language``, and its line in ``_LANGUAGES``. Words are in plain form:
lower case, no abbreviating points. A pattern is a row of ``grammar``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module

import msgspec
from msgspec.structs import replace

from talkwright.nlu.extractors.grammar import Row


class Numerals(msgspec.Struct, frozen=True, kw_only=True):
    """How numbers are written and said.

    ``ones`` are the words that stand alone or after one of ``tens``; ``scales`` multiply what is before them.
    ``hundreds`` are added to as tens are, by what is below 100. ``pairs`` are two words that are one number: (quatre,
    vingt) is 80. ``rooms`` are the tens that take more than nine: 20 after 60, in "soixante-dix". ``joiners`` stand
    behind tens when it ``joins_tens`` ("vinte e um"), behind hundreds when it ``joins_hundreds`` ("a hundred and one").
    ``compounds`` are numbers below 100 that are one word; words are split at ``splits``, the scales inside of words.
    ``bare_scales`` need no number or article before them. ``vague`` words count nothing next to others: "this one".
    With ``ordinal_point`` "3." is an ordinal before a month or after one of ``ordinal_leads``. ``idle_ordinals`` are
    pairs of words that make no ordinal: ("first", "name"), ("at", "first"). ``led_ordinals`` are one after
    ``ordinal_leads`` only: "la prima". With ``joined_ordinals`` two of them are one: "vigésimo segundo".
    ``no_sign_after`` are the words after which no number is less than none: "au moins 5". A hundred after ``per`` is a
    percentage.
    """

    decimal: str = "."
    groups: str = ",\u00a0\u202f"
    suffixes: Mapping[str, float] = {}
    ones: Mapping[str, int] = {}
    tens: Mapping[str, int] = {}
    hundreds: Mapping[str, int] = {}
    pairs: Mapping[tuple[str, str], int] = {}
    rooms: Mapping[int, int] = {}
    scales: Mapping[str, float] = {}
    plural_scales: Mapping[str, float] = {}
    compounds: Mapping[str, float] = {}
    splits: tuple[str, ...] = ()
    bare_scales: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    joiners: frozenset[str] = frozenset()
    joins_tens: bool = False
    joins_hundreds: bool = True
    no_sign_after: frozenset[str] = frozenset()
    per: frozenset[str] = frozenset()
    minus: frozenset[str] = frozenset()
    point: frozenset[str] = frozenset()
    halves: Mapping[str, float] = {}
    parts: Mapping[str, float] = {}
    ordinals: Mapping[str, int] = {}
    ordinal_suffixes: frozenset[str] = frozenset()
    ordinal_point: bool = False
    ordinal_leads: frozenset[str] = frozenset()
    led_ordinals: frozenset[str] = frozenset()
    joined_ordinals: bool = False
    vague: frozenset[str] = frozenset()
    vague_before: frozenset[str] = frozenset()
    vague_after: frozenset[str] = frozenset()
    idle_ordinals: frozenset[tuple[str, str]] = frozenset()

    @property
    def words(self) -> frozenset[str]:
        """What a number can begin with, other than digits."""
        said = {
            *self.ones,
            *self.tens,
            *self.hundreds,
            *self.scales,
            *self.compounds,
            *self.halves,
            *self.minus,
            *self.articles,
        }
        return frozenset(said | {*"½⅓⅔¼¾⅛.-"})

    def is_word(self, form: str) -> bool:
        """Whether it can be part of a number in words."""
        return any(
            form in words
            for words in (self.ones, self.tens, self.hundreds, self.scales, self.plural_scales, self.compounds)
        )


class Ranges(msgspec.Struct, frozen=True, kw_only=True):
    """The words around two amounts, or around one: patterns of ``AMOUNT`` (with a unit) and ``NUMBER``."""

    rows: tuple[Row, ...] = ()


class Times(msgspec.Struct, frozen=True, kw_only=True):
    """Dates and times: names, and the patterns in which they stand.

    ``unsure`` are names that are other words as well ("may", "sat"): they need a date around them or one of ``before``.
    ``parts`` are hours of a day, [from, to). ``after`` are words that may follow a bare hour: "at 5 tomorrow", but not
    "at 5 Station Road". ``at`` are those before such an hour, ``fillers`` those between a date and a time and
    ``leads`` those before either. ``weak`` words of patterns are in most sentences that have no time in them. With
    ``cardinal_days`` a day of a month is counted by a plain number as well: "le trois mars".
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
    cardinal_days: bool = False


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

    def has(self, word: str) -> bool:
        """Whether something is measured in it."""
        tables = (self.duration, self.money, self.distance, self.quantity, self.volume, self.temperature, self.percent)
        return any(word in table for table in tables)


POLITE = "polite"
"""What "please" means as a reply: yes when nothing else is said, and nothing beside other words."""


class Language(msgspec.Struct, frozen=True, kw_only=True):
    """The tables of one language. Without any, digits and what is international are read.

    ``month_first`` are the countries that write 5/3 for the 3rd of May, ``point_in`` those that write 1,200.50 in it
    where others write 1.200,50.
    ``elided`` words end with an apostrophe and stand for themselves: the "l'" of "l'heure". ``hyphened`` are one word,
    with their hyphen or with a space. ``idle_durations`` are said to be polite, unless after one of ``busy_before``; an
    hour after one of ``clock_before`` is a time.
    """

    code: str = ""
    month_first: frozenset[str] = frozenset()
    point_in: frozenset[str] = frozenset()
    numerals: Numerals = Numerals()
    ranges: Ranges = Ranges()
    times: Times = Times()
    units: Units = Units()
    idle_durations: frozenset[str] = frozenset()
    busy_before: frozenset[str] = frozenset()
    clock_before: frozenset[str] = frozenset()
    elided: frozenset[str] = frozenset()
    hyphened: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    replies: tuple[Row, ...] = ()


def spread(table: Mapping[str, tuple[str, float]]) -> dict[str, tuple[str, float]]:
    """A table of units by word, from one whose keys are words with "|" between them."""
    return {word: unit for words, unit in table.items() for word in words.split("|")}


def split_words(words: str) -> tuple[str, ...]:
    """The words of a table that is written as a text."""
    return tuple(words.split())


_LANGUAGES = {"en": "english", "de": "german", "fr": "french", "es": "spanish", "it": "italian", "pt": "portuguese"}
_NONE = Language()


def languages() -> tuple[str, ...]:
    """The codes of the languages that are read."""
    return tuple(_LANGUAGES)


@cache
def find_language(locale: str) -> Language:
    """The tables for a locale such as ``en_GB``, ``de`` or ``fr-FR``."""
    code, _, country = locale.replace("-", "_").partition("_")
    module = _LANGUAGES.get(code.lower())
    if module is None:
        return _NONE
    found: Language = import_module(f"talkwright.nlu.extractors.{module}").LANGUAGE
    if country.upper() not in found.point_in:
        return found
    numerals = replace(found.numerals, decimal=".", groups=",'’ \u00a0\u202f")
    return replace(found, code=f"{found.code}_{country.upper()}", numerals=numerals)

"""The phrases of dates and times of a language, read from a word of a sentence on. Pure.

The patterns are data of the language (``Times.rows``); ``time_slots`` fills their slots, and what they say is in
``time_meanings``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from talkwright.nlu.extractors.grammar import Grammar
from talkwright.nlu.extractors.language import Times, find_language
from talkwright.nlu.extractors.partial import Partial
from talkwright.nlu.extractors.sentence import Sentence
from talkwright.nlu.extractors.time_meanings import MEANINGS
from talkwright.nlu.extractors.time_slots import OF_DIGITS, SLOTS, Filled


class Phrases:
    """The dates and times of one language, read from a word of a sentence on."""

    def __init__(self, code: str, *, day_first: bool) -> None:
        language = find_language(code)
        self.times = language.times
        self._day_first = day_first
        self._grammar = Grammar(self.times.rows)
        self.intervals = Grammar(self.times.intervals)
        self._names: dict[str, Mapping[str, Any]] = {
            "WEEKDAY": self.times.weekdays,
            "MONTH": self.times.months,
            "CYCLE": self.times.cycles,
            "PART": self.times.parts,
        }
        names = {*self.times.weekdays, *self.times.months, *self.times.parts}
        numerals = language.numerals
        numbers = {
            *numerals.ones,
            *numerals.tens,
            *numerals.hundreds,
            *numerals.compounds,
            *numerals.scales,
            *numerals.ordinals,
        }
        words = self._grammar.words | self.intervals.words
        self.begins = names | numbers | words | numerals.articles | {*numerals.halves}
        """What a time can begin with."""
        said = {word for word in words if word[0].isalpha()} - self.times.weak
        self.signs = names | numbers | {*self.times.cycles} | {*language.units.duration} | said
        """Without one of these, or a digit, no time is in a sentence."""

    def read(self, sentence: Sentence, at: int) -> tuple[int, Partial] | None:
        """The phrase that begins with word ``at``: the word after it, and what it says."""
        return next(self.readings(sentence, at), None)

    def readings(self, sentence: Sentence, at: int) -> Iterator[tuple[int, Partial]]:
        """The phrases that begin with word ``at``, the longest first."""
        for match in self._grammar.matches(sentence.forms, at, lambda slot, i: self.fill(sentence, slot, i)):
            name, *more = match.meaning
            partial = MEANINGS[name](match.values, *more)
            if partial is not None:
                yield match.end, partial

    def fill(self, sentence: Sentence, slot: str, at: int) -> Filled:
        """What a slot can be at word ``at``."""
        if at >= len(sentence):
            return ()
        names = self._names.get(slot)
        if names is not None:
            value = names.get(sentence.forms[at])
            if value is None:
                return ()
            end = at + 1
            if sentence.forms[end : end + 1] == ["."] and len(sentence.forms[at]) < 5:
                return ((end + 1, value), (end, value)) if end + 1 < len(sentence) else ((end, value),)
            return ((end, value),)
        if slot in OF_DIGITS and not sentence.numeric[at]:
            return ()
        return SLOTS[slot](sentence, at, self._day_first)


@cache
def phrases(code: str, *, day_first: bool) -> Phrases:
    """The phrases of a language; ``day_first`` says what 3/5/2026 is."""
    return Phrases(code, day_first=day_first)


def is_bare(times: Times, sentence: Sentence, start: int, end: int) -> bool:
    """Whether the words [start, end) are only names that are other words as well: "may", "sat"."""
    words = [form for form in sentence.forms[start:end] if form != "."]
    return all(form in times.unsure for form in words)

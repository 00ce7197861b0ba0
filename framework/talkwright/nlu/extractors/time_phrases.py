"""The phrases of dates and times: what fills the slots of a language's patterns, and what each pattern says. Pure.

The patterns are data of the language (``Times.rows``); here are the meanings that they name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from talkwright.nlu.extractors.duration import duration_at
from talkwright.nlu.extractors.grains import full_year, make_date
from talkwright.nlu.extractors.grammar import Grammar
from talkwright.nlu.extractors.language import Times, find_language
from talkwright.nlu.extractors.partial import Cycle, Partial, Shift
from talkwright.nlu.extractors.sentence import Sentence

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?![\w-])")
_SLASHED = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\w/-])")
_SHORT = re.compile(r"(\d{1,2})([/.])(\d{1,2})(?:\.(?=\s|$))?(?![\w/])(?!\.\d)")
_CLOCK = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?(?![\w:]*\d)")
_DOTTED = re.compile(r"([01]?\d|2[0-4])[.h]([0-5]\d)(?!\d)")
_FOUR = re.compile(r"(0?[1-9]|1[0-2])([0-5]\d)(?!\d)")

Filled = Iterable[tuple[int, Any]]


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
        numbers = {*numerals.ones, *numerals.tens, *numerals.compounds, *numerals.scales, *numerals.ordinals}
        words = self._grammar.words | self.intervals.words
        self.begins = names | numbers | words | numerals.articles | {*numerals.halves}
        """What a time can begin with."""
        said = {word for word in words if word.isalpha()} - self.times.weak
        self.signs = names | numbers | {*self.times.cycles} | {*language.units.duration} | said
        """Without one of these, or a digit, no time is in a sentence."""

    def read(self, sentence: Sentence, at: int) -> tuple[int, Partial] | None:
        """The phrase that begins with word ``at``: the word after it, and what it says."""
        match = self._grammar.match(sentence.forms, at, lambda slot, i: self.fill(sentence, slot, i))
        if match is None:
            return None
        name, *more = match.meaning
        partial = _MEANINGS[name](match.values, *more)
        return None if partial is None else (match.end, partial)

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
        if slot in _OF_DIGITS and not sentence.numeric[at]:
            return ()
        return _SLOTS[slot](sentence, at, self._day_first)


@cache
def phrases(code: str, *, day_first: bool) -> Phrases:
    """The phrases of a language; ``day_first`` says what 3/5/2026 is."""
    return Phrases(code, day_first=day_first)


def is_bare(times: Times, sentence: Sentence, start: int, end: int) -> bool:
    """Whether the words [start, end) are only names that are other words as well: "may", "sat"."""
    words = [form for form in sentence.forms[start:end] if form != "."]
    return all(form in times.unsure for form in words)


def _duration(sentence: Sentence, at: int, day_first: bool) -> Filled:
    found = duration_at(sentence, at)
    if found is not None:
        yield found[0], Shift(found[1], found[2])


def _number(sentence: Sentence, at: int, day_first: bool) -> Filled:
    number = sentence.number(at)
    if number is not None and number.free and number.value == int(number.value) and 0 < number.value < 1000:
        yield number.end, int(number.value)


def _ordinal(sentence: Sentence, at: int, day_first: bool) -> Filled:
    found = sentence.ordinal(at)
    if found is not None and 1 <= found[1] <= 31:
        yield found


def _day(sentence: Sentence, at: int, day_first: bool) -> Filled:
    yield from _ordinal(sentence, at, day_first)
    form = sentence.forms[at]
    if form.isdecimal() and len(form) <= 2 and 1 <= int(form) <= 31 and not _in_clock(sentence, at):
        yield at + 1, int(form)


def _in_clock(sentence: Sentence, at: int) -> bool:
    """Whether a colon or a per cent sign makes the digits something else than a day or an hour."""
    after = sentence.text[sentence.ends[at] : sentence.ends[at] + 2]
    return after[:1] in ("%", "€", "$", "£") or (after[:1] in (":", "/") and after[1:].isdigit())


def _year(sentence: Sentence, at: int, day_first: bool) -> Filled:
    form = sentence.forms[at]
    if form.isdecimal() and len(form) == 4 and 1900 <= int(form) < 2200 and not _is_glued_to_letter(sentence, at + 1):
        yield at + 1, int(form)


def _is_glued_to_letter(sentence: Sentence, at: int) -> bool:
    return sentence.is_glued(at) and sentence.forms[at][0].isalnum()


def _hour(sentence: Sentence, at: int, day_first: bool) -> Filled:
    form = sentence.forms[at]
    if form.isdecimal():
        before = sentence.forms[at - 1] if sentence.is_glued(at) else ""
        if len(form) <= 2 and int(form) <= 24 and not _in_clock(sentence, at) and before not in tuple("$€£#:/."):
            yield at + 1, int(form)
        return
    number = sentence.number(at)
    if number is not None and not sentence.numeric[at] and number.value in range(1, 25):
        yield number.end, int(number.value)
        if number.end > at + 1 and sentence.forms[at] in sentence.language.numerals.ones:
            yield at + 1, int(sentence.language.numerals.ones[sentence.forms[at]])


def _minute(sentence: Sentence, at: int, day_first: bool) -> Filled:
    form = sentence.forms[at]
    if form.isdecimal():
        if len(form) == 2 and int(form) < 60 and not _in_clock(sentence, at):
            yield at + 1, int(form)
        return
    number = sentence.number(at)
    if number is not None and number.free and 10 <= number.value < 60 and number.value == int(number.value):
        yield number.end, int(number.value)


def _few_minutes(sentence: Sentence, at: int, day_first: bool) -> Filled:
    number = sentence.number(at)
    if number is not None and number.free and 1 <= number.value < 60 and number.value == int(number.value):
        yield number.end, int(number.value)


def _matched(pattern: re.Pattern[str], sentence: Sentence, at: int) -> tuple[int, re.Match[str]] | None:
    """A match that begins with word ``at`` and ends with a word."""
    if not sentence.numeric[at]:
        return None
    start = sentence.starts[at]
    before = sentence.text[start - 1] if start else " "
    if before.isalnum() or (before in "/:-." and start > 1 and sentence.text[start - 2].isalnum()):
        return None
    match = pattern.match(sentence.text, start)
    if match is None:
        return None
    for end in range(at, min(at + 7, len(sentence))):
        if sentence.ends[end] == match.end():
            return end + 1, match
    return None


def _date(sentence: Sentence, at: int, day_first: bool) -> Filled:
    found = _matched(_ISO, sentence, at)
    if found is not None:
        exact = make_date(*(int(group) for group in found[1].groups()))
    else:
        found = _matched(_SLASHED, sentence, at)
        if found is None:
            return
        first, sign, second, year = found[1].groups()
        exact = _in_order(int(first), int(second), full_year(int(year), len(year)), day_first=day_first or sign == ".")
    if exact is not None:
        yield found[0], exact


def _short_date(sentence: Sentence, at: int, day_first: bool) -> Filled:
    found = _matched(_SHORT, sentence, at)
    if found is None:
        return
    first, second = int(found[1][1]), int(found[1][3])
    day, month = (first, second) if (day_first or second > 12) and second <= 12 else (second, first)
    if make_date(2024, month, day) is not None:
        yield found[0], (month, day)


def _in_order(first: int, second: int, year: int, *, day_first: bool) -> date | None:
    """The date; when the one order makes none, the other."""
    wanted = make_date(year, second, first) if day_first else make_date(year, first, second)
    return wanted or (make_date(year, first, second) if day_first else make_date(year, second, first))


def _time_of_day(pattern: re.Pattern[str]) -> Callable[[Sentence, int, bool], Filled]:
    def fill(sentence: Sentence, at: int, day_first: bool) -> Filled:
        found = _matched(pattern, sentence, at)
        if found is not None:
            hour, minute, *second = found[1].groups()
            seconds = int(second[0]) if second and second[0] else None
            yield found[0], (int(hour), int(minute), seconds, len(hour) < 2)

    return fill


_SLOTS: dict[str, Callable[[Sentence, int, bool], Filled]] = {
    "DURATION": _duration,
    "NUMBER": _number,
    "ORDINAL": _ordinal,
    "DAY": _day,
    "YEAR": _year,
    "HOUR": _hour,
    "MINUTE": _minute,
    "FEW": _few_minutes,
    "DATE": _date,
    "SHORTDATE": _short_date,
    "CLOCK": _time_of_day(_CLOCK),
    "DOTTED": _time_of_day(_DOTTED),
    "FOURDIGITS": _time_of_day(_FOUR),
}


_OF_DIGITS = frozenset({"YEAR", "DATE", "SHORTDATE", "CLOCK", "DOTTED", "FOURDIGITS"})


def _month_day(values: tuple[Any, ...], order: str) -> Partial:
    """``order`` names the values by letter: d(ay), m(onth), y(ear)."""
    named = dict(zip(order, values, strict=True))
    return Partial(day=named["d"], month=named["m"], year=named.get("y"))


def _clock(values: tuple[Any, ...], half: str = "") -> Partial | None:
    hour, minute, second, ambiguous = values[0]
    return _timed(hour, minute, second, ambiguous=ambiguous or hour in (10, 11, 12), half=half)


def _hours(values: tuple[Any, ...], half: str = "") -> Partial | None:
    return _timed(values[0], values[1] if len(values) > 1 else None, ambiguous=True, half=half)


def _timed(hour: int, minute: int | None, second: int | None = None, *, ambiguous: bool, half: str) -> Partial | None:
    if half:
        if not 1 <= hour <= 12 and not (hour == 0 and minute is not None):
            return Partial(hour=hour % 24, minute=minute, second=second) if half == "pm" and hour > 12 else None
        hour, ambiguous = hour % 12 + (12 if half == "pm" else 0), False
    return Partial(hour=hour % 24, minute=minute, second=second, ambiguous=ambiguous and 1 <= hour <= 12)


def _past(values: tuple[Any, ...], minutes: int | None = None, half: str = "") -> Partial | None:
    """So many minutes after an hour, "ten past five"; less than none are before it, "a quarter to five"."""
    if minutes is None:
        minutes, hour = values
    else:
        (hour,) = values
    if not 1 <= hour <= 12:
        return None
    return _timed(hour if minutes >= 0 else (hour - 2) % 12 + 1, minutes % 60, ambiguous=True, half=half)


def _before_hour(values: tuple[Any, ...], half: str = "") -> Partial | None:
    return _past((-values[0], values[1]), None, half)


def _shift(values: tuple[Any, ...], sign: int) -> Partial:
    return Partial(shift=Shift(values[0].grain, sign * values[0].count))


def _cycles(values: tuple[Any, ...], sign: int) -> Partial | None:
    count, grain = values
    if grain == "weekend":
        return None
    return Partial(cycle=Cycle(grain, 1 if sign > 0 else -count, count))


def _cycle(values: tuple[Any, ...], offset: int) -> Partial:
    return Partial(cycle=Cycle(values[0], offset))


def _nth(values: tuple[Any, ...], nth: int | None = None) -> Partial | None:
    """A weekday counted in a month, "the first Tuesday of October 2026"; without a weekday any day."""
    found = list(values)
    count = found.pop(0) if nth is None else nth
    weekday, month, year = (*found, None)[:3] if len(found) > 1 else (None, *found, None)[:3]
    if count > 31 or (weekday is not None and count > 5):
        return None
    return Partial(nth=count, weekday=weekday, month=month, year=year)


def _in_part(hour: int, part: tuple[int, int], days: int | None = None) -> Partial | None:
    """An hour in a part of the day, "5 in the afternoon"; a night's small hours are those after midnight."""
    if not 1 <= hour <= 12:
        return None
    fitting = [each for each in (hour % 12, hour % 12 + 12) if part[0] <= each < part[1]]
    small = hour % 12 if part in (_NIGHT, _MORNING) and hour < 6 else hour
    return Partial(hour=fitting[0] if fitting else small % 24, days=days)


_NIGHT, _MORNING = (18, 24), (4, 12)

_MEANINGS: dict[str, Callable[..., Partial | None]] = {
    "nothing": lambda values: Partial(loose=True),
    "now": lambda values: Partial(now=True),
    "day": lambda values, days: Partial(days=days),
    "date": lambda values: Partial(date=values[0]),
    "short_date": lambda values: Partial(month=values[0][0], day=values[0][1]),
    "weekday": lambda values, which=0: Partial(weekday=values[0], which=which),
    "weekday_after": lambda values, weeks: Partial(cycle=Cycle("week", weeks), weekday=values[0]),
    "month": lambda values, which=0: Partial(month=values[0], which=which),
    "month_year": lambda values: Partial(month=values[0], year=values[1]),
    "month_day": _month_day,
    "day_of_month": lambda values: Partial(day=values[0]),
    "day_of_cycle": lambda values, offset: Partial(day=values[0], cycle=Cycle("month", offset)),
    "year": lambda values: Partial(year=values[0]),
    "cycle": _cycle,
    "named_cycle": lambda values, grain, offset: Partial(cycle=Cycle(grain, offset)),
    "cycles": _cycles,
    "shift": _shift,
    "nth": _nth,
    "clock": _clock,
    "hour": _hours,
    "past": _past,
    "to": _before_hour,
    "weekday_day": lambda values: Partial(weekday=values[0], day=values[1]),
    "weekday_short_date": lambda values: Partial(weekday=values[0], month=values[1][0], day=values[1][1]),
    "hour_in": lambda values: _in_part(values[0], values[1]),
    "hour_this": lambda values: _in_part(values[0], values[1], days=0),
    "hour_night": lambda values: _in_part(values[0], _NIGHT),
    "hour_tonight": lambda values: _in_part(values[0], _NIGHT, days=0),
    "fixed_time": lambda values, hour, minute=None: Partial(hour=hour, minute=minute),
    "part": lambda values, loose=False: Partial(part=values[0], loose=loose),
    "part_of": lambda values, days: Partial(part=values[0], days=days),
    "hours_of": lambda values, first, last, days: Partial(part=(first, last), days=days),
    "hours_in": lambda values, first, last: Partial(part=(first, last)),
}

"""What fills the slots of the patterns of dates and times: numbers, days, hours, dates in digits. Pure.

A slot gives, from a word of a sentence on, each word it may end before with what it says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from talkwright.nlu.extractors.duration import duration_at
from talkwright.nlu.extractors.grains import full_year, make_date
from talkwright.nlu.extractors.numerals import number_at
from talkwright.nlu.extractors.ordinals import ordinal_at
from talkwright.nlu.extractors.partial import Shift
from talkwright.nlu.extractors.sentence import Sentence

Filled = Iterable[tuple[int, Any]]

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?![\w-])")
_SLASHED = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\w/-])")
_SHORT = re.compile(r"(\d{1,2})([/.])(\d{1,2})(?:\.(?=\s|$))?(?![\w/])(?!\.\d)")
_CLOCK = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?(?![\w:]*\d)")
_DOTTED = re.compile(r"([01]?\d|2[0-4])[.h]([0-5]\d)(?!\d)")
_CLOCKED = re.compile(r"([01]?\d|2[0-4])\s?[hH]\s?([0-5]\d)(?!\d)")
_FOUR = re.compile(r"(0?[1-9]|1[0-2])([0-5]\d)(?!\d)")


def _duration(sentence: Sentence, at: int, day_first: bool) -> Filled:
    found = duration_at(sentence, at)
    if found is not None:
        yield found[0], Shift(found[1], found[2])


def _number(sentence: Sentence, at: int, day_first: bool) -> Filled:
    number = number_at(sentence, at)
    if number is not None and number.free and number.value == int(number.value) and 0 < number.value < 1000:
        yield number.end, int(number.value)


def _ordinal(sentence: Sentence, at: int, day_first: bool) -> Filled:
    found = ordinal_at(sentence, at)
    if found is not None and 1 <= found[1] <= 31:
        yield found


def _day(sentence: Sentence, at: int, day_first: bool) -> Filled:
    yield from _ordinal(sentence, at, day_first)
    form = sentence.forms[at]
    if form.isdecimal():
        yield from _day_in_digits(sentence, at, day_first)
    elif sentence.language.times.cardinal_days:
        number = number_at(sentence, at)
        if number is not None and 1 <= number.value <= 31 and number.value == int(number.value):
            yield number.end, int(number.value)


def _day_in_digits(sentence: Sentence, at: int, day_first: bool) -> Filled:
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
    number = number_at(sentence, at)
    if number is not None and not sentence.numeric[at] and number.value in range(1, 25):
        yield number.end, int(number.value)
    one = sentence.language.numerals.ones.get(form, 0)
    if 1 <= one < 25 and (number is None or number.end > at + 1):  # "a la una"; "las tres y media" is no 3.5
        yield at + 1, one


def _minute(sentence: Sentence, at: int, day_first: bool) -> Filled:
    form = sentence.forms[at]
    if form.isdecimal():
        if len(form) == 2 and int(form) < 60 and not _in_clock(sentence, at):
            yield at + 1, int(form)
        return
    number = number_at(sentence, at)
    if number is not None and number.free and 10 <= number.value < 60 and number.value == int(number.value):
        yield number.end, int(number.value)


def _few_minutes(sentence: Sentence, at: int, day_first: bool) -> Filled:
    number = number_at(sentence, at)
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


SLOTS: dict[str, Callable[[Sentence, int, bool], Filled]] = {
    "DURATION": _duration,
    "NUMBER": _number,
    "ORDINAL": _ordinal,
    "DAY": _day,
    "DIGITS": _day_in_digits,
    "YEAR": _year,
    "HOUR": _hour,
    "MINUTE": _minute,
    "FEW": _few_minutes,
    "DATE": _date,
    "SHORTDATE": _short_date,
    "CLOCK": _time_of_day(_CLOCK),
    "DOTTED": _time_of_day(_DOTTED),
    "CLOCKED": _time_of_day(_CLOCKED),
    "FOURDIGITS": _time_of_day(_FOUR),
}


OF_DIGITS = frozenset({"YEAR", "DATE", "SHORTDATE", "CLOCK", "DOTTED", "CLOCKED", "FOURDIGITS", "DIGITS"})

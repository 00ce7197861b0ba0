"""Reads numbers and ordinals, in digits and in words, from a word of a sentence on. Pure.

Our own grammar, not a library's: those for English give "one" in "this one" and 1,042 in "TW-1042", and which words
mean a number is what understanding is about. The tables are a language's ``Numerals``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from talkwright.nlu.extractors.found import tidy
from talkwright.nlu.extractors.language import Numerals

if TYPE_CHECKING:
    from talkwright.nlu.extractors.sentence import Sentence

_FRACTIONS = {"½": 0.5, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 0.25, "¾": 0.75, "⅛": 0.125}
_LARGEST = 1e15
_CODE_BEFORE = re.compile(r"[^\W\d_]\d{0,10}-\Z")
_LONGEST_DIGITS = 18


class Number(msgspec.Struct, frozen=True):
    """A number up to word ``end``. ``start`` is where it begins in the text, a sign before it included.

    ``digits`` says that it is written in digits alone; ``free`` that it is a number by itself, and no part of a code, a
    date or a time.
    """

    start: int
    end: int
    value: float
    digits: bool = False
    free: bool = True


def read_number(sentence: Sentence, at: int) -> Number | None:
    """The number that begins with word ``at``, if one does."""
    numerals = sentence.language.numerals
    form = sentence.forms[at]
    if sentence.numeric[at]:
        return _digits(sentence, at, numerals)
    if form in _FRACTIONS:
        return Number(sentence.starts[at], at + 1, tidy(_FRACTIONS[form]))
    if form in ("-", ".") and at + 1 < len(sentence) and sentence.numeric[at + 1] and sentence.is_glued(at + 1):
        return _signed(sentence, at)
    if form in numerals.minus and at + 1 < len(sentence):
        is_twice = sentence.forms[at + 1] in numerals.minus
        after = None if is_twice else sentence.number(at + 1)
        if after is not None and after.value > 0:
            return Number(sentence.starts[at], after.end, -after.value)
        return None
    return _words(sentence, at, numerals)


def _signed(sentence: Sentence, at: int) -> Number | None:
    """The sign of "-5" and ".5" belongs to the number when nothing is before it."""
    start = sentence.starts[at]
    if start and not (sentence.text[start - 1].isspace() or sentence.text[start - 1] in "(\"'"):
        return None
    after = sentence.number(at + 1)
    if after is None:
        return None
    if sentence.forms[at] == "-":
        return Number(start, after.end, -after.value, after.digits, after.free)
    word = sentence.forms[at + 1]
    if sentence.language.numerals.decimal != "." or not word.isdecimal() or len(word) > _LONGEST_DIGITS:
        return None
    return Number(start, at + 2, tidy(float(f"0.{word}")), digits=True, free=after.free)


def _digits(sentence: Sentence, at: int, numerals: Numerals) -> Number | None:
    form = sentence.forms[at]
    value = parse_digits(form, numerals)
    if value is None:
        return None
    end, free, plain = at + 1, not _is_bound(sentence, at), form.isdecimal()
    if sentence.is_glued(end) and end < len(sentence):
        factor = numerals.suffixes.get(sentence.word(end))
        if factor is not None:
            value, end, plain = value * factor, end + 1, False
            free = free and not (sentence.is_glued(end) and sentence.forms[end][0].isalnum())
        elif sentence.forms[end] in _FRACTIONS:
            value, end = value + _FRACTIONS[sentence.forms[end]], end + 1
        elif sentence.forms[end][0].isalpha():
            free = False
    mixed = _fraction(sentence, end) if plain else None
    if plain and sentence.forms[end : end + 1] == ["/"]:
        fraction = _fraction(sentence, at)
        if fraction is not None:
            return Number(sentence.starts[at], fraction[0], tidy(fraction[1]))
        return Number(sentence.starts[at], end, tidy(value), plain, free=False)
    if mixed is not None and mixed[1] < 1 and not sentence.is_glued(end):
        return Number(sentence.starts[at], mixed[0], tidy(value + mixed[1]))
    end, value = _and_a_half(sentence, end, value, numerals)
    value, end, scaled = _scaled(sentence, end, value, numerals)
    return Number(sentence.starts[at], end, tidy(value), plain and not scaled, free)


def _is_bound(sentence: Sentence, at: int) -> bool:
    """Whether the digits are part of something larger: "TW-1042", "10:30", "3/5", "555-0123-4"."""
    start, end, text = sentence.starts[at], sentence.ends[at], sentence.text
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if before.isalnum() or before in "_@":
        return True
    beyond = text[start - 2] if start > 1 else " "
    if before in ":/.,'" and beyond.isalnum():
        return True
    if before == "-" and (_CODE_BEFORE.search(text, max(0, start - 13), start) or _dashes(text, start, end) > 1):
        return True
    further = text[end + 1] if end + 1 < len(text) else " "
    if after in ":/" and further.isdigit():
        return True
    return (
        after == "-" and ((further.isalpha() and not before.isspace()) or _dashes(text, start, end) > 1)
    ) or after == "_"


def _dashes(text: str, start: int, end: int) -> int:
    """How many dashes join the digits at [start, end) to others; looks at 24 characters on either side."""
    left, right = start, end
    while left > max(0, start - 24) and (text[left - 1].isdigit() or text[left - 1] == "-"):
        left -= 1
    while right < min(len(text), end + 24) and (text[right].isdigit() or text[right] == "-"):
        right += 1
    return text[left:right].strip("-").count("-")


def _fraction(sentence: Sentence, at: int) -> tuple[int, float] | None:
    """A fraction, "3/4": two small numbers with a bar between. "3/5/2026" and "1/0" are none."""
    forms = sentence.forms
    if forms[at + 1 : at + 2] != ["/"] or at + 2 >= len(forms) or not sentence.numeric[at + 2]:
        return None
    above, below = forms[at], forms[at + 2]
    glued = sentence.is_glued(at + 1) and sentence.is_glued(at + 2)
    before = sentence.text[sentence.starts[at] - 1] if sentence.starts[at] else " "
    if not (above.isdecimal() and below.isdecimal() and glued and len(above) < 4 and len(below) < 4):
        return None
    tail = sentence.text[sentence.ends[at + 2] : sentence.ends[at + 2] + 1]
    if int(below) == 0 or tail in ("/", "-") or before in "/-." or above[0] == "0" or below[0] == "0":
        return None
    return at + 3, int(above) / int(below)


def _scaled(sentence: Sentence, end: int, value: float, numerals: Numerals) -> tuple[float, int, bool]:
    """The scales after a number: "2.5 million", "3 dozen", "5 hundred thousand"."""
    scaled = False
    while end < len(sentence) and value < _LARGEST:
        factor = numerals.scales.get(sentence.forms[end]) or numerals.plural_scales.get(sentence.forms[end])
        if factor is None:
            break
        value, end, scaled = value * factor, end + 1, True
    return value, end, scaled


def parse_digits(form: str, numerals: Numerals) -> float | None:
    """The number that digits with thousands and decimal signs are; None for "1.2.3"."""
    if len(form) > _LONGEST_DIGITS + 8:
        return None
    if form.isdecimal():
        return int(form) if len(form) <= _LONGEST_DIGITS else None
    if _shape(numerals.decimal, numerals.groups).fullmatch(form) is None:
        return None
    for sign in numerals.groups:
        form = form.replace(sign, "")
    return tidy(float(form.replace(numerals.decimal, ".")))


@cache
def _shape(decimal: str, groups: str) -> re.Pattern[str]:
    return re.compile(rf"(?:\d{{1,3}}([{re.escape(groups)}])\d{{3}}(?:\1\d{{3}})*|\d+)(?:{re.escape(decimal)}\d+)?")


def _words(sentence: Sentence, at: int, numerals: Numerals) -> Number | None:
    start = sentence.starts[at]
    forms = sentence.forms
    form = forms[at]
    if form in numerals.halves:
        return _part_of_scale(sentence, at, numerals)
    begin, article, value = at, form in numerals.articles, -1.0
    if article:
        if at + 1 >= len(forms) or forms[at + 1] not in numerals.scales:
            return _part_of_scale(sentence, at + 1, numerals, start) if forms[at + 1 : at + 2] else None
        begin, value = at + 1, 1.0
    elif form in numerals.bare_scales:
        value = 1.0
    read = _cardinal(sentence, begin, numerals, value)
    if read is None:
        return None
    end, value = read
    if end == at + 1 and form in numerals.vague and _is_vague(sentence, at, numerals):
        return Number(start, end, tidy(value), free=False)
    parts = numerals.parts.get(forms[end]) if end < len(forms) and not article else None
    if parts is not None and value < 100:  # "two thirds"
        return Number(start, end + 1, tidy(value * parts))
    end, value = _and_a_half(sentence, end, value, numerals)
    return Number(start, end, tidy(value))


def _is_vague(sentence: Sentence, at: int, numerals: Numerals) -> bool:
    """Whether the word counts nothing: "this one", "the small one", "one of them"."""
    before = sentence.forms[at - 1] if at else ""
    after = sentence.forms[at + 1] if at + 1 < len(sentence) else ""
    if before in numerals.vague_before or after in numerals.vague_after:
        return True
    times = sentence.language.times
    is_between = before.isalpha() and before not in times.weak and before not in times.before
    return at > 1 and is_between and sentence.forms[at - 2] in numerals.vague_before


def _part_of_scale(sentence: Sentence, at: int, numerals: Numerals, start: int | None = None) -> Number | None:
    """Part of a scale: "half a million", "half a dozen"."""
    forms = sentence.forms
    part = numerals.halves.get(forms[at])
    if part is None:
        return None
    after = at + 2 if forms[at + 1 : at + 2] and forms[at + 1] in numerals.articles else at + 1
    if after >= len(forms) or forms[after] not in numerals.scales:
        return None
    value, end, _ = _scaled(sentence, after, part, numerals)
    return Number(sentence.starts[at] if start is None else start, end, tidy(value))


def _and_a_half(sentence: Sentence, end: int, value: float, numerals: Numerals) -> tuple[int, float]:
    """What "and a half" adds: "two and a half", "one and a half million"."""
    forms = sentence.forms
    at = end
    if at < len(forms) and forms[at] in numerals.joiners:
        at += 1
        if at < len(forms) and forms[at] in numerals.articles:
            at += 1
        if at < len(forms) and forms[at] in numerals.halves:
            value, end, _ = _scaled(sentence, at + 1, value + numerals.halves[forms[at]], numerals)
    return end, value


def _cardinal(sentence: Sentence, at: int, numerals: Numerals, value: float) -> tuple[int, float] | None:
    """Words of a number from ``at`` on. ``value`` is 1 when an article stood before, else -1 for nothing yet.

    ``total`` holds what a scale has closed, ``current`` what is being said, ``room`` is what may still be added to it.
    """
    forms = sentence.forms
    total, current, room, smallest = 0.0, value, float("inf") if value < 0 else 1.0, float("inf")
    end = i = at
    while i < len(forms):
        form = forms[i]
        if form in numerals.ones or form in numerals.tens or form in numerals.compounds:
            word = numerals.ones.get(form, numerals.tens.get(form, numerals.compounds.get(form, 0)))
            if not 0 <= word < room or (word == 0 and current >= 0):
                break
            current = word if current < 0 else current + word
            room = 10.0 if form in numerals.tens else 0.0
            end = i = i + 1
            if (
                room
                and forms[i : i + 1] == ["-"]
                and i + 1 < len(forms)
                and 0 < numerals.ones.get(forms[i + 1], 0) < 10
            ):
                i += 1
        elif form in numerals.scales or (form in numerals.plural_scales and current >= 0):
            factor = numerals.scales.get(form) or numerals.plural_scales[form]
            if current <= 0 or factor > smallest or current > _LARGEST:
                break
            if factor == 100 or factor < 100:
                if current >= 100 and factor == 100:
                    break
                current, room = current * factor, 100.0 if factor == 100 else 0.0
            else:
                total, current, room, smallest = total + current * factor, 0.0, 1000.0, factor
            end = i = i + 1
        elif form in numerals.joiners and (current >= 100 or smallest < float("inf")) and _goes_on(sentence, i, room):
            i += 1
        elif form in numerals.point and current >= 0 and end == i:
            decimals = _decimals(sentence, i + 1, numerals)
            if decimals is None:
                break
            end, tail = decimals
            current += tail
            scaled, end, _ = _scaled(sentence, end, current, numerals)
            return end, total + scaled
        else:
            break
    if end == at:
        return None
    return end, total + max(current, 0.0)


def _goes_on(sentence: Sentence, at: int, room: float) -> bool:
    """Whether the "and" at word ``at`` is inside the number: "a hundred and five", not "a hundred and two hundred"."""
    numerals = sentence.language.numerals
    after = sentence.forms[at + 1] if at + 1 < len(sentence) else ""
    further = sentence.forms[at + 2] if at + 2 < len(sentence) else ""
    word = numerals.ones.get(after, numerals.tens.get(after, numerals.compounds.get(after)))
    return word is not None and 0 < word < room and further not in numerals.scales


def _decimals(sentence: Sentence, at: int, numerals: Numerals) -> tuple[int, float] | None:
    """The words after "point": digits, one by one."""
    digits = ""
    while at < len(sentence) and len(digits) < 10:
        form = sentence.forms[at]
        if sentence.numeric[at] and form.isdecimal() and not digits:
            digits, at = form[:_LONGEST_DIGITS], at + 1
            break
        if numerals.ones.get(form, 10) > 9:
            break
        digits, at = digits + str(numerals.ones[form]), at + 1
    return (at, float(f"0.{digits}")) if digits else None


def read_ordinal(sentence: Sentence, at: int) -> tuple[int, int] | None:
    """The ordinal that begins with word ``at``: "3rd", "third", "twenty-first"."""
    numerals, forms = sentence.language.numerals, sentence.forms
    form = forms[at]
    if sentence.numeric[at]:
        if (
            not form.isdecimal()
            or len(form) > 9
            or _is_bound(sentence, at)
            or at + 1 >= len(forms)
            or not sentence.is_glued(at + 1)
        ):
            return None
        after = forms[at + 1]
        glued = sentence.is_glued(at + 2) and (sentence.forms[at + 2][0].isalnum())
        if after in numerals.ordinal_suffixes and not glued:
            return at + 2, int(form)
        if numerals.ordinal_point and after == "." and not glued and at + 2 < len(forms):
            before = forms[at - 1] if at else ""
            if before in numerals.ordinal_leads or forms[at + 2] in sentence.language.times.months:
                return at + 2, int(form)
        return None
    if form in numerals.ordinals:
        return at + 1, numerals.ordinals[form]
    if form in numerals.tens:
        last = at + 2 if forms[at + 1 : at + 2] == ["-"] else at + 1
        if last < len(forms) and 0 < numerals.ordinals.get(forms[last], 0) < 10:
            return last + 1, numerals.tens[form] + numerals.ordinals[forms[last]]
    return None

"""Reads numbers in digits from a word of a sentence on: "1,042", "2.5 million", "3/4", "10k". Pure.

Libraries give 1,042 in "TW-1042"; here a number that is part of something larger is known to be.
"""

from __future__ import annotations

import re
from functools import cache

from talkwright.nlu.extractors.found import tidy
from talkwright.nlu.extractors.language import Numerals
from talkwright.nlu.extractors.number_words import LONGEST_DIGITS, Number, and_a_half, scaled
from talkwright.nlu.extractors.sentence import Sentence

FRACTIONS = {"½": 0.5, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 0.25, "¾": 0.75, "⅛": 0.125}
_CODE_BEFORE = re.compile(r"[^\W\d_]\d{0,10}-\Z")


def in_digits(sentence: Sentence, at: int, numerals: Numerals) -> Number | None:
    form = sentence.forms[at]
    value = parse_digits(form, numerals)
    if value is None:
        return None
    end, free, plain = at + 1, not is_bound(sentence, at), form.isdecimal()
    if sentence.is_glued(end) and end < len(sentence):
        factor = numerals.suffixes.get(sentence.word(end))
        if factor is not None:
            value, end, plain = value * factor, end + 1, False
            free = free and not (sentence.is_glued(end) and sentence.forms[end][0].isalnum())
        elif sentence.forms[end] in FRACTIONS:
            value, end = value + FRACTIONS[sentence.forms[end]], end + 1
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
    end, value = and_a_half(sentence, end, value, numerals)
    value, end, has_scale = scaled(sentence, end, value, numerals)
    return Number(sentence.starts[at], end, tidy(value), plain and not has_scale, free)


def is_bound(sentence: Sentence, at: int) -> bool:
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
    """A fraction below one, "3/4": two small numbers with a bar between. "3/5/2026", "12/5" and "1/0" are none."""
    forms = sentence.forms
    if forms[at + 1 : at + 2] != ["/"] or at + 2 >= len(forms) or not sentence.numeric[at + 2]:
        return None
    above, below = forms[at], forms[at + 2]
    glued = sentence.is_glued(at + 1) and sentence.is_glued(at + 2)
    before = sentence.text[sentence.starts[at] - 1] if sentence.starts[at] else " "
    if not (above.isdecimal() and below.isdecimal() and glued and len(above) < 4 and len(below) < 4):
        return None
    tail = sentence.text[sentence.ends[at + 2] : sentence.ends[at + 2] + 1]
    if int(above) >= int(below) or tail in ("/", "-") or before in "/-." or above[0] == "0" or below[0] == "0":
        return None
    return at + 3, int(above) / int(below)


def parse_digits(form: str, numerals: Numerals) -> float | None:
    """The number that digits with thousands and decimal signs are; None for "1.2.3"."""
    if len(form) > LONGEST_DIGITS + 8:
        return None
    if form.isdecimal():
        return int(form) if len(form) <= LONGEST_DIGITS else None
    if _shape(numerals.decimal, numerals.groups).fullmatch(form) is None:
        return None
    for sign in numerals.groups:
        form = form.replace(sign, "")
    return tidy(float(form.replace(numerals.decimal, ".")))


@cache
def _shape(decimal: str, groups: str) -> re.Pattern[str]:
    return re.compile(rf"(?:\d{{1,3}}([{re.escape(groups)}])\d{{3}}(?:\1\d{{3}})*|\d+)(?:{re.escape(decimal)}\d+)?")

"""Reads numbers in words from a word of a sentence on: "twenty-three", "one and a half million". Pure.

Our own grammar, not a library's: those for English give "one" in "this one", and which words mean a number is what
understanding is about. The tables are a language's ``Numerals``.
"""

from __future__ import annotations

import msgspec

from talkwright.nlu.extractors.found import tidy
from talkwright.nlu.extractors.language import Numerals
from talkwright.nlu.extractors.sentence import Sentence

LARGEST = 1e15
LONGEST_DIGITS = 18


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


def in_words(sentence: Sentence, at: int, numerals: Numerals) -> Number | None:
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
    end, value = and_a_half(sentence, end, value, numerals)
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
    value, end, _ = scaled(sentence, after, part, numerals)
    return Number(sentence.starts[at] if start is None else start, end, tidy(value))


def and_a_half(sentence: Sentence, end: int, value: float, numerals: Numerals) -> tuple[int, float]:
    """What "and a half" adds: "two and a half", "one and a half million"."""
    forms = sentence.forms
    at = end
    if at < len(forms) and forms[at] in numerals.joiners:
        at += 1
        if at < len(forms) and forms[at] in numerals.articles:
            at += 1
        if at < len(forms) and forms[at] in numerals.halves:
            value, end, _ = scaled(sentence, at + 1, value + numerals.halves[forms[at]], numerals)
    return end, value


def scaled(sentence: Sentence, end: int, value: float, numerals: Numerals) -> tuple[float, int, bool]:
    """The scales after a number ("2.5 million", "3 dozen"): the value, the word after them, whether there are any."""
    begin = end
    while end < len(sentence) and value < LARGEST:
        factor = numerals.scales.get(sentence.forms[end]) or numerals.plural_scales.get(sentence.forms[end])
        if factor is None:
            break
        value, end = value * factor, end + 1
    return value, end, end > begin


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
            if current <= 0 or factor > smallest or current > LARGEST:
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
            current, end, _ = scaled(sentence, end, current, numerals)
            return end, total + current
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
            digits, at = form[:LONGEST_DIGITS], at + 1
            break
        if numerals.ones.get(form, 10) > 9:
            break
        digits, at = digits + str(numerals.ones[form]), at + 1
    return (at, float(f"0.{digits}")) if digits else None

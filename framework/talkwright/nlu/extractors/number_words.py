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
    if after in numerals.vague_after:
        return True
    if sentence.language.units.has(after):  # "c'est neuf euros"
        return False
    if before in numerals.vague_before:
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
            share = numerals.halves[forms[at]]
            scale = numerals.scales.get(forms[end - 1]) or numerals.plural_scales.get(forms[end - 1], 1)
            if scale not in (100, 1000):  # "a million and a half" is half a million more
                share *= scale
            value, end, _ = scaled(sentence, at + 1, value + share, numerals)
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
        word = _word(forms, i, numerals)
        if word is not None:
            after, amount = word
            if not 0 <= amount < room or (amount == 0 and current >= 0):
                break
            current = amount if current < 0 else current + amount
            room = _room(amount, form, numerals)
            end = i = after
        elif form in numerals.scales or (form in numerals.plural_scales and current >= 0):
            factor = numerals.scales.get(form) or numerals.plural_scales[form]
            if current == 0 < total and form in numerals.bare_scales:  # "um milhão e mil"
                current = 1.0
            if current <= 0 or factor > smallest or current > LARGEST:
                break
            if factor == 100 or factor < 100:
                if current >= 100 and factor == 100:
                    break
                current, room = current * factor, 100.0 if factor == 100 else 0.0
            else:
                total, current, room, smallest = total + current * factor, 0.0, 1000.0, factor
            end = i = i + 1
        elif form in numerals.point and current >= 0 and end == i:
            decimals = _decimals(sentence, i + 1, numerals)
            if decimals is None:
                break
            end, tail = decimals
            current += tail
            current, end, _ = scaled(sentence, end, current, numerals)
            return end, total + current
        else:
            over = _over_joint(sentence, i, room, smallest) if i > at else None
            if over is None:
                break
            i = over
    if end == at:
        return None
    return end, total + max(current, 0.0)


def _word(forms: list[str], at: int, numerals: Numerals) -> tuple[int, float] | None:
    """What is below 1000 and said in one word, or in two that belong together: the word after it, and its value."""
    form = forms[at]
    if numerals.pairs:
        second = at + 2 if forms[at + 1 : at + 2] == ["-"] else at + 1
        pair = numerals.pairs.get((form, forms[second])) if second < len(forms) else None
        if pair is not None:
            return second + 1, pair
    for words in (numerals.ones, numerals.tens, numerals.hundreds, numerals.compounds):
        if form in words:
            return at + 1, words[form]
    return None


def _room(amount: float, form: str, numerals: Numerals) -> float:
    """What the next word has to stay below: 10 after "twenty", 100 after "doscientos"."""
    if amount >= 100:
        return 100.0
    return numerals.rooms.get(int(amount), 10.0 if form in numerals.tens else 0.0)


def _over_joint(sentence: Sentence, at: int, room: float, smallest: float) -> int | None:
    """The word of the number behind hyphens and an "and": "twenty-one", "a hundred and five", "vingt-et-un".

    None where a new number begins: "a hundred and two hundred".
    """
    numerals, forms = sentence.language.numerals, sentence.forms
    after, joined = at, False
    while after < len(forms) and after < at + 3:
        if forms[after] in numerals.joiners and not joined:
            joined = True
        elif forms[after] != "-" or not sentence.is_glued(after + 1):
            break
        after += 1
    word = _word(forms, after, numerals) if after < len(forms) else None
    if not joined:
        return after if after > at and word is not None and 0 < word[1] < room else _scale_at(sentence, after, at)
    allowed = numerals.joins_tens if 0 < room <= 20 else numerals.joins_hundreds
    if word is None or not allowed or not 0 < word[1] < room:
        return None
    further = forms[word[0]] if word[0] < len(forms) else ""
    factor = numerals.scales.get(further) or numerals.plural_scales.get(further)
    fits = factor is None or 1000 <= factor < smallest or (factor == 100 and room > 100)
    return after if fits else None


def _scale_at(sentence: Sentence, after: int, at: int) -> int | None:
    """The scale behind a hyphen: "deux-mille"."""
    numerals = sentence.language.numerals
    is_scale = at < after < len(sentence) and (
        sentence.forms[after] in numerals.scales or sentence.forms[after] in numerals.plural_scales
    )
    return after if is_scale else None


def _decimals(sentence: Sentence, at: int, numerals: Numerals) -> tuple[int, float] | None:
    """The words after "point": digits, one by one."""
    digits = ""
    while at < len(sentence) and len(digits) < 10:
        form = sentence.forms[at]
        if sentence.numeric[at] and form.isdecimal() and not digits:
            digits, at = form[:LONGEST_DIGITS], at + 1
            break
        whole = None if digits else _cardinal(sentence, at, numerals, -1.0)
        if whole is not None and 10 <= whole[1] < 100 and "." not in str(tidy(whole[1])):  # "trois virgule quatorze"
            return whole[0], whole[1] / 100
        if numerals.ones.get(form, 10) > 9:
            break
        digits, at = digits + str(numerals.ones[form]), at + 1
    return (at, float(f"0.{digits}")) if digits else None

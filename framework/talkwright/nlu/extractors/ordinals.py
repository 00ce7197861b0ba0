"""Reads the ordinal that begins with a word of a sentence: "3rd", "third", "twenty-first". Pure."""

from __future__ import annotations

from talkwright.nlu.extractors.digits import is_bound
from talkwright.nlu.extractors.sentence import Sentence


def ordinal_at(sentence: Sentence, at: int) -> tuple[int, int] | None:
    """The word after the ordinal that begins with word ``at``, and its value. Each is read once."""
    known = sentence.memo.setdefault(ordinal_at, {})
    if at not in known:
        known[at] = _read(sentence, at)
    ordinal: tuple[int, int] | None = known[at]
    return ordinal


def _read(sentence: Sentence, at: int) -> tuple[int, int] | None:
    numerals, forms = sentence.language.numerals, sentence.forms
    form = forms[at]
    if sentence.numeric[at]:
        if (
            not form.isdecimal()
            or len(form) > 9
            or is_bound(sentence, at)
            or at + 1 >= len(forms)
            or not sentence.is_glued(at + 1)
        ):
            return None
        after = forms[at + 1]
        glued = sentence.is_glued(at + 2) and (sentence.forms[at + 2][0].isalnum())
        if after in numerals.ordinal_suffixes and not glued:
            return at + 2, int(form)
        if after == "." and forms[at + 2 : at + 3] in (["º"], ["ª"]) and sentence.is_glued(at + 2):  # "1.º"
            return at + 3, int(form)
        if numerals.ordinal_point and after == "." and not glued:
            before, month = forms[at - 1] if at else "", "".join(forms[at + 2 : at + 3])
            if before in numerals.ordinal_leads or month in sentence.language.times.months:
                return at + 2, int(form)
        return None
    if form in numerals.ordinals:
        if form in numerals.led_ordinals and (not at or forms[at - 1] not in numerals.ordinal_leads):
            return None
        value = numerals.ordinals[form]
        return (numerals.joined_ordinals and not value % 10 and _joined(sentence, at + 1, value)) or (at + 1, value)
    if form in numerals.tens:
        last = at + 1
        while last < len(forms) and (forms[last] == "-" or (numerals.joins_tens and forms[last] in numerals.joiners)):
            last += 1
        return _joined(sentence, last, numerals.tens[form])
    return None


def _joined(sentence: Sentence, at: int, tens: int) -> tuple[int, int] | None:
    """The ordinal that word ``at`` ends, after so many ``tens``."""
    ones = sentence.language.numerals.ordinals.get(sentence.forms[at], 0) if at < len(sentence) else 0
    return (at + 1, tens + ones) if 0 < ones < 10 else None

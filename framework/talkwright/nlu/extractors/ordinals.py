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

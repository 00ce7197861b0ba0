"""Reads the number that begins with a word of a sentence, in digits or in words. Pure."""

from __future__ import annotations

from talkwright.nlu.extractors.digits import FRACTIONS, in_digits
from talkwright.nlu.extractors.found import tidy
from talkwright.nlu.extractors.number_words import LONGEST_DIGITS, Number, in_words
from talkwright.nlu.extractors.sentence import Sentence


def number_at(sentence: Sentence, at: int) -> Number | None:
    """The number that begins with word ``at``, if one does. Each is read once."""
    known = sentence.memo.setdefault(number_at, {})
    if at not in known:
        known[at] = _read(sentence, at)
    number: Number | None = known[at]
    return number


def _read(sentence: Sentence, at: int) -> Number | None:
    numerals = sentence.language.numerals
    form = sentence.forms[at]
    if sentence.numeric[at]:
        return in_digits(sentence, at, numerals)
    if form in FRACTIONS:
        return Number(sentence.starts[at], at + 1, tidy(FRACTIONS[form]))
    if form in ("-", ".") and at + 1 < len(sentence) and sentence.numeric[at + 1] and sentence.is_glued(at + 1):
        return _signed(sentence, at)
    if form in numerals.minus and at + 1 < len(sentence) and _is_sign(sentence, at):
        is_twice = sentence.forms[at + 1] in numerals.minus
        after = None if is_twice else number_at(sentence, at + 1)
        if after is not None and after.value > 0:
            return Number(sentence.starts[at], after.end, -after.value)
        return None
    return in_words(sentence, at, numerals)


def _is_sign(sentence: Sentence, at: int) -> bool:
    """Whether the "minus" at word ``at`` is one: it is none in "au moins 5" and in "las ocho menos diez"."""
    numerals = sentence.language.numerals
    before = sentence.forms[at - 1] if at else ""
    return not numerals.no_sign_after or not (before in numerals.no_sign_after or numerals.is_word(before))


def _signed(sentence: Sentence, at: int) -> Number | None:
    """The sign of "-5" and ".5" belongs to the number when nothing is before it."""
    start = sentence.starts[at]
    if start and not (sentence.text[start - 1].isspace() or sentence.text[start - 1] in "(\"'"):
        return None
    after = number_at(sentence, at + 1)
    if after is None:
        return None
    if sentence.forms[at] == "-":
        return Number(start, after.end, -after.value, after.digits, after.free)
    word = sentence.forms[at + 1]
    if sentence.language.numerals.decimal != "." or not word.isdecimal() or len(word) > LONGEST_DIGITS:
        return None
    return Number(start, at + 2, tidy(float(f"0.{word}")), digits=True, free=after.free)

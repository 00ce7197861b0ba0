"""What a short reply says to a question: yes or no, or a number. Pure.

For who knows what was asked. ``None`` means that the reply does not say, and the question is put again.
"""

from __future__ import annotations

import re
from functools import cache

from talkwright.nlu.extractors.grammar import Grammar
from talkwright.nlu.extractors.language import POLITE, find_language
from talkwright.nlu.extractors.numerals import number_at
from talkwright.nlu.extractors.sentence import Sentence

_SPACED = re.compile(r"(?<![\w.,])[1-9]\d{0,2}(?: \d{3})+(?!\w|[.,]\d)")
_LONGEST_REPLY = 8
"""Words. A longer message that has a "no" in it says more than no."""


def read_yes_or_no(text: str, locale: str = "en", *, first: bool = False) -> bool | None:
    """True for "yes please", False for "not really", None for "I don't know", "yes and no" and what is long.

    ``first``: the text has to begin with it. "Is it ok to pay by card" has an "ok" in it as well.
    """
    sentence = Sentence(text, find_language(locale))
    forms = [form for form in sentence.forms if form[0].isalnum()]
    if len(forms) > _LONGEST_REPLY:
        return None
    grammar = _replies(sentence.language.code)
    said: set[bool | str | None] = set()
    at = words = 0
    begins = False
    while at < len(forms):
        match = grammar.match(forms, at, lambda slot, i: ())
        if match is None:
            at += 1
        else:
            said.update(match.meaning)
            begins = begins or not at
            words += match.end - at
            at = match.end
    if said == {POLITE}:
        return True if words == len(forms) else None
    said.discard(POLITE)
    only = said.pop() if len(said) == 1 else None
    return only if isinstance(only, bool) and (begins or not first) else None


def read_one_number(text: str, locale: str = "en") -> float | None:
    """The number in the reply: 2 for "two please", 25 for "about twenty five". None when there is none, or another."""
    together = _SPACED.sub(lambda match: match.group().replace(" ", ""), text)
    sentence = Sentence(together, find_language(locale))
    found = []
    at = 0
    while at < len(sentence):
        number = number_at(sentence, at)
        if number is not None:
            if not number.free and number.digits:
                return None  # a code, a date, a time
            if number.free:
                found.append(number.value)
            at = number.end
        elif sentence.numeric[at]:
            return None  # "1,5" and "12.05.2026": digits, and no number that is sure
        else:
            at += 1
    if not found:
        return _counted_one(sentence)
    return found[0] if len(found) == 1 else None


def _counted_one(sentence: Sentence) -> int | None:
    """1 for "una" and for "una persona", where one word is the article and the number."""
    forms = [form for form in sentence.forms if form[0].isalnum()]
    numerals, idle = sentence.language.numerals, sentence.language.idle_durations
    if not forms or len(forms) > 2 or forms[0] not in numerals.articles or " ".join(forms) in idle:
        return None
    return numerals.ones.get(forms[0])


@cache
def _replies(code: str) -> Grammar:
    return Grammar(find_language(code).replies)

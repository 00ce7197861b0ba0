"""Numbers and ordinals as Duckling reports them. Pure. How they are read is in ``numerals``."""

from __future__ import annotations

from talkwright.nlu.extractors.found import Found
from talkwright.nlu.extractors.numerals import number_at
from talkwright.nlu.extractors.ordinals import ordinal_at
from talkwright.nlu.extractors.sentence import Sentence


def read_number(sentence: Sentence) -> list[Found]:
    """Every number that is one by itself: neither the 1042 of "TW-1042" nor the "one" of "this one"."""
    found = []
    at, last = 0, -2
    while at < len(sentence):
        number = number_at(sentence, at)
        if number is None or (last == at - 1 and sentence.forms[last] in sentence.language.numerals.per):
            at += 1  # "cinq pour cent" has one number
            continue
        if number.free and ordinal_at(sentence, at) is None and not _is_ordinal_later(sentence, at, number.end):
            info = {"type": "value", "value": number.value}
            found.append(Found(number.start, sentence.ends[number.end - 1], info))
        at = last = number.end
    return found


def _is_ordinal_later(sentence: Sentence, at: int, end: int) -> bool:
    """Whether the number goes on as an ordinal: "one hundred and first"."""
    return (
        end < len(sentence)
        and not sentence.numeric[at]
        and sentence.forms[end - 1] != sentence.forms[at]
        and (ordinal_at(sentence, end) is not None and sentence.forms[end - 1] in sentence.language.numerals.tens)
    )


def read_ordinal(sentence: Sentence) -> list[Found]:
    """Every ordinal: "3rd", "twenty-first". None is in "at first", "a second" and "first name"."""
    forms, idle = sentence.forms, sentence.language.numerals.idle_ordinals
    found = []
    at = 0
    while at < len(sentence):
        ordinal = ordinal_at(sentence, at)
        if ordinal is None:
            at += 1
            continue
        end, value = ordinal
        before, after = forms[at - 1] if at else "", forms[end] if end < len(forms) else ""
        if (before, forms[at]) not in idle and (forms[end - 1], after) not in idle:
            found.append(Found(sentence.starts[at], sentence.ends[end - 1], {"type": "value", "value": value}))
        at = end
    return found

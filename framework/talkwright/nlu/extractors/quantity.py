"""Weights and what a kitchen measures by, with what they are of: "2 kg of apples". Pure."""

from __future__ import annotations

from functools import cache

from talkwright.nlu.extractors.found import Found
from talkwright.nlu.extractors.language import find_language
from talkwright.nlu.extractors.measure import Measure
from talkwright.nlu.extractors.sentence import Sentence


@cache
def _measure(code: str) -> Measure:
    language = find_language(code)
    return Measure(language, language.units.quantity, joined={("pound", "ounce"): (16.0, False)})


def read_quantity(sentence: Sentence) -> list[Found]:
    """Every quantity; the word after "of" is its ``product``."""
    return [_with_product(sentence, each) for each in _measure(sentence.language.code).read(sentence)]


def _with_product(sentence: Sentence, found: Found) -> Found:
    after = sentence.ends.index(found.end) + 1
    if after + 1 >= len(sentence) or sentence.forms[after] not in sentence.language.of:
        return found
    product = sentence.forms[after + 1]
    if not product[0].isalpha() or product in sentence.language.determiners:
        return found
    info = {**found.info}
    for holder in (info, info.get("from"), info.get("to")):
        if isinstance(holder, dict) and "unit" in holder:
            holder["product"] = product
    return Found(found.start, sentence.ends[after + 1], info)

"""The dimensions by their names, and one text read for several of them: the front door of this room. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from talkwright.nlu.extractors.addresses import read_email, read_url
from talkwright.nlu.extractors.amount_of_money import read_amount_of_money
from talkwright.nlu.extractors.code import read_code
from talkwright.nlu.extractors.credit_card_number import read_credit_card_number
from talkwright.nlu.extractors.duration import read_duration
from talkwright.nlu.extractors.found import Found
from talkwright.nlu.extractors.language import find_language
from talkwright.nlu.extractors.measures import read_distance, read_percent, read_temperature, read_volume
from talkwright.nlu.extractors.number import read_number, read_ordinal
from talkwright.nlu.extractors.phone_number import read_phone_number
from talkwright.nlu.extractors.quantity import read_quantity
from talkwright.nlu.extractors.sentence import Sentence
from talkwright.nlu.extractors.time import read_time
from talkwright.nlu.words import LONGEST_TEXT

_BY_WORDS: dict[str, Callable[[Sentence], list[Found]]] = {
    "amount-of-money": read_amount_of_money,
    "distance": read_distance,
    "duration": read_duration,
    "number": read_number,
    "ordinal": read_ordinal,
    "percent": read_percent,
    "quantity": read_quantity,
    "temperature": read_temperature,
    "volume": read_volume,
}
_BY_SIGNS: dict[str, Callable[[str], list[Found]]] = {
    "code": read_code,
    "credit-card-number": read_credit_card_number,
    "email": read_email,
    "phone-number": read_phone_number,
    "url": read_url,
}
_WITH_DIGITS = frozenset({"code", "credit-card-number", "phone-number"})

DIMENSIONS = (*sorted({*_BY_WORDS, *_BY_SIGNS, "time"}),)
"""Every dimension, in Duckling's names; ``code`` and ``percent`` are ours."""

DUCKLING = tuple(name for name in DIMENSIONS if name not in ("code", "percent"))
"""Those that Duckling has."""


def read(
    text: str, dimensions: Iterable[str] = DIMENSIONS, *, locale: str = "en", now: datetime
) -> Iterator[tuple[str, Found]]:
    """What ``text`` holds of each dimension, in the order given. ``now`` has a zone: times are seen from there.

    ``locale`` is a language, perhaps with a country: ``en_GB`` writes the day first. Raises nothing for any text; of a
    very long one the first 4,000 characters are read. An unknown dimension raises ``KeyError``.
    """
    language = find_language(locale)
    text = text[:LONGEST_TEXT]
    sentence: Sentence | None = None
    has_digits = any(character.isdecimal() for character in text)
    for name in dimensions:
        if name in _BY_SIGNS:
            found = _BY_SIGNS[name](text) if has_digits or name not in _WITH_DIGITS else []
        else:
            sentence = sentence or Sentence(text, language)
            found = _by_words(name, sentence, locale, now)
        for each in found:
            yield name, each


def _by_words(name: str, sentence: Sentence, locale: str, now: datetime) -> list[Found]:
    if name != "time":
        return _BY_WORDS[name](sentence)
    country = locale.replace("-", "_").partition("_")[2].upper()
    return read_time(sentence, now, day_first=country not in sentence.language.month_first)

"""Money: "$10", "20 EUR", "ten pounds fifty", "under 50 euros". Pure.

The currency is what is written: "$" stays "$" and becomes no country's dollar, as in Duckling. A code in lower case
counts when it is no word ("20 eur", but "all 20 try").
"""

from __future__ import annotations

from functools import cache

from talkwright.nlu.extractors.found import Found
from talkwright.nlu.extractors.language import find_language, split_words
from talkwright.nlu.extractors.measure import Measure
from talkwright.nlu.extractors.sentence import Sentence

_SIGNS = {
    "$": "$", "€": "EUR", "£": "£", "¥": "JPY", "₹": "INR", "₩": "KRW", "₽": "RUB", "₺": "TRY", "₪": "ILS", "₫": "VND",
    "₴": "UAH", "₦": "NGN", "฿": "THB", "₱": "PHP", "US $": "USD", "us $": "USD", "C$": "CAD", "A$": "AUD", "R$": "BRL",
    "ca $": "CAD", "au $": "AUD", "nz $": "NZD", "hk $": "HKD", "r $": "BRL", "a $": "AUD", "c $": "CAD",
}  # fmt: skip
_CODES = split_words(
    "AED AUD BGN BRL CAD CHF CNY CZK DKK EGP EUR GBP GEL HKD HRK HUF IDR ILS INR IQD JMD JOD JPY KES "
    "KRW KWD LBP MAD MXN MYR NGN NOK NZD PHP PKR PLN QAR RON RUB SAR SEK SGD THB TND TRY TTD TWD UAH "
    "USD VND ZAR"
)
_WORDS_TOO = {"MAD", "TRY", "RON"}
"""Codes that are words in lower case."""


@cache
def _measure(code: str) -> Measure:
    language = find_language(code)
    codes = {name: (name, 1.0) for name in _CODES} | {
        name.lower(): (name, 1.0) for name in _CODES if name not in _WORDS_TOO
    }
    signs = {sign: (name, 1.0) for sign, name in _SIGNS.items() if sign[:2] not in ("C$", "A$", "R$")}
    units = {**codes, **signs, "¢": ("cent", 1.0), **language.units.money}
    named = {unit for unit, _ in units.values()} - {"cent"}
    joined = {(unit, "cent"): (100.0, True) for unit in named}
    return Measure(language, units, before=[*codes, *signs, *language.units.money_before], joined=joined)


def read_amount_of_money(sentence: Sentence) -> list[Found]:
    """Every amount and range of money."""
    return _measure(sentence.language.code).read(sentence)

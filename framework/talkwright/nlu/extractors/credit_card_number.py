"""Numbers of payment cards: right in length, beginning and checksum (ISO/IEC 7812: Luhn's). Pure."""

from __future__ import annotations

import re

from talkwright.nlu.extractors.found import Found

_DIGITS = re.compile(r"(?<![\w.-])\d(?:[ -]?\d){11,18}(?![\w]|[.-]\d)")
_ISSUERS = (
    ("visa", re.compile(r"4\d{12}(?:\d{3}){0,2}")),
    ("amex", re.compile(r"3[47]\d{13}")),
    ("mastercard", re.compile(r"(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}")),
    ("discover", re.compile(r"6(?:011|5\d\d|4[4-9]\d)\d{12}(?:\d{3})?")),
    ("dinerclub", re.compile(r"3(?:0[0-5]|[68]\d)\d{11}")),
    ("other", re.compile(r"(?:35(?:2[89]|[3-8]\d)|62\d\d|5018|5020|5038|6304|6759)\d{8,15}")),
)


def read_credit_card_number(text: str) -> list[Found]:
    """Every card number, as digits, with its ``issuer`` in Duckling's names."""
    found = []
    for match in _DIGITS.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        issuer = next((name for name, shape in _ISSUERS if shape.fullmatch(digits)), None)
        if issuer is not None and is_checked(digits):
            found.append(Found(match.start(), match.end(), {"value": digits, "issuer": issuer}))
    return found


def is_checked(digits: str) -> bool:
    """Whether the last digit is the one that Luhn's formula gives for those before."""
    total = 0
    for index, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + index % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0

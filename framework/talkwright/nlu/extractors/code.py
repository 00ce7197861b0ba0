"""Codes of letters and digits, as order numbers have them: "TW-1042", "INV/2026/0017", "AB12C3D4". Pure.

Duckling has no such dimension. What a shop's numbers look like is its own affair: where they are known, a ``regex`` in
the training data is surer.
"""

from __future__ import annotations

import re

from talkwright.nlu.extractors.found import Found

_SEPARATED = re.compile(r"(?<![\w@./-])#?([a-z]{1,6}(?:[-/_][a-z0-9]{1,12}){1,4})(?![\w@]|[-/_.]\w)", re.IGNORECASE)
_SOLID = re.compile(r"(?<![\w@./-])#?([a-z]{1,5}\d{4,12}|[A-Z0-9]{6,20})(?![\w@]|[-/_.]\w)", re.IGNORECASE)
_IDLE = re.compile(
    r"(?:covid|sars|form|top|type|part|page|mid|pre|post|non|under|over)[-/_]|[a-z]+-\d{1,2}$", re.IGNORECASE
)


def read_code(text: str) -> list[Found]:
    """Every code, in capitals; the "#" before it is no part of it."""
    matches = [match for pattern in (_SEPARATED, _SOLID) for match in pattern.finditer(text) if _is_code(match[1])]
    found = [Found(match.start(1), match.end(1), {"value": match[1].upper()}) for match in matches]
    return sorted(found, key=lambda each: each.start)


def _is_code(written: str) -> bool:
    digits = sum(character.isdigit() for character in written)
    letters = sum(character.isalpha() for character in written)
    if digits < 2 or not letters or _IDLE.match(written):
        return False
    if re.fullmatch(r"[a-zA-Z]+\d+", written):  # TW1042, but not windows10
        return digits >= 4
    if re.search(r"[-/_]", written):
        return digits >= 3
    # A mixture: in capitals, and no number with a unit behind it.
    return written == written.upper() and digits >= 2 and letters >= 2 and not re.fullmatch(r"\d+[A-Z]+", written)

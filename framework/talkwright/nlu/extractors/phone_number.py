"""Phone numbers by their form, in Duckling's way of writing them: "(+44) 2079460958", "5551234 ext 12". Pure.

A library that knows the numbering plan of each country refuses numbers that are made up, which demonstrations and tests
are full of, and costs 23 MB. A number begins with a plus, or has signs between its groups, or is a run of digits that
is as long as phone numbers are.
"""

from __future__ import annotations

import re

from talkwright.nlu.extractors.found import Found

_NUMBER = re.compile(
    r"(?<![\w.,/+#€$£-])"
    r"(?P<prefix>(?:\+|\(\+)\s?(?P<country>\d{1,3})\)?[\s./-]{0,2}|00(?=[1-9]))?"
    r"(?P<number>\(?\d{1,5}\)?(?:[\s./-]{0,2}\(?\d{1,6}\)?){0,6})"
    r"(?:\s{0,2}(?:extension|ext\.?|x)\s{0,2}(?P<extension>\d{1,6}))?"
    r"(?![\w€$£%]|[.,/:-]\d)",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{1,2}-\d{1,2}")
_IP = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_DECIMAL = re.compile(r"\d+\.\d+|(?:(?:19|20)\d\d\s?){2,}")
_SIGNS = re.compile(r"\D+")
_CALLING_CODES = re.compile(r"1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[2-9]\d\d")


def read_phone_number(text: str) -> list[Found]:
    """Every phone number."""
    found = []
    for match in _NUMBER.finditer(text):
        digits = _SIGNS.sub("", match["number"])
        country = match["country"]
        if match["prefix"] is not None and country is None:  # 0044 20 ...
            code = _CALLING_CODES.match(digits)
            if code is None:
                continue
            country, digits = code.group(), digits[code.end() :]
        elif country is not None:
            code = _CALLING_CODES.match(country + digits)
            if code is None:
                continue
            country, digits = code.group(), (country + digits)[code.end() :]
        if not _is_number(match["number"], digits, is_international=country is not None):
            continue
        value = (f"(+{country}) " if country else "") + digits
        if match["extension"]:
            value += f" ext {match['extension']}"
        # "(415 555 2671)": the brackets are around the number, not of it.
        shift = match.group().startswith("(") and match.group().endswith(")") and match.group().count("(") == 1
        found.append(Found(match.start() + shift, match.end() - shift, {"value": value}))
    return found


def _is_number(written: str, digits: str, *, is_international: bool) -> bool:
    if is_international:
        return 6 <= len(digits) <= 13
    if not 7 <= len(digits) <= 15 or any(shape.fullmatch(written) for shape in (_DATE, _IP, _DECIMAL)):
        return False
    groups = [group for group in re.split(r"\D+", written) if group]
    if len(groups) == 1:
        return 9 <= len(digits) <= 12 or (digits[0] == "0" and len(digits) >= 7)
    # Groups of one or two digits alone are a list of numbers, unless they are many and begin with a zero.
    return max(len(group) for group in groups) >= 3 or (digits[0] == "0" and len(groups) >= 4)

"""How long: "2 hours", "an hour and a half", "1h 30m", "2-3 days". Pure.

Durations are whole, as Duckling's are: half an hour is 30 minutes. "wait a minute" is none.
"""

from __future__ import annotations

import re
from functools import cache

from talkwright.nlu.extractors.found import Found, Info, longest, tidy
from talkwright.nlu.extractors.grains import finer, seconds
from talkwright.nlu.extractors.language import find_language
from talkwright.nlu.extractors.measure import Amount, Measure
from talkwright.nlu.extractors.sentence import Sentence

_JOINED: dict[tuple[str, str], tuple[float, bool]] = {
    ("year", "month"): (12, False),
    ("week", "day"): (7, False),
    ("month", "week"): (4, False),
    ("month", "day"): (30, False),
    ("week", "hour"): (168, False),
    ("day", "hour"): (24, False),
    ("day", "minute"): (1440, False),
    ("hour", "second"): (3600, False),
    ("hour", "minute"): (60, False),
    ("minute", "second"): (60, False),
}
_CLOCKED = re.compile(r"(?<![\w.,:])(\d{1,3})\s?h\s?([0-5]?\d)(?:\s?(?:m|min|mins))?(?!\w|[.,:]\d)", re.IGNORECASE)
_CLOCK_HOURS = re.compile(r"\d\s?h\b", re.IGNORECASE)
_IN_FINER = {"year": 12, "month": 30, "week": 7, "day": 24, "hour": 60, "minute": 60}


@cache
def _measure(code: str) -> Measure:
    language = find_language(code)
    return Measure(language, language.units.duration, joined=_JOINED)


def read_duration(sentence: Sentence) -> list[Found]:
    """Every duration and range of durations."""
    # "m" is a minute after an hour only: alone it is a metre.
    found = [Found(*each.span(), _encode("minute", _minutes(each))) for each in _CLOCKED.finditer(sentence.text)]
    found = [each for each in found if not _is_time(sentence, each)]
    amounts = _measure(sentence.language.code).read(sentence)
    found += [Found(each.start, each.end, _whole(each.info)) for each in amounts if not _is_idle(sentence, each)]
    return longest(found)


def duration_at(sentence: Sentence, at: int) -> tuple[int, str, int] | None:
    """The duration that begins with word ``at``: the word after it, its grain, and how many of it."""
    measure = _measure(sentence.language.code)
    amount: Amount | None = measure.amount(sentence, at) if measure.may_be_in(sentence) else None
    return None if amount is None or amount.value < 0 else (amount.end, *_in_whole(amount.unit, amount.value))


def _whole(info: Info) -> Info:
    if info["type"] == "value":
        return _encode(info["unit"], info["value"])
    ends: Info = {"type": "interval"}
    for side in ("from", "to"):
        end = info.get(side)
        if isinstance(end, dict):
            whole = _encode(end["unit"], end["value"])
            ends[side] = {"value": whole["value"], "unit": whole["unit"]}
    return ends


def _minutes(match: re.Match[str]) -> int:
    return 60 * int(match[1]) + int(match[2])


def _encode(unit: object, value: object) -> Info:
    grain, count = _in_whole(str(unit), float(str(value)))
    normalised: Info = {"unit": "second", "value": tidy(seconds(grain, count))}
    return {"type": "value", "value": count, "unit": grain, grain: count, "normalized": normalised}


def _in_whole(unit: str, value: float) -> tuple[str, int]:
    while value != int(value) and unit in _IN_FINER:
        value, unit = tidy(value * _IN_FINER[unit]), finer(unit)
    return unit, round(value)


def _is_idle(sentence: Sentence, found: Found) -> bool:
    """Whether it is said to be polite, "just a second", or a time: "à 15 heures"."""
    if _is_time(sentence, found):
        return True
    at = sentence.starts.index(found.start)
    before = sentence.forms[at - 1] if at else ""
    words = " ".join(sentence.text[found.start : found.end].lower().split())
    return words in sentence.language.idle_durations and before not in sentence.language.busy_before


def _is_time(sentence: Sentence, found: Found) -> bool:
    """Whether hours are those of the clock by the word before them, and not how long something takes."""
    before = sentence.language.clock_before
    if not before or found.start not in sentence.starts:
        return False
    if found.info["type"] == "interval":  # "de 9h à 17h"
        return len(_CLOCK_HOURS.findall(sentence.text, found.start, found.end)) == 2
    at = sentence.starts.index(found.start)
    return at > 0 and found.info["unit"] in ("hour", "minute") and sentence.forms[at - 1] in before

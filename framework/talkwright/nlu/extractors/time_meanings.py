"""What each pattern of dates and times says. Pure.

The patterns are data of the language (``Times.rows``) and name the meanings here, with the values of their slots.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from talkwright.nlu.extractors.partial import Cycle, Partial, Shift


def _month_day(values: tuple[Any, ...], order: str) -> Partial:
    """``order`` names the values by letter: d(ay), m(onth), y(ear)."""
    named = dict(zip(order, values, strict=True))
    return Partial(day=named["d"], month=named["m"], year=named.get("y"))


def _clock(values: tuple[Any, ...], half: str = "") -> Partial | None:
    hour, minute, second, ambiguous = values[0]
    return _timed(hour, minute, second, ambiguous=ambiguous or hour in (10, 11, 12), half=half)


def _hours(values: tuple[Any, ...], half: str = "") -> Partial | None:
    return _timed(values[0], values[1] if len(values) > 1 else None, ambiguous=True, half=half)


def _hour_alone(values: tuple[Any, ...]) -> Partial:
    """An hour and its unit, which is a time or how long something takes: "15 heures". Small ones need a date."""
    (hour,) = values
    return Partial(hour=hour % 24, ambiguous=1 <= hour <= 12, loose=not 7 <= hour < 24)


def _timed(hour: int, minute: int | None, second: int | None = None, *, ambiguous: bool, half: str) -> Partial | None:
    if half:
        if not 1 <= hour <= 12 and not (hour == 0 and minute is not None):
            return Partial(hour=hour % 24, minute=minute, second=second) if half == "pm" and hour > 12 else None
        hour, ambiguous = hour % 12 + (12 if half == "pm" else 0), False
    return Partial(hour=hour % 24, minute=minute, second=second, ambiguous=ambiguous and 1 <= hour <= 12)


def _past(values: tuple[Any, ...], minutes: int | None = None, half: str = "") -> Partial | None:
    """So many minutes after an hour, "ten past five"; less than none are before it, "a quarter to five"."""
    if minutes is None:
        minutes, hour = values
    else:
        (hour,) = values
    if not 1 <= hour <= (12 if half else 24):
        return None
    if minutes < 0:
        hour = hour - 1 if hour > 12 else (hour - 2) % 12 + 1
    return _timed(hour, minutes % 60, ambiguous=True, half=half)


def _before_hour(values: tuple[Any, ...], half: str = "") -> Partial | None:
    return _past((-values[0], values[1]), None, half)


def _shift(values: tuple[Any, ...], sign: int) -> Partial:
    return Partial(shift=Shift(values[0].grain, sign * values[0].count))


def _cycles(values: tuple[Any, ...], sign: int) -> Partial | None:
    count, grain = values
    if grain == "weekend":
        return None
    return Partial(cycle=Cycle(grain, 1 if sign > 0 else -count, count))


def _cycle(values: tuple[Any, ...], offset: int) -> Partial:
    return Partial(cycle=Cycle(values[0], offset))


def _nth(values: tuple[Any, ...], nth: int | None = None) -> Partial | None:
    """A weekday counted in a month, "the first Tuesday of October 2026"; without a weekday any day."""
    found = list(values)
    count = found.pop(0) if nth is None else nth
    weekday, month, year = (*found, None)[:3] if len(found) > 1 else (None, *found, None)[:3]
    if count > 31 or (weekday is not None and count > 5):
        return None
    return Partial(nth=count, weekday=weekday, month=month, year=year)


def _in_part(hour: int, part: tuple[int, int], days: int | None = None) -> Partial | None:
    """An hour in a part of the day, "5 in the afternoon"; a night's small hours are those after midnight."""
    if not 1 <= hour <= 12:
        return None
    fitting = [each for each in (hour % 12, hour % 12 + 12) if part[0] <= each < part[1]]
    small = hour % 12 if part in (_NIGHT, _MORNING) and (hour < 6 or hour == 12) else hour
    return Partial(hour=fitting[0] if fitting else small % 24, days=days)


_NIGHT, _MORNING = (18, 24), (4, 12)

MEANINGS: dict[str, Callable[..., Partial | None]] = {
    "nothing": lambda values: Partial(loose=True),
    "now": lambda values: Partial(now=True),
    "day": lambda values, days: Partial(days=days),
    "date": lambda values: Partial(date=values[0]),
    "short_date": lambda values: Partial(month=values[0][0], day=values[0][1]),
    "weekday": lambda values, which=0: Partial(weekday=values[0], which=which),
    "weekday_after": lambda values, weeks: Partial(cycle=Cycle("week", weeks), weekday=values[0]),
    "month": lambda values, which=0: Partial(month=values[0], which=which),
    "month_year": lambda values: Partial(month=values[0], year=values[1]),
    "month_day": _month_day,
    "holiday": lambda values, month, day: Partial(month=month, day=day),
    "day_of_month": lambda values: Partial(day=values[0]),
    "day_of_cycle": lambda values, offset: Partial(day=values[0], cycle=Cycle("month", offset)),
    "year": lambda values: Partial(year=values[0]),
    "cycle": _cycle,
    "named_cycle": lambda values, grain, offset: Partial(cycle=Cycle(grain, offset)),
    "cycles": _cycles,
    "shift": _shift,
    "nth": _nth,
    "clock": _clock,
    "hour": _hours,
    "hour_alone": _hour_alone,
    "past": _past,
    "to": _before_hour,
    "less": lambda values: _past((-values[1], values[0])),
    "more": lambda values: _past((values[1], values[0])),
    "weekday_day": lambda values: Partial(weekday=values[0], day=values[1]),
    "weekday_date": lambda values: Partial(weekday=values[0], day=values[1], month=values[2]),
    "weekday_short_date": lambda values: Partial(weekday=values[0], month=values[1][0], day=values[1][1]),
    "hour_in": lambda values: _in_part(values[0], values[1]),
    "hour_this": lambda values: _in_part(values[0], values[1], days=0),
    "hour_night": lambda values: _in_part(values[0], _NIGHT),
    "hour_tonight": lambda values: _in_part(values[0], _NIGHT, days=0),
    "fixed_time": lambda values, hour, minute=None: Partial(hour=hour, minute=minute),
    "part": lambda values, loose=False: Partial(part=values[0], loose=loose),
    "part_of": lambda values, days: Partial(part=values[0], days=days),
    "hours_of": lambda values, first, last, days: Partial(part=(first, last), days=days),
    "hours_in": lambda values, first, last: Partial(part=(first, last)),
}

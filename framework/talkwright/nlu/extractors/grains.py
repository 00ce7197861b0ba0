"""Steps of the calendar: a moment back to the beginning of its week, or three months on. Pure.

Grains are Duckling's: second, minute, hour, day, week (from Monday), month, quarter and year. Moments are wall-clock
times of one zone, without it.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta

GRAINS = ("second", "minute", "hour", "day", "week", "month", "quarter", "year")
"""From fine to coarse."""

_LENGTHS = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(days=7),
}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400, "week": 604_800, "month": 2_592_000}
_SECONDS |= {"quarter": 7_776_000, "year": 31_536_000}
_FINER = {"year": "month", "quarter": "month", "month": "day", "week": "day", "day": "hour", "hour": "minute"}


def floor(moment: datetime, grain: str) -> datetime:
    """The beginning of the ``grain`` that ``moment`` is in."""
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    match grain:
        case "week":
            return midnight - timedelta(days=midnight.weekday())
        case "month":
            return midnight.replace(day=1)
        case "quarter":
            return midnight.replace(day=1, month=midnight.month - (midnight.month - 1) % 3)
        case "year":
            return midnight.replace(day=1, month=1)
        case "day":
            return midnight
        case "hour":
            return moment.replace(minute=0, second=0, microsecond=0)
        case "minute":
            return moment.replace(second=0, microsecond=0)
    return moment.replace(microsecond=0)


def add(moment: datetime, grain: str, count: int) -> datetime:
    """``count`` grains later. The 31st becomes the last of a shorter month. Raises ``OverflowError`` past year 9999."""
    if grain in _LENGTHS:
        return moment + _LENGTHS[grain] * count
    months = moment.year * 12 + moment.month - 1 + _MONTHS[grain] * count
    year, month = months // 12, months % 12 + 1
    if not 1 <= year <= 9999:
        raise OverflowError(f"year {year} is not in the calendar")
    return moment.replace(year=year, month=month, day=min(moment.day, monthrange(year, month)[1]))


def finer(grain: str) -> str:
    """The grain that a fraction of ``grain`` is told in: half an hour is 30 minutes, in two weeks is a day."""
    return _FINER.get(grain, "second")


def seconds(grain: str, count: float) -> float:
    """How long that is; a month has 30 days here and a year 365, as in Duckling."""
    return _SECONDS[grain] * count


def make_date(year: int, month: int, day: int) -> date | None:
    """The date, or None when the calendar has no such day."""
    if not (1 <= year <= 9998 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def full_year(year: int, digits: int) -> int:
    """A year in two digits is one between 1950 and 2049, as in Duckling."""
    return year if digits > 2 else (year + 50) % 100 + 1950

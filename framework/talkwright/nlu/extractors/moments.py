"""From what was said to moments of the calendar: the coming Friday, at five. Pure: ``now`` is handed in.

A moment is a wall-clock time without a zone, with its grain. Like Duckling: a weekday is never today, a month is the
present one or the coming, and a bare hour is the next that comes, in the morning or in the evening. Other than
Duckling's, "tomorrow at 3" is in the afternoon, as people mean it, and 3 in the morning is the second of its values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice

import msgspec

from talkwright.nlu.extractors.grains import add, finer, floor, make_date
from talkwright.nlu.extractors.partial import Cycle, Partial

_VALUES = 3
_DAY = timedelta(days=1)


class Moment(msgspec.Struct, frozen=True):
    """``start``, as exact as ``grain`` says. With ``end`` it is all that is before that and not before ``start``."""

    start: datetime
    grain: str
    end: datetime | None = None

    @property
    def after(self) -> datetime:
        """When it is over."""
        return self.end or add(self.start, self.grain, 1)


def resolve(partial: Partial, now: datetime) -> tuple[Moment, ...]:
    """The moments that ``partial`` can mean, the likeliest first and at most three; none when there is no such date."""
    try:
        return tuple(islice(_resolve(partial, now), _VALUES))
    except (OverflowError, ValueError):
        return ()


def _resolve(partial: Partial, now: datetime) -> Iterator[Moment]:
    if partial.now:
        return iter([Moment(now.replace(microsecond=0), "second")])
    if partial.shift is not None:
        return iter([_shifted(partial, now)])
    if partial.cycle is not None and partial.weekday is None and partial.day is None and partial.month is None:
        return iter(_in_cycle(partial, partial.cycle, now))
    if not partial.has_date:
        return _times(partial, now)
    dates = _dates(partial, now)
    if partial.hour is not None or partial.part is not None:
        return _at_times(dates, partial, now)
    return dates


def _shifted(partial: Partial, now: datetime) -> Moment:
    shift = partial.shift
    assert shift is not None
    grain = finer(shift.grain)
    return Moment(floor(add(now, shift.grain, shift.count), grain), grain)


def cycle_moment(cycle: Cycle, now: datetime) -> Moment:
    """The cycle as a moment, or as an interval when it is several or a weekend."""
    if cycle.grain == "weekend":
        saturday = add(floor(now, "week"), "week", cycle.offset) + 5 * _DAY
        return Moment(saturday - timedelta(hours=6), "hour", saturday + 2 * _DAY)
    start = add(floor(now, cycle.grain), cycle.grain, cycle.offset)
    if cycle.count:
        return Moment(start, cycle.grain, add(start, cycle.grain, cycle.count))
    return Moment(start, cycle.grain)


def _in_cycle(partial: Partial, cycle: Cycle, now: datetime) -> list[Moment]:
    found = cycle_moment(cycle, now)
    if not partial.has_time:
        return [found]
    return list(_at_times([found], partial, now)) if cycle.grain == "day" else []


def _times(partial: Partial, now: datetime) -> Iterator[Moment]:
    """The times of day from now on: of an ambiguous hour the next, be it in the morning or in the evening."""
    midnight = floor(now, "day")
    if partial.hour is None:
        for ahead in range(_VALUES + 1):
            moment = _part_of(midnight + ahead * _DAY, partial)
            if moment.after > now:
                yield moment
        return
    hours = sorted(_hours(partial))
    for ahead in range(_VALUES + 2):
        for hour in hours:
            moment = _clock(midnight + ahead * _DAY, hour, partial)
            if moment.start >= floor(now, moment.grain):
                yield moment


def _at_times(dates: Iterable[Moment], partial: Partial, now: datetime) -> Iterator[Moment]:
    """The time of day on each of the dates; of today only what is still to come, if anything is."""
    for day in dates:
        if day.grain != "day":
            return
        if partial.hour is None:
            yield _part_of(day.start, partial)
            continue
        moments = [_clock(day.start, hour, partial) for hour in _hours(partial)]
        if day.start == floor(now, "day"):
            ahead = [moment for moment in moments if moment.start >= now]
            if partial.weekday is not None and not ahead:
                continue
            moments = ahead or moments
        yield from moments


def _hours(partial: Partial) -> list[int]:
    """The hours that can be meant, the likeliest first."""
    hour = partial.hour
    assert hour is not None
    if partial.part is not None:
        first, last = partial.part
        fitting = [each for each in (hour, hour + 12) if first <= each < last and each < 24]
        return fitting[:1] or [0 if hour == 12 and first >= 18 else hour % 24]
    if not partial.ambiguous or hour > 12 or hour == 0:
        return [hour % 24]
    if hour == 12:
        return [12, 0]
    return [hour + 12, hour] if hour < 7 else [hour, hour + 12]


def _clock(day: datetime, hour: int, partial: Partial) -> Moment:
    if partial.minute is None:
        return Moment(day.replace(hour=hour), "hour")
    if partial.second is None:
        return Moment(day.replace(hour=hour, minute=partial.minute), "minute")
    return Moment(day.replace(hour=hour, minute=partial.minute, second=partial.second), "second")


def _part_of(day: datetime, partial: Partial) -> Moment:
    assert partial.part is not None
    first, last = partial.part
    return Moment(day + timedelta(hours=first), "hour", day + timedelta(hours=last))


def _dates(partial: Partial, now: datetime) -> Iterator[Moment]:
    today = now.date()
    if partial.days is not None:
        return iter([_on(today + partial.days * _DAY)])
    if partial.date is not None:
        return iter([_on(partial.date)])
    if partial.cycle is not None:
        return _within(partial, cycle_moment(partial.cycle, now).start.date())
    if partial.nth is not None:
        return _chosen(_nth_weekdays(partial, today), partial.which, today)
    if partial.day is not None:
        return _month_days(partial, today)
    if partial.month is not None:
        return _months(partial, today)
    if partial.year is not None:
        return iter([Moment(datetime(partial.year, 1, 1), "year")])
    return _weekdays(partial, today)


def _on(day: date) -> Moment:
    return Moment(datetime.combine(day, time()), "day")


def _within(partial: Partial, start: date) -> Iterator[Moment]:
    """A day of the week, month or year that begins at ``start``."""
    cycle = partial.cycle
    assert cycle is not None
    if cycle.grain == "week" and partial.weekday is not None:
        yield _on(start + partial.weekday * _DAY)
    elif partial.nth is not None:
        day = nth_weekday(start.year, start.month, partial.weekday, partial.nth)
        if day is not None:
            yield _on(day)
    elif cycle.grain == "year" and partial.month is not None and partial.day is None:
        yield Moment(datetime(start.year, partial.month, 1), "month")
    elif partial.day is not None:
        exact = make_date(start.year, partial.month or start.month, partial.day)
        if exact is not None:
            yield _on(exact)


def _weekdays(partial: Partial, today: date) -> Iterator[Moment]:
    assert partial.weekday is not None
    ahead = (partial.weekday - today.weekday()) % 7
    if partial.which < 0:
        yield _on(today + (ahead - 7) * _DAY)
        return
    if ahead == 0 and partial.hour is None and partial.part is None:
        ahead = 7
    for week in range(partial.which, partial.which + _VALUES + 1):
        yield _on(today + (ahead + 7 * week) * _DAY)


def _month_days(partial: Partial, today: date) -> Iterator[Moment]:
    """The days with that number, in that month and year as far as they were said. A weekday picks the year."""
    assert partial.day is not None
    if partial.month is not None and partial.year is not None:
        exact = make_date(partial.year, partial.month, partial.day)
        if exact is not None:
            yield _on(exact)
        return
    if partial.which < 0 and partial.weekday is None:
        yield from (_on(day) for day in islice(_gone(partial.month, partial.day, today), 1))
        return
    days = list(_upcoming(partial.month, partial.day, today))
    if partial.weekday is not None:
        if partial.month is not None:  # "Sunday, Feb 10" may have been two days ago
            this_year = make_date(today.year, partial.month, partial.day)
            days = ([this_year] if this_year else []) + days
        days = [day for day in days if day.weekday() == partial.weekday] or days
        days = sorted(dict.fromkeys(days), key=lambda day: abs(day - today))[:1] if partial.month else days
    yield from (_on(day) for day in days[:_VALUES])


def _gone(month: int | None, day: int, today: date) -> Iterator[date]:
    """The days with that number that are over, the last first."""
    for back in range(9 if month else 24):
        months = today.year * 12 + today.month - 1 - back
        year = today.year - back if month else months // 12
        found = make_date(year, month or months % 12 + 1, day)
        if found is not None and found <= today:
            yield found


def _upcoming(month: int | None, day: int, today: date) -> Iterator[date]:
    for ahead in range(9 if month else 24):
        year = today.year + ahead if month else today.year + (today.month - 1 + ahead) // 12
        found = make_date(year, month or (today.month - 1 + ahead) % 12 + 1, day)
        if found is not None and found >= today:
            yield found


def _months(partial: Partial, today: date) -> Iterator[Moment]:
    assert partial.month is not None
    if partial.year is not None:
        yield Moment(datetime(partial.year, partial.month, 1), "month")
        return
    year = today.year + (partial.month < today.month)
    if partial.which < 0:
        yield Moment(datetime(today.year - (partial.month >= today.month), partial.month, 1), "month")
        return
    if partial.which and partial.month == today.month:
        year += 1
    for ahead in range(_VALUES):
        yield Moment(datetime(year + ahead + max(0, partial.which - 1), partial.month, 1), "month")


def nth_weekday(year: int, month: int, weekday: int | None, nth: int) -> date | None:
    """The ``nth`` such weekday of a month, -1 being the last. ``weekday`` None is any day."""
    first = date(year, month, 1)
    if nth < 0:
        last = date(year + month // 12, month % 12 + 1, 1) - _DAY
        return last if weekday is None else last - ((last.weekday() - weekday) % 7) * _DAY
    ahead = 0 if weekday is None else (weekday - first.weekday()) % 7
    found = first + (ahead + (nth - 1) * (1 if weekday is None else 7)) * _DAY
    return found if found.month == month else None


def _nth_weekdays(partial: Partial, today: date) -> Iterator[date]:
    assert partial.nth is not None
    if partial.month is None:
        return
    years = [partial.year] if partial.year else range(today.year, today.year + _VALUES + 1)
    for year in years:
        found = nth_weekday(year, partial.month, partial.weekday, partial.nth)
        if found is not None:
            yield found


def _chosen(days: Iterable[date], which: int, today: date) -> Iterator[Moment]:
    days = list(days)
    ahead = [day for day in days if day >= today]
    yield from (_on(day) for day in (ahead or days)[which : which + _VALUES])

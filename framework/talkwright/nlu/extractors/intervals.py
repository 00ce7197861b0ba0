"""Intervals: what two times, or one and a word, are in the calendar. Pure.

What the one end leaves open the other says: "from 9 to 5", "3-4pm", "from the 3rd to 5 May".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from talkwright.nlu.extractors.clock import Clock
from talkwright.nlu.extractors.found import Info
from talkwright.nlu.extractors.grains import GRAINS, add
from talkwright.nlu.extractors.moments import Moment, cycle_moment, resolve
from talkwright.nlu.extractors.partial import Cycle, Partial, share_date

_OPEN = {"to": "to", "from": "from", "since": "from"}
_FITS: dict[str, Callable[[Partial, Partial], bool]] = {
    "between": lambda first, last: True,
    "hours": lambda first, last: first.hour is not None and last.hour is not None,
    "hour_to_time": lambda first, last: last.hour is not None,
    "days": lambda first, last: first.day is not None and not first.has_time,
    "day_to_time": lambda first, last: last.day is not None and last.month is not None and not last.has_time,
}
"""The intervals, and what their two ends must be."""


class Intervals:
    """Those that begin or end around the time on ``clock``."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def read(self, meaning: tuple[Any, ...], values: tuple[Any, ...], date: Partial | None) -> Info | None:
        """What a pattern means, on ``date`` if its values have none; None when they do not fit it after all."""
        kind = meaning[0]
        if kind == "within":
            return self._until(Partial(shift=values[0]))
        if kind == "by_end_of":
            cycle = cycle_moment(Cycle(meaning[1] if len(meaning) > 1 else values[0], 0), self._clock.now)
            return self._clock.closed(Moment(self._clock.now.replace(microsecond=0), "second"), cycle.after)
        if date is not None:
            values = tuple(share_date(date, value) for value in values)
        if kind == "by":
            return self._until(values[0])
        if kind in _OPEN:
            moments = self._clock.resolved(_in_the_past(values[0]) if kind == "since" else values[0])
            if not moments:
                return None
            ends: Info = {"type": "interval", _OPEN[kind]: self._clock.instant(moments[0].start, moments[0].grain)}
            return {**ends, "values": [{**ends}]}
        first, last = values
        if not _FITS[kind](first, last):
            return None
        return self._between(first, last, is_own_date=date is None and last.has_date)

    def _until(self, partial: Partial) -> Info | None:
        moments = self._clock.resolved(partial)
        begin = Moment(self._clock.now.replace(microsecond=0), "second")
        return self._clock.closed(begin, moments[0].start) if moments and moments[0].start > self._clock.now else None

    def _between(self, first: Partial, last: Partial, *, is_own_date: bool) -> Info | None:
        """The interval from ``first`` to ``last``; what the one leaves open the other says."""
        if first.day is not None and first.month is None and last.month is not None:
            first = replace(first, month=last.month, year=last.year)
        if last.day is not None and last.month is None and first.month is not None:
            last = replace(last, month=first.month, year=first.year)
        is_own_date = is_own_date and (first.has_date or not last.has_time)
        first, last = share_date(last, first), share_date(first, last)
        for begin in self._begins(first, last):
            over = next((each for each in self._ends(begin, last, is_own_date) if each.after > begin.start), None)
            if over is not None:
                grain = min(begin.grain, over.grain, key=GRAINS.index)
                return self._clock.closed(Moment(begin.start, grain), over.end or add(over.start, over.grain, 1), grain)
        return None

    def _begins(self, first: Partial, last: Partial) -> list[Moment]:
        """When an interval can begin, the likeliest first: "3-4pm" in the afternoon, "from 9 to 5" in the morning."""
        begins = list(self._clock.resolved(first))
        if not first.ambiguous or first.hour is None or last.hour is None:
            return begins
        if last.ambiguous:
            hour = first.hour + 12 if first.hour < 7 else first.hour
            if first.has_date:
                return begins
            plain = replace(first, hour=hour % 24, ambiguous=False)
            return [*self._clock.resolved(plain), *begins]
        limit = (last.hour, last.minute or 0)
        halves = [replace(first, hour=first.hour % 12 + shift, ambiguous=False) for shift in (12, 0)]
        fitting = [half for half in halves if (half.hour, half.minute or 0) < limit]
        return [moment for half in fitting for moment in self._clock.resolved(half)[:1]] + begins

    def _ends(self, begin: Moment, last: Partial, is_own_date: bool) -> list[Moment]:
        """When an interval from ``begin`` can end, the earliest first."""
        if last.hour is not None and not is_own_date:
            days = (begin.start.date(), add(begin.start, "day", 1).date())
            clock = Partial(hour=last.hour, minute=last.minute, ambiguous=last.ambiguous, part=last.part)
            ends = [moment for day in days for moment in resolve(replace(clock, date=day), self._clock.now)]
            return sorted((each for each in ends if each.start > begin.start), key=lambda each: each.start)
        is_seen_from_now = last.days is not None or last.cycle is not None or last.shift is not None
        return list(self._clock.resolved(last) if is_seen_from_now else resolve(last, begin.start))


def _in_the_past(partial: Partial) -> Partial:
    """Since Monday is since the last one."""
    recurs = partial.weekday is not None or partial.month is not None or partial.day is not None
    return replace(partial, which=-1) if recurs else partial

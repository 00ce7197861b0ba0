"""Moments of the calendar as Duckling writes them, seen from now in a zone. Pure.

An interval ends before its ``to``, so that "from Monday to Wednesday" goes up to Thursday.
"""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from talkwright.nlu.extractors.found import Info
from talkwright.nlu.extractors.moments import Moment, resolve
from talkwright.nlu.extractors.partial import Partial

_ON_THE_CLOCK = ("hour", "minute", "second")


class Clock:
    """``now`` is the time on the wall in ``zone``, that of the ``instant`` it is made of."""

    def __init__(self, instant: datetime) -> None:
        self._instant = instant
        self.zone = instant.tzinfo
        self.now = instant.replace(tzinfo=None)

    def resolved(self, partial: Partial) -> tuple[Moment, ...]:
        shift = partial.shift
        if shift is None or shift.grain not in _ON_THE_CLOCK or self.zone is None:
            return resolve(partial, self.now)
        # Hours pass on the clock of the world, not on that of a place which changes to summer time.
        there = resolve(partial, self._instant.astimezone(UTC).replace(tzinfo=None))
        here = (each.start.replace(tzinfo=UTC).astimezone(self.zone).replace(tzinfo=None) for each in there)
        return tuple(Moment(start, each.grain) for start, each in zip(here, there, strict=True))

    def closed(self, begin: Moment, over: datetime, grain: str | None = None) -> Info:
        ends: Info = {
            "type": "interval",
            "from": self.instant(begin.start, begin.grain),
            "to": self.instant(over, grain or begin.grain),
        }
        return {**ends, "values": [ends]}

    def encode(self, moment: Moment) -> Info:
        if moment.end is None:
            return {"type": "value", **self.instant(moment.start, moment.grain)}
        return {
            "type": "interval",
            "from": self.instant(moment.start, moment.grain),
            "to": self.instant(moment.end, moment.grain),
        }

    def instant(self, moment: datetime, grain: str) -> Info:
        return {"value": write_time(moment, self.zone), "grain": grain}


def write_time(moment: datetime, zone: tzinfo | None) -> str:
    """A wall-clock time as Duckling writes it: "2026-05-03T17:00:00.000+02:00"."""
    return moment.replace(tzinfo=zone).isoformat(timespec="milliseconds")

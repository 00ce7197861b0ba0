"""What words say of a date or a time, and what two such sayings come to together. Pure.

"Friday" is one ``Partial`` and "at 5 in the afternoon" two more; the three together are one moment, which
``moments.resolve`` finds in the calendar.
"""

from __future__ import annotations

from datetime import date

import msgspec
from msgspec.structs import replace


class Shift(msgspec.Struct, frozen=True):
    """``count`` grains from now: in two hours, or three days ago."""

    grain: str
    count: int


class Cycle(msgspec.Struct, frozen=True):
    """A whole grain, ``offset`` from the one that is now, or ``count`` of them in a row: last week, the next 3 months.

    A weekend is a cycle as well.
    """

    grain: str
    offset: int
    count: int = 0


class Partial(msgspec.Struct, frozen=True, kw_only=True):
    """Parts of a moment; None is what was not said.

    ``which`` goes with a recurring date: 0 the coming one, 1 the one after, -1 the last. ``ambiguous`` hours may be in
    the morning or in the evening. ``part`` is a part of the day in hours, [from, to). ``loose`` means nothing by
    itself: "morning".
    """

    now: bool = False
    shift: Shift | None = None
    cycle: Cycle | None = None
    days: int | None = None
    date: date | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    nth: int | None = None
    which: int = 0
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    ambiguous: bool = False
    part: tuple[int, int] | None = None
    loose: bool = False

    @property
    def has_date(self) -> bool:
        """Whether it says something of the day."""
        return any(
            each is not None
            for each in (self.days, self.date, self.year, self.month, self.day, self.weekday, self.cycle, self.shift)
        )

    @property
    def has_time(self) -> bool:
        """Whether it says something of the hours of a day."""
        return self.hour is not None or self.part is not None


_FIELDS = (
    "shift", "cycle", "days", "date", "year", "month", "day", "weekday", "nth", "hour", "minute", "second", "part"
)  # fmt: skip
_FIXED = ("shift", "days", "date")


def merge(one: Partial, other: Partial) -> Partial | None:
    """Both together, or None when they say different things of the same."""
    if one.now or other.now:
        return None
    both = {}
    for name in _FIELDS:
        first, second = getattr(one, name), getattr(other, name)
        if first is not None and second is not None:
            return None
        both[name] = second if first is None else first
    fixed = sum(both[name] is not None for name in _FIXED)
    named = both["month"] is not None or both["day"] is not None or both["year"] is not None
    if fixed > 1 or (fixed and (named or both["cycle"] is not None)) or (both["shift"] and both["hour"] is not None):
        return None
    if both["shift"] is not None and (both["weekday"] is not None or both["part"] is not None):
        return None
    if both["cycle"] is not None and not _fits_cycle(both):
        return None
    return Partial(
        **both,
        which=one.which or other.which,
        ambiguous=one.ambiguous or other.ambiguous,
        loose=one.loose and other.loose,
    )


def _fits_cycle(both: dict[str, object]) -> bool:
    """Whether what is said with a cycle is within one: Monday of next week, the 3rd of next month."""
    cycle = both["cycle"]
    assert isinstance(cycle, Cycle)
    if cycle.count or both["year"] is not None:
        return False
    within = {"week": ("weekday",), "month": ("day", "nth"), "year": ("month", "day")}.get(cycle.grain, ())
    said = [name for name in ("month", "day", "weekday", "nth") if both[name] is not None]
    return all(name in within or (name == "weekday" and "nth" in within) for name in said)


def share_date(source: Partial, target: Partial) -> Partial:
    """``target`` on the day of ``source``, when only that says which."""
    if target.has_date or not source.has_date or source.shift is not None:
        return target
    names = ("cycle", "days", "date", "year", "month", "day", "weekday", "nth", "which")
    return replace(target, loose=False, **{name: getattr(source, name) for name in names})

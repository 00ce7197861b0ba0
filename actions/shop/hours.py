"""When the stores and the team are there. Pure: whoever asks says what time it is."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/London")


class Hours(NamedTuple):
    """From opening to closing of each day, Monday first; None is closed."""

    days: tuple[tuple[time, time] | None, ...]

    def on(self, day: date) -> tuple[time, time] | None:
        return self.days[day.weekday()]

    def is_open(self, now: datetime) -> bool:
        """``now`` is local time."""
        today = self.on(now.date())
        return today is not None and today[0] <= now.time() < today[1]

    def next_opening(self, now: datetime) -> datetime:
        """When the doors open next; ``now`` and the answer are local time."""
        for ahead in range(8):
            day = now.date() + timedelta(days=ahead)
            hours = self.on(day)
            if hours is not None and (ahead or now.time() < hours[0]):
                return datetime.combine(day, hours[0], now.tzinfo)
        raise ValueError("it never opens")


class Store(NamedTuple):
    """``hours_in_words`` says the whole week."""

    name: str
    address: str
    phone: str
    hours: Hours
    hours_in_words: str


def _week(weekday: tuple[int, int], saturday: tuple[int, int], sunday: tuple[int, int] | None) -> Hours:
    """Hours of a week, in minutes after midnight."""
    days = [weekday] * 5 + [saturday, sunday]
    return Hours(tuple(day and (_clock(day[0]), _clock(day[1])) for day in days))


def _clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


STORES = {
    "Kendal": Store(
        "Kendal",
        "14 Finkle Yard, Kendal",
        "01539 496 014",
        _week((9 * 60, 17 * 60 + 30), (9 * 60, 17 * 60 + 30), (10 * 60 + 30, 16 * 60 + 30)),
        "Monday to Saturday from 9.00 to 17.30, Sunday from 10.30 to 16.30",
    ),
    "Leeds": Store(
        "Leeds",
        "3 Assembly Row, Leeds",
        "0113 496 0203",
        _week((10 * 60, 19 * 60), (9 * 60, 18 * 60), (11 * 60, 17 * 60)),
        "Monday to Friday from 10.00 to 19.00, Saturday from 9.00 to 18.00, Sunday from 11.00 to 17.00",
    ),
}

# The people who answer tickets: on weekdays.
TEAM = Hours(((time(9), time(17)),) * 5 + (None, None))


def clock_in_words(moment: time) -> str:
    """Such as "9.00" or "17.30"."""
    return f"{moment.hour}.{moment.minute:02}"


def day_in_words(day: date, today: date) -> str:
    """ "today", "tomorrow", or such as "on Friday, 3 July"."""
    names = {today: "today", today + timedelta(days=1): "tomorrow"}
    return names.get(day, f"on {day:%A}, {day.day} {day:%B}")

"""Dates and times beyond single sentences: Duckling's JSON, zones and their changes, and the edges of the calendar."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from talkwright.nlu.extractors.dimensions import read

BERLIN = ZoneInfo("Europe/Berlin")


def time(text: str, now: datetime, locale: str = "en") -> dict[str, Any]:
    ((_, found),) = read(text, ("time",), locale=locale, now=now)
    return found.info


def value(text: str, now: datetime, locale: str = "en") -> str:
    return str(time(text, now, locale)["value"])


NOW = datetime(2013, 2, 12, 4, 30, tzinfo=ZoneInfo("America/Sao_Paulo"))  # a Tuesday, two hours behind UTC


def test_a_value_is_as_duckling_writes_it() -> None:
    assert time("monday", NOW) == {
        "type": "value",
        "value": "2013-02-18T00:00:00.000-03:00",
        "grain": "day",
        "values": [
            {"type": "value", "value": "2013-02-18T00:00:00.000-03:00", "grain": "day"},
            {"type": "value", "value": "2013-02-25T00:00:00.000-03:00", "grain": "day"},
            {"type": "value", "value": "2013-03-04T00:00:00.000-03:00", "grain": "day"},
        ],
    }


def test_an_interval_is_as_duckling_writes_it() -> None:
    ends = {
        "type": "interval",
        "from": {"value": "2013-02-12T15:00:00.000-02:00", "grain": "hour"},
        "to": {"value": "2013-02-12T17:00:00.000-02:00", "grain": "hour"},
    }
    assert time("3-4pm", NOW) == {**ends, "values": [ends]}


def test_an_open_interval_has_one_end() -> None:
    end = {"type": "interval", "to": {"value": "2013-02-12T11:00:00.000-02:00", "grain": "hour"}}
    assert time("before 11 am", NOW) == {**end, "values": [end]}


def test_the_value_for_a_slot_is_what_rasa_gives_it() -> None:
    ((_, found),) = read("before 11 am", ("time",), now=NOW)
    assert found.value == {"to": "2013-02-12T11:00:00.000-02:00", "from": None}


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("tomorrow", "2013-02-13T00:00:00.000-02:00"),
        ("at 3am", "2013-02-13T03:00:00.000-02:00"),
        ("at 5", "2013-02-12T05:00:00.000-02:00"),
        ("3:30", "2013-02-12T15:30:00.000-02:00"),
        ("next wednesday", "2013-02-13T00:00:00.000-02:00"),
        ("tuesday", "2013-02-19T00:00:00.000-03:00"),
        ("tuesday at 9am", "2013-02-12T09:00:00.000-02:00"),
        ("Sunday, Feb 10", "2013-02-10T00:00:00.000-02:00"),
        ("in 7 days", "2013-02-19T04:00:00.000-03:00"),
        ("last week", "2013-02-04T00:00:00.000-02:00"),
    ],
)
def test_a_day_in_brazil(text: str, moment: str) -> None:
    assert value(text, NOW) == moment


def test_the_zone_decides_which_day_it_is() -> None:
    late = datetime(2026, 11, 18, 23, 30, tzinfo=UTC)
    assert value("tomorrow", late) == "2026-11-19T00:00:00.000+00:00"
    assert value("tomorrow", late.astimezone(BERLIN)) == "2026-11-20T00:00:00.000+01:00"


def test_hours_pass_on_the_clock_of_the_world_and_days_on_the_wall() -> None:
    before = datetime(2026, 3, 29, 0, 30, tzinfo=BERLIN)  # at 2 it is 3
    assert value("in 3 hours", before) == "2026-03-29T04:30:00.000+02:00"
    assert value("tomorrow at noon", datetime(2026, 3, 28, 12, tzinfo=BERLIN)) == "2026-03-29T12:00:00.000+02:00"


def test_who_writes_the_month_first() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    assert value("3/5/2026", now, "en_US")[:10] == "2026-03-05"
    assert value("3/5/2026", now, "en")[:10] == "2026-03-05"
    assert value("3/5/2026", now, "en_GB")[:10] == "2026-05-03"
    assert value("3/5/2026", now, "de")[:10] == "2026-05-03"
    assert value("25/3/2026", now, "en_US")[:10] == "2026-03-25"


def test_leap_days_and_month_ends() -> None:
    assert value("29 february", datetime(2026, 1, 1, tzinfo=UTC))[:10] == "2028-02-29"
    assert value("in a month", datetime(2026, 1, 31, tzinfo=UTC))[:10] == "2026-02-28"
    assert value("the 31st", datetime(2026, 2, 1, tzinfo=UTC))[:10] == "2026-03-31"
    assert value("in a year", datetime(2024, 2, 29, tzinfo=UTC))[:10] == "2025-02-01"


def test_what_the_calendar_does_not_have_is_no_time() -> None:
    for text in ("30 february", "31.4.2026", "in 99999 years", "2026-13-01"):
        assert list(read(text, ("time",), now=NOW)) == [], text


def test_an_hour_on_a_day_is_the_likelier_and_the_other_one_comes_second() -> None:
    values = [each["value"][11:16] for each in time("tomorrow at 3", NOW)["values"]]
    assert values == ["15:00", "03:00"]
    assert [each["value"][11:16] for each in time("tomorrow at 9", NOW)["values"]] == ["09:00", "21:00"]

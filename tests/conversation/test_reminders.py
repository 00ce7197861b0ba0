"""Which reminders stand, for every way a conversation can go, and what that changes in the timers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given

from talkwright.conversation import events as ev
from talkwright.conversation.events import Event, ReminderCancelled, ReminderScheduled, UserUttered
from talkwright.conversation.reminders import Reminders, due_at, entities, standing
from talkwright.conversation.schema import Schema
from talkwright.conversation.state import fold, initial, replay
from talkwright.conversation.store import Timer
from talkwright.conversation.timers import changes
from talkwright.conversation.utterance import Entity

from .values import TRIED, logs

NOON = "2030-01-31T12:00:00+00:00"


def reminder(name: str | None = "tea", **more: Any) -> ReminderScheduled:
    return ReminderScheduled(**{"name": name, "intent": "remind", "date_time": NOON, "kill_on_user_msg": False, **more})


def left(*after: Event, before: Reminders) -> set[str | None]:
    """The names of those that stand."""
    return {each.name for each in standing([*before, *after])}


@TRIED
@given(logs())
def test_the_state_has_those_that_stand_however_it_was_folded(events: list[Event]) -> None:
    assert replay(Schema(), events).reminders == standing(events)
    state = initial(Schema())
    for event in events:
        if isinstance(event, (ev.UserUtteranceReverted, ev.ActionReverted)):
            return
        state = fold(Schema(), state, event)
    assert state.reminders == standing(events)


def test_a_reminder_outlives_sessions_rewinds_and_what_the_user_says() -> None:
    events = (ev.SessionStarted(), UserUttered(text="hi"), ev.UserUtteranceReverted(), ev.ActionReverted())
    assert left(*events, before=(reminder(),)) == {"tea"}


def test_a_restart_ends_them_all() -> None:
    assert left(ev.Restarted(), before=(reminder(),)) == set()


def test_a_message_ends_those_that_were_not_to_outlive_it() -> None:
    both = (reminder("tea"), reminder("eggs", kill_on_user_msg=True))
    assert left(UserUttered(text="hi"), before=both) == {"tea"}
    fired = UserUttered(text="EXTERNAL: x", metadata={"is_external": True, "reminder": "tea"})
    assert left(fired, before=both) == {"eggs"}
    triggered = UserUttered(text="EXTERNAL: x", metadata={"is_external": True})
    assert left(triggered, before=both) == {"tea", "eggs"}


def test_one_takes_the_place_of_another_with_its_name() -> None:
    (one,) = standing([reminder(), reminder(intent="other")])
    assert one.intent == "other"
    assert standing([reminder(None)]) == ()


@pytest.mark.parametrize(
    ("cancel", "expected"),
    [
        ({}, set()),
        ({"name": "tea"}, {"eggs", "bread"}),
        ({"intent": "cook"}, {"tea"}),
        ({"intent": "cook", "name": "eggs"}, {"tea", "bread"}),
        ({"intent": "cook", "name": "tea"}, {"tea", "eggs", "bread"}),
        ({"entities": {"minutes": 5}}, {"tea", "bread"}),
        ({"entities": [{"entity": "minutes", "value": 5}]}, {"tea", "bread"}),
        ({"entities": {"minutes": 6}}, {"tea", "eggs", "bread"}),
    ],
)
def test_what_a_cancellation_gives_must_match(cancel: dict[str, Any], expected: set[str]) -> None:
    eggs, bread = reminder("eggs", intent="cook", entities={"minutes": 5}), reminder("bread", intent="cook")
    assert left(ReminderCancelled(**cancel), before=(reminder(), eggs, bread)) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (None, ()),
        ({"city": "Rome", "days": 2}, (Entity("city", "Rome"), Entity("days", 2))),
        ([{"entity": "city", "value": "Rome", "role": "to"}], (Entity("city", "Rome", role="to"),)),
        (["city", 3, {"value": "no name"}], ()),
        ("city", ()),
    ],
)
def test_entities_are_read_as_rasa_writes_them(given: Any, expected: tuple[Entity, ...]) -> None:
    assert entities(reminder(entities=given)) == expected


def test_a_time_without_a_zone_is_local() -> None:
    noon = datetime(2030, 1, 31, 12, tzinfo=UTC)
    for written in (noon, noon.astimezone(timezone(timedelta(hours=-5))), noon.astimezone().replace(tzinfo=None)):
        assert due_at(reminder(date_time=written.isoformat())) == noon.timestamp()
    assert due_at(reminder(date_time="2030-01-31T12:00:00Z")) == noon.timestamp()


@pytest.mark.parametrize("written", [None, "", "soon", "2030-13-01"])
def test_what_is_no_time_is_never_due(written: str | None) -> None:
    given = reminder(date_time=written)
    assert due_at(given) is None
    assert changes((), (given,)) == ((), ())


def test_timers_follow_the_reminders() -> None:
    tea, eggs = reminder("tea"), reminder("eggs")
    later = reminder("tea", date_time="2030-01-31T13:00:00+00:00")
    noon = datetime.fromisoformat(NOON).timestamp()
    assert changes((), ()) == changes((tea,), (tea,)) == ((), ())
    assert changes((), (tea,)) == ((), (Timer("tea", noon),))
    assert changes((tea, eggs), (later,)) == (("eggs",), (Timer("tea", noon + 3600),))
    assert changes((tea,), ()) == (("tea",), ())
    # One that was scheduled anew is a new timer, also for the same time: the one before may be ringing.
    assert changes((tea,), (reminder("tea", timestamp=9.0),)) == ((), (Timer("tea", noon),))

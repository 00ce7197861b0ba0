"""Who wrote an event is stored once a turn, and seen on every event."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwright.conversation.bot_message import message_of
from talkwright.conversation.content import BotMessage
from talkwright.conversation.events import ActionExecuted, BotUttered, Event, UserUttered
from talkwright.conversation.origin import mark, origin_of, spread

TURNS = st.lists(
    st.tuples(
        st.lists(st.builds(ActionExecuted, name=st.text(max_size=3)), min_size=1, max_size=4),
        st.none() | st.builds(origin_of, st.text(min_size=1, max_size=3), st.none() | st.just("shop")),
    ),
    max_size=5,
)


@given(TURNS)
def test_every_event_of_a_turn_has_what_its_first_one_has(
    turns: list[tuple[list[Event], dict[str, str] | None]],
) -> None:
    log = [event for events, origin in turns for event in mark(tuple(events), origin or {})]
    seen = iter(spread(log))
    holds: dict[str, str] = {}
    for events, origin in turns:
        holds = origin or holds
        assert [dict(next(seen).metadata) for _ in events] == [holds] * len(events)
    assert spread(spread(log)) == spread(log)


def test_what_says_where_it_is_from_stays_as_it_is() -> None:
    there: tuple[Event, ...] = (UserUttered(text="hi", metadata={"model_id": "rasa", "x": 1}), ActionExecuted(name="a"))
    events = spread((*there, *mark((ActionExecuted(name="b"),), origin_of("ours", None))))
    assert [event.metadata for event in events] == [
        {"model_id": "rasa", "x": 1},
        {"model_id": "rasa"},
        {"model_id": "ours"},
    ]


@pytest.mark.parametrize("origin", [{}, origin_of("m", "shop")])
def test_a_message_does_not_say_who_wrote_its_event(origin: dict[str, str]) -> None:
    (event,) = mark((BotUttered(text="hi", metadata={"utter_action": "utter_hi"}),), origin)
    assert isinstance(event, BotUttered)
    assert message_of(event) == BotMessage(text="hi", metadata={"utter_action": "utter_hi"})

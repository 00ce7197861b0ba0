"""What the assistant says is the same as a message and as an event, and what makes no message does no harm."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from talkwright.conversation import events as ev
from talkwright.conversation.bot_message import message_of, uttered
from talkwright.conversation.content import BotMessage, Button
from talkwright.conversation.event_json import decode, encode, from_plain
from talkwright.errors import RequestError

from .values import MESSAGES, TRIED


@TRIED
@given(MESSAGES)
def test_a_message_survives_its_event(message: BotMessage) -> None:
    event = uttered(message, 12.5)
    assert event.timestamp == 12.5
    (stored,) = decode(encode([event]))
    assert isinstance(stored, ev.BotUttered)
    expected, found = message, message_of(stored)
    assert (found.text, found.buttons, found.quick_replies, found.metadata) == (
        expected.text,
        expected.buttons,
        expected.quick_replies,
        expected.metadata,
    )
    for name in ("image", "attachment", "custom", "elements"):  # an empty one is as good as none
        assert (getattr(found, name) or None) == (getattr(expected, name) or None)


def test_a_bot_event_shows_as_a_message() -> None:
    data = {
        "buttons": [{"title": "Yes", "payload": "/affirm"}],
        "image": "https://x/y.png",
        "custom": None,
        "elements": None,
    }
    event = ev.BotUttered(text="Really?", data=data, metadata={"utter_action": "utter_really"})
    assert message_of(event) == BotMessage(
        text="Really?",
        image="https://x/y.png",
        buttons=(Button("Yes", "/affirm"),),
        metadata={"utter_action": "utter_really"},
    )


@pytest.mark.parametrize(
    "data",
    [
        {"image": 5},
        {"buttons": "no"},
        {"buttons": [{"payload": "/x"}]},
        {"elements": 7},
        {"quick_replies": [3]},
    ],
)
def test_a_message_that_is_none_is_refused_at_the_edge_and_harmless_in_a_log(data: dict[str, Any]) -> None:
    with pytest.raises(RequestError, match="event 0"):
        from_plain([{"event": "bot", "text": "hi", "data": data}])
    assert message_of(ev.BotUttered(text="hi", data=data)).text == "hi"


def test_a_button_may_leave_its_payload_null() -> None:
    (event,) = from_plain([{"event": "bot", "data": {"buttons": [{"title": "x", "payload": None}]}}])
    assert isinstance(event, ev.BotUttered)
    assert message_of(event).buttons[0].title == "x"

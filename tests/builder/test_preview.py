"""How a variation of a response looks on each channel: filled, translated, and with what is wrong with it."""

from __future__ import annotations

from typing import Any

import pytest

from talkwright.builder.preview import ChannelRow, channels_of, preview
from talkwright.channels.channel import Shows


def test_the_channels_of_a_bot_come_before_what_it_could_be_on() -> None:
    rows = channels_of(["rest", "socketio", "no.such.Class"])
    assert [(row.name, row.connected) for row in rows[:3]] == [("rest", True), ("socketio", True), ("whatsapp", False)]
    assert {row.name for row in channels_of([]) if row.connected} == {"rest", "web"}


CHANNELS = (ChannelRow("web", True, Shows()), ChannelRow("sms", False, Shows(buttons_max=0)))
VARIATION: dict[str, Any] = {
    "text": "Hello {name} in {city}",
    "buttons": [{"title": "Yes", "payload": "/affirm", "translation": {"de": "Ja"}}],
    "translation": {"de": "Hallo {name} in {city}"},
}


def test_a_variation_is_filled_and_shown_on_each_channel() -> None:
    found = preview(VARIATION, CHANNELS, {"name": "Ada"}, "de")
    assert found.unfilled == ("city",)
    assert found.channels["web"].messages[0].text == "Hallo Ada in {city}"
    assert found.channels["sms"].messages[0].text == "Hallo Ada in {city}\n1: Ja"


def test_a_variation_of_one_channel_is_shown_there_alone() -> None:
    assert preview({"text": "Hi", "channel": "sms"}, CHANNELS, {}).channels.keys() == {"sms"}


@pytest.mark.parametrize("variation", [{}, {"buttons": [{"payload": "/a"}]}, 7, None, {"text": ["a"]}])
def test_what_is_wrong_with_a_variation_is_told(variation: Any) -> None:
    assert preview(variation, CHANNELS, {}).problems

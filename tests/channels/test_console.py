"""Messages as a terminal shows them."""

import pytest

from talkwright.channels.console import render
from talkwright.conversation.content import BotMessage, Button
from talkwright.testing.channel_contract import CONTENT


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        (BotMessage(text="One\n\nTwo\tthree"), "One\n\nTwo\tthree"),
        (
            BotMessage(text="Sure?", buttons=(Button("Yes", "/affirm"), Button("No"), Button("Why", "Why"))),
            "Sure?\n1: Yes (/affirm)\n2: No\n3: Why",
        ),
        (BotMessage(buttons=(Button("A", "/a"),), quick_replies=(Button("B", "/b"),)), "1: A (/a)\n2: B (/b)"),
        (BotMessage(text="Look", image="http://i/1.png"), "Look\nimage: http://i/1.png"),
        (BotMessage(attachment={"type": "file"}), 'attachment: {"type":"file"}'),
        (BotMessage(custom={"a": ["ü", None]}), 'custom: {"a":["ü",null]}'),
        (BotMessage(elements=({"title": "A", "buttons": [{"title": "B", "payload": "/b"}]},)), "A\n1: B (/b)"),
    ],
)
def test_a_message_is_lines(message, shown):
    assert render(message) == shown


def test_a_message_does_not_steer_the_terminal():
    assert render(BotMessage(text="a\x1b[2Jb\x07\x9b31m", image="\x1b]0;title\x07")) == "a[2Jb31m\nimage: ]0;title"


@pytest.mark.parametrize("message", CONTENT)
def test_every_message_shows_something(message):
    assert render(message).strip()

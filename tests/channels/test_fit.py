"""A message on channels that show less: nothing is lost that can be said in another way, and what is lost is told."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from talkwright.channels.channel import Shows
from talkwright.channels.fit import fit
from talkwright.conversation.content import BotMessage, Button

CARDS = ({"title": "Tent", "subtitle": "For two", "buttons": [{"title": "Take it", "payload": "/take"}]},)


def buttons(*titles: str) -> tuple[Button, ...]:
    return tuple(Button(title, f"/{title}") for title in titles)


def test_what_fits_stays_as_it_is() -> None:
    message = BotMessage("Hello", "https://a/b.png", buttons("yes", "no"), custom={"a": 1}, elements=CARDS)
    fitted = fit(message, Shows(elements=True, custom=True))
    assert (fitted.messages, fitted.losses) == ((message,), ())


def test_a_long_text_becomes_several_and_buttons_stand_under_the_last() -> None:
    fitted = fit(BotMessage("one two three", buttons=buttons("yes")), Shows(text_max=8))
    assert [message.text for message in fitted.messages] == ["one two", "three"]
    assert [len(message.buttons) for message in fitted.messages] == [0, 1]
    assert [(loss.kind, loss.part) for loss in fitted.losses] == [("split", "text")]


def test_buttons_that_are_too_many_become_lines() -> None:
    fitted = fit(BotMessage("Which?", buttons=buttons("red", "green", "blue")), Shows(buttons_max=1))
    assert fitted.messages == (BotMessage("Which?\n2: green\n3: blue", buttons=buttons("red")),)
    assert [loss.said for loss in fitted.losses] == ["2 of 3 buttons become lines of text"]


def test_long_titles_are_cut_and_keep_what_they_say() -> None:
    fitted = fit(BotMessage("Which?", buttons=buttons("very long")), Shows(button_title_max=5))
    assert fitted.messages[0].buttons == (Button("very…", "/very long"),)
    assert [(loss.kind, loss.part) for loss in fitted.losses] == [("cut", "buttons")]


@pytest.mark.parametrize(
    ("message", "shows", "texts", "losses"),
    [
        (BotMessage(custom={"a": 1}), Shows(), [], [("left out", "custom")]),
        (BotMessage("Look", "https://a/b"), Shows(images=False), ["Look\nhttps://a/b"], [("flattened", "image")]),
        (
            BotMessage(attachment={"type": "file", "payload": {"url": "https://a/b.pdf"}}),
            Shows(attachments=False),
            ["https://a/b.pdf"],
            [("flattened", "attachment")],
        ),
        (BotMessage(elements=CARDS), Shows(), ["Tent : For two"], [("flattened", "elements")]),
        (
            BotMessage("?", quick_replies=buttons("a", "b")),
            Shows(quick_replies=False, buttons_max=0),
            ["?\n1: a\n2: b"],
            [("flattened", "quick_replies"), ("flattened", "buttons")],
        ),
    ],
)
def test_what_cannot_be_shown_is_said(
    message: BotMessage, shows: Shows, texts: list[str], losses: list[tuple[str, str]]
) -> None:
    fitted = fit(message, shows)
    assert [each.text for each in fitted.messages] == texts
    assert [(loss.kind, loss.part) for loss in fitted.losses] == losses


MESSAGES = st.builds(
    BotMessage,
    text=st.text("ab \n", min_size=1, max_size=60),
    buttons=st.lists(st.builds(Button, st.text("xy", min_size=1, max_size=9)), max_size=5).map(tuple),
)
LIMITS = st.builds(
    Shows,
    text_max=st.integers(1, 30),
    buttons_max=st.one_of(st.none(), st.integers(0, 4)),
    button_title_max=st.one_of(st.none(), st.integers(1, 6)),
)


@example(BotMessage("a "), Shows(text_max=1))
@given(MESSAGES, LIMITS)
def test_no_limit_is_broken_and_no_word_is_lost(message: BotMessage, shows: Shows) -> None:
    fitted = fit(message, shows)
    for each in fitted.messages:
        assert len(each.text or "") <= (shows.text_max or 0)
        assert shows.buttons_max is None or len(each.buttons) <= shows.buttons_max
        assert all(len(b.title) <= (shows.button_title_max or 99) for b in each.buttons)
    said = "".join("".join((each.text or "").split()) for each in fitted.messages)
    assert said.startswith("".join((message.text or "").split()))

"""A response of the domain -> the message to say."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwright.actions.respond import fill, fill_message, respond, words_of
from talkwright.conversation.content import BotMessage, Button
from talkwright.project.domain import Response, ResponseCondition

SLOTS = {"name": "Robin", "count": 3.0, "price": 2.5, "vip": True, "level": "Gold", "nothing": None, "tags": ["a", "b"]}


def variation(text: str, channel: str | None = None, **conditions: Any) -> Response:
    """A variation that is said when the slots have these values."""
    needed = tuple(ResponseCondition("slot", name, value) for name, value in conditions.items())
    return Response(BotMessage(text=text), channel=channel, conditions=needed)


def say(*variations: Response, channel: str | None = "web", seed: str = "turn:1") -> str | None:
    message = respond("utter_x", variations, SLOTS, channel, seed)
    return message.text if message else None


FITTING = [
    variation("for this channel, when it holds", "web", vip=True),
    variation("for this channel", "web"),
    variation("when it holds", vip=True),
    variation("for all"),
]
OTHERS = [variation("for another channel", "sms"), variation("when it does not hold", vip=False)]


@pytest.mark.parametrize("rank", range(4))
def test_the_nearest_variation_is_said(rank: int) -> None:
    left = FITTING[rank:]
    assert say(*reversed(left), *OTHERS) == FITTING[rank].message.text


def test_nothing_is_said_when_no_variation_may_be() -> None:
    assert say(*OTHERS) is None
    assert say() is None


def test_without_a_channel_only_the_variations_for_all_count() -> None:
    assert say(*FITTING, channel=None) == "when it holds"


@pytest.mark.parametrize(
    ("slot", "value", "holds"),
    [
        ("level", "gold", True),
        ("level", "GOLD", True),
        ("level", "silver", False),
        ("vip", True, True),
        ("vip", "true", False),
        ("count", 3, True),
        ("nothing", None, True),
        ("missing", None, True),
        ("missing", "x", False),
        ("tags", ["a", "b"], True),
    ],
)
def test_a_condition_compares_with_the_slot(slot: str, value: Any, holds: bool) -> None:
    assert say(variation("yes", **{slot: value}), variation("no")) == ("yes" if holds else "no")


def test_all_conditions_of_a_variation_must_hold() -> None:
    assert say(variation("both", vip=True, level="silver"), variation("other")) == "other"
    assert say(variation("both", vip=True, level="gold"), variation("other")) == "both"


def test_a_condition_may_be_written_as_text() -> None:
    variations = (
        Response(BotMessage(text="yes"), condition_text="slots.vip"),
        Response(BotMessage(text="other")),
    )
    asked: list[str] = []

    def holds(condition: str) -> bool:
        asked.append(condition)
        return condition == "slots.vip"

    chosen = respond("utter_x", variations, SLOTS, None, "1", holds)
    assert chosen is not None
    assert chosen.text == "yes"
    assert asked == ["slots.vip"]
    assert respond("utter_x", variations[:1], SLOTS, None, "1", lambda condition: False) is None


# -- choosing among equals ---------------------------------------------------------------------------------------------

THREE = (variation("a"), variation("b"), variation("c"))


def test_the_same_turn_says_the_same_words() -> None:
    assert len({say(*THREE, seed="bob/rest:17:2") for _ in range(20)}) == 1


@pytest.mark.parametrize("seed", ["user/rest:{}:1", "user/rest:1:{}", "{}"])
@pytest.mark.parametrize("count", [2, 3, 4, 8])
def test_turns_spread_over_the_variations(seed: str, count: int) -> None:
    variations = [variation(str(number)) for number in range(count)]
    said = Counter(say(*variations, seed=seed.format(turn)) for turn in range(1200))
    assert len(said) == count
    assert min(said.values()) > 1200 / count * 0.6


def test_two_responses_of_one_turn_are_chosen_apart() -> None:
    def index(name: str, turn: int) -> str | None:
        message = respond(name, THREE, {}, None, str(turn))
        return message.text if message else None

    pairs = {(index("utter_x", turn), index("utter_y", turn)) for turn in range(200)}
    assert len(pairs) == 9, "every pair comes about"


# -- filling -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Hello {name}!", "Hello Robin!"),
        ("{name} and {name}", "Robin and Robin"),
        ("{count} items for {price}", "3 items for 2.5"),
        ("{vip} {nothing}", "True None"),
        ("Hello {nobody}, {name}", "Hello {nobody}, Robin"),
        ("{{name}}", "{name}"),
        ("{{{name}}}", "{Robin}"),
        ("{{ {name} }}", "{ Robin }"),
        ('/ask{{"name": "{name}"}}', '/ask{"name": "Robin"}'),
        ('/ask{"name": "{name}"}', '/ask{"name": "Robin"}'),
        ('/ask{"a": {"b": "c"}}', '/ask{"a": {"b": "c"}}'),
        ("{} { } {1} {a b} }} {", "{} { } {1} {a b} }} {"),
        ("100 % {name", "100 % {name"),
        ("", ""),
    ],
)
def test_variables_are_replaced(text: str, filled: str) -> None:
    assert fill(text, SLOTS) == filled


def test_every_part_of_a_message_is_filled() -> None:
    message = BotMessage(
        text="{name}",
        image="http://x/{name}.png",
        buttons=(Button("{name}", '/ask{{"n": "{name}"}}', "postback"),),
        quick_replies=(Button("{level}", "{level}"),),
        attachment={"url": "{name}", "size": 5},
        elements=({"title": "{name}", "tags": ["{level}", None]},),
        custom={"deep": [{"er": "{name}"}], "{name}": True},
        metadata={"kept": "{name}"},
    )
    assert fill_message(message, SLOTS) == BotMessage(
        text="Robin",
        image="http://x/Robin.png",
        buttons=(Button("Robin", '/ask{"n": "Robin"}', "postback"),),
        quick_replies=(Button("Gold", "Gold"),),
        attachment={"url": "Robin", "size": 5},
        elements=({"title": "Robin", "tags": ["Gold", None]},),
        custom={"deep": [{"er": "Robin"}], "{name}": True},
        metadata={"kept": "{name}"},
    )


def test_the_message_says_which_response_it_is() -> None:
    response = Response(BotMessage(text="Hello {name}", metadata={"mood": "good"}))
    message = respond("utter_greet", [response], SLOTS, None, "1")
    assert message == BotMessage(text="Hello Robin", metadata={"mood": "good", "utter_action": "utter_greet"})
    assert response.message.metadata == {"mood": "good"}, "the domain stays as it is"


def test_what_a_slot_holds_is_not_filled_again() -> None:
    assert fill("{a} {b}", {"a": "{b}", "b": "{a}"}) == "{b} {a}"


@given(st.text(alphabet="{}ab ", max_size=20))
def test_filling_never_fails_and_leaves_text_without_braces_alone(text: str) -> None:
    filled = fill(text, {"a": "A"})
    assert isinstance(filled, str)
    if "{" not in text:
        assert filled == text


def test_what_a_pattern_knows_is_said_without_what_is_not_there() -> None:
    changed = {"lead_budget": {"to": 150.0, "from": None}, "lead_name": "Robin", "tags": ["a", "b"]}
    said = say(variation("Changed: {context.corrected_slots}."))
    assert said == "Changed: {context.corrected_slots}."
    assert words_of({"corrected_slots": changed}) == {
        "context.corrected_slots": "lead budget: to: 150, lead name: Robin, tags: a, b"
    }

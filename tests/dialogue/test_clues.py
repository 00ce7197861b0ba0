"""Clues and likeness: what of the last moments counts, and how much names are like each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwright.conversation.trail import LISTEN
from talkwright.dialogue.moments import Moment
from talkwright.dialogue.policies.clues import clues, scene_of
from talkwright.dialogue.policies.likeness import Likeness

BEGIN = Moment()
HEARD = Moment(LISTEN, intent="ask_hours", entities=("day",))
SAID = Moment("utter_hours", intent="ask_hours", entities=("day",))
THANKED = Moment(LISTEN, intent="thanks")


def test_a_scene_is_what_was_said_last_and_done_since() -> None:
    scene = scene_of([BEGIN, HEARD, SAID])
    assert (scene.done, scene.is_heard, scene.intents) == (("utter_hours",), False, ("ask_hours",))
    later = scene_of([BEGIN, HEARD, SAID, THANKED])
    assert (later.done, later.is_heard, later.answered) == ((), True, "utter_hours")


def test_the_beginning_is_a_scene() -> None:
    scene = scene_of([BEGIN])
    assert (scene.done, scene.before, scene.answered) == ((), [], None)
    assert clues(scene)


def test_each_of_several_intents_is_a_clue() -> None:
    found = clues(scene_of([Moment(LISTEN, intent="ask_hours+ask_price")]))
    assert {f"said {intent}, heard" for intent in ("ask_hours", "ask_price", "ask_hours+ask_price")} <= set(found)


@pytest.mark.parametrize(
    "other",
    [
        Moment(LISTEN, intent="ask_price", entities=("day",)),
        Moment(LISTEN, intent="ask_hours"),
        Moment(LISTEN, intent="ask_hours", entities=("day",), loop="order_form"),
        Moment(LISTEN, intent="ask_hours", entities=("day",), slots=(("vip", (1.0,)),)),
        Moment("utter_hours", intent="ask_hours", entities=("day",)),
    ],
)
def test_what_is_otherwise_gives_other_clues(other: Moment) -> None:
    assert set(clues(scene_of([BEGIN, HEARD]))) != set(clues(scene_of([BEGIN, other])))


MOMENTS = st.lists(st.sampled_from([BEGIN, HEARD, SAID, THANKED]), min_size=1, max_size=8)


@given(MOMENTS)
def test_clues_come_once(seen: list[Moment]) -> None:
    found = clues(scene_of(seen))
    assert len(found) == len(set(found))


ACTIONS = ("utter_opening_hours", "utter_price", "action_look_up_order", "utter_öffnungszeiten", LISTEN)


def test_names_are_alike_by_their_words() -> None:
    likeness = Likeness(ACTIONS, ACTIONS)
    assert likeness.of("ask_hours").argmax() == 0
    assert likeness.of("askPrice").argmax() == 1
    assert likeness.of("lookupOrders").argmax() == 2
    assert likeness.of("öffnungszeiten").argmax() == 3


def test_a_name_is_most_like_itself() -> None:
    likeness = Likeness(ACTIONS, ACTIONS)
    for column, action in enumerate(ACTIONS):
        assert likeness.of(action)[column] == pytest.approx(1.0)


@given(st.text(max_size=20))
def test_likeness_is_between_nothing_and_one(name: str) -> None:
    found = Likeness(ACTIONS, ACTIONS).of(name)
    assert ((found >= 0) & (found <= 1.0001)).all()

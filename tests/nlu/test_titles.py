"""What names of intents say."""

from __future__ import annotations

import pytest

from talkwright.nlu.examples import Example
from talkwright.nlu.titles import title, titles


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("card_arrival", "card arrival"),
        ("AddToPlaylist", "add to playlist"),
        ("weather/find", "find"),
        ("order-status+refund", "order status refund"),
        ("Öffnungszeiten", "öffnungszeiten"),
        ("faq/_", ""),
    ],
)
def test_a_name_is_read_as_words(name: str, said: str) -> None:
    assert title(name) == said


def test_a_retrieval_intent_has_the_titles_of_its_questions_alone() -> None:
    examples = (Example("when", "faq", response_key="opening_hours"), Example("hi", "greet"), Example("no intent"))
    assert titles(examples) == {"faq/opening_hours": "opening hours", "greet": "greet"}

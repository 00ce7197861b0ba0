"""Payloads say what is meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwright.conversation.utterance import Entity, Intent
from talkwright.nlu.payload import EXTRACTOR, read_payload

INTENTS = {"greet", "inform", "book_table"}


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("/greet", Intent("greet", 1.0)),
        ("  /greet \n", Intent("greet", 1.0)),
        ("/greet@0.9", Intent("greet", 0.9)),
        ("/greet@7", Intent("greet", 1.0)),
        ("/greet@-1", Intent("greet", 0.0)),
        ("/greet@nan", Intent("greet", 0.0)),
        ("/greet@high", Intent("greet", 0.0)),
        ("/inform@0.5{}", Intent("inform", 0.5)),
        ("/inform {}", Intent("inform", 1.0)),
        ("/inform{not json}", Intent("inform", 1.0)),
        ("/inform[1]", None),
        ("/unknown", None),
        ("/SetSlots(a=b)", None),
        ("/", None),
        ("greet", None),
        ("", None),
    ],
)
def test_the_intent(text: str, intent: Intent | None) -> None:
    said = read_payload(text, INTENTS)
    assert (said.intent if said else None) == intent
    if said:
        assert said.text == text
        assert said.intent_ranking == (intent,)


def test_entities_have_the_span_of_the_braces() -> None:
    said = read_payload('/inform@0.9{"city": "Rome", "day": ["Mon", "Tue"], "n": 3}', INTENTS)
    assert said is not None
    assert said.entities == (
        Entity("city", "Rome", 11, 58, EXTRACTOR),
        Entity("day", "Mon", 11, 58, EXTRACTOR),
        Entity("day", "Tue", 11, 58, EXTRACTOR),
        Entity("n", 3, 11, 58, EXTRACTOR),
    )


def test_entities_outside_the_domain_are_dropped() -> None:
    said = read_payload('/inform{"city": "Rome", "size": 3}', INTENTS, {"city"})
    assert said is not None
    assert [entity.entity for entity in said.entities] == ["city"]


@given(st.text(alphabet='/gret@{}"0.9:, []ab', max_size=40).map(lambda text: "/" + text), st.booleans())
def test_any_text_is_a_payload_or_not(text: str, everything: bool) -> None:
    class Everything:
        def __contains__(self, name: object) -> bool:
            return everything

    said = read_payload(text, Everything())
    assert said is None or (everything and said.text == text)

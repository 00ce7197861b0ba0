"""Values of lists and of examples found in messages, as people write them."""

from __future__ import annotations

from typing import Any

import pytest

from talkwright.conversation.utterance import Entity
from talkwright.errors import Place, Problems
from talkwright.nlu.examples import Example, Lookup, TrainingData
from talkwright.nlu.fit import fit_pipeline
from talkwright.nlu.pipeline import Pipeline

GEAR = ("sleeping bag", "Sleeping bag liner", "Tent", "4-season tent", "boots", "Göteborg mug")
HERE = Place("config.yml")


def pipeline(component: str, examples: tuple[Example, ...] = (), **options: Any) -> Pipeline:
    intents = (Example("do you sell boats", "ask"), Example("good morning", "greet"), Example("hello there", "greet"))
    data = TrainingData((*intents, *examples), lookups=(Lookup("gear", GEAR),), synonyms={"tent": "shelter"})
    parts = [(component, options, HERE), ("EntitySynonymMapper", {}, HERE)]
    return Pipeline.load(fit_pipeline(data, parts, "en", Problems()).save())


@pytest.fixture(scope="module")
def lists() -> Pipeline:
    return pipeline("LookupEntityExtractor")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a SLEEPING  bag", ["SLEEPING  bag"]),
        ("a sleping bag", ["sleeping bag"]),
        ("sleepnig bag lner please", ["Sleeping bag liner"]),
        ("sleeping bag liner", ["sleeping bag liner"]),
        ("boot", ["boots"]),
        ("bootts", ["boots"]),
        ("do you sell boats", []),
        ("a goteborg mug", ["Göteborg mug"]),
        ("4-season tent", ["4-season tent"]),
        ("bag sleeping", []),
        ("intent", []),
        ("a tnet and boots", ["boots"]),
    ],
)
def test_values_of_a_list(lists: Pipeline, text: str, values: list[str]) -> None:
    assert [entity.value for entity in lists.parse(text).entities] == values


def test_what_was_mended_says_how_like_it_is_and_where_it_stands(lists: Pipeline) -> None:
    (entity,) = lists.parse("my sleping bag").entities
    assert entity == Entity("gear", "sleeping bag", 3, 14, "LookupEntityExtractor", pytest.approx(11 / 12))


def test_what_was_mended_is_mapped_to_what_it_stands_for() -> None:
    found = pipeline("LookupEntityExtractor", fuzzy_threshold=0.7).parse("a tnet please").entities
    assert [(entity.value, entity.processors) for entity in found] == [("shelter", ("EntitySynonymMapper",))]


def test_a_threshold_of_one_mends_nothing() -> None:
    assert pipeline("LookupEntityExtractor", fuzzy_threshold=1).parse("a sleping bag").entities == ()


def test_where_case_counts_a_value_is_as_in_the_list() -> None:
    found = pipeline("LookupEntityExtractor", case_sensitive=True).parse("a Tent, a tent, Sleeping  bag liner, boot")
    assert [entity.value for entity in found.entities] == ["shelter", "Sleeping  bag liner"]


def test_values_of_examples_are_found_with_their_slips() -> None:
    named = tuple(
        Example(f"it is for {who}", "ask", (Entity("person", who, 10, 10 + len(who)),)) for who in ("Katharina", "May")
    )
    # "may" mostly is no name
    others = (Example("may I come in", "greet"), Example("I may be late", "greet"))
    memory = pipeline("GazetteerEntityExtractor", (*named, *others))
    assert [entity.value for entity in memory.parse("KATHARINA or katarina").entities] == ["KATHARINA", "Katharina"]
    assert memory.parse("may is here").entities == ()

"""The mark-up of example lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwright.conversation.utterance import Entity
from talkwright.errors import Place, Problems
from talkwright.nlu.examples import Example, Lookup, Regex, TrainingData, merge, read_example

HERE = Place("nlu-data/travel.yml", 12, 9)


def read(line: str) -> Example:
    problems = Problems()
    example = read_example(line, HERE, problems)
    assert problems.all == ()
    assert example is not None
    return example


def read_badly(line: str) -> Problems:
    problems = Problems()
    assert read_example(line, HERE, problems) is None
    return problems


@pytest.mark.parametrize(
    ("line", "text", "entities"),
    [
        ("hello", "hello", ()),
        ("fly to [Rome](city)", "fly to Rome", (Entity("city", "Rome", 7, 11),)),
        ("fly to [the eternal city](city:Rome) now", "fly to the eternal city now", (Entity("city", "Rome", 7, 23),)),
        ('[Rome]{"entity": "city", "role": "from"}', "Rome", (Entity("city", "Rome", 0, 4, role="from"),)),
        ('[NYC]{"entity":"city","value":"New York","group":1}', "NYC", (Entity("city", "New York", 0, 3, group="1"),)),
        (
            'a [gold visa][{"entity": "card"}, {"entity": "product", "value": "v"}] please',
            "a gold visa please",
            (Entity("card", "gold visa", 2, 11), Entity("product", "v", 2, 11)),
        ),
        (
            "[Rome](city) to [Köln 🏰](city) [x](y)",
            "Rome to Köln 🏰 x",
            (Entity("city", "Rome", 0, 4), Entity("city", "Köln 🏰", 8, 14), Entity("y", "x", 15, 16)),
        ),
        ('[a]{"entity": "e", "value": "curly } brace"}', "a", (Entity("e", "curly } brace", 0, 1),)),
        ("see [1] and (two), a[i][0], [](x), [y]()", "see [1] and (two), a[i][0], [](x), [y]()", ()),
    ],
)
def test_mark_up_becomes_text_and_entities(line: str, text: str, entities: tuple[Entity, ...]) -> None:
    example = read(line)
    assert example.text == text
    assert example.entities == entities


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ('fly to [Rome]{"entity": }', 9 + 13),
        ("fly to [Rome]{city}", 9 + 13),
        ('fly to [Rome]{"role": "from"}', 9 + 13),
        ('  [Rome][{"entity": "city"}, 3]', 9 + 8),
        ('[Rome][{"entity": "city"}', 9 + 6),
    ],
)
def test_broken_mark_up_is_an_error_at_its_column(line: str, column: int) -> None:
    (problem,) = read_badly(line).errors
    assert problem.code == "nlu/bad-entity"
    assert problem.place == Place(HERE.file, HERE.line, column)


def test_a_misspelt_key_is_suggested() -> None:
    problems = Problems()
    example = read_example('[Rome]{"entity": "city", "rol": "from"}', HERE, problems)
    assert example is not None
    (problem,) = problems.warnings
    assert problem.code == "nlu/unknown-entity-key"
    assert "'role'" in problem.hint


def test_an_empty_line_is_no_example() -> None:
    problems = read_badly("   ")
    assert problems.all == ()


def test_a_retrieval_intent_is_split() -> None:
    example = read_example("who are you", HERE, Problems(), intent="faq/ask_name", metadata={"sentiment": "neutral"})
    assert example is not None
    assert (example.intent, example.response_key, example.metadata) == ("faq", "ask_name", {"sentiment": "neutral"})


def test_merging_keeps_the_order_and_the_later_synonym() -> None:
    one = TrainingData((Example("hi", "greet"),), {"nyc": "New York"}, (Regex("zip", "[0-9]{5}"),))
    two = TrainingData((Example("bye", "part"),), {"nyc": "Big Apple"}, (), (Lookup("city", ("Rome",)),))
    both = merge([one, two])
    assert [example.text for example in both.examples] == ["hi", "bye"]
    assert both.synonyms == {"nyc": "Big Apple"}
    assert (both.regexes, both.lookups) == (one.regexes, two.lookups)
    assert both.intents == ("greet", "part")


@given(st.text(alphabet='ab []{}():",1entityé🏰', max_size=60))
def test_any_line_gives_an_example_or_a_reason_and_spans_that_hold(line: str) -> None:
    problems = Problems()
    example = read_example(line, HERE, problems)
    assert example is not None or problems.errors or not line.strip()
    for entity in example.entities if example else ():
        assert 0 <= entity.start < entity.end <= len(example.text) if example else False

"""Entities in context, from outside: taught with examples, asked, saved and loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwright.conversation.utterance import Entity
from talkwright.errors import Place, Problems
from talkwright.nlu.examples import Lookup, Regex, TrainingData, read_example
from talkwright.nlu.fit import fit_pipeline
from talkwright.nlu.pipeline import Pipeline
from talkwright.project.open import open_project

ROOT = Path(__file__).parents[3]
HERE = Place("config.yml")

TRAVEL = """
book a flight from [Rome]{"entity": "city", "role": "from"} to [Oslo]{"entity": "city", "role": "to"}
fly me to [Lisbon]{"entity": "city", "role": "to"} please
i want to go to [New York]{"entity": "city", "role": "to"} on [Monday](day)
from [Berlin]{"entity": "city", "role": "from"} to [Madrid]{"entity": "city", "role": "to"} on [Friday](day)
is there a train to [Vienna]{"entity": "city", "role": "to"} on [Sunday](day)
i leave from [Paris]{"entity": "city", "role": "from"}
can i travel from [Los Angeles]{"entity": "city", "role": "from"} on [Tuesday](day)
to [Athens]{"entity": "city", "role": "to"} from [Prague]{"entity": "city", "role": "from"}
we go from [Bern]{"entity": "city", "role": "from"} on [Thursday](day)
i would like to go to [Buenos Aires]{"entity": "city", "role": "to"}
"""
MEALS = """
a [large]{"entity": "size", "group": "1"} soup and a [small]{"entity": "size", "group": "2"} pie
one [small]{"entity": "size", "group": "1"} cake and one [large]{"entity": "size", "group": "2"} tea
a [medium]{"entity": "size", "group": "1"} tea and a [large]{"entity": "size", "group": "2"} cake
a [large]{"entity": "size", "group": "1"} pie and a [small]{"entity": "size", "group": "2"} soup
a [small]{"entity": "size", "group": "1"} juice and a [large]{"entity": "size", "group": "2"} coffee
pay with [gold visa][{"entity": "card"}, {"entity": "product"}]
i have a [gold visa][{"entity": "card"}, {"entity": "product"}]
"""
OTHER = "hello there\ngood morning\nthanks a lot\nplease help me\ni am from here\nwhat is on the menu"


def data(regexes: tuple[Regex, ...] = (), lookups: tuple[Lookup, ...] = (), **intents: str) -> TrainingData:
    problems = Problems()
    examples = [
        example
        for intent, lines in intents.items()
        for line in lines.splitlines()
        if (example := read_example(line, Place("nlu.yml"), problems, intent)) is not None
    ]
    assert problems.all == ()
    return TrainingData(tuple(examples), regexes=regexes, lookups=lookups)


def taught(lessons: TrainingData, **options: object) -> Pipeline:
    problems = Problems()
    parts = [("CRFEntityExtractor", options, HERE)]
    pipeline = Pipeline.load(fit_pipeline(lessons, parts, "en", problems).save())
    assert problems.all == ()
    return pipeline


BOT = data(travel=TRAVEL, order=MEALS, chat=OTHER)


@pytest.fixture(scope="module")
def bot() -> Pipeline:
    return taught(BOT)


def found(pipeline: Pipeline, text: str) -> list[tuple[str, str, str, str]]:
    return [(e.entity, e.value, e.role or "", e.group or "") for e in pipeline.parse(text).entities]


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("a flight from Bern to Rome", [("city", "Bern", "from", ""), ("city", "Rome", "to", "")]),
        ("fly me to Dublin please", [("city", "Dublin", "to", "")]),
        ("i want to go to Buenos Aires", [("city", "Buenos Aires", "to", "")]),
        ("i leave from Hamburg on Monday", [("city", "Hamburg", "from", ""), ("day", "Monday", "", "")]),
        ("a small tea and a large soup", [("size", "small", "", "1"), ("size", "large", "", "2")]),
        ("pay with gold visa", [("card", "gold visa", "", ""), ("product", "gold visa", "", "")]),
        ("good morning", []),
        ("", []),
    ],
)
def test_entities_roles_and_groups(bot: Pipeline, text: str, entities: list[tuple[str, str, str, str]]) -> None:
    assert found(bot, text) == entities


def test_an_entity_says_who_found_it_and_how_surely(bot: Pipeline) -> None:
    (entity,) = bot.parse("fly me to Dublin please").entities
    assert entity.extractor == "CRFEntityExtractor"
    assert isinstance(entity.confidence_entity, float)
    assert 0.3 < entity.confidence_entity <= 1


@given(text=st.text(max_size=60) | st.lists(st.sampled_from([*TRAVEL.split(), "İ", "́", "👋🏽", "\x02"])).map(" ".join))
def test_any_text_is_read_and_spans_lie_in_it(bot: Pipeline, text: str) -> None:
    for entity in bot.parse(f" {text}").entities:
        assert 0 <= entity.start < entity.end <= len(text) + 1
        assert entity.value == f" {text}"[entity.start : entity.end]


@pytest.mark.parametrize("bilou", [False, True])
def test_the_same_examples_give_the_same_bytes(bilou: bool) -> None:
    parts = [("CRFEntityExtractor", {"BILOU_flag": bilou}, HERE)]
    assert fit_pipeline(BOT, parts, "en", Problems()).save() == fit_pipeline(BOT, parts, "en", Problems()).save()


def test_bilou_finds_the_like() -> None:
    assert found(taught(BOT, BILOU_flag=True), "from Bern to New York") == [
        ("city", "Bern", "from", ""),
        ("city", "New York", "to", ""),
    ]


def test_a_list_and_a_pattern_are_hints_for_values_never_seen() -> None:
    dishes = (Lookup("dish", ("soup", "pie", "cake", "ham", "rice", "stew")),)
    order = "\n".join(f"see [{dish}](dish)" for dish in dishes[0].values[:-1]) + "\nsee you\nsee me\nsee him\nsee it"
    assert found(taught(data(lookups=dishes, order=order, chat=OTHER)), "see stew")[-1][0] == "dish"
    code = "send [A1](code)\nsend [B22](code)\nsend help\nsend it\nsend [C7](code)\nsend more"
    patterns = (Regex("any_code", r"\b[A-Z]\d+\b"),)
    pipeline = taught(data(regexes=patterns, order=code, chat=OTHER))
    assert ("code", "Z999", "", "") in found(pipeline, "send Z999")


def test_rasa_s_options_are_taken_and_unknown_features_told_of() -> None:
    rasa = [["low", "title", "upper"], ["bias", "low", "prefix5", "suffix3", "pos", "pattern"], ["low", "title"]]
    options = {"features": rasa, "BILOU_flag": True, "max_iterations": 40, "L1_c": 0.0, "L2_c": 1.0}
    assert found(taught(BOT, **options), "fly me to Lisbon please") == [("city", "Lisbon", "to", "")]
    problems = Problems()
    fit_pipeline(BOT, [("CRFEntityExtractor", {"features": [["lower"]]}, HERE)], "en", problems)
    assert [problem.code for problem in problems.all] == ["nlu/bad-option"]


def test_without_annotations_nothing_is_found_and_nothing_is_wrong() -> None:
    assert found(taught(data(chat=OTHER, travel="fly away\ngo home")), "fly to Rome") == []


def test_entities_that_the_domain_does_not_want_are_not_looked_for() -> None:
    lookups = (Lookup("dish", ("pie",)),)
    pipeline = fit_pipeline(data(lookups=lookups, chat=OTHER, more="hi\nho"), [], None, Problems(), domain_entities=())
    assert pipeline.parse("pie").entities == ()


def test_the_starter_s_examples_are_known_again() -> None:
    examples = open_project(ROOT).data
    assert any(example.entities for example in examples.examples)
    pipeline = taught(examples)
    hits = meant = 0
    for example in examples.examples:
        said = {(entity.entity, entity.start, entity.end) for entity in pipeline.parse(example.text).entities}
        wanted = {(entity.entity, entity.start, entity.end) for entity in example.entities}
        hits, meant = hits + len(said & wanted), meant + len(wanted)
    assert hits >= 0.95 * meant


def test_a_saved_extractor_is_served_without_scipy(tmp_path: Path) -> None:
    for name, content in fit_pipeline(BOT, [("CRFEntityExtractor", {}, HERE)], "en", Problems()).save().items():
        (tmp_path / name).write_bytes(content)
    code = f"""
import pathlib, sys
from talkwright.nlu.pipeline import Pipeline
pipeline = Pipeline.load({{path.name: path.read_bytes() for path in pathlib.Path({str(tmp_path)!r}).iterdir()}})
assert pipeline.parse("fly me to Lisbon please").entities
print(sorted(name for name in sys.modules if name.split(".")[0] in ("scipy", "sklearn", "torch")))
"""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_the_first_of_overlapping_annotations_counts() -> None:
    from talkwright.nlu.examples import Example

    overlapping = (Entity("a", "red car", 0, 7), Entity("b", "car", 4, 7))
    lessons = TrainingData((Example("red car", "x", overlapping), Example("hello", "y"), Example("bye", "y")))
    assert found(taught(lessons), "red car") == [("a", "red car", "", "")]


def test_what_a_list_found_has_the_role_of_its_place() -> None:
    cities = (Lookup("city", ("Rome", "Oslo", "Königs Wusterhausen")),)
    parts = [("LookupEntityExtractor", {}, HERE), ("CRFEntityExtractor", {}, HERE)]
    pipeline = fit_pipeline(data(lookups=cities, travel=TRAVEL, chat=OTHER), parts, "en", Problems())
    entities = pipeline.parse("königs wusterhausen to oslo").entities
    assert [(e.value, e.extractor, e.role or "") for e in entities] == [
        ("königs wusterhausen", "LookupEntityExtractor", "from"),
        ("oslo", "LookupEntityExtractor", "to"),
    ]

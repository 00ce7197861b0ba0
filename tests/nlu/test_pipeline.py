"""A pipeline from outside: taught with examples, asked, saved and loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from talkwright.conversation.utterance import Entity, encode_utterance
from talkwright.errors import Place, Problems
from talkwright.nlu.examples import Example, Lookup, Regex, TrainingData, read_example
from talkwright.nlu.fit import fit_pipeline
from talkwright.nlu.pipeline import Pipeline
from talkwright.nlu.registry import Part

HERE = Place("config.yml", 5, 3)


def examples(**lines: str) -> tuple[Example, ...]:
    problems = Problems()
    found = [
        read_example(line, Place("nlu.yml", number), problems, intent)
        for intent, text in lines.items()
        for number, line in enumerate(text.splitlines(), 1)
    ]
    assert problems.all == ()
    return tuple(example for example in found if example is not None)


SHOP = TrainingData(
    examples=examples(
        greet="hello\nhi there\ngood morning\nhey\n👋",
        status="where is my order\nhas my parcel been sent\ntrack my order 4711\nwhen will my package arrive",
        refund="i want my money back\nreturn my order\nhow do i send this back\nrefund please",
        travel='fly to [Rome]{"entity": "city", "role": "to"}\n'
        'from [Rome]{"entity": "city", "role": "from"} to [the eternal city]'
        '{"entity": "city", "role": "to", "value": "Rome"}\n'
        'from [Bern]{"entity": "city", "role": "from"} to [Oslo]{"entity": "city", "role": "to"}',
    ),
    synonyms={"oslo city": "Oslo"},
    regexes=(Regex("order_number", r"\b\d{4}\b"),),
    lookups=(Lookup("product", ("red shoes", "Hat")),),
)
DEFAULT: tuple[Part, ...] = ()


def taught(data: TrainingData = SHOP, parts: tuple[Part, ...] = DEFAULT, **more: Any) -> Pipeline:
    problems = Problems()
    pipeline = fit_pipeline(data, parts, "en", problems, **more)
    assert problems.all == ()
    return pipeline


def codes(data: TrainingData, *parts: Part) -> list[str]:
    problems = Problems()
    fit_pipeline(data, parts, "en", problems).parse("hello")
    return [problem.code for problem in problems.all]


@pytest.fixture(scope="module")
def shop() -> Pipeline:
    return taught()


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Hello!", "greet"),
        ("👋", "greet"),
        ("wher is my ordr", "status"),
        ("can I get a refund", "refund"),
        ("a flight from Bern", "travel"),
        ("zzz qqq", "nlu_fallback"),
        ("", "nlu_fallback"),
        ("/unknown_intent", "nlu_fallback"),
    ],
)
def test_intents(shop: Pipeline, text: str, intent: str) -> None:
    assert shop.parse(text).intent.name == intent


def test_every_example_is_understood_as_what_it_is(shop: Pipeline) -> None:
    assert [shop.parse(example.text).intent.name for example in SHOP.examples] == [e.intent for e in SHOP.examples]


def test_a_text_that_is_wholly_unknown_has_an_even_ranking() -> None:
    ranking = taught(parts=(("NgramClassifier", {}, HERE),)).parse("zzz qqq").intent_ranking
    assert [intent.confidence for intent in ranking] == [0.25] * 4


def found(pipeline: Pipeline, text: str) -> list[tuple[str, Any, str, Any]]:
    parsed = pipeline.parse(text)
    assert all(text[entity.start : entity.end] for entity in parsed.entities)
    return [
        (entity.entity, entity.value, text[entity.start : entity.end], entity.role or None)
        for entity in parsed.entities
    ]


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("track 1234 please", [("order_number", "1234", "1234", None)]),
        ("RED  shoes or hats", [("product", "RED  shoes", "RED  shoes", None)]),
        ("A hat, a hat", [("product", "hat", "hat", None)] * 2),
        ("to OSLO", [("city", "OSLO", "OSLO", "to")]),
        ("from oslo to bern", [("city", "oslo", "oslo", "from"), ("city", "bern", "bern", "to")]),
        ("fly to the eternal city", [("city", "Rome", "the eternal city", "to")]),
        ("Romeo and his money", []),
    ],
)
def test_entities(shop: Pipeline, text: str, entities: list[tuple[str, Any, str, Any]]) -> None:
    assert found(shop, text) == entities


def test_a_synonym_names_the_component_that_mapped_it(shop: Pipeline) -> None:
    (entity,) = shop.parse("the eternal city").entities
    assert entity.processors == ("EntitySynonymMapper",)
    assert entity.extractor == "CRFEntityExtractor"


def test_a_word_that_mostly_means_nothing_is_no_entity() -> None:
    data = TrainingData(
        examples=examples(
            when="in [may](month)\nin [june](month)", ask="may i come in\nmay i ask you something\nyou may leave"
        )
    )
    pipeline = taught(data)
    assert found(pipeline, "may i come in june") == [("month", "june", "june", None)]


def test_entities_neither_in_the_domain_nor_in_examples_are_not_looked_for() -> None:
    pipeline = taught(domain_entities=["size"])
    assert [entity.entity for entity in pipeline.parse("1234 hats from Rome, a hat").entities] == ["city"]


def test_payloads_skip_the_components() -> None:
    pipeline = taught(domain_intents=["cancel"], domain_entities=["city"])
    said = pipeline.parse('/cancel{"city": "Rome", "other": 1}')
    assert said.intent.name == "cancel"
    assert [entity.value for entity in said.entities] == ["Rome"]
    assert said.text_tokens is msgspec.UNSET
    assert pipeline.parse("/restart").intent.name == "restart"
    assert pipeline.parse("/SetSlots(city=Rome)").text_tokens is not msgspec.UNSET


def test_ids_and_metadata_are_passed_on_when_given(shop: Pipeline) -> None:
    said = shop.parse("hello", "m-1", {"page": "/"})
    assert (said.message_id, said.metadata) == ("m-1", {"page": "/"})
    plain = msgspec.json.decode(encode_utterance(shop.parse("hello")))
    assert set(plain) == {"text", "intent", "entities", "text_tokens", "intent_ranking"}
    assert plain["text_tokens"] == [[0, 5]]


def test_the_fallback_follows_its_options() -> None:
    strict = taught(parts=(("FallbackClassifier", {"threshold": 0.999}, HERE),)).parse("order")
    assert strict.intent.name == "nlu_fallback"
    assert strict.intent.confidence == 0.999
    assert strict.intent_ranking[0] == strict.intent
    loose = taught(parts=(("FallbackClassifier", {"threshold": 0.0, "ambiguity_threshold": 0.0}, HERE),))
    assert loose.parse("zzz").intent.name != "nlu_fallback"
    unsure = taught(parts=(("FallbackClassifier", {"threshold": 0.0, "ambiguity_threshold": 0.01}, HERE),))
    assert unsure.parse("zzz").intent.name == "nlu_fallback"


def test_the_same_data_gives_the_same_bytes_which_understand_alike(shop: Pipeline) -> None:
    files = shop.save()
    assert taught().save() == files
    again = Pipeline.load(files)
    assert again.save() == files
    for text in ("hello", "from oslo with 1234 hats", "", "zzz", '/greet{"city": "Rome"}', "x" * 9000):
        assert again.parse(text) == shop.parse(text)


def test_the_bytes_do_not_hang_on_the_order_of_hashes(tmp_path: Path) -> None:
    script = tmp_path / "fit.py"
    script.write_text(
        "import hashlib\n"
        "from talkwright.errors import Problems\n"
        "from talkwright.nlu.examples import Example, TrainingData\n"
        "from talkwright.nlu.fit import fit_pipeline\n"
        "data = TrainingData(tuple(Example(f'{w} {v} now', v) for v in ('open', 'close', 'lock') for w in 'abcdefg'))\n"
        "files = fit_pipeline(data, [], None, Problems()).save()\n"
        "print(hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest())\n"
    )
    prints = {
        subprocess.run(
            [sys.executable, script], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True, text=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(prints) == 1


def test_loading_and_asking_import_nothing_that_is_only_for_training(tmp_path: Path, shop: Pipeline) -> None:
    for name, content in shop.save().items():
        (tmp_path / name).write_bytes(content)
    script = (
        "import sys, pathlib\n"
        "from talkwright.nlu.pipeline import Pipeline\n"
        "files = {path.name: path.read_bytes() for path in pathlib.Path(sys.argv[1]).iterdir()}\n"
        "print(Pipeline.load(files).parse('hello').intent.name)\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'scipy', 'sklearn', 'torch'}))\n"
    )
    done = subprocess.run([sys.executable, "-c", script, tmp_path], capture_output=True, check=True, text=True)
    assert done.stdout.split("\n")[:2] == ["greet", "[]"]


@pytest.mark.parametrize(
    "files", [{}, {"nlu.json": b"{}"}, {"nlu.json": b"junk"}], ids=["no file", "no components", "junk"]
)
def test_files_of_something_else_are_refused(files: dict[str, bytes]) -> None:
    with pytest.raises((KeyError, ValueError)):
        Pipeline.load(files)


def test_a_torn_array_file_is_refused(shop: Pipeline) -> None:
    for torn in (b"", b"PK", shop.save()["2_IntentClassifier.npz"][:1000]):
        with pytest.raises(ValueError, match=r"arrays|array|data"):
            Pipeline.load({**shop.save(), "2_IntentClassifier.npz": torn})


def test_no_examples_is_told_and_everything_is_a_fallback() -> None:
    assert codes(TrainingData()) == ["nlu/nothing-to-learn"]


def test_one_intent_is_told_and_its_confidence_is_how_much_is_known() -> None:
    data = TrainingData(examples=examples(greet="hello there\nhi"))
    assert codes(data) == ["nlu/one-intent"]
    pipeline = fit_pipeline(data, [], None, Problems())
    assert pipeline.parse("hello there").intent.confidence == 1.0
    assert pipeline.parse("zzz").intent.name == "nlu_fallback"


def test_an_example_under_two_intents_is_told_at_its_place() -> None:
    data = TrainingData(examples=examples(greet="hello\ngood day", leave="bye\nGood day"))
    problems = Problems()
    fit_pipeline(data, [], None, problems)
    (problem,) = problems.all
    assert problem.code == "nlu/contradiction"
    assert problem.place == Place("nlu.yml", 2)
    assert "nlu.yml:2" in problem.message


def test_many_examples_are_learnt_as_few_are() -> None:
    things = [f"{a}{b}" for a in "bcdfghjklmnp" for b in ("ab", "el", "im", "or")]
    said = [
        Example(f"{verb} the {thing} {when}", intent)
        for verb, intent in (("open", "open"), ("shut", "close"))
        for thing in things
        for when in ("now", "today", "please", "in the house", *(f"at {hour}" for hour in range(30)))
    ]
    pipeline = taught(TrainingData(tuple(said)))
    assert len(said) > 3_000
    assert pipeline.parse("open the door").intent.name == "open"
    assert pipeline.parse("please shut it").intent.name == "close"


def test_options_that_do_not_fit_are_told() -> None:
    problems = Problems()
    options = {"treshold": 0.5, "ambiguity_threshold": "much"}
    fit_pipeline(SHOP, [("FallbackClassifier", options, HERE)], None, problems)
    assert [(problem.code, problem.severity, problem.place) for problem in problems.all] == [
        ("nlu/bad-option", "error", HERE),
        ("nlu/unknown-option", "warning", HERE),
    ]
    assert "Did you mean 'threshold'?" in [problem.hint for problem in problems.all]


def test_a_pattern_that_cannot_be_read_is_told() -> None:
    data = TrainingData(SHOP.examples, regexes=(Regex("broken", "(", Place("nlu.yml", 9)),))
    assert codes(data) == ["nlu/bad-regex"]


def test_a_loose_pattern_is_a_hint_unless_its_author_asks_for_it() -> None:
    people = examples(name="i am [Ann](name)\ncall me [Bob](name)", greet="hello there\ngood morning\nhi you all")
    data = TrainingData(people, regexes=(Regex("name", "[a-z]+$"),))
    assert codes(data) == ["nlu/loose-pattern"]
    named = taught(data, (("RegexEntityExtractor", {}, HERE),))
    assert named.parse("they call me Eve").entities == (Entity("name", "Eve", 13, 16, "RegexEntityExtractor"),)


def test_values_that_disagree_are_told() -> None:
    data = TrainingData(examples=examples(go="to [NYC](city:New York)", come="from [nyc](city:Big Apple)"))
    assert codes(data) == ["nlu/synonym-conflict"]


def test_progress_is_told_component_by_component() -> None:
    said: list[tuple[str, float]] = []
    taught(progress=lambda what, done: said.append((what, done)))
    assert said[0] == ("WordTokenizer", 0.0)
    assert said[-1][1] == 1.0
    assert [done for _, done in said] == sorted(done for _, done in said)


def test_a_classifier_that_cannot_tell_its_own_examples_apart_is_told() -> None:
    data = TrainingData(examples=examples(one="ab cd ab cd", two="cd ab cd"))
    assert codes(data) == ["nlu/poor-fit"]


def test_a_message_that_was_said_before_is_understood_as_then_but_for_the_time() -> None:
    timed: tuple[Part, ...] = (
        ("WordTokenizer", {}, HERE),
        ("NgramClassifier", {}, HERE),
        ("CRFEntityExtractor", {}, HERE),
        ("TypedEntityExtractor", {"dimensions": ["time"], "timezone": "UTC"}, HERE),
        ("EntitySynonymMapper", {}, HERE),
        ("FallbackClassifier", {}, HERE),
    )
    pipeline = taught(parts=timed)
    text = "fly to Rome tomorrow"
    first, later = (pipeline.parse(text, at=day * 86_400.0) for day in (20_000, 20_001))
    assert [entity.value for entity in first.entities if entity.entity == "city"] == ["Rome"]
    assert [each.intent_ranking for each in (first, later)] == [first.intent_ranking] * 2
    seen = [entity.value for each in (first, later) for entity in each.entities if entity.entity == "time"]
    assert seen == ["2024-10-05T00:00:00.000+00:00", "2024-10-06T00:00:00.000+00:00"]
    assert pipeline.parse(text, at=20_000 * 86_400.0) == first
    assert pipeline.parse("qqqq") == pipeline.parse("qqqq"), "the fallback is put in once"

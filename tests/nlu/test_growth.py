"""A pipeline that goes on from another: what is new, when it is worth it, and that it understands as well."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from talkwright.errors import Place, Problems
from talkwright.nlu.examples import Example, TrainingData, read_example
from talkwright.nlu.fit import fit_pipeline
from talkwright.nlu.growth import fresh, marks
from talkwright.nlu.pipeline import Pipeline
from talkwright.nlu.registry import Part

ROOT = Path(__file__).parents[2]
HERE = Place("config.yml")
PARTS: list[Part] = [(name, {}, HERE) for name in ("WordTokenizer", "IntentClassifier", "CRFEntityExtractor")]
CITIES = ("Rome", "Oslo", "Vienna", "New York", "Lima", "Bern", "Paris", "Cairo", "Quito", "Athens")
DISHES = ("soup", "mushroom pie", "cake", "onion tart", "fish", "rice", "stew", "salad", "bread", "cheese plate")


def example(line: str, intent: str) -> Example:
    found = read_example(line, HERE, Problems(), intent)
    assert found is not None
    return found


def trips(cities: Sequence[str]) -> list[Example]:
    lines = (
        "fly me to [{}](city) please",
        "i want to go to [{}](city)",
        "a train to [{}](city)",
        "how far is [{}](city)",
    )
    return [example(line.format(city), "travel") for city in cities for line in lines]


def meals(dishes: Sequence[str]) -> list[Example]:
    lines = ("i would like [{}](dish)", "one [{}](dish) to eat", "do you have [{}](dish)", "bring me the [{}](dish)")
    return [example(line.format(dish), "order") for dish in dishes for line in lines]


KNOWN = [*trips(CITIES), *meals(DISHES)]
MORE = trips(["Tokyo"])[:1]


def fit(examples: Sequence[Example], before: Pipeline | None = None) -> Pipeline:
    problems = Problems()
    files = before.save() if before else None
    fitted = fit_pipeline(TrainingData(tuple(examples)), PARTS, "en", problems, before=files)
    assert problems.all == ()
    return fitted


@pytest.fixture(scope="module")
def whole() -> Pipeline:
    return fit(KNOWN)


def test_what_is_fresh_is_told_whatever_the_order_and_the_place() -> None:
    known = marks(KNOWN)
    moved = [replace(each, place=Place("other.yml", 7, 1)) for each in reversed(KNOWN)]
    assert fresh(moved, known) == frozenset()
    assert fresh([*MORE, *moved], known) == frozenset(range(len(MORE)))
    assert fresh([*KNOWN, KNOWN[0]], known) == frozenset({len(KNOWN)})
    assert fresh([replace(KNOWN[0], intent="other"), *KNOWN[1:]], known) == frozenset({0})
    assert fresh([replace(KNOWN[0], entities=()), *KNOWN[1:]], known) == frozenset({0})


def test_when_much_has_come_or_gone_nothing_is_worth_going_on_from() -> None:
    assert fresh(KNOWN[: len(KNOWN) // 2], marks(KNOWN)) is None
    assert fresh(KNOWN, marks(KNOWN[: len(KNOWN) // 2])) is None
    assert fresh(KNOWN, b"") is None


def test_a_pipeline_that_went_on_understands_what_came_and_has_forgotten_nothing(whole: Pipeline) -> None:
    grown = fit([*KNOWN, *MORE], whole)
    assert grown.is_grown
    for each in [*KNOWN, *MORE]:
        heard = grown.parse(each.text)
        assert heard.intent.name == each.intent
        assert [(found.entity, found.value) for found in heard.entities] == [
            (found.entity, found.value) for found in each.entities
        ]


def test_words_weigh_as_if_all_had_been_learnt_at_once(whole: Pipeline) -> None:
    texts = ("to tokyo", "noodles please", "is there cake in rome", "hello")
    grown, at_once = fit([*KNOWN, *MORE], whole), fit([*KNOWN, *MORE])
    for text in texts:
        assert grown.parse(text).intent.name == at_once.parse(text).intent.name


def test_the_same_examples_and_the_same_past_give_the_same_bytes(whole: Pipeline) -> None:
    first, second = fit([*KNOWN, *MORE], whole), fit([*KNOWN, *MORE], whole)
    assert first.save() == second.save()
    assert Pipeline.load(first.save()).save() == first.save()


def test_it_may_go_on_again_until_much_has_come_since_the_whole(whole: Pipeline) -> None:
    grown = fit([*KNOWN, *MORE], whole)
    again = fit([*KNOWN, *MORE, *trips(["Delhi"])], grown)
    assert again.is_grown
    assert not fit([*KNOWN, *MORE, *trips(["Delhi", "Accra", "Tirana", "Porto"])], again).is_grown


def test_a_component_that_has_to_learn_something_else_learns_all_anew(whole: Pipeline) -> None:
    other = [example(f"call {name}", "phone") for name in ("me", "him back", "them now")]
    parsed = fit([*KNOWN, *other], whole).parse("call him")
    assert parsed.intent.name == "phone"
    drinks = [example(f"a glass of [{name}](drink)", "order") for name in ("water", "juice", "milk")]
    (found,) = fit([*KNOWN, *drinks], whole).parse("a glass of milk").entities
    assert (found.entity, found.value) == ("drink", "milk")


def test_roles_are_learnt_from_all_examples(whole: Pipeline) -> None:
    said = [
        example(
            f'from [{city}]{{"entity": "city", "role": "from"}} to [Oslo]{{"entity": "city", "role": "to"}}', "travel"
        )
        for city in CITIES[:6]
    ]
    heard = fit([*KNOWN, *said], whole).parse("from Lima to Oslo")
    assert [(each.entity, each.role) for each in heard.entities] == [("city", "from"), ("city", "to")]


def test_where_little_is_to_be_done_scipy_stays_out(whole: Pipeline, tmp_path: Path) -> None:
    for name, content in whole.save().items():
        (tmp_path / name).write_bytes(content)
    program = (
        "import sys; from pathlib import Path; from tests.nlu.test_growth import *\n"
        f"files = {{file.name: file.read_bytes() for file in Path({str(tmp_path)!r}).iterdir()}}\n"
        "data = TrainingData((*KNOWN, *MORE))\n"
        "assert fit_pipeline(data, PARTS, 'en', Problems(), before=files).is_grown\n"
        "assert 'scipy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)

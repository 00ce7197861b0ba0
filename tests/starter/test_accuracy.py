"""The starter understands what it was not taught: with its own configuration, by cross-validation and on messages of
somebody else. And what it is taught is worth copying: enough of everything, and nothing twice.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from talkwright.errors import Problems
from talkwright.evaluation.nlu import Understanding, ask, cross_validate, judge
from talkwright.nlu.examples import Example, TrainingData
from talkwright.nlu.pipeline import DEFAULT_INTENTS
from talkwright.project.data import read_data
from talkwright.project.files import read_document
from talkwright.project.open import Project, open_project
from talkwright.training.load import load_model

ROOT = Path(__file__).parents[2]
HELD_OUT = Path(__file__).parent / "held_out.yml"
FOLDS, ASKED, SEED = 10, 2, 0
"""Two parts of ten are some nine hundred messages; `talkwright test nlu --cross-validation` asks for more of them."""
FILLERS = frozenset({"a", "an", "the", "please", "pls", "just", "so", "oh", "ok", "well", "um", "then", "now"})


@pytest.fixture(scope="module")
def project() -> Project:
    return open_project(ROOT)


@pytest.fixture(scope="module")
def data(project: Project) -> TrainingData:
    return project.data


@pytest.fixture(scope="module")
def unseen(project: Project) -> Understanding:
    """What was understood of each example by a pipeline that was trained without it."""
    return cross_validate(project, FOLDS, SEED, lambda what, done: None, ASKED)


@pytest.fixture(scope="module")
def held_out(starter: Path) -> Understanding:
    """What the trained bot understands of messages that were written by somebody who did not see its examples."""
    problems = Problems()
    document = read_document(HELD_OUT, HELD_OUT.name, problems, {})
    assert document is not None
    messages = read_data([document], problems).training.examples
    assert problems.all == ()
    return judge(ask(load_model(starter / "models").pipeline, messages))


def test_intents_are_understood_that_were_left_out_of_training(unseen: Understanding) -> None:
    assert unseen.untested == ()
    assert len(unseen.readings) > 800
    assert unseen.intents.accuracy > 0.95


def test_the_right_answer_is_chosen_of_those_with_one(unseen: Understanding) -> None:
    assert unseen.responses is not None
    assert unseen.responses.accuracy > 0.92


def test_few_of_them_are_asked_back(unseen: Understanding) -> None:
    assert sum(reading.asked_back for reading in unseen.readings) < 0.05 * len(unseen.readings)


@pytest.mark.parametrize("entity", ["order_number", "email", "phone_number", "product", "category", "activity", "city"])
def test_what_has_a_pattern_or_a_list_is_found(unseen: Understanding, entity: str) -> None:
    assert unseen.entities is not None
    assert unseen.entities.labels[entity].f1 > 0.93


def test_what_only_its_place_tells_is_mostly_found(unseen: Understanding) -> None:
    assert unseen.entities is not None
    scores = [unseen.entities.labels[entity] for entity in ("colour.from", "colour.to", "size", "name")]
    assert sum(score.f1 * score.support for score in scores) > 0.75 * sum(score.support for score in scores)


def test_messages_of_somebody_else_are_understood(held_out: Understanding) -> None:
    assert len(held_out.readings) >= 200
    assert held_out.intents.accuracy > 0.90


def test_somebody_else_gets_the_right_answer(held_out: Understanding) -> None:
    assert held_out.responses is not None
    assert held_out.responses.accuracy > 0.90


def test_messages_of_somebody_else_are_no_examples(data: TrainingData, held_out: Understanding) -> None:
    """A greeting has not many words to choose from; the longer messages must be new."""
    known = {_words(example.text) for example in data.examples}
    texts = [_words(reading.example.text) for reading in held_out.readings]
    long = [words for words in texts if len(words) > 4]
    assert len(long) >= 100
    assert sum(words in known for words in long) < 0.05 * len(long)


def test_there_are_enough_examples_of_everything(data: TrainingData) -> None:
    intents = Counter(example.intent for example in data.examples)
    keys = Counter((example.intent, example.response_key) for example in data.examples if example.response_key)
    assert len(intents) >= 24
    assert {intent: count for intent, count in intents.items() if count < 30} == {}
    assert {key: count for key, count in keys.items() if count < 12} == {}


def test_every_intent_of_the_domain_has_examples(project: Project, data: TrainingData) -> None:
    assert set(data.intents) == set(project.domain.intents) - DEFAULT_INTENTS | {"out_of_scope"}


def test_no_example_is_there_twice(data: TrainingData) -> None:
    """Neither word for word nor with a word more that says nothing."""
    places: dict[tuple[str, ...], list[Example]] = defaultdict(list)
    for example in data.examples:
        places[tuple(word for word in _words(example.text) if word not in FILLERS)].append(example)
    twice = [[f"{example.place}: {example.text}" for example in same] for same in places.values() if len(same) > 1]
    assert twice == []


def _words(text: str) -> tuple[str, ...]:
    """The words of ``text`` in lower case, without signs."""
    return tuple(re.sub(r"[^\w\s£]", "", text.lower().replace("-", " ")).split())

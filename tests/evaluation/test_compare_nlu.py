"""Comparing configurations: the same parts for all, less and less of them, and who is better only where it shows."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import msgspec
import pytest

from talkwright.errors import RequestError
from talkwright.evaluation.compare_nlu import compare, compare_by_folds, scores_by_run
from talkwright.evaluation.comparison import Comparison
from talkwright.evaluation.nlu import cross_validate
from talkwright.evaluation.nlu_review import review_readings
from talkwright.project.open import Project, open_project

NAMES = ["ada", "bob", "cid", "dan", "eve", "fay", "gus", "hal", "ivy", "jan"]
WAYS = {
    "greet": ("hello {}", "good day {}"),
    "leave": ("goodbye {}", "see you {}"),
    "thank": ("thanks {}", "cheers {}"),
}


def project(root: Path) -> Project:
    root.mkdir()
    (root / "config.yml").write_text("language: en\npipeline: [{name: WordTokenizer}, {name: NgramClassifier}]\n")
    (root / "domain.yml").write_text(f"intents: [{', '.join(WAYS)}]\n")
    (root / "data").mkdir()
    lines = "".join(
        f"- intent: {intent}\n  examples: |\n"
        + "".join(f"    - {way.format(name)}\n" for way in ways for name in NAMES)
        for intent, ways in WAYS.items()
    )
    (root / "data" / "nlu.yml").write_text(f"nlu:\n{lines}")
    return open_project(root, environment={})


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return project(tmp_path_factory.mktemp("compare") / "good")


@pytest.fixture(scope="module")
def compared(good: Project) -> Comparison:
    told: list[float] = []
    found = compare({"one": good, "same": good}, (60, 0), 2, 5, lambda what, done: told.append(done))
    assert told == sorted(told)
    assert told[-1] == 1.0
    return found


def test_every_configuration_is_tried_with_the_same_examples(compared: Comparison) -> None:
    assert compared.percentages == (0, 60)
    tried = [(each.run, each.excluded, each.config, each.size) for each in compared.trials]
    assert tried == [
        (run, excluded, name, examples)
        for run in (0, 1)
        for excluded, examples in ((0, 48), (60, 18))
        for name in ("one", "same")
    ]


def test_more_examples_are_understood_better(compared: Comparison) -> None:
    for name in compared.configs:
        full, less = ([each.accuracy for each in compared.of(name, excluded)] for excluded in compared.percentages)
        assert sum(full) >= sum(less)
        assert sum(full) / len(full) == 1.0


def test_equals_are_not_told_apart(compared: Comparison) -> None:
    (pair,) = compared.pairs
    assert (pair.one, pair.other) == ("one", "same")
    assert (pair.paired.difference, pair.paired.p) == (0.0, 1.0)
    assert 12 < pair.paired.count <= 24, "an example that two runs asked counts once"


def test_the_form_of_rasas_file_is_kept(compared: Comparison) -> None:
    scores = scores_by_run(compared)
    assert list(scores) == ["one", "same"]
    assert [len(run) for run in scores["one"]] == [2, 2]


def test_the_same_seed_compares_the_same(good: Project, compared: Comparison) -> None:
    assert compare({"one": good, "same": good}, (0, 60), 2, 5, lambda what, done: None) == compared


def test_folds_ask_every_example(good: Project) -> None:
    found = compare_by_folds({"one": good, "same": good}, 4, 0, lambda what, done: None)
    assert (found.folds, found.percentages, len(found.trials)) == (4, (0,), 2)
    assert found.pairs[0].paired.count == len(good.data.examples)


def test_too_few_examples_are_told(good: Project) -> None:
    few = msgspec.structs.replace(good.data, examples=good.data.examples[:3])
    with pytest.raises(RequestError, match="no intent has the 5 examples"):
        compare({"one": dataclasses.replace(good, data=few)}, (0,), 1, 0, lambda what, done: None)


def test_errors_are_shown_with_the_nearest_that_was_learnt(good: Project) -> None:
    """A goodbye that stands under the greetings is taken for a goodbye, and others are near."""
    wrong = [
        msgspec.structs.replace(each, intent="greet") if each.text == "goodbye ada" else each
        for each in good.data.examples
    ]
    swapped = dataclasses.replace(good, data=msgspec.structs.replace(good.data, examples=tuple(wrong)))
    found = cross_validate(swapped, 5, 0, lambda what, done: None)
    (error,) = (each for each in found.readings if not each.is_right)
    assert error.example.text == "goodbye ada"
    assert {near.intent for near in error.near} == {"leave"}
    assert all(near.text != "goodbye ada" for near in error.near)
    looked = review_readings(swapped.data, found.readings)
    assert (looked.judged, looked.examples) == (60, 60)
    assert [each.example.text for each in looked.suspects] == ["goodbye ada"]
    assert looked.suspects[0].looks_like == "leave"

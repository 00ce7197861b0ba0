"""The data sets of the benchmark: found by their shape, and learnt as they are written."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from benchmarks.nlu_model import area, calibration_error
from benchmarks.nlu_sets import language, read, sets, write_bot

from talkwright.project.open import open_project

ROWS = [
    ("where is my card?", "card_arrival"),
    ('- it\'s: 5 % "off"', "no"),
    ("[what] now", "oos"),
    ("ja", "yes/really"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A table with two files to train with, lines of JSON in two languages, and files that are no set."""
    for name in ("tables/test.csv", "tables/train.csv", "tables/train_10.csv"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("text", "category"), *ROWS[: 2 if "10" in name else None]])
    for spoken, tokens in (("de", ["nach", "Bad", "Ems"]), ("zh", ["去", "北", "京"])):
        for name in ("train", "test"):
            path = tmp_path / "slots" / spoken / f"{name}.jsonl"
            path.parent.mkdir(parents=True, exist_ok=True)
            line = {"tokens": tokens, "tags": ["O", "B-city/to", "I-city/to"], "intent": "travel/book"}
            path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    (tmp_path / "train.csv").write_text("text,intent\n")
    return tmp_path


def test_sets_are_found_by_their_shape(folder: Path) -> None:
    found = {str(test.relative_to(folder)): [train.name for train in trains] for test, trains in sets(folder)}
    assert found == {
        "tables/test.csv": ["train_10.csv", "train.csv"],
        "slots/de/test.jsonl": ["train.jsonl"],
        "slots/zh/test.jsonl": ["train.jsonl"],
    }


def test_a_folder_may_tell_the_language(folder: Path) -> None:
    assert [language(test) for test, _ in sets(folder)] == ["de", "zh", "en"]


def test_tags_are_spans(folder: Path) -> None:
    (german,), (chinese,) = (read(folder / "slots" / spoken / "test.jsonl") for spoken in ("de", "zh"))
    assert (german.text, chinese.text, german.intent) == ("nach Bad Ems", "去北京", "travel__book")
    assert [(each.entity, each.value, each.start, each.end) for each in german.entities] == [
        ("city/to", "Bad Ems", 5, 12)
    ]
    assert [(each.value, each.start) for each in chinese.entities] == [("北京", 1)]


@pytest.mark.parametrize("name", ["tables/train.csv", "slots/de/train.jsonl"])
def test_a_bot_learns_what_was_read(folder: Path, tmp_path: Path, name: str) -> None:
    examples = read(folder / name)
    write_bot(tmp_path / "bot", examples, "en")
    project = open_project(tmp_path / "bot", environment={})
    assert [each for each in project.problems if each.severity == "error"] == []
    learnt = [
        (each.text, each.intent, [(e.entity, e.start, e.end) for e in each.entities]) for each in project.data.examples
    ]
    assert learnt == [
        (each.text, each.intent, [(e.entity, e.start, e.end) for e in each.entities])
        for each in examples
        if each.intent != "oos"
    ]


def test_the_area_is_one_where_all_from_outside_are_less_sure() -> None:
    outside = np.array([True, True, False, False])
    assert area(np.array([0.1, 0.2, 0.8, 0.9]), outside) == 1.0
    assert area(np.array([0.9, 0.8, 0.2, 0.1]), outside) == 0.0
    assert area(np.array([0.5, 0.5, 0.5, 0.5]), outside) == 0.5
    assert area(np.array([0.5]), np.array([False])) is None


def test_who_is_as_sure_as_right_is_calibrated() -> None:
    assert calibration_error(np.array([1.0, 0.5, 0.5]), np.array([True, True, False])) == pytest.approx(0.0)
    assert calibration_error(np.array([1.0, 1.0]), np.array([False, False])) == pytest.approx(1.0)

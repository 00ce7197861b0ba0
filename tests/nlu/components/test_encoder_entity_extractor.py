"""Entities by what words mean, from outside: with an encoder, and without one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from tests.encoders.test_fetch import FILES, SOURCE
from tests.nlu.components.test_crf_entity_extractor import BOT, HERE, found

from talkwright.encoders.encoder import States
from talkwright.encoders.fetch import fetch
from talkwright.encoders.shelf import Shelf
from talkwright.errors import Problems
from talkwright.nlu.component import Draft, Lesson
from talkwright.nlu.components.crf_entity_extractor import CRFEntityExtractor, CrfOptions, FieldOptions
from talkwright.nlu.components.encoder_entity_extractor import EncoderEntityExtractor
from talkwright.nlu.examples import TrainingData, read_example
from talkwright.nlu.fit import fit_pipeline
from talkwright.nlu.pipeline import Pipeline
from talkwright.nlu.words import split

TINY = [("SentenceEncoder", {"encoder": "tiny"}, HERE), ("EncoderEntityExtractor", {}, HERE)]


@pytest.fixture(autouse=True)
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    monkeypatch.setenv("TALKWRIGHT_ENCODERS", str(tmp_path / "shelf"))
    return Shelf()


@pytest.fixture
def tiny(shelf: Shelf, tmp_path: Path) -> None:
    folder = tmp_path / "given"
    folder.mkdir()
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
    fetch(SOURCE, shelf, folder)


@pytest.mark.usefixtures("tiny")
def test_entities_roles_and_groups_are_found_and_it_is_served_without_scipy(tmp_path: Path) -> None:
    problems = Problems()
    files = fit_pipeline(BOT, TINY, "en", problems).save()
    assert problems.all == ()
    assert files == fit_pipeline(BOT, TINY, "en", Problems()).save()
    pipeline = Pipeline.load(files)
    assert found(pipeline, "a flight from Bern to Rome") == [("city", "Bern", "from", ""), ("city", "Rome", "to", "")]
    assert found(pipeline, "a small tea and a large soup")[0] == ("size", "small", "", "1")
    assert {entity.extractor for entity in pipeline.parse("from Bern").entities} == {"EncoderEntityExtractor"}
    for text in ("", "👋🏽", "w3 " * 9, "\ud800 from Bern"):
        pipeline.parse(text)
    model = tmp_path / "model"
    model.mkdir()
    for name, content in files.items():
        (model / name).write_bytes(content)
    code = f"""
import pathlib, sys
from talkwright.nlu.pipeline import Pipeline
pipeline = Pipeline.load({{path.name: path.read_bytes() for path in pathlib.Path({str(model)!r}).iterdir()}})
assert pipeline.parse("fly me to Lisbon please").entities
print(sorted(name for name in sys.modules if name.split(".")[0] in ("scipy", "sklearn", "torch", "onnx")))
"""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_without_an_encoder_it_is_a_field_and_says_so_once() -> None:
    problems = Problems()
    pipeline = fit_pipeline(BOT, [("EncoderEntityExtractor", {}, HERE)], "en", problems)
    (problem,) = problems.all
    assert (problem.code, problem.severity, problem.place) == ("nlu/no-token-states", "warning", HERE)
    assert "CRFEntityExtractor" in problem.message
    field = fit_pipeline(BOT, [("CRFEntityExtractor", {}, HERE)], "en", Problems())
    for text in ("a flight from Bern to Rome", "fly me to Dublin please", "a small tea and a large soup"):
        assert found(pipeline, text) == found(field, text)


NAMES = {"Ana", "Bert", "Cleo", "Dan", "Eva", "Finn", "Gus", "Hal"}


def draft(text: str) -> Draft:
    """One whose tokens are its words, and whose states say nothing but whether a word is a name."""
    spans, words = split(text)
    vectors = np.array([[1.0, 0.0] if text[a:b] in NAMES else [0.0, 1.0] for a, b in spans], np.float32)
    return Draft(text, spans, words, tokens=lambda: States(vectors, tuple(spans), vectors[0]))


def test_what_a_word_means_tells_where_neither_it_nor_its_place_does() -> None:
    said = [f"{one} saw {other}" for one in ("Ana", "sky", "Bert", "sea") for other in ("Cleo", "rain", "Dan", "it")]
    marked = [" ".join(f"[{word}](person)" if word in NAMES else word for word in text.split()) for text in said]
    examples = tuple(
        example for line in marked if (example := read_example(line, HERE, Problems(), "tell")) is not None
    )
    lesson = Lesson(TrainingData(examples), [draft(example.text) for example in examples], Problems(), HERE)
    by_meaning = EncoderEntityExtractor.fit(lesson, FieldOptions())
    by_form = CRFEntityExtractor.fit(lesson, CrfOptions())

    def people(extractor: CRFEntityExtractor, text: str) -> list[str]:
        asked = draft(text)
        extractor.process(asked)
        return [str(entity.value) for entity in asked.entities]

    assert lesson.problems.all == ()
    assert people(by_meaning, "Eva saw clay") == ["Eva"]
    assert people(by_meaning, "clay saw Gus") == ["Gus"]
    assert people(EncoderEntityExtractor.load(by_meaning.save()), "Hal saw Finn") == ["Hal", "Finn"]
    assert people(by_form, "clay saw gold") == people(by_form, "Clay saw Gold".lower())

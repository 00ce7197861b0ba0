"""The encoder on this machine, or none: one warning, and the rest goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from tests.encoders.test_fetch import FILES, SOURCE

from talkwright.encoders.fetch import fetch
from talkwright.encoders.shelf import Shelf
from talkwright.errors import NotFound, Place, Problems, RequestError
from talkwright.nlu.component import Draft, Lesson
from talkwright.nlu.components.sentence_encoder import SentenceEncoder, SentenceEncoderOptions
from talkwright.nlu.examples import Example, TrainingData
from talkwright.nlu.fit import fit_pipeline
from talkwright.nlu.pipeline import Pipeline
from talkwright.runtime.parse import parse
from talkwright.testing.embeddings import Embeddings

TEXTS = ("w3 w4", "w5", "w3 w4")
DATA = TrainingData(tuple(Example(text, "some") for text in TEXTS))
TINY = SentenceEncoderOptions(encoder="tiny")


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


def lesson(cache: Path | None = None) -> Lesson:
    drafts = [Draft(text) for text in TEXTS]
    return Lesson(DATA, drafts, Problems(), Place("config.yml", 3, 5), cache=cache)


def vector(component: SentenceEncoder, text: str) -> np.ndarray | None:
    draft = Draft(text)
    component.process(draft)
    return None if draft.vector is None else draft.vector()


@pytest.mark.usefixtures("tiny")
def test_every_message_gets_a_vector_when_somebody_asks(tmp_path: Path) -> None:
    component = SentenceEncoder.fit(lesson(tmp_path / "cache"), TINY)
    again = SentenceEncoder.load(component.save())
    for text in (*TEXTS, "w9", "", "something else"):
        one, other = vector(component, text), vector(again, text)
        assert one is not None
        assert other is not None
        np.testing.assert_array_equal(one, other)
    assert [each.suffix for each in (tmp_path / "cache").iterdir()] == [".npz"]


def test_without_it_one_warning_says_what_to_do() -> None:
    taught = lesson()
    component = SentenceEncoder.fit(taught, SentenceEncoderOptions(encoder="all-MiniLM-L6-v2"))
    (problem,) = taught.problems.all
    assert (problem.code, problem.severity, problem.place) == ("nlu/no-encoder", "warning", taught.place)
    assert problem.hint == "Get it: talkwright encoder fetch all-MiniLM-L6-v2"
    assert vector(component, "w3") is None
    assert vector(SentenceEncoder.load(component.save()), "w3") is None


def test_who_has_not_asked_for_one_goes_without() -> None:
    taught = lesson()
    assert vector(SentenceEncoder.fit(taught, SentenceEncoderOptions()), "w3") is None
    assert taught.problems.all == ()


@pytest.mark.usefixtures("tiny")
def test_a_model_that_needs_it_says_so_where_it_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saved = SentenceEncoder.fit(lesson(), TINY).save()
    monkeypatch.setenv("TALKWRIGHT_ENCODERS", str(tmp_path / "elsewhere"))
    with pytest.raises(NotFound, match="'tiny' is not on this machine"):
        SentenceEncoder.load(saved)


@pytest.mark.usefixtures("tiny")
def test_another_encoder_of_the_same_name_is_refused(shelf: Shelf) -> None:
    saved = SentenceEncoder.fit(lesson(), TINY).save()
    label = shelf.place("tiny") / "encoder.json"
    label.write_text(label.read_text().replace(SOURCE.files["tokenizer.json"], "0" * 64))
    with pytest.raises(RequestError, match="trained with another"):
        SentenceEncoder.load(saved)


@pytest.fixture
def server() -> Iterator[Embeddings]:
    with Embeddings() as server:
        yield server


def elsewhere(server: Embeddings) -> SentenceEncoderOptions:
    return SentenceEncoderOptions(encoder="openai", base_url=server.url, model="letters", api_key_env="MY_KEY")


def test_another_machine_is_asked_for_each_text_once(
    server: Embeddings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MY_KEY", "very-secret")
    component = SentenceEncoder.fit(lesson(tmp_path / "cache"), elsewhere(server))
    assert component.blocks
    asked = [text for request in server.requests[1:] for text in request.texts]
    assert sorted(asked) == sorted(set(TEXTS)), "the first request asks how long a vector is"
    SentenceEncoder.fit(lesson(tmp_path / "cache"), elsewhere(server))
    assert len(server.requests) == 3, "and the cache knows all others"
    saved = component.save()
    assert "very-secret" not in str(saved)
    again = SentenceEncoder.load(saved)
    assert len(server.requests) == 3
    for text in (*TEXTS, "never seen"):
        one, other = vector(component, text), vector(again, text)
        assert one is not None
        assert other is not None
        np.testing.assert_allclose(one, other, atol=1e-6)
    assert server.requests[-1].headers["authorization"] == "Bearer very-secret"


def test_one_that_does_not_answer_is_a_warning(server: Embeddings) -> None:
    server.answers = [401]
    taught = lesson()
    component = SentenceEncoder.fit(taught, elsewhere(server))
    (problem,) = taught.problems.all
    assert problem.code == "nlu/no-encoder"
    assert "answered 401" in problem.message
    assert "MY_KEY" in problem.hint
    assert not component.blocks


PHRASES = {
    "greet": ("hello there", "good morning", "hi bot", "good evening to you"),
    "order": ("where is my parcel", "track the order", "has it been sent", "my parcel is late"),
}


def test_while_it_fails_words_decide_and_nothing_of_that_is_remembered(server: Embeddings) -> None:
    examples = [Example(text, intent) for intent, texts in PHRASES.items() for text in texts]
    options = {"encoder": "openai", "base_url": server.url, "model": "letters", "timeout": 1}
    place = Place("config.yml", 1, 1)
    parts = [("SentenceEncoder", options, place), ("IntentClassifier", {"cascade": False}, place)]
    pipeline = fit_pipeline(TrainingData(tuple(examples)), parts, "en", Problems())
    assert pipeline.blocks
    server.requests.clear()
    before = pipeline.parse("my order is late", at=0.0)
    assert len(server.requests) == 1
    again = Pipeline.load(pipeline.save())
    server.answers = [500]
    assert again.parse("my order is late", at=0.0).intent.name == "order"
    assert len(server.requests) == 2
    assert again.parse("my order is late", at=0.0).intent == before.intent
    assert len(server.requests) == 3


async def test_the_loop_goes_on_while_it_is_asked(server: Embeddings) -> None:
    options = {"encoder": "openai", "base_url": server.url, "model": "letters", "timeout": 1}
    place = Place("config.yml", 1, 1)
    examples = [Example(text, intent) for intent, texts in PHRASES.items() for text in texts]
    parts = [("SentenceEncoder", options, place), ("IntentClassifier", {"cascade": False}, place)]
    pipeline = fit_pipeline(TrainingData(tuple(examples)), parts, "en", Problems())
    server.answers = ["silence"]
    asked = asyncio.create_task(parse(pipeline, "my order is late", 0.0))
    turns = 0
    while not asked.done():
        await asyncio.sleep(0.005)
        turns += 1
    assert (await asked).intent.name == "order"
    assert turns > 10

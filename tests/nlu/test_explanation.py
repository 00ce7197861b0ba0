"""Why a message was understood as it was: reasons add up to the answer, and a model file carries what they need."""

from __future__ import annotations

import math

import msgspec
import pytest

from talkwright.errors import Place, Problems
from talkwright.nlu.examples import Example, TrainingData
from talkwright.nlu.explanation import Explanation, explain
from talkwright.nlu.fit import fit_pipeline
from talkwright.nlu.neighbours import TEXTS
from talkwright.nlu.pipeline import Pipeline
from talkwright.nlu.reasons import Doubted, Ranked
from talkwright.nlu.registry import Part

EXAMPLES = {
    "track": ["where is my parcel", "track my parcel please", "has my parcel been sent", "parcel still not here"],
    "refund": ["i want my money back", "refund my money please", "give me a refund", "when do i get my money"],
    "hours": ["when are you open", "opening hours please", "are you open on sunday", "when does the shop close"],
}
LIGHT: list[Part] = [
    (name, {}, Place("config.yml")) for name in ("WordTokenizer", "IntentClassifier", "FallbackClassifier")
]


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    """Trained, saved and loaded: what a server has."""
    taught = [
        Example(text, intent, place=Place("nlu.yml", 3 + n, 9))
        for intent, texts in EXAMPLES.items()
        for n, text in enumerate(texts)
    ]
    fitted = fit_pipeline(TrainingData(tuple(taught)), LIGHT, "en", Problems())
    return Pipeline.load(fitted.save())


def test_the_words_that_decided_are_told(pipeline: Pipeline) -> None:
    why = explain(pipeline, "where has my parcel gone")
    assert why.intent == "track"
    assert why.utterance == pipeline.parse("where has my parcel gone")
    least = min(why.words, key=lambda word: word.without)
    assert (least.text, least.start, least.end) == ("parcel", 13, 19)
    assert least.without < why.confidence
    assert why.ranked is not None
    track = why.ranked.intents[0]
    assert track.intent == "track"
    assert any("parcel" in ngram.what and ngram.share > 0 for ngram in track.ngrams)


def test_n_grams_add_up_to_the_scores(pipeline: Pipeline) -> None:
    """A short word has few: all are told, and the scores are the logarithms of what words say."""
    _, (ranked, *_) = pipeline.reasons("my")
    assert isinstance(ranked, Ranked)
    one, two = ranked.intents[:2]
    assert {each.what for each in one.ngrams} == {" my ", " m", "my", "y ", " my", "my "}
    apart = sum(each.share for each in one.ngrams) - sum(each.share for each in two.ngrams)
    assert apart == pytest.approx(math.log(one.words / two.words), abs=1e-3)


def test_the_nearest_examples_are_told_with_their_place(pipeline: Pipeline) -> None:
    why = explain(pipeline, "track the parcel")
    first = why.near_by_words[0]
    assert (first.text, first.intent, str(first.place)) == ("track my parcel please", "track", "nlu.yml:4:9")
    assert 0 < first.similarity <= 1
    assert [near.similarity for near in why.near_by_words] == sorted(
        (near.similarity for near in why.near_by_words), reverse=True
    )
    assert why.near_by_meaning == ()


@pytest.mark.parametrize("text", ["track my parcel please", "xyzzy", "open money parcel"])
def test_what_the_fallback_saw_is_what_it_did(pipeline: Pipeline, text: str) -> None:
    why = explain(pipeline, text)
    assert isinstance(why.doubted, Doubted)
    assert why.doubted.fell_back == (why.utterance.intent.name == "nlu_fallback")
    assert bool(why.doubted.why) == why.doubted.fell_back
    assert why.doubted.best == why.intent
    if why.doubted.why == "unlikely":
        assert why.doubted.confidence < why.doubted.threshold


@pytest.mark.parametrize("text", ["", "   ", "/track", "🙂", "a" * 5_000])
def test_there_is_an_answer_for_everything(pipeline: Pipeline, text: str) -> None:
    why = explain(pipeline, text)
    assert why.utterance.text == text
    again = msgspec.json.decode(msgspec.json.encode(why), type=Explanation)
    assert again.utterance.intent == why.utterance.intent
    assert again.ranked == why.ranked


def test_a_payload_needs_no_reason(pipeline: Pipeline) -> None:
    why = explain(pipeline, "/track")
    assert (why.intent, why.ranked, why.words) == ("track", None, ())


def test_a_model_without_examples_explains_what_it_can(pipeline: Pipeline) -> None:
    files = {name: data for name, data in pipeline.save().items() if name != TEXTS}
    why = explain(Pipeline.load(files), "where is my parcel")
    assert (why.intent, why.near_by_words) == ("track", ())
    assert why.words

"""Words that are typed without their umlauts are those of the examples and lists."""

from __future__ import annotations

from talkwright.conversation.utterance import Entity
from talkwright.errors import Place, Problems
from talkwright.nlu.component import Draft, Lesson
from talkwright.nlu.components.word_tokenizer import WordTokenizer
from talkwright.nlu.examples import Example, Lookup, TrainingData
from talkwright.nlu.pipeline import Pipeline

DATA = TrainingData(
    (
        Example("Schuhe für Frauen", "shoes"),
        Example("neue Schuhe aus Duerren", "shoes"),
        Example("wann öffnet ihr", "open"),
    ),
    lookups=(Lookup("city", ("München", "Dürren")),),
)


def fitted() -> Pipeline:
    parts = [(name, {}, Place("config.yml")) for name in ("WordTokenizer", "NgramClassifier", "LookupEntityExtractor")]
    return Pipeline.load(Pipeline.fit(DATA, parts, "de", Problems()).save())


def test_umlauts_may_be_spelt_out() -> None:
    pipeline = fitted()
    assert pipeline.parse("Schuhe fuer Frauen").intent == pipeline.parse("schuhe für frauen").intent
    (found,) = pipeline.parse("in Muenchen").entities
    assert isinstance(found, Entity)
    assert (found.value, found.start, found.end) == ("München", 3, 11)


def test_what_the_author_writes_so_stays_so() -> None:
    tokenizer = WordTokenizer.fit(Lesson(DATA, (), Problems(), Place("")), WordTokenizer.Options())
    draft = Draft("fuer neue Frauen aus Duerren")
    tokenizer.process(draft)
    assert draft.words == ["fur", "neue", "frauen", "aus", "duerren"]

"""Words that are typed without their umlauts are those of the examples and lists."""

from __future__ import annotations

import pytest

from talkwright.conversation.utterance import Entity
from talkwright.errors import Place, Problems
from talkwright.nlu.component import Draft, Lesson
from talkwright.nlu.components.word_tokenizer import WordTokenizer
from talkwright.nlu.examples import Example, Lookup, TrainingData, read_example
from talkwright.nlu.fit import fit_pipeline
from talkwright.nlu.folding import fold
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
    return Pipeline.load(fit_pipeline(DATA, parts, "de", Problems()).save())


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


@pytest.mark.parametrize(
    ("lines", "text", "words"),
    [
        (
            ["près de l'[hôtel](place)"],
            "pour L’aéroport s'il vous plaît",
            ["pour", "l'", "aeroport", "s'il", "vous", "plait"],
        ),
        (["[서울](city)에서 만나요"], "부산에서 만나요 에서", ["부산", "에서", "만나요", "에서"]),
        (["[Ankara](city)'ya git"], "İzmir'ya git 'ya", ["izmir", "'ya", "git", "'", "ya"]),
        (["to [Rome](city)"], "l'hotel isn't", ["l'hotel", "isn't"]),
    ],
)
def test_what_is_annotated_as_part_of_a_word_parts_others(lines: list[str], text: str, words: list[str]) -> None:
    read = (read_example(line, Place("nlu.yml"), Problems(), "go") for line in lines)
    data = TrainingData(tuple(example for example in read if example is not None))
    fitted = WordTokenizer.fit(Lesson(data, (), Problems(), Place("")), WordTokenizer.Options())
    for tokenizer in (fitted, WordTokenizer.load(fitted.save())):
        draft = Draft(text)
        tokenizer.process(draft)
        assert draft.words == words
        assert [fold(text[start:end]) for start, end in draft.spans] == words

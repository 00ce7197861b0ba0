"""The suite that every NLU component passes.

Subclass ``ComponentContract`` in a test file and name the component:

    class TestMyExtractor(ComponentContract):
        component = MyExtractor
"""

from __future__ import annotations

from functools import cache
from typing import ClassVar

import msgspec
import pytest

from talkwright.conversation.utterance import Entity
from talkwright.errors import Place, Problems
from talkwright.nlu.arrays import pack, unpack
from talkwright.nlu.component import LONGEST_RANKING, Component, Draft, Lesson, NoOptions, Saved
from talkwright.nlu.components.ngram_classifier import NgramClassifier
from talkwright.nlu.components.word_tokenizer import WordTokenizer
from talkwright.nlu.examples import Example, Lookup, Regex, TrainingData

SMALL = TrainingData(
    examples=(
        Example("hello there", "greet"),
        Example("good morning 👋", "greet"),
        Example("a table in Rome please", "book", (Entity("city", "Rome", 11, 15),)),
        Example("book a table in the big apple", "book", (Entity("city", "New York", 16, 29),)),
        Example("my number is 12345", "inform", (Entity("number", "12345", 13, 18),)),
        Example("it is 777", "inform", (Entity("number", "777", 6, 9),)),
        Example("when do you open", "faq", response_key="hours"),
        Example("what does shipping cost", "faq", response_key="shipping"),
    ),
    synonyms={"ny": "New York"},
    regexes=(Regex("number", "[0-9]+"),),
    lookups=(Lookup("city", ("Rome", "New York", "Köln")),),
)

TEXTS = (
    "hello",
    "Book a table in ROME or new york, NY",
    "12345 and 777",
    "",
    "   ",
    "👋🏽 ❤️",
    "when are you open",
    "北京的天气 हिन्दी ไทย İstanbul",
    "qqq zzz",
    "\x00\u200d\ufeff({[*+?",
    "word " * 20_000,
    "x" * 100_000,
)


class ComponentContract:
    """What ``nlu.component.Component`` promises."""

    component: type[Component]
    options: msgspec.Struct | None = None
    _fitted: ClassVar[Component]

    def lesson(self, data: TrainingData = SMALL) -> Lesson:
        """``data`` as the components before would hand it on. Override it when yours needs others than these."""
        return Lesson(data, [self.draft(example.text) for example in data.examples], Problems(), Place("config.yml"))

    def draft(self, text: str) -> Draft:
        """``text`` as the components before would hand it on: in words, with a ranking, without entities."""
        return _draft(text).copy()

    def fit(self, data: TrainingData = SMALL) -> Component:
        return self.component.fit(self.lesson(data), self.options or self.component.Options())

    def fitted(self) -> Component:
        """One that has learnt ``SMALL``, the same for every text."""
        kind = type(self)
        if "_fitted" not in vars(kind):
            kind._fitted = self.fit()
        return kind._fitted

    def understood(self, component: Component, text: str) -> Draft:
        draft = self.draft(text)
        component.process(draft)
        return draft

    def test_every_option_has_a_default(self) -> None:
        assert msgspec.to_builtins(self.component.Options()) is not None

    @pytest.mark.parametrize("text", TEXTS, ids=lambda text: repr(text[:12]))
    def test_any_text_is_taken_and_what_is_found_is_in_it(self, text: str) -> None:
        draft = self.understood(self.fitted(), text)
        assert draft.text == text
        assert len(draft.spans) == len(draft.words)
        assert all(0 <= start < end <= len(text) for start, end in draft.spans)
        for entity in draft.entities:
            assert 0 <= entity.start < entity.end <= len(text)
        confidences = [intent.confidence for intent in draft.ranking]
        assert len(confidences) <= LONGEST_RANKING
        assert all(0 <= confidence <= 1 for confidence in confidences)

    @pytest.mark.parametrize("text", TEXTS, ids=lambda text: repr(text[:12]))
    def test_what_was_saved_understands_as_before(self, text: str) -> None:
        component = self.fitted()
        again = self.component.load(_through_files(component.save()))
        assert self.understood(again, text) == self.understood(component, text)

    def test_the_same_text_is_understood_the_same_again(self) -> None:
        component = self.fit()
        first = [self.understood(component, text) for text in TEXTS]
        assert [self.understood(component, text) for text in TEXTS] == first

    def test_the_same_lesson_gives_the_same_bytes(self) -> None:
        assert _bytes(self.fit().save()) == _bytes(self.fit().save())

    @pytest.mark.parametrize(
        "data",
        [
            TrainingData(),
            TrainingData(examples=(Example("hello", "greet"),)),
            TrainingData(examples=(Example("hello"), Example("👋", "greet"), Example("...", "part"))),
            TrainingData(examples=(Example("same", "one"), Example("same", "two"))),
        ],
        ids=["nothing", "one example", "no words", "a contradiction"],
    )
    def test_a_poor_lesson_is_no_error(self, data: TrainingData) -> None:
        component = self.fit(data)
        again = self.component.load(_through_files(component.save()))
        for text in TEXTS:
            assert self.understood(again, text) == self.understood(component, text)


@cache
def _before() -> tuple[Component, Component]:
    """A tokenizer, and a classifier that has learnt the intents of ``SMALL``."""
    drafts = [Draft(example.text) for example in SMALL.examples]
    lesson = Lesson(SMALL, drafts, Problems(), Place("config.yml"))
    tokenizer = WordTokenizer.fit(lesson, NoOptions())
    for draft in drafts:
        tokenizer.process(draft)
    return tokenizer, NgramClassifier.fit(lesson, NoOptions())


@cache
def _draft(text: str) -> Draft:
    draft = Draft(text)
    for component in _before():
        component.process(draft)
    return draft


def _bytes(saved: Saved) -> tuple[bytes, bytes]:
    return pack(saved.arrays), msgspec.json.encode(saved.values, order="deterministic")


def _through_files(saved: Saved) -> Saved:
    arrays, values = _bytes(saved)
    return Saved(unpack(arrays), msgspec.json.decode(values))

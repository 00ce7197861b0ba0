"""Every component that comes with Talkwright keeps the contract of components."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from talkwright.encoders.encoder import States
from talkwright.nlu.component import Draft
from talkwright.nlu.components.crf_entity_extractor import CRFEntityExtractor, CrfOptions
from talkwright.nlu.components.duckling_entity_extractor import DucklingEntityExtractor, DucklingOptions
from talkwright.nlu.components.encoder_entity_extractor import EncoderEntityExtractor
from talkwright.nlu.components.entity_synonym_mapper import EntitySynonymMapper
from talkwright.nlu.components.fallback_classifier import FallbackClassifier
from talkwright.nlu.components.gazetteer_entity_extractor import GazetteerEntityExtractor
from talkwright.nlu.components.intent_classifier import IntentClassifier
from talkwright.nlu.components.lookup_entity_extractor import LookupEntityExtractor
from talkwright.nlu.components.ngram_classifier import NgramClassifier
from talkwright.nlu.components.regex_entity_extractor import RegexEntityExtractor
from talkwright.nlu.components.response_selector import ResponseSelector, SelectorOptions
from talkwright.nlu.components.sentence_encoder import SentenceEncoder, SentenceEncoderOptions
from talkwright.nlu.components.spacy_entity_extractor import SpacyEntityExtractor
from talkwright.nlu.components.spacy_tokenizer import SpacyTokenizer
from talkwright.nlu.components.typed_entity_extractor import TypedEntityExtractor
from talkwright.nlu.components.word_tokenizer import WordTokenizer
from talkwright.nlu.registry import BUILT_IN
from talkwright.testing.component_contract import ComponentContract


class TestWordTokenizer(ComponentContract):
    component = WordTokenizer


class TestNgramClassifier(ComponentContract):
    component = NgramClassifier


class TestSentenceEncoder(ComponentContract):
    component = SentenceEncoder
    options = SentenceEncoderOptions(encoder="one-that-nobody-has")


class TestIntentClassifier(ComponentContract):
    component = IntentClassifier


class TestIntentClassifierWithVectors(ComponentContract):
    component = IntentClassifier

    def draft(self, text: str) -> Draft:
        draft = super().draft(text)
        draft.vector = lambda: _meaning(text)
        return draft


def _meaning(text: str) -> NDArray[np.float32]:
    """Which letters there are."""
    found = np.array([1 + text.count(letter) for letter in "abcdehilnorst"], np.float32)
    return np.asarray(found / np.linalg.norm(found), np.float32)


class TestRegexEntityExtractor(ComponentContract):
    component = RegexEntityExtractor


class TestLookupEntityExtractor(ComponentContract):
    component = LookupEntityExtractor


class TestCRFEntityExtractor(ComponentContract):
    component = CRFEntityExtractor


class TestCRFEntityExtractorWithBilou(ComponentContract):
    component = CRFEntityExtractor
    options = CrfOptions(BILOU_flag=True, features=(("low",), ("low", "bias"), ()))


class TestEncoderEntityExtractor(ComponentContract):
    component = EncoderEntityExtractor

    def draft(self, text: str) -> Draft:
        draft = super().draft(text)
        letters = np.array([_meaning(text[start:end]) for start, end in draft.spans], np.float32).reshape(-1, 13)
        draft.tokens = lambda: States(letters, tuple(draft.spans), _meaning(text))
        return draft


class TestGazetteerEntityExtractor(ComponentContract):
    component = GazetteerEntityExtractor


class TestSpacyTokenizer(ComponentContract):
    component = SpacyTokenizer


class TestSpacyEntityExtractor(ComponentContract):
    component = SpacyEntityExtractor


class TestTypedEntityExtractor(ComponentContract):
    component = TypedEntityExtractor


class TestDucklingEntityExtractor(ComponentContract):
    component = DucklingEntityExtractor
    options = DucklingOptions(locale="en_GB", timezone="Europe/London", url="http://localhost:8000")


class TestEntitySynonymMapper(ComponentContract):
    component = EntitySynonymMapper


class TestResponseSelector(ComponentContract):
    component = ResponseSelector


class TestResponseSelectorOfOneIntent(ComponentContract):
    component = ResponseSelector
    options = SelectorOptions(retrieval_intent="faq")


class TestFallbackClassifier(ComponentContract):
    component = FallbackClassifier


def test_every_built_in_component_is_tried() -> None:
    tried = {kind.component.__name__ for kind in ComponentContract.__subclasses__()}
    assert tried == set(BUILT_IN)

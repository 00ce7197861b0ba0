"""Names of components and policies that Rasa gave up, and what they are called or came to since. Tables."""

from __future__ import annotations

from typing import Any

Part = dict[str, Any]

_WORDS: list[Part] = [
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
]
_ENTITIES: list[Part] = [{"name": "CRFEntityExtractor"}, {"name": "EntitySynonymMapper"}]
INTENTS_ONLY: Part = {"name": "DIETClassifier", "entity_recognition": False}

_SUPERVISED: list[Part] = [
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    *_WORDS,
    *_ENTITIES,
    INTENTS_ONLY,
]
_SPACY: list[Part] = [
    {"name": "SpacyNLP"},
    {"name": "SpacyTokenizer"},
    {"name": "SpacyFeaturizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    *_ENTITIES,
    {"name": "SklearnIntentClassifier"},
]
_CONVERT: list[Part] = [{"name": "WhitespaceTokenizer"}, {"name": "ConveRTFeaturizer"}, INTENTS_ONLY]

TEMPLATES: dict[str, list[Part]] = {
    "supervised_embeddings": _SUPERVISED,
    "tensorflow_embedding": _SUPERVISED,
    "pretrained_embeddings_spacy": _SPACY,
    "spacy_sklearn": _SPACY,
    "pretrained_embeddings_convert": _CONVERT,
    "keyword": [{"name": "KeywordIntentClassifier"}],
}
"""Whole pipelines that had a name."""

COMPONENTS: dict[str, str] = {
    "ConveRTTokenizer": "WhitespaceTokenizer",
    "DucklingHTTPExtractor": "DucklingEntityExtractor",
    "EmbeddingIntentClassifier": "DIETClassifier",
    "HFTransformersNLP": "LanguageModelFeaturizer",
    "LanguageModelTokenizer": "WhitespaceTokenizer",
    "NGramFeaturizer": "CountVectorsFeaturizer",
    "nlp_spacy": "SpacyNLP",
    "nlp_mitie": "MitieNLP",
    "tokenizer_whitespace": "WhitespaceTokenizer",
    "tokenizer_jieba": "JiebaTokenizer",
    "tokenizer_mitie": "MitieTokenizer",
    "tokenizer_spacy": "SpacyTokenizer",
    "intent_featurizer_count_vectors": "CountVectorsFeaturizer",
    "intent_featurizer_mitie": "MitieFeaturizer",
    "intent_featurizer_spacy": "SpacyFeaturizer",
    "intent_entity_featurizer_regex": "RegexFeaturizer",
    "intent_classifier_keyword": "KeywordIntentClassifier",
    "intent_classifier_mitie": "MitieIntentClassifier",
    "intent_classifier_sklearn": "SklearnIntentClassifier",
    "intent_classifier_tensorflow_embedding": "DIETClassifier",
    "ner_crf": "CRFEntityExtractor",
    "ner_duckling_http": "DucklingEntityExtractor",
    "ner_mitie": "MitieEntityExtractor",
    "ner_spacy": "SpacyEntityExtractor",
    "ner_synonyms": "EntitySynonymMapper",
}
"""Components that have another name now."""

LEARNS_NO_ENTITIES = frozenset({"EmbeddingIntentClassifier", "intent_classifier_tensorflow_embedding"})
"""Of those that became DIETClassifier the ones that left entities to others."""

POLICIES: dict[str, str] = {"KerasPolicy": "TEDPolicy", "EmbeddingPolicy": "TEDPolicy", "SklearnPolicy": "TEDPolicy"}
"""Policies that learn and have another name now. Of their options only the history means the same."""

KEPT_OPTIONS = ("max_history", "epochs")

INTO_RULES = ("FormPolicy", "MappingPolicy", "FallbackPolicy", "TwoStageFallbackPolicy")
"""Policies whose work RulePolicy does."""

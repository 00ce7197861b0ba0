"""Which component a name in config.yml stands for: ours, those of installed packages, and Rasa's that ours replace.

Nothing is imported until it is asked for. A package adds a component by an entry point of the group
``talkwright.components`` whose name is the component's.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import cast

from talkwright.conversation.content import JSON
from talkwright.errors import Place, Problems
from talkwright.nlu.component import Component
from talkwright.nlu.spacy_models import COMPONENTS as SPACY
from talkwright.nlu.spacy_models import NLP, how_to_get, is_there, named_model

GROUP = "talkwright.components"

Part = tuple[str, Mapping[str, JSON], Place]
"""A component as the configuration has it: name, options and where it stands."""

BUILT_IN = {
    "WordTokenizer": "word_tokenizer",
    "SpacyTokenizer": "spacy_tokenizer",
    "SentenceEncoder": "sentence_encoder",
    "IntentClassifier": "intent_classifier",
    "NgramClassifier": "ngram_classifier",
    "RegexEntityExtractor": "regex_entity_extractor",
    "LookupEntityExtractor": "lookup_entity_extractor",
    "CRFEntityExtractor": "crf_entity_extractor",
    "EncoderEntityExtractor": "encoder_entity_extractor",
    "GazetteerEntityExtractor": "gazetteer_entity_extractor",
    "SpacyEntityExtractor": "spacy_entity_extractor",
    "TypedEntityExtractor": "typed_entity_extractor",
    "DucklingEntityExtractor": "duckling_entity_extractor",
    "EntitySynonymMapper": "entity_synonym_mapper",
    "ResponseSelector": "response_selector",
    "FallbackClassifier": "fallback_classifier",
}
"""Component -> its module in ``talkwright.nlu.components``; the class has the component's name."""

_ASKED_FOR = (
    *("NgramClassifier", "EncoderEntityExtractor", "GazetteerEntityExtractor"),
    *("TypedEntityExtractor", "DucklingEntityExtractor"),
    *SPACY,
)
DEFAULT = tuple(name for name in BUILT_IN if name not in _ASKED_FOR)
"""The pipeline of a configuration that names none. The others are for who asks."""

_WORDS = ("WordTokenizer",)
_MEANING = ("SentenceEncoder",)
_INTENTS = (*_MEANING, "IntentClassifier")
_TOKENIZERS = frozenset({"WordTokenizer", "SpacyTokenizer"})
_RANKS_INTENTS = frozenset({"NgramClassifier", "IntentClassifier"})
_ENTITIES = ("CRFEntityExtractor", "EntitySynonymMapper")
_PATTERNS = ("RegexEntityExtractor", "LookupEntityExtractor")

SAME: dict[str, tuple[str, ...]] = {
    "WhitespaceTokenizer": _WORDS,
    "JiebaTokenizer": _WORDS,
    "MitieTokenizer": _WORDS,
    "SpacyTokenizer": _WORDS,
    "CountVectorsFeaturizer": (),
    "LexicalSyntacticFeaturizer": (),
    "RegexFeaturizer": _PATTERNS,
}
"""Rasa's components whose work ours do as a matter of course."""

REPLACED: dict[str, tuple[str, ...]] = {
    "SpacyNLP": (),
    "SpacyFeaturizer": _MEANING,
    "MitieNLP": (),
    "MitieFeaturizer": _MEANING,
    "ConveRTFeaturizer": _MEANING,
    "LanguageModelFeaturizer": _MEANING,
    "DIETClassifier": (*_INTENTS, "CRFEntityExtractor"),
    "KeywordIntentClassifier": ("NgramClassifier",),
    "LogisticRegressionClassifier": _INTENTS,
    "SklearnIntentClassifier": _INTENTS,
    "MitieIntentClassifier": _INTENTS,
    "EmbeddingIntentClassifier": _INTENTS,
    "MitieEntityExtractor": ("CRFEntityExtractor",),
    "SpacyEntityExtractor": (),
}
"""Rasa's components that something simpler stands in for, or nothing: an author is told."""

RENAMED = {"DucklingHTTPExtractor": "DucklingEntityExtractor"}
"""Names that Rasa gave up, and those they have now: the options are the same."""

STANDS_FOR = {**SAME, **REPLACED}

SWITCHES = {
    ("DIETClassifier", "SentenceEncoder"): "intent_classification",
    ("DIETClassifier", "IntentClassifier"): "intent_classification",
    ("DIETClassifier", "CRFEntityExtractor"): "entity_recognition",
}
"""Options of Rasa's components by which an author turns off what one of ours would do."""

HINTS: dict[str, dict[str, JSON]] = {"RegexEntityExtractor": {"precision": 0.5}}
"""Options of components that the author did not name: a pattern may be meant as a hint only."""


_TIMED = frozenset({"TypedEntityExtractor", "DucklingEntityExtractor"})

REPEATED = frozenset({"ResponseSelector"})
"""Components of which a pipeline may have several: each does its own part of the work."""


def resolve(parts: Sequence[Part], problems: Problems, needed: Iterable[str] = ()) -> list[Part]:
    """The pipeline that ``parts`` come to: our components in working order, each once but those in ``REPEATED``.

    It can always be trained. What nobody knows is left out with a warning, and what a pipeline cannot do without is
    added, as is what ``needed`` names; entities, synonyms and the fallback are the author's choice unless something
    unknown may have done them.
    """
    if not parts:
        return [(name, HINTS.get(name, {}), Place("config.yml")) for name in DEFAULT]
    parts = [(RENAMED.get(name, name), options, place) for name, options, place in parts]
    chosen: dict[str, Part] = {}
    repeated: list[Part] = []
    needed = [*needed]
    by_words = any(name == "NgramClassifier" for name, _, _ in parts)
    model = named_model(parts)
    with_spacy = model is not None and is_there(model)
    for name, options, place in parts:
        if name in SPACY and with_spacy:
            chosen[name] = (name, {"model": model, **options}, place)
        elif name == NLP and model is not None:
            if not with_spacy:
                _report_no_model(model, place, problems)
        elif name in STANDS_FOR:
            stand_ins = [ours for ours in STANDS_FOR[name] if options.get(SWITCHES.get((name, ours), ""), True)]
            if by_words:  # the author has chosen
                stand_ins = [ours for ours in stand_ins if ours not in _INTENTS]
            for ours in stand_ins:
                chosen.setdefault(ours, (ours, HINTS.get(ours, {}), place))
            if name in REPLACED:
                _report_replaced(name, stand_ins, place, problems)
        elif name in REPEATED and name in chosen:
            repeated.append((name, options, place))
        elif is_known(name):
            chosen[name] = (name, options, place)
            if name == "RegexEntityExtractor" and options.get("use_lookup_tables", True):
                same = {key: value for key, value in options.items() if key == "case_sensitive"}
                chosen.setdefault("LookupEntityExtractor", ("LookupEntityExtractor", same, place))
        else:
            _report_unknown(name, place, problems)
            needed += _ENTITIES
    if _TOKENIZERS.isdisjoint(chosen):
        needed += _WORDS
    if _RANKS_INTENTS.isdisjoint(chosen):
        needed += _INTENTS
    for ours in needed:
        chosen.setdefault(ours, (ours, {}, parts[0][2]))
    return _in_order([*chosen.values(), *repeated])


def _in_order(parts: list[Part]) -> list[Part]:
    """Ours as in ``BUILT_IN``, which works; an installed one right after the one it was written after."""
    order = {name: index for index, name in enumerate(BUILT_IN)}
    position = 0
    positions: dict[str, int] = {}
    for name, _, _ in parts:
        position = positions[name] = order.get(name, position)
    return sorted(parts, key=lambda part: positions[part[0]])


def is_timeless(name: str) -> bool:
    """Whether what the component adds depends on the draft before it alone, and not on when the message was sent."""
    return name in BUILT_IN and name not in _TIMED


def is_known(name: str) -> bool:
    """Whether ``find`` finds it."""
    return name in BUILT_IN or _installed(name) is not None


def find(name: str) -> type[Component]:
    """The class of a component by its name. Raises ``KeyError`` when it is not installed."""
    if name in BUILT_IN:
        module = import_module(f"talkwright.nlu.components.{BUILT_IN[name]}")
        return cast("type[Component]", getattr(module, name))
    found = _installed(name)
    if found is None:
        raise KeyError(f"the component {name!r} is not installed")
    return cast("type[Component]", found.load())


def _installed(name: str) -> EntryPoint | None:
    if not name.isidentifier() or name in STANDS_FOR:
        return None  # Rasa's own names are known without looking through everything that is installed
    return next(iter(entry_points(group=GROUP, name=name)), None)


def _report_unknown(name: str, place: Place, problems: Problems) -> None:
    near = difflib.get_close_matches(name, [*BUILT_IN, *STANDS_FOR], 1)
    message = f"No component is called '{name}'; it is left out."
    hint = f"Did you mean '{near[0]}'?" if near else f"Known are {', '.join(BUILT_IN)}, and what packages add."
    problems.warning("nlu/unknown-component", message, place, hint)


def _report_no_model(model: str, place: Place, problems: Problems) -> None:
    message = f"spaCy's {model!r} is not on this machine; components of ours do the work."
    problems.warning("nlu/no-spacy-model", message, place, how_to_get(model))


def _report_replaced(name: str, ours: Sequence[str], place: Place, problems: Problems) -> None:
    if ours:
        names = " and ".join(filter(None, (", ".join(ours[:-1]), ours[-1])))
        message = f"{name} is Rasa's; {names} {'stand' if len(ours) > 1 else 'stands'} in for it here."
        problems.warning("nlu/mapped-component", message, place, "Nothing has to be done; its options have no effect.")
    else:
        message = f"{name} is Rasa's; nothing stands in for it here and it is left out."
        problems.warning("nlu/mapped-component", message, place, "Remove it, or leave it for when you run Rasa.")

"""Which component a name in config.yml stands for: ours, those of installed packages, and Rasa's that ours replace.

Nothing is imported until it is asked for. A package adds a component by an entry point of the group
``talkwright.components`` whose name is the component's.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import cast

import msgspec

from talkwright.conversation.content import JSON
from talkwright.errors import Place, Problems
from talkwright.nlu.component import Component
from talkwright.nlu.own import OWN_COMPONENT, load_own
from talkwright.nlu.rasa_components import (
    CARRIED,
    DIFFERS,
    DONE_BY,
    INTENTS,
    OPTIONS,
    RENAMED,
    REPLACED,
    STANDS_FOR,
    SWITCHES,
    WORDS,
)
from talkwright.nlu.spacy_models import COMPONENTS as SPACY
from talkwright.nlu.spacy_models import NLP, how_to_get, is_there, named_model
from talkwright.own import is_own
from talkwright.yaml import did_you_mean

GROUP = "talkwright.components"
HERE = Path()

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

_TOKENIZERS = frozenset({"WordTokenizer", "SpacyTokenizer"})
_RANKS_INTENTS = frozenset({"NgramClassifier", "IntentClassifier"})
_ENTITIES = ("CRFEntityExtractor", "EntitySynonymMapper")

HINTS: dict[str, dict[str, JSON]] = {"RegexEntityExtractor": {"precision": 0.5}}
"""Options of components that the author did not name: a pattern may be meant as a hint only."""


_TIMED = frozenset({"TypedEntityExtractor", "DucklingEntityExtractor"})

REPEATED = frozenset({"ResponseSelector"})
"""Components of which a pipeline may have several: each does its own part of the work."""


def resolve(parts: Sequence[Part], problems: Problems, needed: Iterable[str] = (), root: Path = HERE) -> list[Part]:
    """The pipeline that ``parts`` come to: our components in working order, each once but those in ``REPEATED``.

    It can always be trained. What nobody knows is left out with a warning, and what a pipeline cannot do without is
    added, as is what ``needed`` names; entities, synonyms and the fallback are the author's choice unless something
    unknown may have done them. ``root`` is the bot's folder, for components of its own.
    """
    if not parts:
        return [(name, HINTS.get(name, {}), Place("config.yml")) for name in DEFAULT]
    parts = [(RENAMED.get(name, name), options, place) for name, options, place in parts]
    chosen: dict[str, Part] = {}
    repeated: list[Part] = []
    needed = [*needed]
    model = named_model(parts)
    with_spacy = model is not None and is_there(model)
    for name, options, place in parts:
        _report_slips(name, options, place, problems)
        if name in SPACY and with_spacy:
            chosen[name] = (name, {"model": model, **options}, place)
        elif name == NLP and model is not None:
            if not with_spacy:
                _report_no_model(model, place, problems)
        elif name in STANDS_FOR:
            ours = stand_ins(name, options, parts)
            for each in ours:
                chosen.setdefault(each, (each, {**HINTS.get(each, {}), **carried(name, each, options)}, place))
            if name in REPLACED and not STANDS_FOR[name] and name not in DONE_BY:
                _report_left_out(name, place, problems)
        elif name in REPEATED and name in chosen:
            repeated.append((name, without_idle(name, options), place))
        elif is_own(name):
            if OWN_COMPONENT.check(name, root, place, problems):
                chosen[name] = (name, options, place)
            else:
                needed += _ENTITIES
        elif is_known(name):
            chosen[name] = (name, without_idle(name, options), place)
            if name == "RegexEntityExtractor" and options.get("use_lookup_tables", True):
                same = {key: value for key, value in options.items() if key == "case_sensitive"}
                chosen.setdefault("LookupEntityExtractor", ("LookupEntityExtractor", same, place))
        else:
            _report_unknown(name, place, problems)
            needed += _ENTITIES
    if _TOKENIZERS.isdisjoint(chosen):
        needed += WORDS
    if _RANKS_INTENTS.isdisjoint(chosen):
        needed += INTENTS
    for ours_too in needed:
        chosen.setdefault(ours_too, (ours_too, {}, parts[0][2]))
    _join_intents(chosen, parts)
    return _in_order([*chosen.values(), *repeated])


def stand_ins(name: str, options: Mapping[str, JSON], parts: Sequence[Part]) -> tuple[str, ...]:
    """Our components that do the work of Rasa's ``name`` in the pipeline of ``parts``."""
    ours = [each for each in STANDS_FOR[name] if options.get(SWITCHES.get((name, each), ""), True)]
    if any(other == "NgramClassifier" for other, _, _ in parts):  # the author has chosen
        ours = [each for each in ours if each not in INTENTS]
    return tuple(ours)


def carried(theirs: str, ours: str, options: Mapping[str, JSON]) -> dict[str, JSON]:
    """The options of Rasa's ``theirs`` that count at ``ours``, which stands in for it."""
    return {key: value for key, value in options.items() if ours in CARRIED.get((theirs, key), ())}


def without_idle(name: str, options: Mapping[str, JSON]) -> Mapping[str, JSON]:
    """``options`` of one of ours that is called as one of Rasa's, without those that only Rasa's has."""
    if name not in OPTIONS:
        return options
    known = {field.encode_name for field in msgspec.structs.fields(find(name).Options)}
    return {key: value for key, value in options.items() if key in known or key not in OPTIONS[name]}


def _join_intents(chosen: dict[str, Part], parts: Sequence[Part]) -> None:
    """Let the classifier know what joins two intents, where a tokenizer of Rasa says it."""
    joins = [str(each.get("intent_split_symbol", "_")) for _, each, _ in parts if each.get("intent_tokenization_flag")]
    if joins and "IntentClassifier" in chosen:
        name, options, place = chosen["IntentClassifier"]
        chosen[name] = (name, {"intent_split_symbol": joins[0], **options}, place)


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


def find(name: str, root: Path = HERE) -> type[Component]:
    """The class of a component by its name. ``root`` is the bot's folder, for components of its own.

    Raises ``KeyError`` when it is not installed, and ``AuthorError`` for one of the bot's own that cannot be used.
    """
    if is_own(name):
        return load_own(name, root)
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
    message = f"No component is called '{name}'; it is left out."
    known = f"Known are {', '.join(BUILT_IN)}, and what packages add."
    hint = did_you_mean(name, [*BUILT_IN, *STANDS_FOR]) or known
    problems.warning("nlu/unknown-component", message, place, hint)


def _report_no_model(model: str, place: Place, problems: Problems) -> None:
    message = f"spaCy's {model!r} is not on this machine; components of ours do the work."
    problems.warning("nlu/no-spacy-model", message, place, how_to_get(model))


def _report_left_out(name: str, place: Place, problems: Problems) -> None:
    message = f"{name} is Rasa's; nothing stands in for it here and it is left out."
    hint = DIFFERS.get(name) or "Remove it, or leave it for when you run Rasa."
    problems.warning("nlu/mapped-component", message, place, hint)


def _report_slips(name: str, options: Mapping[str, JSON], place: Place, problems: Problems) -> None:
    """Tell of options that are one letter or two off one that Rasa's component has."""
    if name not in STANDS_FOR:
        return  # the options of ours are looked at where they are read
    for option in options.keys() - OPTIONS[name]:
        near = difflib.get_close_matches(option, OPTIONS[name], 1, 0.8)
        if near:
            message = f"{name} has no option '{option}'."
            problems.warning("nlu/unknown-option", message, place, f"Did you mean '{near[0]}'?")

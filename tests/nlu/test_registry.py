"""Names in config.yml become components, and every configuration comes to a pipeline that can be trained."""

from __future__ import annotations

from pathlib import Path

import pytest

from talkwright.errors import Place, Problem, Problems
from talkwright.nlu.rasa_components import (
    CARRIED,
    COUNTED,
    DIFFERS,
    OPTIONS,
    RENAMED,
    REPLACED,
    SAME,
    STANDS_FOR,
    SWITCHES,
)
from talkwright.nlu.registry import BUILT_IN, DEFAULT, Part, find, resolve

HERE = Place("config.yml", 5, 3)
RANKING = ["WordTokenizer", "SentenceEncoder", "IntentClassifier"]


def parts(*names: str) -> list[Part]:
    return [(name, {}, HERE) for name in names]


def resolved(*names: str) -> tuple[list[str], tuple[Problem, ...]]:
    problems = Problems()
    return [name for name, _, _ in resolve(parts(*names), problems)], problems.all


def test_no_pipeline_is_the_default_one() -> None:
    assert resolved() == (list(DEFAULT), ())
    assert {*BUILT_IN} - {*DEFAULT} == {
        "NgramClassifier",
        "EncoderEntityExtractor",
        "GazetteerEntityExtractor",
        "TypedEntityExtractor",
        "DucklingEntityExtractor",
        "SpacyTokenizer",
        "SpacyEntityExtractor",
    }


def test_the_order_is_ours_whatever_is_written() -> None:
    names, problems = resolved("FallbackClassifier", "NgramClassifier", "WhitespaceTokenizer")
    assert names == ["WordTokenizer", "NgramClassifier", "FallbackClassifier"]
    assert problems == ()


def test_rasas_default_pipeline_is_mapped_and_nothing_is_told() -> None:
    names, problems = resolved(
        "WhitespaceTokenizer",
        "RegexFeaturizer",
        "LexicalSyntacticFeaturizer",
        "CountVectorsFeaturizer",
        "CountVectorsFeaturizer",
        "DIETClassifier",
        "EntitySynonymMapper",
        "ResponseSelector",
        "ResponseSelector",
        "FallbackClassifier",
    )
    assert names == [*DEFAULT[:-2], "ResponseSelector", "ResponseSelector", "FallbackClassifier"]
    assert problems == ()


def test_what_nothing_stands_in_for_is_told() -> None:
    names, (problem,) = resolved("DIETClassifier", "MitieNLP")
    assert names == [*RANKING, "CRFEntityExtractor"]
    assert (problem.code, problem.message.split()[0]) == ("nlu/mapped-component", "MitieNLP")


def test_what_nobody_knows_is_left_out_and_the_pipeline_completed() -> None:
    names, (typo, custom) = resolved("FallbackClasifier", "mycode.Speller")
    assert names == [*RANKING, "CRFEntityExtractor", "EntitySynonymMapper"]
    assert {typo.code, custom.code} == {"nlu/unknown-component"}
    assert {typo.severity, custom.severity} == {"warning"}
    assert "Did you mean 'FallbackClassifier'?" in {typo.hint, custom.hint}


def test_a_pattern_named_by_its_author_is_trusted_and_a_hint_is_not() -> None:
    problems = Problems()
    options = {name: options for name, options, _ in resolve(parts("RegexFeaturizer"), problems)}
    assert options["RegexEntityExtractor"] == {"precision": 0.5}
    options = {
        name: options for name, options, _ in resolve(parts("RegexFeaturizer", "RegexEntityExtractor"), problems)
    }
    assert options["RegexEntityExtractor"] == {}


def test_what_diet_is_not_to_do_nothing_of_ours_does() -> None:
    problems = Problems()
    parts: list[Part] = [
        ("DIETClassifier", {"entity_recognition": False}, HERE),
        ("CRFEntityExtractor", {"L1_c": 0.5}, HERE),
    ]
    options = {name: options for name, options, _ in resolve(parts, problems)}
    assert options == {**{name: {} for name in RANKING}, "CRFEntityExtractor": {"L1_c": 0.5}}
    assert problems.all == ()
    assert "CRFEntityExtractor" not in [name for name, _, _ in resolve(parts[:1], problems)]


def test_options_of_rasas_count_where_they_mean_something_here() -> None:
    parts: list[Part] = [
        ("WhitespaceTokenizer", {"intent_tokenization_flag": True, "intent_split_symbol": "+"}, HERE),
        ("RegexFeaturizer", {"case_sensitive": True, "use_lookup_tables": False, "use_word_boundaries": False}, HERE),
        ("DIETClassifier", {"epochs": 5}, HERE),
        ("ResponseSelector", {"retrieval_intent": "faq", "random_seed": 1}, HERE),
    ]
    problems = Problems()
    options = {name: options for name, options, _ in resolve(parts, problems)}
    assert options["IntentClassifier"] == {"intent_split_symbol": "+"}
    assert options["RegexEntityExtractor"] == {"precision": 0.5, "case_sensitive": True}
    assert options["ResponseSelector"] == {"retrieval_intent": "faq"}
    assert "LookupEntityExtractor" not in options
    assert problems.all == ()


def test_intents_are_joined_by_what_the_tokenizer_says_only_if_it_parts_them() -> None:
    parts: list[Part] = [("WhitespaceTokenizer", {"intent_split_symbol": "+"}, HERE), ("DIETClassifier", {}, HERE)]
    assert ("IntentClassifier", {}) in [(name, options) for name, options, _ in resolve(parts, Problems())]


def test_a_slip_in_an_option_of_rasas_is_told() -> None:
    problems = Problems()
    resolve([("DIETClassifier", {"entity_recogniton": False, "whatever": 1}, HERE)], problems)
    (problem,) = problems.all
    assert (problem.code, problem.hint) == ("nlu/unknown-option", "Did you mean 'entity_recognition'?")


def test_names_that_rasa_gave_up_are_those_of_today() -> None:
    names, problems = resolved("tokenizer_whitespace", "ner_crf", "intent_classifier_tensorflow_embedding")
    assert names == [*RANKING, "CRFEntityExtractor"]
    assert problems == ()


def test_every_name_has_its_options_and_every_option_that_counts_is_one() -> None:
    assert {*STANDS_FOR, *RENAMED.values()} <= OPTIONS.keys()
    assert all(counted <= OPTIONS[name] for name, counted in COUNTED.items())
    assert DIFFERS.keys() <= OPTIONS.keys()
    assert {option for _, option in CARRIED} | {*SWITCHES.values()} <= set().union(*COUNTED.values())
    assert {*COUNTED} - {name for name in COUNTED if name in BUILT_IN or name in STANDS_FOR} == set()


def test_lookups_go_with_patterns_unless_turned_off() -> None:
    assert "LookupEntityExtractor" in resolved("RegexEntityExtractor")[0]
    off = [("RegexEntityExtractor", {"use_lookup_tables": False}, HERE)]
    assert "LookupEntityExtractor" not in [name for name, _, _ in resolve(off, Problems())]


@pytest.mark.parametrize("name", sorted(SAME | REPLACED))
def test_each_of_rasas_names_gives_a_pipeline(name: str) -> None:
    names, _ = resolved(name)
    ranking = ["WordTokenizer", "NgramClassifier"] if name == "KeywordIntentClassifier" else RANKING
    assert {*ranking} <= set(names) <= set(BUILT_IN)


def test_who_names_words_alone_gets_words_alone() -> None:
    names, _ = resolved("NgramClassifier", "DIETClassifier")
    assert names == ["WordTokenizer", "NgramClassifier", "CRFEntityExtractor"]


@pytest.mark.parametrize("name", sorted(BUILT_IN))
def test_each_of_ours_is_found(name: str) -> None:
    assert find(name).__name__ == name


def test_a_component_that_is_not_installed_is_no_component() -> None:
    with pytest.raises(KeyError, match="Speller"):
        find("Speller")


def test_a_package_adds_a_component(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    info = tmp_path / "shouting-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: shouting\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[talkwright.components]\nShouter = talkwright.nlu.components.word_tokenizer:WordTokenizer\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    names, problems = resolved("WordTokenizer", "NgramClassifier", "Shouter", "FallbackClassifier")
    assert names == ["WordTokenizer", "NgramClassifier", "Shouter", "FallbackClassifier"]
    assert problems == ()
    assert find("Shouter").__name__ == "WordTokenizer"

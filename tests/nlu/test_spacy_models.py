"""spaCy's tokenizers and pipelines in ours: with the model on the machine, and without."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from pathlib import Path

import pytest

from talkwright.conversation.utterance import Entity
from talkwright.errors import Place, Problem, Problems, RequestError
from talkwright.nlu.examples import Example, TrainingData
from talkwright.nlu.fit import fit_pipeline
from talkwright.nlu.pipeline import Pipeline
from talkwright.nlu.registry import resolve
from talkwright.nlu.spacy_models import is_there, open_model

HERE = Place("config.yml", 3, 5)
EXAMPLES = (Example("I don't know", "doubt"), Example("fly to Rome", "trip"), Example("a flight to Paris", "trip"))


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A pipeline of rules, as spaCy writes it."""
    import spacy  # late: it takes seconds, and every worker of the tests imports this file

    folder = tmp_path_factory.mktemp("spacy") / "places"
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns(  # type: ignore[attr-defined]
        [{"label": "GPE", "pattern": "New York"}, {"label": "ORG", "pattern": [{"LOWER": "acme"}]}]
    )
    nlp.to_disk(folder)
    return str(folder)


def fitted(
    named: Sequence[tuple[str, dict[str, object]]], entities: Sequence[str] | None = None
) -> tuple[Pipeline, tuple[Problem, ...]]:
    problems = Problems()
    parts = [(name, options, HERE) for name, options in named]
    data = TrainingData(EXAMPLES)
    pipeline = fit_pipeline(data, parts, "en", problems, domain_entities=entities)  # type: ignore[arg-type]
    return Pipeline.load(pipeline.save()), problems.all


def found(pipeline: Pipeline, text: str) -> list[tuple[str, str, int, int]]:
    entities = pipeline.parse(text).entities
    return [(each.entity, str(each.value), each.start, each.end) for each in entities if isinstance(each, Entity)]


def test_a_configuration_of_rasa_has_its_tokens_and_entities_from_spacy(model: str) -> None:
    named = [
        ("SpacyNLP", {"model": model, "case_sensitive": False}),
        ("SpacyTokenizer", {"intent_tokenization_flag": False}),
        ("NgramClassifier", {}),
        ("SpacyEntityExtractor", {"dimensions": ["GPE"]}),
    ]
    pipeline, problems = fitted(named)
    assert problems == ()
    heard = pipeline.parse("I don't fly  to New York with Acme")
    assert [heard.text[start:end] for start, end in heard.text_tokens][:4] == ["I", "do", "n't", "fly"]
    assert found(pipeline, heard.text) == [("GPE", "New York", 16, 24)]
    assert heard.entities[0].extractor == "SpacyEntityExtractor"
    assert heard.intent.name == "trip"


def test_without_dimensions_what_the_domain_has_is_found(model: str) -> None:
    named = [("SpacyNLP", {"model": model}), ("NgramClassifier", {}), ("SpacyEntityExtractor", {})]
    text = "New York with ACME"
    assert found(fitted(named, ["ORG"])[0], text) == [("ORG", "ACME", 14, 18)]
    assert [name for name, *_ in found(fitted(named)[0], text)] == ["GPE", "ORG"]


def test_a_tokenizer_needs_no_model() -> None:
    text = "Ich fliege z.B. nach Rom.\n\nOk"
    tokens = open_model("blank:de").tokens(text)
    assert [text[start:end] for start, end in tokens] == ["Ich", "fliege", "z.B.", "nach", "Rom", ".", "Ok"]


@pytest.mark.parametrize("installed", [True, False])
def test_without_the_model_ours_do_the_work_and_it_is_told(installed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not installed:
        monkeypatch.setattr("talkwright.nlu.spacy_models.find_spec", lambda name: None)
    problems = Problems()
    named = ["SpacyNLP", "SpacyTokenizer", "SpacyFeaturizer", "NgramClassifier"]
    parts = [(name, {"model": "xx_none_md"} if name == "SpacyNLP" else {}, HERE) for name in named]
    names = [name for name, _, _ in resolve(parts, problems)]
    assert "WordTokenizer" in names
    assert "SpacyTokenizer" not in names
    told = [problem for problem in problems.all if problem.code == "nlu/no-spacy-model"]
    assert [(each.severity, each.place, "spacy download xx_none_md" in each.hint) for each in told] == [
        ("warning", HERE, True)
    ]


def test_a_model_that_cannot_be_opened_is_told_and_done_without() -> None:
    assert is_there("json")  # a package, and none of spaCy's
    pipeline, (problem,) = fitted([("SpacyNLP", {"model": "json"}), ("SpacyTokenizer", {}), ("NgramClassifier", {})])
    assert (problem.code, problem.place) == ("nlu/no-spacy-model", HERE)
    assert pipeline.parse("don't").text_tokens == ((0, 5),)


def test_a_bot_needs_its_model_where_it_runs(model: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pipeline, _ = fitted([("SpacyNLP", {"model": model}), ("SpacyTokenizer", {}), ("NgramClassifier", {})])
    files = pipeline.save()
    monkeypatch.setattr(Path, "is_file", lambda self: False)
    with pytest.raises(RequestError, match="not on this machine"):
        Pipeline.load(files)


def test_nothing_is_imported_to_know_whether_a_model_is_there() -> None:
    assert importlib.util.find_spec("spacy") is not None
    assert not is_there("en_core_web_none")
    assert not is_there("../no/folder")
    assert not is_there("a\0b")

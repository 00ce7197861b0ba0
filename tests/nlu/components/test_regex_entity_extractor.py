"""Patterns find entities as their options say, and none of them can stop the assistant."""

from __future__ import annotations

from typing import Any

import pytest

from talkwright.errors import Place, Problems
from talkwright.nlu.examples import Example, Lookup, Regex, TrainingData
from talkwright.nlu.fit import fit_pipeline
from talkwright.nlu.pipeline import Pipeline

HERE = Place("config.yml")
THERE = Place("nlu.yml", 7, 9)
EXAMPLES = (Example("hello there", "greet"), Example("good morning", "greet"), Example("where is it", "ask"))


def taught(*regexes: Regex, component: str = "RegexEntityExtractor", **options: Any) -> tuple[Pipeline, Problems]:
    problems = Problems()
    data = TrainingData(EXAMPLES, regexes=regexes, lookups=(Lookup("city", ("Rome", "Bern")),))
    files = fit_pipeline(data, [(component, options, HERE)], "en", problems).save()
    return Pipeline.load(files), problems


CODE = Regex("code", r"[A-Z]{2}-\d+")


@pytest.mark.parametrize(
    ("options", "values"),
    [
        ({}, ["tw-12", "TW-7", "rome"]),
        ({"case_sensitive": True}, ["TW-7"]),
        ({"use_regexes": False}, ["rome"]),
        ({"use_lookup_tables": False}, ["tw-12", "TW-7"]),
        ({"use_word_boundaries": False}, ["tw-12", "TW-7", "rome"]),
    ],
)
def test_rasa_s_options(options: dict[str, bool], values: list[str]) -> None:
    pipeline, problems = taught(CODE, **options)
    assert problems.all == ()
    assert [entity.value for entity in pipeline.parse("from tw-12 to TW-7 in rome").entities] == values


def test_a_pattern_that_may_never_end_is_left_out_and_told_of() -> None:
    endless = Regex("name", r"(\w+ ?)+!", THERE)
    pipeline, problems = taught(endless, CODE)
    (problem,) = problems.all
    assert (problem.code, problem.severity, problem.place) == ("nlu/endless-pattern", "warning", THERE)
    assert [entity.entity for entity in pipeline.parse("a" * 100 + " TW-7").entities] == ["code"]


def test_such_a_pattern_is_no_hint_either() -> None:
    pipeline, _ = taught(Regex("name", r"(\w+ ?)+!", THERE), component="CRFEntityExtractor")
    assert pipeline.parse("a" * 100).entities == ()

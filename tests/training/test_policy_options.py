"""Options of policies that cannot be used are told, all at once, and the others stay."""

from __future__ import annotations

from typing import Any

import pytest

from talkwright.errors import Place, Problems
from talkwright.project.config import Part
from talkwright.training.policy_options import sound

HERE = Place("config.yml", 3, 3)


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("max_history", "five"),
        ("max_history", -1),
        ("max_history", True),
        ("core_fallback_threshold", "high"),
        ("core_fallback_threshold", [1]),
        ("core_fallback_action_name", 5),
        ("ignore_intents_list", "greet"),
        ("tolerance", {}),
    ],
)
def test_what_does_not_fit_is_told_and_left_out(option: str, value: Any) -> None:
    problems = Problems()
    (part,) = sound([Part("RulePolicy", {option: value, "priority": 3}, HERE)], problems)
    assert part.options == {"priority": 3}
    (problem,) = problems.all
    assert (problem.code, problem.severity, problem.place) == ("config/bad-option", "error", HERE)
    assert repr(value) in problem.message


def test_what_fits_stays_and_nothing_is_no_value() -> None:
    problems = Problems()
    options = {"max_history": 5, "core_fallback_threshold": 1, "ignore_intents_list": ["a"], "epochs": "whatever"}
    (part,) = sound([Part("TEDPolicy", {**options, "tolerance": "None", "featurizer": None}, HERE)], problems)
    assert part.options == options
    assert problems.all == ()

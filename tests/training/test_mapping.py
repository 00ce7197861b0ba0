"""What the names of a config.yml come to, and policies that nobody knows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from talkwright.errors import Place, Problems
from talkwright.nlu.rasa_components import RENAMED, STANDS_FOR
from talkwright.nlu.registry import BUILT_IN
from talkwright.project.config import Config, Part
from talkwright.training.mapping import Mapped, check_policies, mapping
from talkwright.training.policies import _MADE
from talkwright.training.rasa_policies import COUNTED, OPTIONS, OURS

HERE = Place("config.yml", 4, 5)


def part(name: str, **options: Any) -> Part:
    return Part(name, options, HERE)


def mapped(*parts: Part) -> list[Mapped]:
    return [*mapping(Config(pipeline=parts), Path())]


def test_a_part_says_what_counts_and_what_does_not() -> None:
    tokenizer, diet, added = mapped(
        part("WhitespaceTokenizer", token_pattern="x", intent_tokenization_flag=True),
        part("DIETClassifier", epochs=100, intent_classification=False),
        part("IntentClassifier", cascade=False),
    )
    assert (tokenizer.ours, tokenizer.counted, tokenizer.idle) == (
        ("WordTokenizer",),
        ("intent_tokenization_flag",),
        ("token_pattern",),
    )
    assert (diet.ours, diet.counted, diet.idle) == (("CRFEntityExtractor",), ("intent_classification",), ("epochs",))
    assert diet.line == 4
    assert (added.ours, added.counted, added.is_plain) == (("IntentClassifier",), ("cascade",), True)


def test_what_is_added_comes_last() -> None:
    *_, added = mapped(part("EntitySynonymMapper"))
    assert (added.name, added.ours) == ("", ("WordTokenizer", "SentenceEncoder", "IntentClassifier"))


def test_a_configuration_without_parts_maps_nothing() -> None:
    assert mapped() == []


@pytest.mark.parametrize("name", sorted({*STANDS_FOR, *RENAMED}))
def test_every_name_of_rasas_comes_to_something_or_says_why_not(name: str) -> None:
    row = mapped(part(name))[0]
    assert row.differs if not row.ours else {*row.ours} <= {*BUILT_IN, "flows"}


def test_what_nobody_knows_is_left_out() -> None:
    assert [row.differs for row in mapped(part("Nobody"), part("no.Where"))[:2]] == ["Left out.", "Left out."]


def test_policies_are_those_that_are_made() -> None:
    assert {name for ours in OURS.values() for name in ours} == {*_MADE, "flows"}
    assert all(counted <= OPTIONS[name] for name, counted in COUNTED.items())
    rule, learned = mapping(
        Config(policies=(part("RulePolicy", core_fallback_threshold=0.4), part("KerasPolicy", epochs=3))), Path()
    )
    assert (rule.section, rule.ours, rule.counted) == ("policies", ("RulePolicy",), ("core_fallback_threshold",))
    assert (learned.idle, bool(learned.differs)) == (("epochs",), True)


@pytest.mark.parametrize(
    ("policy", "told"),
    [
        (part("MemoisationPolicy"), ("config/unknown-policy", "Did you mean 'MemoizationPolicy'?")),
        (part("RulePolicy", core_fallback_treshold=0), ("config/unknown-option", "core_fallback_threshold")),
    ],
)
def test_a_slip_in_a_policy_is_told(policy: Part, told: tuple[str, str]) -> None:
    problems = Problems()
    check_policies(Config(policies=(policy,)), problems)
    (problem,) = problems.all
    assert (problem.code, problem.severity, problem.place) == (told[0], "warning", HERE)
    assert told[1] in problem.hint


def test_policies_of_every_rasa_are_known() -> None:
    problems = Problems()
    check_policies(Config(policies=tuple(part(name, priority=1, whatever=2) for name in OURS)), problems)
    assert problems.all == ()

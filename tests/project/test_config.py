"""config.yml."""

from __future__ import annotations

import pytest

from talkwright.errors import Place
from talkwright.project.config import Config, Part

from .conftest import Bot, told

REST = {"domain.yml": "", "data/nlu.yml": ""}


def test_a_configuration(bot: Bot) -> None:
    project = bot(
        {
            **REST,
            "config.yml": """\
            recipe: default.v1
            language: no
            assistant_id: ${NAME}
            pipeline:
              - name: FallbackClassifier
                threshold: 0.3
                nested: {a: [1]}
              - WhitespaceTokenizer
            policies:
            """,
        },
        {"NAME": "robin"},
    )
    assert project.problems == ()
    assert project.config == Config(
        language="no",
        assistant_id="robin",
        recipe="default.v1",
        pipeline=(
            Part("FallbackClassifier", {"threshold": 0.3, "nested": {"a": [1]}}, Place("config.yml", 5, 5)),
            Part("WhitespaceTokenizer", {}, Place("config.yml", 8, 5)),
        ),
    )


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("recipe: graph.v1\n", "config/recipe", 1, 1),
        ("language: en\nimporters: []\n", "config/importers", 2, 1),
        ("language: en\nspaces: []\n", "config/spaces", 2, 1),
        ("pipeline: supervised_embeddings\n", "config/template", 1, 11),
        ("pipeline:\n  - nmae: X\n", "yaml/missing-key", 2, 5),
        ("pipeline:\n  - [X]\n", "yaml/wrong-type", 2, 5),
        ("pipeline:\n  -\n", "yaml/missing-key", 2, 4),
        ("policies: {name: X}\n", "yaml/wrong-type", 1, 11),
        ("pipline: []\n", "yaml/unknown-key", 1, 1),
        ("language: [en]\n", "yaml/wrong-type", 1, 11),
        ("- a\n", "yaml/wrong-type", 1, 1),
    ],
)
def test_faults(bot: Bot, text: str, code: str, line: int, column: int) -> None:
    project = bot({**REST, "config.yml": text})
    assert told(project.problems) == [(f"config.yml:{line}:{column}", code)]
    assert project.config.pipeline == ()


def test_a_class_of_rasas_with_its_module_is_known_by_its_name(bot: Bot) -> None:
    pipeline = "pipeline:\n- name: rasa.nlu.classifiers.diet_classifier.DIETClassifier\n"
    text = f"{pipeline}policies: [rasa.core.policies.rule_policy.RulePolicy, a.B]\n"
    config = bot({**REST, "config.yml": text}).config
    assert [part.name for part in (*config.pipeline, *config.policies)] == ["DIETClassifier", "RulePolicy", "a.B"]

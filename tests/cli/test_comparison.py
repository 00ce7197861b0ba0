"""Configurations compared from the command line, with Rasa's flags and file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.conftest import talkwright

CONFIG = "language: en\npipeline: [{{name: WordTokenizer}}, {{name: {}}}]\n"
GREET = [f"hello {name}" for name in ("ada", "bob", "cid", "dan", "eve", "fay")]
LEAVE = [f"goodbye {name}" for name in ("ada", "bob", "cid", "dan", "eve", "fay")]


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("bot")
    (root / "config.yml").write_text(CONFIG.format("NgramClassifier"))
    (root / "mixed.yml").write_text(CONFIG.format("IntentClassifier"))
    (root / "domain.yml").write_text("intents: [greet, leave]\n")
    (root / "data").mkdir()
    lines = "".join(
        f"- intent: {name}\n  examples: |\n" + "".join(f"    - {text}\n" for text in texts)
        for name, texts in (("greet", GREET), ("leave", LEAVE))
    )
    (root / "data" / "nlu.yml").write_text(f"nlu:\n{lines}")
    return root


def test_two_configurations_are_compared(bot: Path) -> None:
    said = talkwright("test", "nlu", "-c", "config.yml", "mixed.yml", "-p", "0", "50", "-r", "2", cwd=bot)
    assert said.returncode == 0, said.stderr
    assert "is not proved better than" in said.stdout
    scores = json.loads((bot / "results" / "results.json").read_text())
    assert {name: [len(run) for run in runs] for name, runs in scores.items()} == {"config": [2, 2], "mixed": [2, 2]}
    report = (bot / "results" / "report.html").read_text()
    assert "Learning curves" in report
    assert "it may be luck" in report


def test_one_alone_has_a_learning_curve(bot: Path) -> None:
    said = talkwright("test", "nlu", "--percentages", "0", "50", "--runs", "1", "--json", "--out", "curve", cwd=bot)
    found = json.loads(said.stdout)
    assert [(each["excluded"], each["size"]) for each in found["trials"]] == [(0, 9), (50, 4)]
    assert found["pairs"] == []


def test_folds_compare_too(bot: Path) -> None:
    told = talkwright(
        *("test", "nlu", "-c", "config.yml", "mixed.yml", "--cross-validation", "-f", "3", "--json", "--out", "folds"),
        cwd=bot,
    )
    assert json.loads(told.stdout)["pairs"][0]["paired"]["count"] == 12


def test_a_cross_validation_reviews_the_examples(bot: Path) -> None:
    told = talkwright("test", "nlu", "-f", "3", "--report", "--out", "review", cwd=bot).stdout
    assert "12 examples of 2 intents, 12 of them judged without having been learnt" in told
    assert "Examples</h2>" in (bot / "review" / "report.html").read_text()


def test_test_alone_compares_nothing(bot: Path) -> None:
    refused = talkwright("test", "nlu", "--nlu", "data", "-c", "config.yml", "mixed.yml", "-p", "120", cwd=bot)
    assert refused.returncode == 2

"""Configurations of policies compared from the command line, with Rasa's flags, folders and files."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import talkwright

CONFIG = """
language: en
pipeline: [{name: WordTokenizer}, {name: NgramClassifier}]
policies: [{name: RulePolicy}, {name: %s}]
"""
INTENTS = ("greet", "ask", "thank", "leave")


def bot(root: Path) -> Path:
    """A bot whose stories memory knows by heart, and whose test conversations are those and one that is none."""
    (root / "memory.yml").write_text(CONFIG % "MemoizationPolicy")
    (root / "learned.yml").write_text(CONFIG % "TEDPolicy")
    responses = "".join(f"  utter_{each}: [{{text: {each}}}]\n" for each in INTENTS)
    (root / "domain.yml").write_text(f"intents: [{', '.join(INTENTS)}]\nresponses:\n{responses}")
    stories = [f"- story: {each}\n  steps: [{{intent: {each}}}, {{action: utter_{each}}}]\n" for each in INTENTS]
    (root / "data").mkdir()
    (root / "data" / "stories.yml").write_text("stories:\n" + "".join(stories))
    examples = "".join(f"- intent: {each}\n  examples: |\n    - {each}\n    - {each} you\n" for each in INTENTS)
    (root / "data" / "nlu.yml").write_text(f"nlu:\n{examples}")
    (root / "tests").mkdir()
    mixed = "- story: mixed\n  steps: [{intent: greet}, {action: utter_greet}, {intent: ask}, {action: utter_ask}]\n"
    (root / "tests" / "test_stories.yml").write_text("stories:\n" + "".join(stories) + mixed)
    return root


def test_policies_are_compared_by_how_many_stories_they_learned(tmp_path: Path) -> None:
    here = bot(tmp_path)
    trained = talkwright(
        *("train", "core", "-c", "memory.yml", "learned.yml", "--percentages", "0", "50", "--runs", "2"),
        *("--out", "compared", "--stories", "data"),
        cwd=here,
    )
    assert trained.returncode == 0, trained.stderr
    assert "Trained 8 models into compared: 2 configurations, 2 runs, 4, 2 stories." in trained.stdout
    names = {path.relative_to(here / "compared").as_posix() for path in (here / "compared").rglob("*.tar.gz")}
    assert names == {
        f"run_{run}/{name}__percentage__{less}.tar.gz"
        for run in (1, 2)
        for name in ("memory", "learned")
        for less in (0, 50)
    }
    assert json.loads((here / "compared" / "num_stories.json").read_text()) == [4, 2]
    told = talkwright("test", "core", "-m", "compared", "--evaluate-model-directory", "-s", "tests", cwd=here)
    assert told.returncode == 0, told.stderr
    assert "4 stories" in told.stdout
    assert "learned is not proved better than memory by 0.200 of 5 conversations" in told.stdout
    trials = json.loads((here / "results" / "comparison.json").read_text())["trials"]
    assert {(each["size"], each["f1"]) for each in trials} == {(4, None), (2, None)}
    counts = json.loads((here / "results" / "results.json").read_text())
    assert {name: [run[0] for run in runs] for name, runs in counts.items()} == {"memory": [4, 4], "learned": [5, 5]}
    assert all(less == 2 for _, less in counts["memory"])
    report = (here / "results" / "report.html").read_text()
    assert "Accuracy by number of stories" in report
    assert "asked the same conversations" in report


def test_without_stories_nothing_is_compared(tmp_path: Path) -> None:
    here = bot(tmp_path)
    (here / "data" / "stories.yml").unlink()
    told = talkwright("train", "core", "-c", "memory.yml", "learned.yml", cwd=here)
    assert told.returncode != 0
    assert "There are no stories to leave out" in told.stderr

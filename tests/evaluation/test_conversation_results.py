"""The files of conversations that were talked through: they stay as written, and tell what came instead."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from talkwright.errors import Problems
from talkwright.evaluation.cases import Case
from talkwright.evaluation.conversation_results import conversation_results
from talkwright.evaluation.conversations import Result, talk_through
from talkwright.evaluation.read import read_cases
from talkwright.training.load import Model, load_model

CASES = """
fixtures: [{known: [{order_state: sent}]}]
test_cases:
- test_case: a greeting
  steps:
  - user: hello
  - utter: utter_greet

- fixtures: [known]
  test_case: "one that: fails"
  steps:
    # a comment stays
    - user: |
        hello
        there
    - utter: utter_unknown
    - user: 'hi'
      assertions:
        - bot_uttered:
            utter_name: utter_greet
"""
STORIES = """
stories:
  - story: a greeting
    steps:
    - user: |
        hello
      intent: greet
    - action: utter_unknown
    - action: utter_on_its_way
"""


class NoActions:
    """A bot without custom actions."""

    def has(self, name: str) -> bool:
        return False

    async def close(self) -> None:
        pass


@pytest.fixture(scope="module")
def model(small_bot: Path) -> Model:
    return load_model(small_bot / "models")


async def talked(model: Model, folder: Path, **files: str) -> tuple[list[Result], dict[str, str]]:
    for name, text in files.items():
        (folder / f"{name}.yml").write_text(text)
    problems = Problems()
    cases: tuple[Case, ...] = read_cases([folder / f"{name}.yml" for name in files], problems)
    assert problems.all == ()
    sources = {str(folder / f"{name}.yml"): text for name, text in files.items()}
    return [await talk_through(model, NoActions(), case) for case in cases], sources  # type: ignore[arg-type]


async def test_what_failed_stays_as_written_with_what_came(model: Model, tmp_path: Path) -> None:
    results, sources = await talked(model, tmp_path, cases=CASES, stories=STORIES)
    text = conversation_results(results, sources)["failed_test_stories.yml"].decode()
    written = yaml.safe_load(text)
    assert written["test_cases"] == yaml.safe_load(CASES)["test_cases"][1:]
    assert written["stories"] == yaml.safe_load(STORIES)["stories"]
    lines = [line.strip() for line in text.splitlines()]
    assert "# a comment stays" in lines
    below = {lines[n + 1]: line for n, line in enumerate(lines) if line.startswith("# predicted: ")}
    assert below["- utter: utter_unknown"].startswith("# predicted: utter_greet")
    assert below["- action: utter_unknown"] == "# predicted: action utter_greet"
    assert below["- action: utter_on_its_way"] == "# predicted: nothing"


async def test_what_passed_is_written_when_it_is_asked_for(model: Model, tmp_path: Path) -> None:
    results, sources = await talked(model, tmp_path, cases=CASES)
    files = conversation_results(results, sources, errors=False, successes=True, warnings=False)
    assert set(files) == {"story_report.json", "story_confusion_matrix.json", "successful_test_stories.yml"}
    written = yaml.safe_load(files["successful_test_stories.yml"])
    assert written == {"test_cases": yaml.safe_load(CASES)["test_cases"][:1]}
    only_passed = conversation_results(results[:1], sources)["failed_test_stories.yml"]
    assert only_passed == b"# No conversation failed.\n"


async def test_the_report_counts_responses_actions_and_conversations(model: Model, tmp_path: Path) -> None:
    results, sources = await talked(model, tmp_path, cases=CASES, stories=STORIES)
    report = json.loads(conversation_results(results, sources)["story_report.json"])
    assert report["conversation_accuracy"] == {
        "accuracy": pytest.approx(1 / 3),
        "correct": 1,
        "with_warnings": 0,
        "total": 3,
    }
    assert report["utter_greet"] == {
        "precision": pytest.approx(1 / 3),
        "recall": 1.0,
        "f1-score": 0.5,
        "support": 1,
        "confused_with": {},
    }
    assert report["utter_unknown"]["confused_with"] == {"utter_greet": 2}
    assert report["utter_on_its_way"]["support"] == 1
    assert "nothing" not in report


async def test_a_conversation_written_in_braces_is_named_at_least(model: Model, tmp_path: Path) -> None:
    braces = "{test_cases: [{test_case: brief, steps: [{user: hello}, {utter: utter_unknown}]}]}"
    results, sources = await talked(model, tmp_path, cases=braces)
    text = conversation_results(results, sources)["failed_test_stories.yml"].decode()
    assert "'brief' cannot be copied" in text

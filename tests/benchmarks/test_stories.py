"""The benchmark of stories: a folder of data gives a table."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.stories import main

FILES = {
    "bots/hello/config.yml": "language: en\n",
    "bots/hello/domain.yml": """
intents: [greet, bye]
responses: {utter_greet: [{text: Hello}], utter_bye: [{text: Bye}]}
""",
    "bots/hello/data/rules.yml": "rules:\n- rule: end\n  steps: [{intent: bye}, {action: utter_bye}]\n",
    "stories/hello/train.yml": "stories:\n- story: one\n  steps: [{intent: greet}, {action: utter_greet}]\n",
    "stories/hello/held.yml": """
stories:
- story: two
  steps: [{intent: greet}, {action: utter_greet}, {intent: bye}, {action: utter_bye}]
""",
}


def test_every_bot_has_its_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert main(["--data", str(tmp_path)]) == 0
    head, row, whole = capsys.readouterr().out.splitlines()[:3]
    assert "learned alone" in head
    assert row.split()[:4] == ["hello", "1", "(4;", "2)"]
    assert "100.0 / 100.0" in row
    assert whole.split()[:3] == ["all", "(4;", "2)"]

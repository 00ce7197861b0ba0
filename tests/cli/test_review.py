"""What training tells of the examples: in short, in full, and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.conftest import talkwright

from talkwright.training.bundle import latest_model, read_bundle

GREET = ["hello", "hi there", "good morning", "good evening to you", "hey you", "hello again", "HELLO!"]
LEAVE = ["bye", "see you", "good night", "until tomorrow", "take care now", "hey you", "goodbye then"]


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bot with one example twice and one under two intents."""
    root = tmp_path_factory.mktemp("bot")
    (root / "config.yml").write_text("language: en\npipeline: [{name: WordTokenizer}, {name: IntentClassifier}]\n")
    (root / "domain.yml").write_text("intents: [greet, leave]\n")
    (root / "data").mkdir()
    lists = {"greet": GREET, "leave": LEAVE}
    lines = "".join(
        f"- intent: {name}\n  examples: |\n" + "".join(f"    - {text}\n" for text in texts)
        for name, texts in lists.items()
    )
    (root / "data" / "nlu.yml").write_text(f"nlu:\n{lines}")
    return root


def test_training_ends_with_what_there_is_to_look_at(bot: Path) -> None:
    said = talkwright("train", "--force", "--out", "short", cwd=bot)
    assert said.returncode == 0
    assert "say the same and mean different things" in said.stdout
    assert "talkwright train --report" in said.stdout
    assert "data/nlu.yml:8:7" not in said.stdout


def test_the_report_has_the_place_of_each_example(bot: Path) -> None:
    said = talkwright("train", "--report", cwd=bot).stdout
    assert "data/nlu.yml:8:7  greet: hey you" in said
    assert "data/nlu.yml:18:7  leave: hey you" in said
    assert "data/nlu.yml:10:7  greet: HELLO!" in said
    again = talkwright("train", "--report", cwd=bot).stdout
    assert "data/nlu.yml:10:7  greet: HELLO!" in again, "a model remembers its review"
    assert "Nothing has changed" in again


def test_places_follow_the_files(bot: Path) -> None:
    """A comment makes no new model, but moves every line below it."""
    file = bot / "data" / "nlu.yml"
    before = file.read_text()
    talkwright("train", "--out", "moved", cwd=bot)
    file.write_text("# two lines\n# of comments\n" + before)
    said = talkwright("train", "--report", "--out", "moved", cwd=bot).stdout
    file.write_text(before)
    assert "Nothing has changed" in said
    assert "data/nlu.yml:10:7  greet: hey you" in said
    assert "data/nlu.yml:20:7  leave: hey you" in said


def test_it_is_in_the_model_and_in_the_json(bot: Path) -> None:
    said = json.loads(talkwright("train", "--json", "--out", "json", cwd=bot).stdout)
    model = latest_model(bot / "json")
    assert model is not None
    kept = json.loads(read_bundle(model)["review.json"])
    assert kept == said["review"]
    assert kept["counts"]["conflicts"] == 1
    (conflict,) = kept["conflicts"]
    assert conflict["differ"] == "intent"
    assert conflict["examples"][0] == {
        "text": "hey you",
        "intent": "greet",
        "place": {"file": "data/nlu.yml", "line": 8, "column": 7},
    }

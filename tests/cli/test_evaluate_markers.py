"""``evaluate markers``: what is counted in stored conversations, and which of them."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from tests.conftest import talkwright

MARKERS = """
order_found:
  seq:
    - intent: check_order
    - slot_was_set: order_number
    - action: utter_on_its_way
no_question:
  never:
    - action: utter_ask_order_number
"""


@pytest.fixture(scope="module")
def bot(small_bot: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bot that Ada and Bert have talked with."""
    folder = shutil.copytree(small_bot, tmp_path_factory.mktemp("markers") / "bot")
    (folder / "markers.yml").write_text(MARKERS)
    for name, said in (("ada", "where is my order TW-1042\n"), ("bert", "where is my order\nTW-1042\n")):
        assert talkwright("shell", "--conversation-id", name, cwd=folder, stdin=said).returncode == 0
    return folder


def rows(file: Path) -> list[tuple[str, str]]:
    return [(row["sender_id"], row["marker"]) for row in csv.DictReader(file.read_text().splitlines())]


def test_all_conversations_are_looked_at(bot: Path) -> None:
    done = talkwright("evaluate", "markers", "all", "all.csv", "--stats-file-prefix", "out/markers", cwd=bot)
    assert done.returncode == 0, done.stderr
    assert "2 sessions looked at" in done.stdout
    found = [("ada", "order_found"), ("ada", "no_question"), ("bert", "order_found")]
    assert rows(bot / "all.csv") == found
    assert {each.name for each in (bot / "out").iterdir()} == {"markers-overall.csv", "markers-per-session.csv"}


def test_some_conversations_are_looked_at(bot: Path) -> None:
    def found(name: str, *arguments: str) -> dict[str, object]:
        words = ("evaluate", "markers", *arguments, name, "--no-stats", "--json", "--endpoints", "endpoints.yml")
        done = talkwright(*words, cwd=bot)
        assert done.returncode == 0, done.stderr
        counted: dict[str, object] = json.loads(done.stdout)
        return counted

    assert found("first.csv", "first_n", "1") == {
        "sessions": 1,
        "markers": {"order_found": {"sessions": 1, "times": 1}, "no_question": {"sessions": 1, "times": 1}},
    }
    assert {sender for sender, _ in rows(bot / "first.csv")} == {"ada"}
    assert found("one.csv", "sample_n", "1", "--seed", "7") == found("two.csv", "sample_n", "1", "--seed", "7")
    assert found("many.csv", "sample_n", "9")["sessions"] == 2
    assert not (bot / "stats-overall.csv").exists()


def test_wrong_words_and_files_are_told(bot: Path) -> None:
    def told(*arguments: str) -> tuple[int, str]:
        done = talkwright("evaluate", "markers", *arguments, cwd=bot)
        return done.returncode, done.stderr

    assert told("first_n", "x.csv")[0] == 2
    assert "'many' is no number" in told("first_n", "many", "x.csv")[1]
    assert told("all", "markers.yml") == (
        3,
        "Error markers.yml is there already\n  → Name another file, or remove it.\n",
    )
    assert told("all", "x.csv", "--config", "none.yml")[0] == 3
    (bot / "bad.yml").write_text("m: {intent: gret}\n")
    code, words = told("all", "x.csv", "--config", "bad.yml")
    assert code == 1
    assert "bad.yml:1:13  error markers/unknown-name" in words

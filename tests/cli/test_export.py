"""``export``: what is stored comes out as Rasa's events, a line each."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import talkwright


@pytest.fixture(scope="module")
def bot(small_bot: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bot that Ada and then Bert have talked with."""
    folder = shutil.copytree(small_bot, tmp_path_factory.mktemp("export") / "bot")
    for name in ("ada", "bert"):
        said = "where is my order TW-1042\n/stop\n"
        done = talkwright("shell", "--conversation-id", name, cwd=folder, stdin=said)
        assert "on its way" in done.stdout, done.stderr
    return folder


def exported(bot: Path, *arguments: str) -> list[dict[str, Any]]:
    done = talkwright("export", *arguments, cwd=bot)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_every_event_is_a_line_in_order(bot: Path) -> None:
    events = exported(bot)
    assert list(dict.fromkeys(each["sender_id"] for each in events)) == ["ada", "bert"]
    ada = [each for each in events if each["sender_id"] == "ada"]
    assert [each["timestamp"] for each in ada] == sorted(each["timestamp"] for each in ada)
    assert {"action", "session_started", "user", "slot", "bot"} <= {each["event"] for each in ada}
    (said,) = (each for each in ada if each["event"] == "user")
    assert said["text"] == "where is my order TW-1042"
    assert said["parse_data"]["intent"]["name"] == "check_order"


def test_conversations_are_named_in_three_ways(bot: Path) -> None:
    bert = exported(bot, "bert")
    assert {each["sender_id"] for each in bert} == {"bert"}
    assert exported(bot, "--conversation-ids", "bert, ") == bert
    assert exported(bot, "--last", "1") == bert
    assert exported(bot, "bert", "--conversation-ids", "ada") == bert + exported(bot, "ada")


def test_a_span_of_time_is_taken_and_moved(bot: Path) -> None:
    events = exported(bot, "ada")
    middle = events[len(events) // 2]["timestamp"]
    early = exported(bot, "ada", "--maximum-timestamp", str(middle))
    late = exported(bot, "ada", "--minimum-timestamp", str(middle))
    assert early + late == events
    assert all(each["timestamp"] < middle for each in early)
    assert exported(bot, "--since", "1h") == exported(bot)
    assert exported(bot, "--minimum-timestamp", "99999999999") == []
    moved = exported(bot, "ada", "--offset-timestamps-by-seconds", "-100")
    assert [each["timestamp"] + 100 for each in moved] == pytest.approx([each["timestamp"] for each in events])


def test_a_file_is_written_and_the_count_is_told(bot: Path, tmp_path: Path) -> None:
    done = talkwright("export", "--out", tmp_path / "new" / "events.jsonl", cwd=bot)
    lines = (tmp_path / "new" / "events.jsonl").read_text().splitlines()
    assert (done.stdout, done.stderr) == ("", f"2 conversations, {len(lines)} events\n")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["nobody"], 3), (["ada", "--last", "1"], 2), (["--since", "soon"], 2), (["--out", "/proc/nowhere/x"], 3)],
)
def test_what_cannot_be_exported_is_said(bot: Path, arguments: list[str], code: int) -> None:
    done = talkwright("export", *arguments, cwd=bot)
    assert done.returncode == code
    assert "Traceback" not in done.stderr


def test_what_only_the_server_remembers_cannot_be_exported(bot: Path, tmp_path: Path) -> None:
    (tmp_path / "endpoints.yml").write_text("tracker_store: {type: InMemoryTrackerStore}\n")
    done = talkwright("export", "--endpoints", tmp_path / "endpoints.yml", cwd=bot)
    assert done.returncode == 3
    assert "in the memory of the server" in done.stderr


def services(bot: Path) -> str:
    return (bot / "endpoints.yml").read_text() + "\n"


def test_a_broker_gets_what_is_exported(bot: Path, tmp_path: Path) -> None:
    events = exported(bot, "ada")
    endpoints = tmp_path / "endpoints.yml"
    endpoints.write_text(
        f"{services(bot)}event_broker:\n  type: sql\n  dialect: sqlite\n  db: {tmp_path / 'events.db'}\n"
    )
    done = talkwright("export", "ada", "--endpoints", endpoints, cwd=bot)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    with sqlite3.connect(tmp_path / "events.db") as connection:
        assert [json.loads(data) for (data,) in connection.execute("SELECT data FROM events ORDER BY id")] == events
    talkwright("export", "--endpoints", endpoints, "--out", tmp_path / "events.jsonl", cwd=bot)
    assert len((tmp_path / "events.jsonl").read_text().splitlines()) > len(events)


def test_a_broker_that_is_away_is_told(bot: Path, tmp_path: Path) -> None:
    endpoints = tmp_path / "endpoints.yml"
    endpoints.write_text(f"{services(bot)}event_broker:\n  type: file\n  path: nowhere/events.log\n")
    done = talkwright("export", "--endpoints", endpoints, cwd=bot)
    assert done.returncode != 0
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr

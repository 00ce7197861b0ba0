"""``takeover``: a Rasa's conversations go on here, in the database where it kept them or in another."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from tests.conftest import talkwright

EVENTS = [
    {"event": "action", "timestamp": 1.0, "name": "action_session_start"},
    {"event": "session_started", "timestamp": 1.1},
    {"event": "action", "timestamp": 1.2, "name": "action_listen"},
    {"event": "user", "timestamp": 1.3, "text": "hi", "parse_data": {"text": "hi", "intent": {"name": "greet"}}},
    {"event": "slot", "timestamp": 1.4, "name": "order_state", "value": "sent"},
    {"event": "action", "timestamp": 1.5, "name": "action_listen"},
]


def fill(database: Path, *senders: str) -> None:
    database.parent.mkdir(exist_ok=True)
    with sqlite3.connect(database) as connection:
        connection.execute(
            "CREATE TABLE IF NOT EXISTS events (id INTEGER PRIMARY KEY, sender_id VARCHAR(255) NOT NULL, "
            "type_name VARCHAR(255) NOT NULL, timestamp FLOAT, intent_name VARCHAR(255), action_name VARCHAR(255), "
            "data TEXT)"
        )
        for sender in senders:
            for event in EVENTS:
                row = (sender, event["event"], json.dumps(event))
                connection.execute("INSERT INTO events (sender_id, type_name, data) VALUES (?, ?, ?)", row)


@pytest.fixture
def bot(small_bot: Path, tmp_path: Path) -> Path:
    """A bot in whose database a Rasa has left two conversations."""
    folder = shutil.copytree(small_bot, tmp_path / "bot")
    shutil.rmtree(folder / ".talkwright", ignore_errors=True)
    fill(folder / ".talkwright" / "small.db", "ada", "bert")
    return folder


def exported(bot: Path, sender: str) -> list[str]:
    done = talkwright("export", sender, cwd=bot)
    return [json.loads(line)["event"] for line in done.stdout.splitlines()]


def test_who_talked_with_a_rasa_goes_on(bot: Path) -> None:
    done = talkwright("shell", "--conversation-id", "ada", cwd=bot, stdin="hello\n/stop\n")
    assert "Hello" in done.stdout, done.stderr
    events = exported(bot, "ada")
    assert events[:6] == [each["event"] for each in EVENTS]
    assert "bot" in events[6:]
    assert exported(bot, "bert") == []


def test_all_are_taken_and_it_may_be_begun_again(bot: Path) -> None:
    done = talkwright("takeover", cwd=bot)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert done.stderr == "2 conversations taken over, 12 events\n"
    assert exported(bot, "bert") == [each["event"] for each in EVENTS]
    fill(bot / ".talkwright" / "small.db", "carla")
    done = talkwright("takeover", "--json", cwd=bot)
    assert json.loads(done.stdout) == {"taken": 1, "already_here": 2, "empty": 0, "events": 6, "left_out": 0}


def test_another_database_and_files_are_taken_from(bot: Path, tmp_path: Path) -> None:
    (tmp_path / "rasa").mkdir()
    fill(tmp_path / "rasa" / "rasa.db", "dora")
    (tmp_path / "rasa" / "endpoints.yml").write_text("tracker_store: {type: SQL, dialect: sqlite}\n")
    done = talkwright("takeover", "--from", tmp_path / "rasa" / "endpoints.yml", cwd=bot)
    assert done.stderr == "1 conversation taken over, 6 events\n"
    dump = tmp_path / "events.jsonl"
    dump.write_text("".join(json.dumps({"sender_id": "emil", **each}) + "\n" for each in EVENTS))
    done = talkwright("takeover", dump, cwd=bot)
    assert done.stderr == "1 conversation taken over, 6 events\n"
    assert exported(bot, "emil") == exported(bot, "dora") == [each["event"] for each in EVENTS]


def test_where_no_rasa_was_it_is_told(bot: Path, tmp_path: Path) -> None:
    (tmp_path / "other.yml").write_text("tracker_store: {type: SQL, dialect: sqlite}\n")
    done = talkwright("takeover", "--from", tmp_path / "other.yml", cwd=bot)
    assert done.returncode == 3
    assert "o Rasa has left conversations" in done.stderr

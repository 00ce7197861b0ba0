"""Where a proof takes place: a bot that answers with what it heard, on either store, and a look at its log."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.conftest import talkwright
from tests.postgres import PostgresServer

from .visitors import Message

FLOW = """
flows:
  echo:
    description: Answers with what was said.
    nlu_trigger:
      - intent: echo
    steps:
      - action: utter_echo
"""
DOMAIN = """
version: "3.1"
intents: [echo]
entities: [said]
slots:
  said:
    type: text
    mappings:
      - type: from_entity
        entity: said
responses:
  utter_echo:
    - text: "Heard {said}."
"""


def make_bot(folder: Path) -> Path:
    """The starter with an echo, trained."""
    run("init", folder, cwd=folder.parent)
    (folder / "flows" / "echo.yml").write_text(FLOW)
    (folder / "domain" / "echo.yml").write_text(DOMAIN)
    run("train", cwd=folder)
    return folder


def run(*arguments: str | Path, cwd: Path) -> None:
    done = talkwright(*arguments, cwd=cwd)
    assert done.returncode == 0, done.stdout + done.stderr


class Place:
    """A copy of the trained ``bot``. With ``postgres`` its conversations are in a new database there."""

    def __init__(self, bot: Path, folder: Path, postgres: PostgresServer | None = None) -> None:
        self.bot = folder
        shutil.copytree(bot, folder)
        self._postgres = postgres
        if postgres is not None:
            self._name = postgres.create()
            url = postgres.url(self._name)
            (folder / "endpoints.yml").write_text(f"tracker_store:\n  type: SQL\n  url: {url}\n")

    def push_to(self, url: str) -> None:
        """Set the callback channel up."""
        with (self.bot / "credentials.yml").open("a") as credentials:
            credentials.write(f"\ncallback:\n  url: {url}\n")

    def rows(self, sql: str) -> list[Any]:
        if self._postgres is not None:
            return self._postgres.run(sql, self._name)
        connection = sqlite3.connect(self.bot / ".talkwright" / "talkwright.db")
        found = connection.execute(sql).fetchall()
        connection.close()
        return found

    def assert_holds(self, messages: Iterable[Message]) -> None:
        """Each message is in the log once, with the answer that it got; no seq is left out; the states are the last."""
        turns = self.rows("SELECT conversation, first_seq, last_seq, inbound_key, events FROM turn ORDER BY 1, 2")
        keys = Counter(key for *_, key, _ in turns)
        assert keys == Counter(f"{message.channel}:{message.name}" for message in messages)
        last: dict[str, int] = defaultdict(int)
        for conversation, first_seq, last_seq, key, text in turns:
            events = json.loads(text)
            assert first_seq == last[conversation] + 1, "the log has a gap"
            assert len(events) == last_seq - first_seq + 1
            said = [event["text"] for event in events if event["event"] == "bot"]
            assert said == [f"Heard {key.partition(':')[2]}."]
            last[conversation] = last_seq
        assert dict(self.rows("SELECT id, seq FROM conversation")) == last

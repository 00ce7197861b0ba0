"""Reminders and actions through kill -9 of a real server: each happens once."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from .live import Live
from .test_push import Sink
from .test_web import Visitor, socket

REMINDER = """
from datetime import datetime, timedelta
from rasa_sdk import Action
from rasa_sdk.events import ReminderScheduled

class Greet(Action):
    def name(self):
        return "utter_greet"
    def run(self, dispatcher, tracker, domain):
        at = datetime.now() + timedelta(seconds={after_s})
        return [ReminderScheduled("goodbye", at, name="cart", kill_on_user_message=False)]
"""

TWO_ACTIONS = """
import time
from pathlib import Path
from rasa_sdk import Action
from rasa_sdk.events import FollowupAction

def note(file, text):
    with Path(file).open("a") as out:
        out.write(text + chr(10))

class Pay(Action):
    def name(self):
        return "utter_greet"
    def run(self, dispatcher, tracker, domain):
        note("paid", tracker.idempotency_key)
        dispatcher.utter_message(text="Paid.")
        return [FollowupAction("utter_goodbye")]

class Send(Action):
    def name(self):
        return "utter_goodbye"
    def run(self, dispatcher, tracker, domain):
        first = not Path("sent").exists()
        note("sent", tracker.idempotency_key)
        if first:
            time.sleep(60)
        dispatcher.utter_message(text="Sent.")
        return []
"""


def write_action(bot: Path, code: str) -> None:
    (bot / "actions" / "more.py").write_text(code)


def ask(bot: Path, sql: str) -> int:
    connection = sqlite3.connect(bot / ".talkwright" / "talkwright.db")
    count: int = connection.execute(sql).fetchone()[0]
    connection.close()
    return count


def fired(bot: Path) -> int:
    return ask(bot, "SELECT count(*) FROM turn WHERE inbound_key LIKE 'timer:%'")


def wait_for(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.05)


def test_a_reminder_fires_once_through_kills_before_and_after(bot: Path) -> None:
    sink = Sink()
    (bot / "credentials.yml").write_text(f"rest:\ncallback:\n  url: {sink.url}\n")
    write_action(bot, REMINDER.format(after_s=2))
    server = Live(bot)
    answer = httpx.post(f"{server.url}/webhooks/callback/webhook", json={"sender": "ada", "message": "hello"})
    assert answer.status_code == 200
    server.kill()
    assert (fired(bot), ask(bot, "SELECT count(*) FROM timer")) == (0, 1)
    time.sleep(2)  # it falls due while nobody is there

    server = Live(bot)
    sink.wait_for(1)
    server.kill()
    with Live(bot) as server:
        assert server.say("thank you", "somebody else")
    assert (fired(bot), ask(bot, "SELECT count(*) FROM timer")) == (1, 0)
    assert {message["recipient_id"] for message in sink.got} == {"ada"}
    sink.close()


async def test_the_chat_page_shows_what_a_reminder_says(bot: Path) -> None:
    write_action(bot, REMINDER.format(after_s=0.5))
    with Live(bot) as server:
        async with socket(server) as ws:
            visitor = Visitor(ws)
            await visitor.hello()
            assert not [frame for frame in await visitor.say("hello", "c-1") if frame["type"] == "bot"]
            (frame,) = await visitor.until("bot")
            assert frame["text"]


def test_what_an_action_did_before_a_kill_is_not_done_again(bot: Path) -> None:
    write_action(bot, TWO_ACTIONS)
    server = Live(bot)
    body = {"sender": "ada", "message": "hello", "message_id": "m-1"}
    threading.Thread(target=_ignored, args=(f"{server.url}/webhooks/rest/webhook", body), daemon=True).start()
    wait_for((bot / "sent").exists)
    server.kill()
    with Live(bot) as server:
        assert server.texts(**{"message": "hello", "sender": "ada", "message_id": "m-1"}) == ["Paid.", "Sent."]
        assert server.texts(**{"message": "hello", "sender": "ada", "message_id": "m-1"}) == ["Paid.", "Sent."]
    (paid,) = (bot / "paid").read_text().split("\n")[:-1]
    first, second = (bot / "sent").read_text().split("\n")[:-1]
    assert first == second != paid
    assert ask(bot, "SELECT count(*) FROM note") == 0


def _ignored(url: str, body: dict[str, str]) -> None:
    with pytest.raises(httpx.HTTPError):
        httpx.post(url, json=body, timeout=60)


def test_old_conversations_are_forgotten_by_the_server(bot: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Live(bot) as server:
        server.say("hello", "old")
        server.say("hello", "new")
    connection = sqlite3.connect(bot / ".talkwright" / "talkwright.db")
    connection.execute("UPDATE conversation SET updated_at = updated_at - 86400 * 31 WHERE id = 'old'")
    connection.commit()
    connection.close()
    monkeypatch.setenv("TALKWRIGHT_RETENTION_DAYS", "30")
    with Live(bot):
        wait_for(lambda: ask(bot, "SELECT count(*) FROM conversation") == 1)
    assert ask(bot, "SELECT count(*) FROM turn WHERE conversation = 'old'") == 0

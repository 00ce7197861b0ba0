"""What survives a client that leaves and an orderly stop. Servers that are killed: tests/proofs."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from pathlib import Path

import httpx

from .live import Live


async def test_a_client_that_leaves_does_not_break_its_turn_off(bot: Path) -> None:
    (bot / "actions" / "orders.py").write_text(SLOW_LOOK_UP)
    with Live(bot) as server:
        body = {"sender": "leaves", "message": "where is my order TW-1042", "message_id": "m"}
        async with httpx.AsyncClient(base_url=server.url, timeout=0.3) as http:
            try:
                await http.post("/webhooks/rest/webhook", json=body)
                raise AssertionError("the action was meant to take longer than the client waits")
            except httpx.TimeoutException:
                pass
        end = time.monotonic() + 30
        while _turns(bot) == 0:
            assert time.monotonic() < end, "the turn was not finished without its client"
            await asyncio.sleep(0.05)
        assert server.say(**{"message": body["message"], "sender": "leaves", "message_id": "m"})
        assert _turns(bot) == 1


def test_an_orderly_stop_finishes_and_leaves_with_0(bot: Path) -> None:
    server = Live(bot)
    server.say("hello")
    assert server.stop() == 0
    assert "Traceback" not in server.said
    with Live(bot) as again:
        again.say("where is my order?", "ada")
    assert _turns(bot) == 2


def test_what_was_remembered_is_there_after_a_restart(bot: Path) -> None:
    with Live(bot) as server:
        asked = server.texts("where is my order?", "stays")
    with Live(bot) as server:
        assert server.texts("TW-1042", "stays") not in ([], asked)


def _turns(bot: Path) -> int:
    connection = sqlite3.connect(bot / ".talkwright" / "talkwright.db")
    count: int = connection.execute("SELECT count(*) FROM turn").fetchone()[0]
    connection.close()
    return count


SLOW_LOOK_UP = """
import time
from rasa_sdk import Action

class Slow(Action):
    def name(self):
        return "action_look_up_order"
    def run(self, dispatcher, tracker, domain):
        time.sleep(1)
        dispatcher.utter_message(text="There it is.")
        return []

class Check(Action):
    def name(self):
        return "action_check_return"
    def run(self, dispatcher, tracker, domain):
        return []

class Start(Action):
    def name(self):
        return "action_start_return"
    def run(self, dispatcher, tracker, domain):
        return []
"""

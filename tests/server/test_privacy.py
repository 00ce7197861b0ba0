"""What people say never gets into the log of a server, at no level, in no form, whatever goes wrong."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import httpx
import pytest

from .live import Live
from .test_web import Visitor, socket

NAME, STREET, NUMBER = "Zebulon Quartermain", "77 Xylophone Crescent", "+44 7700 900123"
QUOTING = """
from rasa_sdk import Action

class Quoting(Action):
    def name(self):
        return "action_look_up_order"
    def run(self, dispatcher, tracker, domain):
        try:
            int(tracker.latest_message["text"])
        except ValueError as fault:
            raise KeyError(tracker.latest_message["text"], tracker.slots) from fault

class NoMessage(Action):
    def name(self):
        return "action_check_return"
    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text=tracker.latest_message["text"], buttons=[tracker.latest_message["text"]])
        return []

class Start(Action):
    def name(self):
        return "action_start_return"
    def run(self, dispatcher, tracker, domain):
        return [tracker.latest_message["text"]]
"""


def _post_and_fail(server: Live) -> None:
    for sender in ("ada", NUMBER):
        for text in (
            f"I am {NAME}, where is my order?",
            "TW-1042",
            f"I want to return something to {STREET}",
            "TW-1042",
            "can someone contact me?",
            NAME,
            STREET,
            f'/SetSlots(order_number="{STREET}")',
            f"/nowhere{{{NAME}",
        ):
            server.say(text, sender, metadata={"street": STREET})
    httpx.post(server.url + "/webhooks/rest/webhook", content=f'{{"message": 7, "sender": "{NAME}"}}'.encode())
    httpx.get(server.url + f"/{NAME}", params={"q": STREET})


async def _send_and_fail(server: Live) -> None:
    async with socket(server) as ws:
        visitor = Visitor(ws)
        await visitor.hello()
        await ws.send(f'{{"type": "{NAME}"}}')
        await visitor.receive()
        await visitor.say(f"I am {NAME}, where is my order TW-1042?", "c-1")


@pytest.mark.parametrize("options", [["--debug", "--log-json"], ["-v"]])
async def test_no_message_and_no_slot_is_logged(bot: Path, options: list[str]) -> None:
    (bot / "actions" / "orders.py").write_text(QUOTING)
    with Live(bot, *options, "--log-ids", "hashed") as server:
        await asyncio.to_thread(_post_and_fail, server)
        await _send_and_fail(server)
    assert "action.failed" in server.said
    assert "KeyError" in server.said
    for said in (NAME, "Zebulon", STREET, "Xylophone", NUMBER, "7700", "TW-1042"):
        assert said not in server.said, said


def test_a_turn_is_a_line_that_carries_its_request(bot: Path) -> None:
    with Live(bot, "-v", "--log-json") as server:
        body = {"sender": "ada", "message": "hello"}
        answer = httpx.post(
            server.url + "/webhooks/rest/webhook", json=body, headers={"X-Request-Id": "from-the-proxy-1"}
        )
        assert answer.headers["x-request-id"] == "from-the-proxy-1"
        for bad in ("x" * 129, "ö"):
            other = httpx.get(server.url + "/health", headers={"X-Request-Id": bad.encode()})
            assert other.headers["x-request-id"] not in ("", bad)
        assert httpx.get(server.url + "/nowhere").json()["code"] == 404
    lines = [json.loads(line) for line in server.said.splitlines() if line.startswith("{")]
    (turn,) = [line for line in lines if line["event"] == "turn.done"]
    assert turn["request"] == "from-the-proxy-1"
    assert turn["conversation"] == "ada"
    assert turn["channel"] == "rest"
    assert turn["ms"] > 0
    assert "utter_greet" in turn["actions"]

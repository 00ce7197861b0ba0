"""Told to stop in the middle of work: health says so, what was taken is answered and stored, pages come back."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import time
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from .live import Live
from .test_durable import SLOW_LOOK_UP
from .test_web import Visitor, socket

WEBHOOK = "/webhooks/rest/webhook"


@pytest.fixture
def slow(bot: Path) -> Path:
    """A bot whose look-up of orders takes a second."""
    (bot / "actions" / "orders.py").write_text(SLOW_LOOK_UP)
    return bot


def stored(bot: Path) -> set[str]:
    """The ids of the messages that were stored."""
    connection = sqlite3.connect(bot / ".talkwright" / "talkwright.db")
    found = {key.partition(":")[2] for (key,) in connection.execute("SELECT inbound_key FROM turn") if key}
    connection.close()
    return found


async def test_what_was_taken_is_answered_and_what_comes_later_is_sent_elsewhere(slow: Path) -> None:
    server = Live(slow)
    answers: dict[str, int] = {}

    async def ask(http: httpx.AsyncClient, id: str, text: str) -> httpx.Response:
        answer = await http.post(WEBHOOK, json={"sender": id, "message": text, "message_id": id})
        answers[id] = answer.status_code
        return answer

    async with httpx.AsyncClient(base_url=server.url, timeout=30) as http:
        # Connections that are there before: a stopped server would refuse new ones.
        await asyncio.gather(*(ask(http, f"warm-{n}", "hello") for n in range(8)))
        began = [asyncio.create_task(ask(http, f"slow-{n}", "where is my order TW-1042")) for n in range(6)]
        await asyncio.sleep(0.4)
        server.process.send_signal(signal.SIGTERM)
        await asyncio.sleep(0.1)
        health = await http.get("/health")
        assert (health.status_code, health.json()["status"]) == (503, "stopping")
        late = await ask(http, "late", "hello")
        assert late.status_code == 503
        assert int(late.headers["retry-after"]) >= 1
        assert late.headers["connection"] == "close"
        assert late.json()["reason"] == "Unavailable"
        for answer in await asyncio.gather(*began):
            assert answer.status_code == 200
            assert "There it is." in answer.text
    assert server.over() == 0
    assert "Traceback" not in server.said
    acknowledged = {id for id, status in answers.items() if status == 200}
    assert len(acknowledged) == 14
    assert acknowledged == stored(slow), "neither lost nor half done"


async def test_a_page_gets_its_answer_and_is_sent_back(slow: Path) -> None:
    server = Live(slow)
    async with socket(server) as busy, socket(server) as idle:
        visitor, other = Visitor(busy), Visitor(idle)
        conversation = (await visitor.hello())["conversation"]
        await other.hello()
        await visitor.send({"type": "message", "id": "m", "text": "where is my order TW-1042"})
        assert (await visitor.receive())["type"] == "typing"
        server.process.send_signal(signal.SIGTERM)
        said = await visitor.until("done")
        assert "There it is." in [frame.get("text") for frame in said]
        for each in (visitor, other):
            with pytest.raises(ConnectionClosed) as closed:
                await each.receive()
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == 1012
    assert server.over() == 0
    with Live(slow) as again:
        async with socket(again) as ws:
            back = Visitor(ws)
            assert (await back.hello(conversation))["conversation"] == conversation
            resumed = await back.receive()
            assert (resumed["type"], resumed["id"]) == ("user", "m")


def test_a_second_signal_ends_it_at_once(slow: Path) -> None:
    server = Live(slow)
    with httpx.Client(base_url=server.url, timeout=0.3) as http, pytest.raises(httpx.TimeoutException):
        http.post(WEBHOOK, json={"sender": "s", "message": "where is my order TW-1042", "message_id": "s"})
    server.process.send_signal(signal.SIGTERM)
    time.sleep(0.2)
    server.process.send_signal(signal.SIGTERM)
    assert server.over() == -signal.SIGTERM
    assert stored(slow) == set()
    with Live(slow) as again:
        assert "There it is." in again.texts("where is my order TW-1042", "s", message_id="s")


def test_an_action_that_does_not_end_does_not_hold_the_server_up(bot: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (bot / "actions" / "orders.py").write_text(SLOW_LOOK_UP.replace("time.sleep(1)", "time.sleep(60)"))
    monkeypatch.setenv("TALKWRIGHT_SHUTDOWN_S", "0.5")
    server = Live(bot)
    with httpx.Client(base_url=server.url, timeout=0.3) as http, pytest.raises(httpx.TimeoutException):
        http.post(WEBHOOK, json={"sender": "s", "message": "where is my order TW-1042"})
    began = time.monotonic()
    assert server.stop() == 4
    assert time.monotonic() - began < 30
    assert "server.stopped_early" in server.said


async def test_a_notice_is_given_before_anything_is_refused(bot: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TALKWRIGHT_STOP_NOTICE_S", "1.5")
    server = Live(bot)
    async with httpx.AsyncClient(base_url=server.url, timeout=30) as http:
        server.process.send_signal(signal.SIGTERM)
        await asyncio.sleep(0.3)
        assert (await http.get("/health")).status_code == 503
        assert (await http.post(WEBHOOK, json={"sender": "n", "message": "hello"})).status_code == 200
    assert server.over() == 0

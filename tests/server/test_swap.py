"""A newer model takes over while people talk: nothing is lost, flows go on, a broken one is refused."""

from __future__ import annotations

import asyncio
import signal
import time
from pathlib import Path

import httpx
from tests.conftest import talkwright

from .live import Live

WEBHOOK = "/webhooks/rest/webhook"
GREETING = "Hello from the newer bot!"


def change(bot: Path, words: str) -> None:
    """Have the bot greet otherwise, and train it."""
    small_talk = bot / "domain" / "small_talk.yml"
    head, _, tail = small_talk.read_text().partition("  utter_greet:\n")
    rest = tail.split("\n\n", 1)[1]
    small_talk.write_text(f'{head}  utter_greet:\n    - text: "{words}"\n\n{rest}')
    done = talkwright("train", cwd=bot)
    assert done.returncode == 0, done.stdout + done.stderr


def health(server: Live) -> dict[str, str]:
    told: dict[str, str] = httpx.get(server.url + "/health").json()
    return told


def wait_for_another(server: Live, before: str) -> str:
    """The id of the model that is served, once it is not ``before``."""
    end = time.monotonic() + 30
    while (now := health(server)["model_id"]) == before and time.monotonic() < end:
        time.sleep(0.05)
    assert now != before, "the newer model was not taken"
    return now


async def test_a_swap_in_the_middle_of_flows_under_load_loses_nothing(bot: Path) -> None:
    with Live(bot, "--watch") as server:
        before = health(server)["model_id"]
        assert server.texts("where is my order?", "flow")
        stop = asyncio.Event()
        statuses: list[int] = []
        said: set[str] = set()

        async def visitor(who: int) -> None:
            async with httpx.AsyncClient(base_url=server.url, timeout=30) as http:
                while not stop.is_set():
                    body = {"sender": f"load-{who}", "message": "hello"}
                    answer = await http.post(WEBHOOK, json=body)
                    statuses.append(answer.status_code)
                    said.update(each.get("text", "") for each in answer.json())

        visitors = [asyncio.create_task(visitor(who)) for who in range(6)]
        await asyncio.to_thread(change, bot, GREETING)
        after = await asyncio.to_thread(wait_for_another, server, before)
        await asyncio.sleep(0.5)
        stop.set()
        await asyncio.gather(*visitors)
        assert set(statuses) == {200}
        assert GREETING in said
        assert len(said) > 1, "the model before answered too"
        found = server.texts("TW-1042", "flow")
        assert any("LX48213" in text for text in found), "the flow that was open went on"
        assert health(server)["model_id"] == after
    assert "Traceback" not in server.said


def test_a_hangup_signal_loads_the_newest_model_and_the_actions(bot: Path) -> None:
    with Live(bot) as server:
        before = health(server)["model_id"]
        change(bot, GREETING)
        time.sleep(1.5)
        assert health(server)["model_id"] == before, "nobody asked for it"
        server.process.send_signal(signal.SIGHUP)
        wait_for_another(server, before)
        assert server.texts("hello", "h") == [GREETING]


def test_a_model_that_cannot_be_loaded_leaves_the_one_before(bot: Path) -> None:
    with Live(bot, "--watch") as server:
        before = health(server)
        (bot / "models" / "zz.tar.gz").write_bytes(b"no model at all")
        end = time.monotonic() + 20
        while "failed" not in httpx.get(server.url + "/metrics").text.partition("model_swaps_total{")[2][:20]:
            assert time.monotonic() < end, "the broken model was not looked at"
            time.sleep(0.05)
        assert health(server) == before
        assert server.texts("hello", "b")
        (bot / "actions" / "orders.py").write_text("this is not python")
        (bot / "models" / "zz.tar.gz").unlink()
        server.process.send_signal(signal.SIGHUP)
        while 'outcome="failed"} 2' not in httpx.get(server.url + "/metrics").text:
            assert time.monotonic() < end + 20, "the broken action was not looked at"
            time.sleep(0.05)
        assert server.texts("where is my order TW-1042", "b")
    assert server.said.count("model.refused") == 2
    assert "orders.py" in server.said

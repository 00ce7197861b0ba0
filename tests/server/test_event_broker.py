"""Events reach the broker of a server that is killed in the middle of its work: all of them, in order."""

from __future__ import annotations

import asyncio
import json
import shutil
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.conftest import talkwright

from .live import Live

SENDERS = [f"user-{n}" for n in range(8)]


@pytest.mark.long  # what the killed had taken in hand is free again after half a minute
async def test_a_server_that_is_killed_loses_no_event(small_bot: Path, tmp_path: Path) -> None:
    bot = shutil.copytree(small_bot, tmp_path / "bot")
    shutil.rmtree(bot / ".talkwright", ignore_errors=True)
    with (bot / "endpoints.yml").open("a") as endpoints:
        endpoints.write("event_broker: {type: file, path: events.log}\n")
    for _ in range(2):
        server = await asyncio.to_thread(Live, bot)
        answered = asyncio.Semaphore(0)
        talking = [asyncio.create_task(talk(server, sender, answered)) for sender in SENDERS]
        for _ in range(20):
            await answered.acquire()
        server.kill()
        await asyncio.gather(*talking)
    with await asyncio.to_thread(Live, bot):
        await asyncio.to_thread(talkwright, "export", "--out", "all.jsonl", cwd=bot)
        stored = [json.loads(line) for line in (bot / "all.jsonl").read_text().splitlines()]
        assert len(stored) > 100
        await asyncio.to_thread(wait_for, bot / "events.log", stored)


async def talk(server: Live, sender: str, answered: asyncio.Semaphore) -> None:
    """Say something as long as somebody answers."""
    async with httpx.AsyncClient(timeout=5) as http:
        while True:
            body = {"sender": sender, "message": "hello"}
            try:
                await http.post(f"{server.url}/webhooks/rest/webhook", json=body)
            except httpx.HTTPError:
                return
            answered.release()


def wait_for(log: Path, stored: list[dict[str, Any]]) -> None:
    """Until every event has arrived, each conversation in its order; what arrived twice counts once."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        arrived = [json.loads(line) for line in log.read_text().splitlines()]
        if all(once(arrived, sender) == once(stored, sender) for sender in SENDERS):
            return
        time.sleep(0.2)
    raise AssertionError(f"{len(arrived)} events arrived, {len(stored)} are stored")


def once(events: list[dict[str, Any]], sender: str) -> list[str]:
    """What came of a conversation, each thing when it came first."""
    return list(dict.fromkeys(json.dumps(event, sort_keys=True) for event in events if event["sender_id"] == sender))

"""What a custom action adds to a turn: in the server's own process, and behind a real action server over HTTP.

The same turn is asked for with the action and without it; the figures are the differences of medians. The action reads
a slot and fills one. Latency is that of one visitor, CPU that of sixteen at once. A conversation has ``LENGTH`` turns:
an action server is sent all the events so far and the whole domain, as it is by Rasa: that of the starter is large.
"""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.client import Connection, talk
from benchmarks.measure import RUNS, Server, cpu_s, median, small_bot, starter_bot, table, train

TURNS = 1600
LENGTH = 10
CONNECTIONS = 16
FLOWS = """
flows:
  with_action:
    description: A turn with the action.
    nlu_trigger:
      - intent: ask_with
    steps:
      - action: action_bench
      - action: utter_bench
  without_action:
    description: The same turn without it.
    nlu_trigger:
      - intent: ask_without
    steps:
      - action: utter_bench
"""
DOMAIN = """
version: "3.1"
intents: [ask_with, ask_without]
actions: [action_bench]
slots:
  count:
    type: float
    mappings:
      - type: controlled
responses:
  utter_bench:
    - text: "Done."
"""
ACTION = """
from rasa_sdk import Action
from rasa_sdk.events import SlotSet

class Bench(Action):
    def name(self):
        return "action_bench"

    def run(self, dispatcher, tracker, domain):
        return [SlotSet("count", (tracker.get_slot("count") or 0) + 1)]
"""


def add_action(bot: Path) -> None:
    """Give the bot the two flows, and the action that one of them runs."""
    (bot / "flows" / "bench.yml").write_text(FLOWS)
    if (bot / "domain.yml").exists():
        (bot / "domain").mkdir()
        (bot / "domain.yml").rename(bot / "domain" / "bot.yml")
    (bot / "domain" / "bench.yml").write_text(DOMAIN)
    (bot / "actions" / "bench.py").write_text(ACTION)


@contextmanager
def action_server(bot: Path) -> Iterator[tuple[int, int]]:
    """rasa_sdk's server with the bot's actions: its port and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "rasa_sdk", "--actions", "actions", "-p", str(port), "--quiet"]
    process = subprocess.Popen(command, cwd=bot, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                if process.poll() is not None:
                    raise RuntimeError("the action server did not start") from None
                time.sleep(0.05)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(30)


async def alternate(port: int, run: str) -> float:
    """Milliseconds that the action adds for one visitor, who asks with it and without it in turns."""
    connection = await Connection.open(port)
    seconds: dict[str, list[float]] = {"/ask_with": [], "/ask_without": []}
    for number in range(TURNS // 8):
        for text, took in seconds.items():
            began = time.perf_counter()
            assert await connection.say(f"one-{run}-{text}-{number // LENGTH}", text)
            took.append(time.perf_counter() - began)
    connection.close()
    return (median(seconds["/ask_with"]) - median(seconds["/ask_without"])) * 1e3


def cpu_us(server: Server, action_pid: int | None, text: str, run: int) -> tuple[float, float]:
    """CPU of a turn with ``text`` when many ask at once: the server's, the action server's."""

    async def visitor(name: str) -> None:
        for number in range(TURNS // CONNECTIONS // LENGTH):
            await talk(server.port, f"{name}-{number}", [text] * LENGTH, [])

    async def all_at_once() -> None:
        await asyncio.gather(*(visitor(f"many-{run}-{text}-{number}") for number in range(CONNECTIONS)))

    def used() -> tuple[float, float]:
        return server.cpu_s(), cpu_s(action_pid, family=True) if action_pid else 0.0

    before = used()
    asyncio.run(all_at_once())
    server_us, action_us = ((end - start) / TURNS * 1e6 for end, start in zip(used(), before, strict=True))
    return server_us, action_us


def row(name: str, server: Server, action_pid: int | None) -> list[str]:
    """One line of the table."""
    asyncio.run(alternate(server.port, "warm-up"))
    added, server_us, action_us = [], [], []
    for run in range(RUNS):
        added.append(asyncio.run(alternate(server.port, str(run))))
        with_action, without = (cpu_us(server, action_pid, text, run) for text in ("/ask_with", "/ask_without"))
        server_us.append(with_action[0] - without[0])
        action_us.append(with_action[1] - without[1])
    action_server_us = f"{median(action_us):.0f} us" if action_pid else ""
    return [name, f"{median(added):.2f} ms", f"{median(server_us):.0f} us", action_server_us]


def rows(what: str, bot: Path) -> list[list[str]]:
    """The lines of one bot: in the process, behind an action server."""
    with ExitStack() as closing:
        add_action(bot)
        train(bot)
        server = Server(bot)
        closing.callback(server.stop)
        found = [row(f"in process, {what}", server, None)]
        port, pid = closing.enter_context(action_server(bot))
        (bot / "endpoints.yml").write_text(f"action_endpoint:\n  url: http://127.0.0.1:{port}/webhook\n")
        remote = Server(bot)
        closing.callback(remote.stop)
        return [*found, row(f"over HTTP, {what}", remote, pid)]


def main() -> None:
    with small_bot() as bot:
        found = rows("a bot of two flows", bot)
    with starter_bot() as bot:
        found += rows("the starter", bot)
    table("What a custom action adds to a turn", ["action", "latency", "server CPU", "action server CPU"], found)


if __name__ == "__main__":
    main()

"""Turns per second over REST, each durable in SQLite before its reply; and whether a long conversation costs more."""

from __future__ import annotations

import asyncio
import time

from benchmarks.client import Connection, talk
from benchmarks.measure import RUNS, Server, median, starter_bot, table, train

SMALL_TALK = ["hello there", "thanks a lot", "good morning", "bye for now"]
ORDERS = ["where is my order TW-1042", "hi", "has TW-1043 been sent yet?", "thank you"]
TURNS = 4000
LONG = 300


def measure(port: int, connections: int, texts: list[str], run: int) -> tuple[float, list[float]]:
    """Wall seconds for ``TURNS`` turns on so many connections, and the seconds of each."""
    each = TURNS // connections
    seconds: list[float] = []

    async def all_at_once() -> None:
        said = [texts[number % len(texts)] for number in range(each)]
        talks = (talk(port, f"bench-{run}-{connections}-{n}", said, seconds) for n in range(connections))
        await asyncio.gather(*talks)

    began = time.perf_counter()
    asyncio.run(all_at_once())
    return time.perf_counter() - began, seconds


def row(server: Server, name: str, connections: int, texts: list[str]) -> list[str]:
    """One line of the table: the medians over the runs."""
    rate, cpu, p50, p99 = [], [], [], []
    for run in range(RUNS):
        before = server.cpu_s()
        wall, seconds = measure(server.port, connections, texts, run)
        seconds.sort()
        cpu.append((server.cpu_s() - before) / len(seconds) * 1e6)
        rate.append(len(seconds) / wall)
        p50.append(seconds[len(seconds) // 2] * 1e3)
        p99.append(seconds[int(len(seconds) * 0.99)] * 1e3)
    figures = f"{median(rate):,.0f}", f"{median(cpu):.0f} us", f"{median(p50):.2f} ms", f"{median(p99):.2f} ms"
    return [name, str(connections), *figures]


async def one_long_conversation(port: int, sender: str) -> list[float]:
    """Seconds of each of ``LONG`` turns of one conversation, which looks an order up with an action in every fourth."""
    connection = await Connection.open(port)
    seconds = []
    for number in range(LONG):
        began = time.perf_counter()
        await connection.say(sender, ORDERS[number % len(ORDERS)])
        seconds.append(time.perf_counter() - began)
    connection.close()
    return seconds


def growth(server: Server) -> list[str]:
    """The last 20 turns of a long conversation against its first 20, over several conversations."""
    first, last = [], []
    for run in range(RUNS * 2):
        seconds = asyncio.run(one_long_conversation(server.port, f"long-{run}"))
        first.append(median(seconds[4:24]))
        last.append(median(seconds[-20:]))
    ratio = median(last) / median(first)
    return [
        f"turn {LONG} / turn 1",
        "1",
        f"{ratio:.2f}x",
        "",
        f"{median(first) * 1e3:.2f} ms",
        f"{median(last) * 1e3:.2f} ms",
    ]


def main() -> None:
    with starter_bot() as bot:
        train(bot)
        server = Server(bot)
        try:
            asyncio.run(one_long_conversation(server.port, "warm-up"))
            rows = [
                row(server, "small talk", 1, SMALL_TALK),
                row(server, "small talk", 16, SMALL_TALK),
                row(server, "with an action", 16, ORDERS),
                growth(server),
            ]
            memory = server.memory_mb()
        finally:
            server.stop()
    columns = ["turns over REST, SQLite", "connections", "turns/s", "server CPU", "p50", "p99"]
    table(f"Turns ({memory:.0f} MB resident after {TURNS * RUNS * 3:,} turns)", columns, rows)


if __name__ == "__main__":
    main()

"""Turns per second over REST, each durable before its reply; and whether a long conversation costs more.

``--store`` names the stores, which take turns: ``sqlite``, ``postgresql``, ``memory``; more than one may be given.
Small talk is four messages, said again and again; the bot's own examples are three thousand, each said once a run.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from hashlib import blake2b
from pathlib import Path

from benchmarks.client import Connection, talk
from benchmarks.measure import RUNS, median, starter_bot, table, train
from benchmarks.stores import STORES, Stored, servers

from talkwright.project.open import open_project

SMALL_TALK = ["hello there", "thanks a lot", "good morning", "bye for now"]
ORDERS = ["where is my order TW-1042", "hi", "has TW-1043 been sent yet?", "thank you"]
TURNS = 3000
LONG = 300


def examples(bot: Path) -> list[str]:
    """What the bot learns from, in an order of no meaning."""
    texts = {example.text for example in open_project(bot).data.examples}
    return sorted(texts, key=lambda text: blake2b(text.encode()).digest())


def measure(stored: Stored, connections: int, texts: list[str], run: int) -> list[float]:
    """``TURNS`` turns on so many connections: turns/s, us of CPU a turn (server, database), ms of the p50 and p99."""
    each = TURNS // connections
    seconds: list[float] = []

    async def all_at_once() -> None:
        port, prefix = stored.server.port, f"bench-{texts[0]}-{run}-{connections}"
        said = [[texts[number % len(texts)] for number in range(n * each, (n + 1) * each)] for n in range(connections)]
        await asyncio.gather(*(talk(port, f"{prefix}-{number}", mine, seconds) for number, mine in enumerate(said)))

    before, began = stored.cpu_s(), time.perf_counter()
    asyncio.run(all_at_once())
    wall, after = time.perf_counter() - began, stored.cpu_s()
    seconds.sort()
    turns = len(seconds)
    cpu_us = [(end - start) / turns * 1e6 for start, end in zip(before, after, strict=True)]
    return [turns / wall, *cpu_us, seconds[turns // 2] * 1e3, seconds[turns * 99 // 100] * 1e3]


async def one_long_conversation(port: int, sender: str) -> list[float]:
    """Seconds of each of ``LONG`` turns of one conversation, which looks an order up with an action in every second."""
    connection = await Connection.open(port)
    seconds = []
    for number in range(LONG):
        began = time.perf_counter()
        await connection.say(sender, ORDERS[number % len(ORDERS)])
        seconds.append(time.perf_counter() - began)
    connection.close()
    return seconds


def growth(stored: Stored) -> list[str]:
    """The last 20 turns of a long conversation against its first 20, over several conversations."""
    first, last = [], []
    for run in range(RUNS):
        seconds = asyncio.run(one_long_conversation(stored.server.port, f"long-{run}"))
        first.append(median(seconds[4:24]))
        last.append(median(seconds[-20:]))
    began, ended = median(first), median(last)
    ratio = f"{ended / began:.2f}x"
    return [f"turn {LONG} / turn 1", stored.store, "1", ratio, "", "", f"{began * 1e3:.2f} ms", f"{ended * 1e3:.2f} ms"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", action="append", choices=STORES)
    chosen = parser.parse_args().store or ["sqlite", "postgresql"]
    with starter_bot() as bot:
        train(bot)
        with servers(bot, chosen) as all_stored:
            for stored in all_stored:
                asyncio.run(one_long_conversation(stored.server.port, "warm-up"))
            rows = []
            kinds = (
                ("small talk", 1, SMALL_TALK),
                ("small talk", 16, SMALL_TALK),
                ("an order", 16, ORDERS),
                ("its examples", 16, examples(bot)),
            )
            for name, connections, texts in kinds:
                runs = [[measure(each, connections, texts, run) for each in all_stored] for run in range(RUNS)]
                for stored, measured in zip(all_stored, zip(*runs, strict=True), strict=True):
                    rate, cpu, database, p50, p99 = (median(figures) for figures in zip(*measured, strict=True))
                    figures = f"{rate:,.0f}", f"{cpu:.0f} us", f"{database:.0f} us", f"{p50:.2f} ms", f"{p99:.2f} ms"
                    rows.append([name, stored.store, str(connections), *figures])
            rows += [growth(stored) for stored in all_stored]
            memory = ", ".join(f"{each.store} {each.server.memory_mb():.0f} MB" for each in all_stored)
    columns = ["turns over REST", "store", "connections", "turns/s", "server CPU", "database CPU", "p50", "p99"]
    table(f"Turns (resident afterwards: {memory})", columns, rows)


if __name__ == "__main__":
    main()

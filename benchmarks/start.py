"""Cold processes: the help, a parse, and from the start of a server to its first answer."""

from __future__ import annotations

import asyncio
import time

from benchmarks.client import Connection
from benchmarks.measure import RUNS, Server, command, median, starter_bot, table, train


async def first_answer(port: int) -> None:
    connection = await Connection.open(port)
    assert await connection.say("first", "hello")
    connection.close()


def main() -> None:
    rows = []
    with starter_bot() as bot:
        train(bot)
        for name, arguments in (("talkwright --help", ["--help"]), ("talkwright parse hello", ["parse", "hello"])):
            runs = [command(arguments, bot) for _ in range(RUNS)]
            rows.append([name, f"{median([r[0] for r in runs]):.2f} s", f"{median([r[1] for r in runs]):.2f} s", ""])
        cpu, wall, memory = [], [], []
        for _ in range(RUNS):
            began = time.perf_counter()
            server = Server(bot)
            asyncio.run(first_answer(server.port))
            wall.append(time.perf_counter() - began)
            cpu.append(server.cpu_s())
            memory.append(server.memory_mb())
            server.stop()
        rows.append(
            ["start to first answer", f"{median(cpu):.2f} s", f"{median(wall):.2f} s", f"{median(memory):.0f} MB"]
        )
    table("Cold starts", ["process", "CPU", "wall", "memory"], rows)


if __name__ == "__main__":
    main()

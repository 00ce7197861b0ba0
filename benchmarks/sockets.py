"""Ten thousand chat pages at once on one process: memory of the server a socket, and a message's way there and back.

The pages are a process of their own, with a WebSocket client of a few lines, so that it is not what is measured.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import resource
import struct
import subprocess
import sys
import time
from typing import Any, Self

from benchmarks.measure import Server, starter_bot, table, train

SOCKETS = 10_000
AT_ONCE = 100  # opened at the same time
ROUND_TRIPS = 300
IDLE_S = 30  # more than the time between two pings of the server
SPARE = 500  # files that a process needs besides


class Page:
    """One open socket, after its welcome."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def open(cls, port: int, address: str) -> Self:
        """Connect from ``address``: each has ports of its own."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=4096, local_addr=(address, 0))
        key = base64.b64encode(os.urandom(16)).decode()
        lines = f"GET /webhooks/web/socket HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
        lines += f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
        writer.write(lines.encode())
        answer = await reader.readuntil(b"\r\n\r\n")
        if b" 101 " not in answer.split(b"\r\n")[0]:
            raise RuntimeError(repr(answer))
        page = cls(reader, writer)
        page.send({"type": "hello", "conversation": None, "after_seq": 0})
        await page.until("welcome")
        return page

    def send(self, frame: dict[str, Any]) -> None:
        """A text frame, masked with zeros, which is allowed and costs nothing."""
        data = json.dumps(frame).encode()
        self._writer.write(self._head(0x81, len(data)) + data)

    async def until(self, kind: str) -> None:
        """Read up to a frame of this type; pings are answered on the way."""
        while True:
            first, length = await self._reader.readexactly(2)
            if length == 126:
                (length,) = struct.unpack(">H", await self._reader.readexactly(2))
            data = await self._reader.readexactly(length)
            if first & 15 == 9:
                self._writer.write(self._head(0x8A, len(data)) + data)
            elif first & 15 == 8:
                raise RuntimeError(f"closed: {data!r}")
            elif json.loads(data)["type"] == kind:
                return

    @staticmethod
    def _head(first: int, length: int) -> bytes:
        return (
            bytes((first, 0x80 | length)) + bytes(4)
            if length < 126
            else struct.pack(">BBH", first, 0xFE, length) + bytes(4)
        )

    async def idle(self) -> None:
        """Answer pings until cancelled."""
        await self.until("nothing that is ever sent")


async def pages(port: int, count: int) -> None:
    """Open ``count`` sockets, say so, then on each line of standard input talk on a few; for ever."""
    opened: list[Page] = []
    began = time.perf_counter()
    for first in range(0, count, AT_ONCE):
        address = f"127.0.0.{2 + first // 5000}"
        opened += await asyncio.gather(*(Page.open(port, address) for _ in range(min(AT_ONCE, count - first))))
    print(json.dumps({"open_s": time.perf_counter() - began}), flush=True)
    quiet = [asyncio.create_task(page.idle()) for page in opened[ROUND_TRIPS:]]
    await asyncio.to_thread(sys.stdin.readline)
    seconds = []
    for number, page in enumerate(opened[:ROUND_TRIPS]):
        began = time.perf_counter()
        page.send({"type": "message", "id": f"m-{number}", "text": "hello there"})
        await page.until("done")
        seconds.append(time.perf_counter() - began)
    lost = sum(task.done() for task in quiet)
    seconds.sort()
    print(json.dumps({"p50_s": seconds[len(seconds) // 2], "p99_s": seconds[int(len(seconds) * 0.99)], "lost": lost}))


def allowed() -> int:
    """How many sockets this machine lets a process have, at most ``SOCKETS``."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = SOCKETS + SPARE
    if soft < wanted:
        soft = min(wanted, hard) if hard != resource.RLIM_INFINITY else wanted
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return min(SOCKETS, soft - SPARE)


def main() -> None:
    count = allowed()
    os.environ["TALKWRIGHT_WEB_RATE_PER_ADDRESS"] = os.environ["TALKWRIGHT_SOCKETS_RATE_PER_ADDRESS"] = "0"
    with starter_bot() as bot:
        train(bot)
        server = Server(bot)
        try:
            before = server.memory_mb()
            command = [sys.executable, "-m", "benchmarks.sockets", str(server.port), str(count)]
            client = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            assert client.stdout is not None
            assert client.stdin is not None
            opened = json.loads(client.stdout.readline())
            time.sleep(2)
            cpu = server.cpu_s()
            time.sleep(IDLE_S)
            idle = (server.cpu_s() - cpu) / IDLE_S
            each_kb = (server.memory_mb() - before) * 1024 / count
            client.stdin.write("\n")
            client.stdin.flush()
            talked = json.loads(client.stdout.readline())
            client.wait(60)
        finally:
            server.stop()
    row = [f"{count:,}", f"{each_kb:.1f} KB", f"{count / opened['open_s']:,.0f}/s", f"{idle:.1%}"]
    row += [f"{talked['p50_s'] * 1e3:.2f} ms", f"{talked['p99_s'] * 1e3:.2f} ms", str(talked["lost"])]
    columns = ["open sockets", "memory each", "opened", "CPU idle", "message p50", "p99", "lost"]
    table(f"Sockets ({before:.0f} MB resident before)", columns, [row])


if __name__ == "__main__":
    if len(sys.argv) == 3:
        allowed()
        asyncio.run(pages(int(sys.argv[1]), int(sys.argv[2])))
    else:
        main()

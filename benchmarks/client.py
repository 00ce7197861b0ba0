"""A small HTTP client over one kept-alive connection: cheap enough not to be what is measured."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any, Self


class Connection:
    """One connection to ``127.0.0.1:port``."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def open(cls, port: int) -> Self:
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    async def say(self, sender: str, text: str) -> list[dict[str, Any]]:
        """One message over the REST channel; its answers."""
        body = json.dumps({"sender": sender, "message": text}).encode()
        status, answer = await self.post("/webhooks/rest/webhook", body)
        if status != 200:
            raise RuntimeError(f"{status} {answer!r}")
        said: list[dict[str, Any]] = json.loads(answer)
        return said

    async def post(self, path: str, body: bytes) -> tuple[int, bytes]:
        """The status and the body of the answer to one post."""
        head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        self._writer.write(head + body)
        lines = (await self._reader.readuntil(b"\r\n\r\n")).split(b"\r\n")
        length = next(int(line.split(b":")[1]) for line in lines if line.lower().startswith(b"content-length"))
        return int(lines[0].split()[1]), await self._reader.readexactly(length)

    def close(self) -> None:
        self._writer.close()


async def talk(port: int, sender: str, texts: list[str], seconds: list[float]) -> None:
    """Say ``texts`` one after the other; how long each took goes to ``seconds``."""
    connection = await Connection.open(port)
    for text in texts:
        began = time.perf_counter()
        await connection.say(sender, text)
        seconds.append(time.perf_counter() - began)
    connection.close()

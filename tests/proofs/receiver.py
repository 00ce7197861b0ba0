"""The other end of the callback channel, which writes down what it gets."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from typing import Self

from .visitors import Message, until


class Receiver:
    """A web server that takes every post. ``heard``: what each recipient was told, in order."""

    def __init__(self) -> None:
        self.heard: dict[str, list[str]] = defaultdict(list)
        self._open: dict[asyncio.StreamWriter, asyncio.Event] = {}

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for writer in self._open:
            writer.close()
        await asyncio.gather(*(ended.wait() for ended in self._open.values()))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        ended = self._open.setdefault(writer, asyncio.Event())
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).lower().split(b"\r\n")
                length = next(int(line.split(b":")[1]) for line in head if line.startswith(b"content-length"))
                post = json.loads(await reader.readexactly(length))
                self.heard[post["recipient_id"]].append(post["text"])
                writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
        except (OSError, EOFError):  # whoever sent it is gone
            writer.close()
        finally:
            ended.set()

    async def wait_for(self, messages: list[Message], patience_s: float) -> None:
        """Until each message was answered."""
        wanted = {(message.sender, f"Heard {message.name}.") for message in messages}
        async with asyncio.timeout(patience_s):
            await until(lambda: wanted <= {(who, text) for who, texts in self.heard.items() for text in texts})

    def assert_in_order(self, messages: list[Message], *, once: bool = False) -> None:
        """Each recipient was told every answer in order; one may come again, but never after the next."""
        wanted: dict[str, list[str]] = defaultdict(list)
        for message in sorted(messages, key=lambda message: message.number):
            wanted[message.sender].append(f"Heard {message.name}.")
        for recipient, texts in wanted.items():
            heard = self.heard[recipient]
            kept = [text for index, text in enumerate(heard) if once or heard[index - 1 : index] != [text]]
            assert kept == texts

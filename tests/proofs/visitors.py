"""Visitors who number their messages and do not give up: each is sent again until it is acknowledged."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Callable

import msgspec
from benchmarks.client import Connection

REST, CALLBACK = "rest", "callback"
_NO_ANSWER = (OSError, EOFError, asyncio.TimeoutError)


class Message(msgspec.Struct, frozen=True):
    """The message ``number`` of ``sender``. The bot of the proofs answers with its name."""

    sender: str
    number: int
    channel: str = REST

    @property
    def name(self) -> str:
        return f"{self.sender}-{self.number}"

    @property
    def body(self) -> bytes:
        text = "/echo" + json.dumps({"said": self.name})
        return msgspec.json.encode({"sender": self.sender, "message": text, "message_id": self.name})

    @property
    def answer(self) -> bytes:
        """What acknowledges it."""
        if self.channel == CALLBACK:
            return b"success"
        return msgspec.json.encode([{"recipient_id": self.sender, "text": f"Heard {self.name}."}])


class Visitor:
    """One connection that is made anew when it was lost. ``port`` says where the server is now."""

    def __init__(self, port: Callable[[], int]) -> None:
        self._port = port
        self._connection: Connection | None = None
        self.refused = 0  # how often there was no answer, or none but "later"

    async def insist(self, message: Message) -> bytes:
        """The answer to ``message``, however often it has to be sent."""
        while True:
            try:
                async with asyncio.timeout(20):
                    status, answer = await self._post(message)
            except _NO_ANSWER:
                self.close()
            else:
                if status == 200:
                    return answer
                assert status == 503, (status, answer)
            self.refused += 1
            await asyncio.sleep(random.uniform(0.01, 0.1))

    async def _post(self, message: Message) -> tuple[int, bytes]:
        if self._connection is None:
            self._connection = await Connection.open(self._port())
        return await self._connection.post(f"/webhooks/{message.channel}/webhook", message.body)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


async def until(happened: Callable[[], bool]) -> None:
    """Wait for something that nobody announces."""
    while not happened():  # noqa: ASYNC110
        await asyncio.sleep(0.005)


async def talk(sender: str, channel: str, count: int, visitor: Visitor, acknowledged: list[Message]) -> None:
    """Say ``count`` messages in order; now and then say one again that was acknowledged before."""
    said: list[Message] = []
    for number in range(count):
        message = Message(sender, number, channel)
        assert await visitor.insist(message) == message.answer
        said.append(message)
        acknowledged.append(message)
        if random.random() < 0.05:
            again = random.choice(said)
            assert await visitor.insist(again) == again.answer
    visitor.close()

"""A platform's side of the wire: a real HTTP server on a free local port that keeps what it is sent.

async with Platform() as platform:
    platform.answers = [503, "cut", 200]
    ... post to platform.url ...
    platform.requests[0].body
"""

from __future__ import annotations

import asyncio
import contextlib
from http import HTTPStatus
from typing import Literal, Self

import msgspec


class Sent(msgspec.Struct, frozen=True):
    """A request that came. Names of ``headers`` are in lower case."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


Answer = int | Literal["cut", "silence"]  # a status, a connection that breaks, no answer at all


class Platform:
    """``answers`` are given in order, then 200. ``requests`` are in order of arrival."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.requests: list[Sent] = []
        self._server: asyncio.Server | None = None
        self._talks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    @property
    def url(self) -> str:
        """The address of the server, with a path."""
        assert self._server is not None, "the platform is not open"
        host, port = self._server.sockets[0].getsockname()[:2]
        return f"http://{host}:{port}/hook"

    async def close(self) -> None:
        """Stop: from here on connections are refused."""
        if self._server is not None:
            self._server.close()
            for talk in self._talks:
                talk.cancel()
            await asyncio.gather(*self._talks, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talk = asyncio.create_task(self._talk(reader, writer))
        self._talks.add(talk)
        talk.add_done_callback(self._talks.discard)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.closing(writer), contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            self.requests.append(await _read(reader))
            answer = self.answers.pop(0) if self.answers else 200
            if answer == "silence":
                await asyncio.Event().wait()
            elif answer != "cut":
                status = HTTPStatus(answer)
                head = f"HTTP/1.1 {status.value} {status.phrase}\r\ncontent-length: 0\r\nconnection: close\r\n"
                writer.write(f"{head}location: /elsewhere\r\n\r\n".encode())
                await writer.drain()


async def _read(reader: asyncio.StreamReader) -> Sent:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.strip().split("\r\n")
    method, path, _ = first.split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Sent(method, path, headers, body)

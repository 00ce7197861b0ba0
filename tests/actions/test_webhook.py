"""Posts over a connection that stays open: what may come over the wire, and when a connection is used again."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
import uvloop

from talkwright.actions.webhook import Answer, NoAnswerError, TooLongError, UnreachableError, Webhook

LONGEST = 100_000
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
Serve = Callable[..., Awaitable[tuple[Webhook, "Peer"]]]


def webhook(url: str, **more: Any) -> Webhook:
    given = {"params": {}, "headers": {}, "auth": None, "cafile": None, "connections": 2, "answer_max_bytes": LONGEST}
    return Webhook(url, **given | more)


class Peer:
    """Answers each request with the next of ``answers``; an answer that is a list goes out piece by piece."""

    def __init__(self, *answers: bytes | list[bytes], close: bool = False) -> None:
        self.answers = list(answers)
        self.close = close
        self.heads: list[bytes] = []
        self.connections = self.most_at_once = self.at_once = 0
        self.writers: list[asyncio.StreamWriter] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.writers.append(writer)
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                self.heads.append(head)
                await reader.readexactly(int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0]))
                self.at_once += 1
                self.most_at_once = max(self.most_at_once, self.at_once)
                await asyncio.sleep(0.01)
                self.at_once -= 1
                answer = self.answers.pop(0)
                for piece in answer if isinstance(answer, list) else [answer]:
                    writer.write(piece)
                    await asyncio.sleep(0.005)
                if self.close:
                    break
        except (OSError, EOFError):
            pass
        writer.close()


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    opened: list[tuple[asyncio.Server, Webhook, Peer]] = []

    async def begin(*answers: bytes | list[bytes], close: bool = False) -> tuple[Webhook, Peer]:
        peer = Peer(*answers, close=close)
        server = await asyncio.start_server(peer.serve, "127.0.0.1", 0)
        there = webhook(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook")
        opened.append((server, there, peer))
        return there, peer

    yield begin
    for server, there, peer in opened:
        there.close()
        server.close()
        for writer in peer.writers:
            writer.close()
    await asyncio.sleep(0.01)


async def test_the_least_that_is_asked_and_answered(serve: Serve) -> None:
    there, peer = await serve(OK)
    assert await there.post(b"{}") == Answer(200, b"ok")
    line, *headers = peer.heads[0].decode().strip().split("\r\n")
    assert line == "POST /hook HTTP/1.1"
    assert {"Content-Type: application/json", "Content-Length: 2", f"Host: {there.place}"} <= set(headers)


@pytest.mark.parametrize(
    ("answer", "body"),
    [
        ([OK[:20], OK[20:41], OK[41:]], b"ok"),
        ([bytes([each]) for each in OK], b"ok"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n3\r\nay!\r\n0\r\n\r\n", b"okay!"),
        (b"HTTP/1.1 100 Continue\r\n\r\n" + OK, b"ok"),
        (b"HTTP/1.1 200 OK\r\ncontent-encoding: GZIP\r\nContent-Length: %d\r\n\r\n%b", gzip.compress(b"packed")),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\nContent-Length: %d\r\n\r\n%b", zlib.compress(b"packed")),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", b""),
    ],
    ids=["in pieces", "in bytes", "chunked", "go on", "gzip", "deflate", "empty"],
)
async def test_whole_answers(serve: Serve, answer: Any, body: bytes) -> None:
    if b"%d" in answer:
        answer, body = answer % (len(body), body), b"packed"
    there, peer = await serve(answer, OK)
    assert await there.post(b"{}") == Answer(200, body)
    assert await there.post(b"{}") == Answer(200, b"ok")
    assert peer.connections == 1


async def test_an_answer_may_end_with_its_connection(serve: Serve) -> None:
    there, peer = await serve(b"HTTP/1.1 200 OK\r\n\r\nall of it", OK, close=True)
    assert await there.post(b"{}") == Answer(200, b"all of it")
    assert await there.post(b"{}") == Answer(200, b"ok")
    assert peer.connections == 2


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (b"", NoAnswerError),
        (b"HTTP/1.1 200 OK\r\nContent-Le", NoAnswerError),
        (OK[:-1], NoAnswerError),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n", NoAnswerError),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 2\r\n\r\nok", NoAnswerError),
        (b"HTTP/1.1 101 Switch\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n", NoAnswerError),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n" + b"x" * 150_000, TooLongError),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"x" * 200_000, mtime=0), TooLongError),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"xyz", mtime=0)[:-9], NoAnswerError),
    ],
    ids=lambda each: each[:70].decode("latin-1") if isinstance(each, bytes) else None,
)
async def test_what_is_no_whole_answer(serve: Serve, answer: bytes, fault: type[Exception]) -> None:
    there, peer = await serve(answer, OK, close=True)
    with pytest.raises(fault):
        await there.post(b"{}")
    assert await there.post(b"{}") == Answer(200, b"ok")
    assert peer.connections == 2, "nothing is left over for the next"


async def test_a_connection_that_was_closed_while_it_rested_is_not_used(serve: Serve) -> None:
    there, peer = await serve(OK, OK)
    await there.post(b"{}")
    peer.writers[0].close()
    await asyncio.sleep(0.02)
    assert await there.post(b"{}") == Answer(200, b"ok")
    assert peer.connections == 2


async def test_what_comes_unasked_is_not_the_next_answer(serve: Serve) -> None:
    there, peer = await serve(OK, OK)
    await there.post(b"{}")
    peer.writers[0].write(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwrong")
    await asyncio.sleep(0.02)
    assert await there.post(b"{}") == Answer(200, b"ok")


async def test_who_leaves_takes_the_connection_along(serve: Serve) -> None:
    there, _ = await serve(OK, OK)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.005):
            await there.post(b"{}")
    await asyncio.sleep(0.03)  # the answer that nobody waits for
    assert await there.post(b"{}") == Answer(200, b"ok")


def test_the_loop_of_the_server() -> None:
    async def talk() -> None:
        peer = Peer(OK, OK, [OK[:20], OK[20:]], b"garbage")
        server = await asyncio.start_server(peer.serve, "127.0.0.1", 0)
        there = webhook(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook")
        assert await there.post(b"{}") == await there.post(b"x" * 1_000_000) == Answer(200, b"ok")
        assert peer.connections == 1
        peer.writers[0].close()
        await asyncio.sleep(0.02)
        assert await there.post(b"{}") == Answer(200, b"ok")
        with pytest.raises(NoAnswerError):
            await there.post(b"{}")
        there.close()
        server.close()
        await server.wait_closed()
        with pytest.raises(UnreachableError):
            await there.post(b"{}")
        await asyncio.sleep(0.02)  # the peer sees that it was left

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(talk())


async def test_only_so_many_at_once(serve: Serve) -> None:
    there, peer = await serve(*[OK] * 9)
    assert await asyncio.gather(*(there.post(b"{}") for _ in range(9))) == [Answer(200, b"ok")] * 9
    assert (peer.connections, peer.most_at_once) == (2, 2)


async def test_nobody_is_there() -> None:
    with pytest.raises(UnreachableError):
        await webhook("http://127.0.0.1:1/").post(b"{}")
    with pytest.raises(UnreachableError):
        await webhook("http://nowhere.invalid/").post(b"{}")


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("http://example.org/a", "example.org"),
        ("https://example.org:443", "example.org"),
        ("http://ada:pw@example.org:8080/a", "example.org:8080"),
        ("http://[::1]:5055/", "[::1]:5055"),
        ("http://münchen.example/", "xn--mnchen-3ya.example"),
    ],
)
def test_the_place_is_host_and_port(url: str, place: str) -> None:
    assert webhook(url).place == place


@pytest.mark.parametrize("value", ["a\r\nX-Other: b", "a\0b", "schlüssel"])
def test_a_header_cannot_become_two(value: str) -> None:
    with pytest.raises(ValueError):
        webhook("http://example.org/", headers={"X-Key": value})
    with pytest.raises(ValueError):
        webhook("http://example.org/a\r\nb")

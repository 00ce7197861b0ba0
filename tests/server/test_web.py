"""The WebSocket of the chat page, frame by frame."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from .live import Live


class Visitor:
    """One socket, after hello."""

    def __init__(self, ws: ClientConnection) -> None:
        self.ws = ws
        self.welcome: dict[str, Any] = {}

    async def hello(self, conversation: str | None = None, after_seq: int = 0) -> dict[str, Any]:
        await self.send({"type": "hello", "conversation": conversation, "after_seq": after_seq})
        self.welcome = await self.receive()
        return self.welcome

    async def say(self, text: str, id: str) -> list[dict[str, Any]]:
        """The frames up to the end of the turn."""
        await self.send({"type": "message", "id": id, "text": text})
        return await self.until("done")

    async def until(self, kind: str) -> list[dict[str, Any]]:
        frames = []
        while True:
            frames.append(await self.receive())
            if frames[-1]["type"] == kind:
                return frames

    async def send(self, frame: object) -> None:
        await self.ws.send(json.dumps(frame))

    async def receive(self) -> dict[str, Any]:
        frame: dict[str, Any] = json.loads(await asyncio.wait_for(self.ws.recv(), 10))
        return frame


def socket(live: Live, **options: Any) -> connect:
    return connect(f"ws://127.0.0.1:{live.port}/webhooks/web/socket", **options)


async def test_a_visitor_is_welcomed_and_answered(live: Live) -> None:
    async with socket(live) as ws:
        visitor = Visitor(ws)
        welcome = await visitor.hello()
        assert welcome["type"] == "welcome"
        assert welcome["seq"] == 0
        assert len(welcome["conversation"]) > 30
        frames = await visitor.say("hello", "c-1")
        kinds = [frame["type"] for frame in frames]
        assert kinds[0] == "typing"
        assert kinds[1] == "user"
        assert frames[1]["id"] == "c-1"
        assert "bot" in kinds
        seqs = [frame["seq"] for frame in frames if "seq" in frame]
        assert seqs == sorted(seqs)


async def test_history_is_told_again_from_any_seq(live: Live) -> None:
    async with socket(live) as ws:
        visitor = Visitor(ws)
        conversation = (await visitor.hello())["conversation"]
        said = await visitor.say("where is my order?", "c-1") + await visitor.say("TW-1042", "c-2")
    said = [frame for frame in said if frame["type"] in ("user", "bot")]
    for start in (0, said[1]["seq"]):
        async with socket(live) as ws:
            again = Visitor(ws)
            assert (await again.hello(conversation, start))["conversation"] == conversation
            missed = [frame for frame in said if frame["seq"] > start]
            assert [await again.receive() for _ in missed] == missed
            await again.send({"type": "ping"})
            assert (await again.receive())["type"] == "pong"


async def test_a_message_sent_again_is_answered_from_the_store(live: Live) -> None:
    async with socket(live) as ws:
        visitor = Visitor(ws)
        conversation = (await visitor.hello())["conversation"]
        first = await visitor.say("where is my order?", "same")
    async with socket(live) as ws:
        later = Visitor(ws)
        await later.hello(conversation, 10_000)
        again = await later.say("where is my order?", "same")
        assert again[-1] == first[-1]
        assert [f for f in again if f["type"] in ("user", "bot")] == [f for f in first if f["type"] in ("user", "bot")]


async def test_two_tabs_see_the_same(live: Live) -> None:
    async with socket(live) as one, socket(live) as two:
        first, second = Visitor(one), Visitor(two)
        conversation = (await first.hello())["conversation"]
        await second.hello(conversation)
        said = await first.say("hello", "c-1")
        expected = [frame for frame in said if frame["type"] in ("user", "bot")]
        assert [await second.receive() for _ in expected] == expected


@pytest.mark.parametrize("name", ["default", "ada", "w-short", "", "w-" + "!" * 32])
async def test_a_visitor_cannot_name_a_conversation_of_others(live: Live, name: str) -> None:
    async with socket(live) as ws:
        assert (await Visitor(ws).hello(name))["conversation"] != name


async def test_bad_frames_are_answered_and_the_line_stays(live: Live) -> None:
    async with socket(live) as ws:
        visitor = Visitor(ws)
        await visitor.hello()
        for bad in (
            "nonsense",
            "[]",
            '{"type": "dance"}',
            '{"type": "message", "id": "", "text": "x"}',
            '{"type":"message"}',
        ):
            await ws.send(bad)
            frame = await visitor.receive()
            assert frame["type"] == "error"
            assert frame["message"]
        await visitor.send({"type": "message", "id": "long", "text": "x" * 10_001})
        assert (await visitor.receive())["id"] == "long"
        assert (await visitor.say("hello", "after"))[-1]["id"] == "after"


async def test_the_first_frame_is_a_hello(live: Live) -> None:
    async with socket(live) as ws:
        visitor = Visitor(ws)
        await visitor.send({"type": "message", "id": "x", "text": "hello"})
        assert (await visitor.receive())["type"] == "error"


async def test_a_page_of_another_origin_may_not_connect(live: Live) -> None:
    async with socket(live, origin="https://evil.example") as ws:
        with pytest.raises(ConnectionClosed) as closed:
            await ws.recv()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1008
    async with socket(live, origin=f"http://127.0.0.1:{live.port}") as ws:
        assert (await Visitor(ws).hello())["type"] == "welcome"

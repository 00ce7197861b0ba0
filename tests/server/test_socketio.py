"""The Socket.IO channel over the wire, with python-socketio's own client."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import socketio

from .live import Live


@pytest.fixture(scope="module")
def server(small_bot: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    bot = shutil.copytree(small_bot, tmp_path_factory.mktemp("socketio") / "bot")
    (bot / "credentials.yml").write_text("rest:\nsocketio:\n  session_persistence: true\n")
    with Live(bot, "--enable-api") as live:
        yield live


def get(server: Live, path: str) -> Any:
    return httpx.get(server.url + path).json()


class Client:
    """A client that keeps what it hears."""

    def __init__(self, io: socketio.AsyncClient) -> None:
        self.io = io
        self.heard: asyncio.Queue[Any] = asyncio.Queue()
        self.sessions: asyncio.Queue[str] = asyncio.Queue()
        self.errors: asyncio.Queue[Any] = asyncio.Queue()
        self.opened = asyncio.Event()
        io.on("bot_uttered", self.heard.put)
        io.on("session_confirm", self.sessions.put)
        io.on("message_error", self.errors.put)
        io.on("connect", self.opened.set)
        io.on("disconnect", lambda *_: self.opened.clear())

    async def begin(self, session: str | None = None) -> str:
        await self.io.emit("session_request", {"session_id": session})
        return await self.next(self.sessions)

    async def say(self, text: str, session: str, **more: Any) -> None:
        await self.io.emit("user_uttered", {"message": text, "session_id": session, **more})

    async def next(self, queue: asyncio.Queue[Any] | None = None) -> Any:
        async with asyncio.timeout(10):
            return await (self.heard if queue is None else queue).get()


@asynccontextmanager
async def connected(url: str, *, reconnection: bool = False, **options: Any) -> AsyncIterator[Client]:
    io = socketio.AsyncClient(reconnection=reconnection, reconnection_delay=0.1, reconnection_delay_max=0.2)
    client = Client(io)
    await io.connect(url, **options)
    try:
        yield client
    finally:
        await io.shutdown()


@pytest.mark.parametrize("transports", [["polling"], ["websocket"], ["polling", "websocket"]])
async def test_a_client_talks(server: Live, transports: list[str]) -> None:
    async with connected(server.url, transports=transports) as client:
        session = await client.begin()
        await client.say("hello", session)
        said = await client.next()
        assert said == {
            "text": "Hello <b>there</b>",
            "quick_replies": [{"content_type": "text", "title": "My order", "payload": "/check_order"}],
        }
        await client.say("/check_order", session)
        assert await client.next() == {"text": "Which order?"}


async def test_a_session_goes_on_over_another_connection(server: Live) -> None:
    async with connected(server.url) as first:
        session = await first.begin()
        await first.say("where is my order", session)
        assert await first.next() == {"text": "Which order?"}
    async with connected(server.url) as second:
        assert await second.begin(session) == session
        await second.say("TW-1042", session)
        assert await second.next() == {"text": "TW-1042 is on its way."}


async def test_what_was_said_meanwhile_is_told(server: Live) -> None:
    async with connected(server.url) as first:
        session = await first.begin()
        await first.say("hello", session)
        await first.next()
    body = {"name": "greet"}
    async with httpx.AsyncClient(base_url=server.url) as http:
        assert (await http.post(f"/conversations/{session}/trigger_intent", json=body)).status_code == 200
    async with connected(server.url) as second:
        await second.begin(session)
        assert (await second.next())["text"] == "Hello <b>there</b>"
        assert second.heard.empty()


async def test_two_clients_of_a_session_hear_the_same_once(server: Live) -> None:
    async with connected(server.url) as one, connected(server.url) as two:
        session = await one.begin("shared")
        await two.begin(session)
        await one.say("hello", session)
        assert await one.next() == await two.next()
        await asyncio.sleep(0.1)
        assert one.heard.empty()
        assert two.heard.empty()


async def test_a_message_sent_again_is_not_a_new_one(server: Live) -> None:
    async with connected(server.url) as client:
        session = await client.begin("again")
        for _ in range(2):
            await client.say("hello", session, message_id="m-1")
            assert (await client.next())["text"] == "Hello <b>there</b>"
        shown = await asyncio.to_thread(get, server, "/conversations/again/tracker")
        assert [event["text"] for event in shown["events"] if event["event"] == "user"] == ["hello"]


async def test_metadata_arrives_also_as_text(server: Live) -> None:
    async with connected(server.url) as client:
        session = await client.begin("meta")
        await client.say("hello", session, metadata={"page": 1})
        await client.next()
        await client.say("hello", session, metadata='{"page": 2}')
        await client.next()
        events = (await asyncio.to_thread(get, server, "/conversations/meta/tracker"))["events"]
        assert [event["metadata"]["page"] for event in events if event["event"] == "user"] == [1, 2]


@pytest.mark.parametrize(
    "data", [None, "hello", {}, {"message": 7, "session_id": "x"}, {"message": "x" * 10_001, "session_id": "x"}]
)
async def test_what_is_no_message_is_told_and_acknowledged(server: Live, data: Any) -> None:
    async with connected(server.url) as client:
        told = await client.io.call("user_uttered", data, timeout=10)
        assert (told["status"], await client.next(client.errors)) == ("failure", told)


async def test_a_client_finds_back_by_itself_and_resumes(small_bot: Path, tmp_path: Path) -> None:
    bot = shutil.copytree(small_bot, tmp_path / "bot")
    (bot / "credentials.yml").write_text("socketio:\n  session_persistence: true\n")
    with Live(bot) as live:
        port = live.port
        async with connected(live.url, reconnection=True) as client:
            session = await client.begin()
            await client.say("where is my order", session)
            assert await client.next() == {"text": "Which order?"}
            assert await asyncio.to_thread(live.stop) == 0
            with Live(bot, "--port", str(port)):
                async with asyncio.timeout(20):
                    await client.opened.wait()
                await client.begin(session)
                await client.say("TW-1042", session)
                assert await client.next() == {"text": "TW-1042 is on its way."}
                await client.io.shutdown()


async def test_its_settings_are_heeded(small_bot: Path, tmp_path: Path) -> None:
    import jwt

    key = "a key of thirty-two bytes and more than that"
    bot = shutil.copytree(small_bot, tmp_path / "bot")
    (bot / "credentials.yml").write_text(
        f"socketio:\n  user_message_evt: said\n  bot_message_evt: answered\n  namespace: /bot\n"
        f"  socketio_path: /chat/io\n  jwt_key: {key}\n  metadata_key: more\n"
    )
    with Live(bot) as live:
        where: dict[str, Any] = {"socketio_path": "chat/io", "namespaces": ["/bot"]}
        with pytest.raises(socketio.exceptions.ConnectionError):
            async with connected(live.url, **where):
                pass
        token = jwt.encode({"sub": "ada"}, key)
        async with connected(live.url, auth={"token": token}, **where) as client:
            heard: asyncio.Queue[Any] = asyncio.Queue()
            client.io.on("answered", heard.put, namespace="/bot")
            await client.io.emit("said", {"message": "hello", "more": {"a": 1}}, namespace="/bot")
            assert (await client.next(heard))["text"] == "Hello <b>there</b>"
        async with connected(live.url, headers={"Authorization": f"Bearer {token}"}, **where):
            pass


def test_pages_of_other_origins_may_not_connect(server: Live) -> None:
    poll = f"{server.url}/socket.io/?EIO=4&transport=polling"
    assert httpx.get(poll).status_code == 200
    assert httpx.get(poll, headers={"Origin": "https://elsewhere.example"}).status_code == 403
    assert httpx.get(poll, headers={"Origin": server.url}).status_code == 200
    assert httpx.get(f"{server.url}/webhooks/socketio/").json() == {"status": "ok"}

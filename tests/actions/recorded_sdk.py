"""What rasa_sdk 3.6.2 answered in a conversation, kept so that it can be heard without a Python old enough for it.

Recorded by hand, with a Python 3.10 that has rasa-sdk 3.6.2: ``python -m tests.actions.recorded_sdk PYTHON``.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import sys
import tempfile
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx

from talkwright.actions.call import Actions
from talkwright.actions.remote import RemoteActions
from talkwright.conversation.content import UserMessage
from talkwright.conversation.event_json import to_plain
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.stores.memory import MemoryStore
from talkwright.project.endpoints import Endpoint
from talkwright.project.open import open_project
from talkwright.runtime.assemble import Assistant
from talkwright.training.load import Model, load_model
from talkwright.training.train import train

FOLDER = Path(__file__).parent / "recorded"
WAYS: dict[str, dict[str, bool]] = {
    "plain": {},
    "selective": {"selective": True, "compress": True},
}
SAID = (
    "/greet",
    "/kinds",
    "/events",
    "/fail",
    "/reject",
    "/odd",
    "/domain",
    "/wait",
    "/order",
    '/inform{"size": "huge"}',
    '/inform{"size": "large"}',
    "50",
    "7",
    "cheese",
)

Exchange = dict[str, Any]
_NEW_EACH_TIME = ("timestamp", "message_id", "reason")


def bot(folder: Path) -> Model:
    """The bot of the recording, trained. Its actions are served from ``folder``."""
    shutil.copytree(FOLDER, folder, dirs_exist_ok=True)
    train(open_project(folder, environment={}), folder / "models", "bot")
    return load_model(folder / "models")


async def talk(model: Model, actions: Actions) -> list[dict[str, Any]]:
    """All events of the conversation but for what no two have in common; at the end the actions are closed."""
    store = MemoryStore()
    assistant = Assistant(model, store, actions)
    for text in SAID:
        await assistant.handle(UserMessage("ada", text, "test"))
    turns = await store.turns(ConversationKey("ada"))
    events = [to_plain(event) for turn in turns for event in turn.events]
    await assistant.close()
    return [{key: value for key, value in event.items() if key not in _NEW_EACH_TIME} for event in events]


def remote(model: Model, port: int, *, compress: bool = False, selective: bool = False) -> RemoteActions:
    """The bot's actions behind a server of this machine."""
    options = {"enable_selective_domain": True} if selective else {}
    endpoint = Endpoint(url=f"http://127.0.0.1:{port}/webhook", options=options)
    return RemoteActions(endpoint, model.domain.actions, model.domain, compress=compress)


def asked(headers: dict[str, str], content: bytes) -> Exchange:
    """What a request was, without what makes each one different."""
    is_compressed = headers.get("content-encoding") == "deflate"
    request = json.loads(zlib.decompress(content) if is_compressed else content)
    tracker = request["tracker"]
    return {
        "action": request["next_action"],
        "compressed": is_compressed,
        "keys": sorted(request),
        "tracker": sorted(tracker),
        "text": tracker["latest_message"].get("text"),
        "events": len(tracker["events"]),
    }


Answer = Callable[[dict[str, str], bytes], Awaitable[tuple[int, bytes]]]


@asynccontextmanager
async def webhook(answer: Answer) -> AsyncIterator[int]:
    """The port of a server that answers every request by ``answer``: the status and the body."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.readuntil(b"\r\n\r\n"):
            lines = head.decode().strip().split("\r\n")[1:]
            headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
            status, body = await answer(headers, await reader.readexactly(int(headers["content-length"])))
            writer.write(f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)

    async def attended(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await serve(reader, writer)
        except (asyncio.CancelledError, asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(attended, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


async def record(model: Model, there: int, **way: bool) -> list[Exchange]:
    """The exchanges of the conversation with the action server that listens at ``there``."""
    exchanges: list[Exchange] = []
    async with httpx.AsyncClient() as http:

        async def forward(headers: dict[str, str], content: bytes) -> tuple[int, bytes]:
            kept = {name: value for name, value in headers.items() if name in ("content-encoding", "content-type")}
            found = await http.post(f"http://127.0.0.1:{there}/webhook", content=content, headers=kept)
            told: Any = found.text
            if told.startswith("{"):
                told = found.json()
                told.pop("request_body", None)  # it sends back what it was asked
            exchanges.append({**asked(headers, content), "status": found.status_code, "answer": told})
            return found.status_code, found.content

        async with webhook(forward) as port:
            await talk(model, remote(model, port, **way))
    return exchanges


def main(python: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        model = bot(folder)
        server = subprocess.Popen([python, "-m", "rasa_sdk", "--actions", "actions.actions", "-p", "5955"], cwd=folder)
        try:
            with httpx.Client(transport=httpx.HTTPTransport(retries=20)) as http:
                http.get("http://127.0.0.1:5955/health").raise_for_status()
            for way, options in WAYS.items():
                exchanges = asyncio.run(record(model, 5955, **options))
                lines = ",\n".join(json.dumps(exchange, ensure_ascii=False) for exchange in exchanges)
                (FOLDER / f"{way}.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")
        finally:
            server.terminate()
            server.wait(20)


if __name__ == "__main__":
    main(sys.argv[1])

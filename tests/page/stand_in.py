"""A small server that speaks the page's protocol, with scripted answers and faults on demand.

It serves the page and the widget as the real server has to (see ``HEADERS``) and keeps conversations in memory. It
knows nothing of Talkwright. The faults happen where a real line fails: before a message is stored, before its
acknowledgement is sent, in the middle of a turn.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import mimetypes
import time
from enum import Enum, auto
from pathlib import Path
from typing import Any
from uuid import uuid4

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

UI = Path(__file__).parents[2] / "builder-ui"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: http: data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}

Frame = dict[str, Any]


class Fault(Enum):
    """What goes wrong with the next message; each happens once."""

    LOSE_MESSAGE = auto()  # the line is cut before the message is stored
    LOSE_ACK = auto()  # ... after the whole turn is stored, before a word of it is sent
    CUT_IN_TURN = auto()  # ... after the acknowledgement, before the answer
    REFUSE = auto()  # an error frame, nothing is stored
    BUSY = auto()  # ... which says when the message may be sent again
    FAIL_TURN = auto()  # the message is stored and acknowledged, then an error frame instead of an answer


SUGGESTIONS = ["Where is my order?", "I want to return something", "Can someone contact me?"]


class StandIn:
    """One server on a free port. ``answers`` maps a user's text to bot messages; any other text is echoed."""

    def __init__(self, answers: dict[str, list[Frame]] | None = None) -> None:
        self.answers = answers or {}
        self.assistant = "Tarn & Wold"
        self.welcome_extra: Frame = {"suggestions": SUGGESTIONS}
        self.faults: list[Fault] = []
        self.repeat = 1  # how often each frame of a conversation is sent
        self.mute = False  # swallows pings
        self.cut_after_welcome = False
        self.gate = asyncio.Event()  # closed, turns wait after "typing"
        self.gate.set()
        self.conversations: dict[str, list[Frame]] = {}
        self.received: list[Frame] = []
        self._arrived = asyncio.Condition()  # told of each frame received
        self.turns_run = 0
        self.asked: list[str] = []  # the paths of all requests
        self.pages: dict[str, bytes] = {}  # pages of others, by path, that embed the widget
        self.page_headers: dict[str, str] = {}
        self.file_headers: dict[str, str] = {}
        self._done: dict[str, int] = {}  # message id -> seq of the last event of its turn
        self._sockets: set[ServerConnection] = set()
        self._server: Server | None = None
        self._port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}/"

    @property
    def texts_received(self) -> list[str]:
        return [frame["text"] for frame in self.received if frame["type"] == "message"]

    def of_type(self, kind: str) -> list[Frame]:
        return [frame for frame in self.received if frame["type"] == kind]

    async def start(self) -> None:
        assert (UI / "dist" / "widget.js").is_file(), "the widget is not built: `make ui` does it"
        self._server = await serve(self._talk, "127.0.0.1", self._port, process_request=self._serve_file)
        self._port = next(iter(self._server.sockets)).getsockname()[1]

    async def stop(self) -> None:
        """Goes away as a killed process does: lines are cut, what is stored is kept."""
        assert self._server is not None
        self._server.close(close_connections=False)
        self.cut()
        await self._server.wait_closed()

    def cut(self) -> None:
        for socket in self._sockets:
            socket.transport.abort()

    async def broadcast(self, *frames: Any) -> None:
        for socket in self._sockets:
            await _send(socket, *frames)

    async def heard(self, kind: str, times: int) -> None:
        """Waits until so many frames of this type have come."""
        async with asyncio.timeout(5), self._arrived:
            await self._arrived.wait_for(lambda: len(self.of_type(kind)) >= times)

    def forget(self) -> None:
        self.conversations.clear()
        self._done.clear()

    def say(self, conversation: str, **message: Any) -> Frame:
        """Stores a bot message, as if it had been said while nobody was listening."""
        return self._store(conversation, {"type": "bot", **message})

    def _store(self, conversation: str, frame: Frame) -> Frame:
        log = self.conversations.setdefault(conversation, [])
        last = log[-1]["seq"] if log else 0
        log.append({"seq": last + 2, "at": time.time(), **frame})  # events nobody sees take a seq as well
        return log[-1]

    async def _talk(self, socket: ServerConnection) -> None:
        self._sockets.add(socket)
        conversation = ""
        with contextlib.suppress(ConnectionClosed):
            async for raw in socket:
                frame = json.loads(raw)
                self.received.append(frame)
                async with self._arrived:
                    self._arrived.notify_all()
                match frame["type"]:
                    case "hello":
                        conversation = await self._welcome(socket, frame)
                    case "message":
                        await self._turn(socket, conversation, frame)
                    case "ping" if not self.mute:
                        await _send(socket, {"type": "pong"})
        self._sockets.discard(socket)

    async def _welcome(self, socket: ServerConnection, hello: Frame) -> str:
        known = hello["conversation"] in self.conversations
        conversation = hello["conversation"] if known else uuid4().hex
        log = self.conversations.setdefault(conversation, [])
        seq = log[-1]["seq"] if log else 0
        welcome = {"type": "welcome", "conversation": conversation, "seq": seq, "assistant": self.assistant}
        await _send(socket, {**welcome, "version": "0", **self.welcome_extra})
        if self.cut_after_welcome:
            socket.transport.abort()
        for frame in log:
            if frame["seq"] > hello["after_seq"]:
                await _send(socket, *[frame] * self.repeat)
        return conversation

    async def _turn(self, socket: ServerConnection, conversation: str, message: Frame) -> None:
        fault = self.faults.pop(0) if self.faults else None
        if fault is Fault.REFUSE:
            error = {"type": "error", "id": message["id"], "code": "busy", "message": "The assistant is busy."}
            return await _send(socket, error)
        if fault is Fault.BUSY:
            error = {"type": "error", "id": message["id"], "code": "TooMany", "message": "Too many."}
            return await _send(socket, {**error, "retry_after": 0.2})
        if fault is Fault.LOSE_MESSAGE:
            return socket.transport.abort()
        turn = self._run(conversation, message, fails=fault is Fault.FAIL_TURN)
        if fault is Fault.LOSE_ACK:
            return socket.transport.abort()
        await _send(socket, *[turn[0]] * self.repeat)
        if fault is Fault.CUT_IN_TURN:
            return socket.transport.abort()
        if fault is Fault.FAIL_TURN:
            error = {"type": "error", "id": message["id"], "code": "internal", "message": "The assistant has failed."}
            return await _send(socket, error)
        await _send(socket, {"type": "typing"})
        await self.gate.wait()
        for frame in turn[1:]:
            await _send(socket, *[frame] * self.repeat)
        await _send(socket, {"type": "done", "id": message["id"], "seq": self._done[message["id"]]})
        return None

    def _run(self, conversation: str, message: Frame, *, fails: bool) -> list[Frame]:
        """The turn of a message: its user frame and the answers. What is stored already is not run again."""
        message_id, text = message["id"], message["text"]
        log = self.conversations[conversation]
        if not any(frame.get("id") == message_id for frame in log):
            self._store(conversation, {"type": "user", "id": message_id, "text": text})
        if message_id not in self._done and not fails:
            self.turns_run += 1
            for answer in self.answers.get(text, [{"text": f"You said: {text}"}]):
                self._store(conversation, {"type": "bot", **answer})
            self._done[message_id] = log[-1]["seq"]
        first = next(n for n, frame in enumerate(log) if frame.get("id") == message_id)
        return [frame for frame in log[first:] if frame["seq"] <= self._done.get(message_id, log[first]["seq"])]

    def _serve_file(self, _: ServerConnection, request: Request) -> Response | None:
        self.asked.append(request.path)
        if request.path == "/webhooks/web/socket":
            return None
        if request.path in self.pages:
            return _response(self.pages[request.path], "text/html", self.page_headers)
        path = find_file(request.path)
        if path is None:
            return Response(404, "Not Found", Headers({"Content-Length": "0"}))
        return _response(path.read_bytes(), mimetypes.guess_type(path)[0] or "", {**HEADERS, **self.file_headers})


def find_file(path: str) -> Path | None:
    """The file of the user interface that the server sends for ``path``: the page, its files, the built widget."""
    name = "talk/index.html" if path == "/" else path.removeprefix("/")
    file = (UI if name.startswith(("talk/", "demo/")) else UI / "dist") / name.partition("?")[0]
    return file if file.is_file() else None


def _response(body: bytes, kind: str, headers: dict[str, str]) -> Response:
    return Response(200, "OK", Headers({**headers, "Content-Type": kind, "Content-Length": str(len(body))}), body)


async def _send(socket: ServerConnection, *frames: Frame) -> None:
    for frame in frames:
        await socket.send(json.dumps(frame))

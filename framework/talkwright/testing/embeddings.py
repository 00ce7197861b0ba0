"""A stand-in for a server of embeddings, as OpenAI's: a real HTTP server on a free local port, in a thread of its own.

with Embeddings() as server:
    server.answers = [429, 200]
    ... ask server.url ...
    server.requests[0].texts

Its vectors come from the letters of a text: the same text, the same vector; other texts, others. They are not of
length 1.
"""

from __future__ import annotations

import hashlib
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any, Literal, Self

import msgspec
import numpy as np

Answer = (
    int | bytes | Literal["cut", "silence", "drip"]
)  # a status, a body, a connection that breaks, none, one too slow


class Asked(msgspec.Struct, frozen=True):
    """A request that came. Names of ``headers`` are in lower case."""

    path: str
    headers: dict[str, str]
    model: str
    texts: list[str]


class Embeddings:
    """``answers`` are given in order, then 200 with vectors of ``width``. ``requests`` are in order of arrival."""

    def __init__(self, width: int = 12) -> None:
        self.width = width
        self.answers: list[Answer] = []
        self.retry_after: str | None = None
        self.requests: list[Asked] = []
        self.closing = Event()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.stand_in = self
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        """What to configure as ``base_url``."""
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def vector(self, text: str) -> list[float]:
        """What the server says of a text."""
        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
        return [float(value) for value in np.random.default_rng(seed).standard_normal(self.width) * 3]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    stand_in: Embeddings

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Who asked has gone: that is some test's point."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def do_POST(self) -> None:
        server = self.server.stand_in
        said = msgspec.json.decode(self.rfile.read(int(self.headers["content-length"])))
        headers = {name.lower(): value for name, value in self.headers.items()}
        server.requests.append(Asked(self.path, headers, said["model"], said["input"]))
        answer = server.answers.pop(0) if server.answers else 200
        if answer == "silence":
            server.closing.wait(30)
        if answer in ("cut", "silence"):
            self.close_connection = True
        elif answer == "drip":
            self._drip()
        elif isinstance(answer, bytes):
            self._give(200, answer)
        elif isinstance(answer, int):
            self._give(answer, self._vectors(said["input"]) if answer == 200 else b'{"error": {"message": "no"}}')

    def _vectors(self, texts: list[str]) -> bytes:
        vectors = [{"index": index, "embedding": self.server.stand_in.vector(text)} for index, text in enumerate(texts)]
        return msgspec.json.encode({"object": "list", "data": vectors[::-1]})

    def _give(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        if status >= 300:
            self.send_header("location", "/elsewhere")
            if self.server.stand_in.retry_after:
                self.send_header("retry-after", self.server.stand_in.retry_after)
        self.end_headers()
        self.wfile.write(body)

    def _drip(self) -> None:
        self.send_response(200)
        self.send_header("content-length", "100000")
        self.end_headers()
        self.close_connection = True
        while not self.server.stand_in.closing.is_set():
            try:
                self.wfile.write(b" ")
            except OSError:
                return
            time.sleep(0.02)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

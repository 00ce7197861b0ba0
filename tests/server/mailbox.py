"""A server of somebody else's on a free port, which keeps what is posted and hands out one file."""

from __future__ import annotations

import json
import queue
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Self


class Mailbox:
    """``file`` is what a GET with ``token=hush`` gets."""

    def __init__(self) -> None:
        self.file = b""
        self._posted: queue.Queue[tuple[dict[str, str], bytes]] = queue.Queue()
        mailbox = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                mailbox._posted.put(({name.lower(): value for name, value in self.headers.items()}, body))
                self.send_response(200)
                self.end_headers()

            def do_GET(self) -> None:
                self.send_response(200 if "token=hush" in self.path else 403)
                self.end_headers()
                self.wfile.write(mailbox.file)

            def log_message(self, *_: Any) -> None:
                """Says nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/"

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def wait(self) -> tuple[dict[str, str], Any]:
        """The headers and the JSON of the next post."""
        headers, body = self._posted.get(timeout=60)
        return headers, json.loads(body)

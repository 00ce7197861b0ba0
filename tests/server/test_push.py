"""Answers that are pushed: the callback channel gets each message once, in order, also when it was down for a while."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx

from talkwright.runtime.deliver import LEASE_S

from .live import Live


class Sink:
    """A web server that keeps what is posted to it, after refusing the first ``failures`` posts."""

    def __init__(self, failures: int = 0) -> None:
        got: list[dict[str, Any]] = []
        left = [failures]

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                refused = left[0] > 0
                left[0] -= refused
                if not refused:
                    got.append(json.loads(body))
                self.send_response(503 if refused else 200)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.got = got
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def wait_for(self, count: int) -> None:
        end = time.monotonic() + LEASE_S + 30  # a delivery that was on its way when its sender died is due after that
        while len(self.got) < count and time.monotonic() < end:
            time.sleep(0.05)
        assert len(self.got) >= count, f"{len(self.got)} of {count} messages arrived"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def wait_until_nothing_waits(bot: Path) -> None:
    end = time.monotonic() + 30
    with closing(sqlite3.connect(bot / ".talkwright" / "talkwright.db")) as connection:
        while connection.execute("SELECT count(*) FROM outbox").fetchone() != (0,):
            assert time.monotonic() < end, "something still waits in the outbox"
            time.sleep(0.05)


def test_answers_are_pushed_in_order_and_once(bot: Path) -> None:
    sink = Sink(failures=2)
    (bot / "credentials.yml").write_text(f"callback:\n  url: {sink.url}\n")
    with Live(bot) as server:
        for number, text in enumerate(("hello", "where is my order?", "TW-1042")):
            body = {"sender": "pushed", "message": text, "message_id": str(number)}
            for _ in range(2):  # each delivered twice
                answer = httpx.post(f"{server.url}/webhooks/callback/webhook", json=body)
                assert answer.text == "success"
        sink.wait_for(3)
        wait_until_nothing_waits(bot)
    texts = [each.get("text") for each in sink.got]
    assert len(texts) == len(set(texts)), "nothing comes twice"
    assert all(each["recipient_id"] == "pushed" for each in sink.got)
    sink.close()


def test_what_waits_in_the_outbox_survives_kill_9(bot: Path) -> None:
    sink = Sink()
    sink.close()  # nobody is there yet
    (bot / "credentials.yml").write_text(f"callback:\n  url: {sink.url}\n")
    server = Live(bot)
    body = {"sender": "later", "message": "hello"}
    assert httpx.post(f"{server.url}/webhooks/callback/webhook", json=body).text == "success"
    time.sleep(0.3)  # most likely between two attempts
    server.kill()
    back = Sink()
    (bot / "credentials.yml").write_text(f"callback:\n  url: {back.url}\n")
    with Live(bot):
        back.wait_for(1)
    back.close()

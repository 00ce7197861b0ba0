"""The channel ``rasa``: who speaks is what a signed token says, and another server tells the keys."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from .live import Live

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Voucher(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        kind = serialization.PublicFormat.SubjectPublicKeyInfo
        public = KEY.public_key().public_bytes(serialization.Encoding.PEM, kind).decode()
        self.send_response(200 if self.path == "/api/version" else 404)
        self.end_headers()
        self.wfile.write(json.dumps({"keys": [{"alg": "RS256", "key": public}], "rasa": "1.0"}).encode())

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def server(small_bot: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    bot = shutil.copytree(small_bot, tmp_path_factory.mktemp("rasachat") / "bot")
    with ThreadingHTTPServer(("127.0.0.1", 0), Voucher) as voucher:
        Thread(target=voucher.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{voucher.server_port}/api"
        (bot / "credentials.yml").write_text(f"rasa:\n  url: {url}\ncmdline:\n")
        with Live(bot) as live:
            yield live
        voucher.shutdown()


def say(server: Live, body: dict[str, Any], said: dict[str, Any] | None, key: Any = KEY) -> httpx.Response:
    headers = {"Authorization": f"Bearer {jwt.encode(said, key, algorithm='RS256')}"} if said else {}
    return httpx.post(f"{server.url}/webhooks/rasa/webhook", json=body, headers=headers, timeout=30)


def test_who_is_vouched_for_is_answered_in_their_own_conversation(server: Live) -> None:
    answer = say(server, {"message": "hello", "sender": "eve"}, {"username": "ada"})
    assert [each["recipient_id"] for each in answer.json()] == ["ada"]
    assert httpx.get(f"{server.url}/webhooks/rasa/").json() == {"status": "ok"}


def test_others_conversations_need_a_scope(server: Live) -> None:
    body = {"message": "hello", "conversation_id": "eve"}
    assert say(server, body, {"username": "ada"}).status_code == 403
    answer = say(server, body, {"username": "ada", "scopes": ["conversations:create"]})
    assert answer.json()[0]["recipient_id"] == "eve"


def test_nobody_else_is_answered(server: Live) -> None:
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    for answer in (
        say(server, {"message": "hello"}, None),
        say(server, {"message": "hello"}, {"username": "ada"}, other),
        say(server, {"message": "hello"}, {"name": "ada"}),
    ):
        assert (answer.status_code, answer.json()["reason"]) == (401, "NotAuthenticated")
    assert say(server, {}, {"username": "ada"}).status_code == 400

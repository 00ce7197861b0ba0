"""Channels that were written for Rasa, as bots have them, run over HTTP without a change."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import socketio

from talkwright.conversation.origin import unmarked
from talkwright.errors import Problems
from talkwright.server.custom.adapt import load

from .live import Live
from .mailbox import Mailbox

FILES = {
    "addons/__init__.py": "",
    "addons/graph.py": '''
"""A messenger that asks before it posts, checks signatures and is answered by posts of one's own."""

import hashlib
import hmac
import logging
from typing import Any, Awaitable, Callable, Dict, List, Optional, Text

import httpx
import rasa.core.channels.channel
from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

logger = logging.getLogger(__name__)


class GraphBot(OutputChannel):
    @classmethod
    def name(cls) -> Text:
        return "graph"

    def __init__(self, url: Text) -> None:
        self.url = url

    async def send(self, recipient_id: Text, element: Any) -> None:
        async with httpx.AsyncClient() as http:
            await http.post(self.url, json={"to": recipient_id, "message": element})

    async def send_text_message(self, recipient_id: Text, text: Text, **kwargs: Any) -> None:
        for part in text.strip().split("\\n\\n"):
            await self.send(recipient_id, {"text": part})

    async def send_text_with_buttons(
        self, recipient_id: Text, text: Text, buttons: List[Dict[Text, Any]], **kwargs: Any
    ) -> None:
        titles = [{"title": button["title"], "payload": button["payload"]} for button in buttons]
        await self.send(recipient_id, {"text": text, "choices": titles})


class GraphInput(InputChannel):
    @classmethod
    def name(cls) -> Text:
        return "graph"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[Text, Any]]) -> InputChannel:
        if not credentials:
            cls.raise_missing_credentials_exception()
        return cls(credentials.get("verify"), credentials.get("secret"), credentials.get("url"))

    def __init__(self, verify: Text, secret: Text, url: Text) -> None:
        self.verify, self.secret, self.url = verify, secret, url

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        webhook = Blueprint("graph_webhook", __name__)

        @webhook.route("/", methods=["GET"])
        async def health(_: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @webhook.route("/webhook", methods=["GET"])
        async def token_verification(request: Request) -> HTTPResponse:
            if request.args.get("hub.verify_token") == self.verify:
                return response.text(request.args.get("hub.challenge"))
            return response.text("failure, invalid token")

        @webhook.route("/webhook", methods=["POST"])
        async def message(request: Request) -> HTTPResponse:
            signature = "sha1=" + hmac.new(self.secret.encode(), request.body, hashlib.sha1).hexdigest()
            if not hmac.compare_digest(signature, request.headers.get("X-Hub-Signature") or ""):
                return response.text("not validated")
            for entry in request.json["entry"]:
                sent = UserMessage(
                    entry["text"], self.get_output_channel(), entry["from"], input_channel=self.name(),
                    metadata=self.get_metadata(request),
                )
                await on_new_message(sent)
            return response.text("success")

        return webhook

    def get_metadata(self, request: Request) -> Dict[Text, Any]:
        return {"page": request.json.get("page")}

    def get_output_channel(self) -> OutputChannel:
        return GraphBot(self.url)
''',
    "addons/shop.py": '''
"""The REST channel with another body."""

from rasa.core.channels.rest import RestInput


class ShopInput(RestInput):
    @classmethod
    def name(cls):
        return "shop"

    async def _extract_sender(self, req):
        return req.json["customer"]["id"]

    def _extract_message(self, req):
        return req.json["words"]

    def get_metadata(self, request):
        return {"basket": request.json.get("basket")}
''',
    "addons/own.py": '''
"""A blueprint of its own that collects the answers."""

import asyncio
import inspect

import rasa
from rasa.core.channels import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint
from sanic.response import json


class OwnInput(InputChannel):
    def name(self=None):
        return "own"

    def blueprint(self, on_new_message):
        custom_webhook = Blueprint(
            "custom_webhook_{}".format(type(self).__name__), inspect.getmodule(self).__name__
        )

        @custom_webhook.route("/say", methods=["POST"])
        async def receive(request):
            collector = CollectingOutputChannel()
            parse_data = request.json.get("parse_data")
            await on_new_message(
                UserMessage(request.json["q"], collector, request.json["who"], parse_data=parse_data,
                            input_channel=self.name(), message_id=request.json.get("id"))
            )
            return json({"said": collector.messages, "last": collector.latest_output()})

        return custom_webhook
''',
    "addons/live.py": '''
"""The Socket.IO channel under another name, with other metadata."""

from rasa.core.channels.socketio import SocketIOInput


class LiveInput(SocketIOInput):
    @classmethod
    def name(cls):
        return "live"

    def get_metadata(self, request):
        return {"customer": request["customer"]}
''',
    "addons/broken.py": "from rasa.core.channels.hangouts import HangoutsInput\n",
    "credentials.yml": """
rest:
addons.graph.GraphInput:
  verify: please
  secret: hush
  url: URL
addons.shop.ShopInput:
addons.own.OwnInput:
addons.live.LiveInput:
  session_persistence: true
  socketio_path: /live
""",
}


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Mailbox]:
    with Mailbox() as box:
        yield box


def write(bot: Path, url: str) -> Path:
    for name, text in FILES.items():
        (bot / name).parent.mkdir(exist_ok=True)
        (bot / name).write_text(text.lstrip().replace("URL", url))
    return bot


@pytest.fixture(scope="module")
def server(small_bot: Path, tmp_path_factory: pytest.TempPathFactory, mailbox: Mailbox) -> Iterator[Live]:
    bot = shutil.copytree(small_bot, tmp_path_factory.mktemp("custom") / "bot")
    with Live(write(bot, mailbox.url), "--enable-api") as live:
        yield live


def user_events(server: Live, id: str) -> list[dict[str, Any]]:
    events = httpx.get(f"{server.url}/conversations/{id}/tracker").json()["events"]
    return [event for event in events if event["event"] == "user"]


def post_signed(server: Live, body: bytes, secret: str = "hush") -> str:
    import hashlib
    import hmac

    signature = "sha1=" + hmac.new(secret.encode(), body, hashlib.sha1).hexdigest()
    headers = {"X-Hub-Signature": signature, "Content-Type": "application/json"}
    return httpx.post(f"{server.url}/webhooks/graph/webhook", content=body, headers=headers, timeout=30).text


def test_a_messenger_asks_posts_and_is_answered(server: Live, mailbox: Mailbox) -> None:
    url = f"{server.url}/webhooks/graph"
    assert httpx.get(f"{url}/").json() == {"status": "ok"}
    query = {"hub.verify_token": "please", "hub.challenge": "1158"}
    assert httpx.get(f"{url}/webhook", params=query).text == "1158"
    body = b'{"page": 7, "entry": [{"from": "123", "text": "  hello "}, {"from": "123", "text": "/check_order"}]}'
    assert post_signed(server, body, "wrong") == "not validated"
    assert post_signed(server, body) == "success"
    choices = [{"title": "My order", "payload": "/check_order"}]
    said = [mailbox.wait()[1] for _ in range(2)]
    assert said == [
        {"to": "123", "message": {"text": "Hello <b>there</b>", "choices": choices}},
        {"to": "123", "message": {"text": "Which order?"}},
    ]
    (first, _) = user_events(server, "123")
    assert (first["text"], first["input_channel"], unmarked(first["metadata"])) == ("hello", "graph", {"page": 7})


def test_what_the_assistant_says_by_itself_goes_there_too(server: Live, mailbox: Mailbox) -> None:
    post_signed(server, b'{"entry": [{"from": "late", "text": "/check_order"}]}')
    mailbox.wait()
    url = f"{server.url}/conversations/late/trigger_intent?output_channel=latest"
    assert httpx.post(url, json={"name": "greet"}).status_code == 200
    assert mailbox.wait()[1]["message"]["text"] == "Hello <b>there</b>"


def test_a_subclass_of_the_rest_channel(server: Live) -> None:
    url = f"{server.url}/webhooks/shop"
    assert httpx.get(f"{url}/").json() == {"status": "ok"}
    body = {"customer": {"id": "c-1"}, "words": "where is my order TW-1042", "basket": 3}
    first, *_ = httpx.post(f"{url}/webhook", json=body).json()
    assert first == {"recipient_id": "c-1", "text": "TW-1042 is on its way."}
    (heard,) = user_events(server, "c-1")
    assert (unmarked(heard["metadata"]), heard["input_channel"]) == ({"basket": 3}, "shop")
    lines = httpx.post(f"{url}/webhook?stream=true", json={**body, "words": "hello"}).text.splitlines()
    assert len(lines) == 1


def test_a_blueprint_of_its_own(server: Live) -> None:
    def say(**body: Any) -> dict[str, Any]:
        answer: dict[str, Any] = httpx.post(f"{server.url}/webhooks/own/say", json=body).json()
        return answer

    told = say(q="hello", who="o-1", id="m-1")
    assert told["said"] == [told["last"]]
    assert told["last"]["buttons"] == [{"title": "My order", "payload": "/check_order"}]
    assert say(q="hello", who="o-1", id="m-1") == told
    assert len(user_events(server, "o-1")) == 1
    meant = {"intent": {"name": "check_order", "confidence": 1.0}, "entities": [], "intent_ranking": []}
    assert say(q="hm", who="o-2", parse_data=meant)["last"]["text"] == "Which order?"
    refused = httpx.post(f"{server.url}/webhooks/own/say", json={"q": "x" * 10_001, "who": "o-3"})
    assert (refused.status_code, refused.json()["reason"]) == (413, "TooLarge")


async def test_a_socketio_channel_of_its_own(server: Live) -> None:
    heard: asyncio.Queue[Any] = asyncio.Queue()
    sessions: asyncio.Queue[str] = asyncio.Queue()
    io = socketio.AsyncClient(reconnection=False)
    io.on("bot_uttered", heard.put)
    io.on("session_confirm", sessions.put)
    await io.connect(server.url, socketio_path="live")
    try:
        async with asyncio.timeout(10):
            await io.emit("session_request", {"session_id": "live"})
            session = await sessions.get()
            await io.emit("user_uttered", {"message": "/check_order", "session_id": session, "customer": 8})
            assert await heard.get() == {"text": "Which order?"}
    finally:
        await io.shutdown()
    (event,) = await asyncio.to_thread(user_events, server, session)
    assert (unmarked(event["metadata"]), event["input_channel"]) == ({"customer": 8}, "live")


def test_only_one_can_be_served(small_bot: Path, tmp_path: Path) -> None:
    bot = write(shutil.copytree(small_bot, tmp_path / "bot"), "http://localhost:1/")
    with Live(bot, "--connector", "addons.shop.ShopInput") as live:
        assert httpx.get(f"{live.url}/webhooks/shop/").status_code == 200
        assert httpx.get(f"{live.url}/webhooks/own/say").status_code == 404
        assert httpx.get(f"{live.url}/webhooks/rest/").status_code == 404


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("addons.broken.X", "rasa.core.channels.rest"),
        ("addons.graph.GraphInput", "settings"),
        ("addons.graph.Nobody", "Nobody"),
        ("nowhere.Channel", "nowhere"),
    ],
)
def test_what_cannot_be_loaded_is_told(name: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(write(tmp_path, "http://localhost:1/"))
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    problems = Problems()
    assert load(name, None, "credentials.yml", problems) is None
    (problem,) = problems.all
    assert problem.code == "credentials/broken-channel"
    assert words in str(problem)
    for module in [each for each in sys.modules if each.partition(".")[0] in ("addons", "rasa")]:
        del sys.modules[module]


def test_a_real_rasa_comes_first(tmp_path: Path) -> None:
    (tmp_path / "rasa").mkdir()
    (tmp_path / "rasa" / "__init__.py").write_text("here = True\n")
    code = (
        "import sys; sys.path.insert(0, '.'); from talkwright.server.custom.importing import offer; offer();"
        "import rasa; print(rasa.here)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"

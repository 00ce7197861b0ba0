"""Actions behind an action server: a real one of rasa_sdk, and one that does whatever can go wrong."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import signal
import socket
import subprocess
import sys
import time
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from talkwright.actions.call import ActionCall, ActionResult, Actions, Said
from talkwright.actions.history import LONG, History
from talkwright.actions.remote import ANSWER_MAX_BYTES, RemoteActions, wants_compression
from talkwright.actions.sdk import SdkActions
from talkwright.conversation import events as ev
from talkwright.conversation.content import UserMessage
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.state import State
from talkwright.conversation.stores.memory import MemoryStore
from talkwright.errors import ActionError, RequestError
from talkwright.project.domain import Domain
from talkwright.project.endpoints import Endpoint, Endpoints
from talkwright.runtime.assemble import Assistant, open_actions
from talkwright.settings import Settings
from talkwright.training.load import Model

DOMAIN = Domain(actions=("action_x", "action_y"), send_domain=("action_y",))
SELECTIVE = {"enable_selective_domain": True}
NEVER = None  # an answer that does not come
CUT = b""  # the connection is closed instead


def answer(status: int, body: Any, *headers: str) -> bytes:
    """An answer as it goes over the wire. ``body`` is bytes, or what becomes JSON."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return "\r\n".join([f"HTTP/1.1 {status} X", f"Content-Length: {len(content)}", *headers, "", ""]).encode() + content


DONE = answer(200, {"events": [], "responses": []})
NOT_HTTP = b"garbage\r\n\r\nConnection: close"
BROKEN_OFF = answer(200, {"events": []}, "Connection: close")[:-1]


class Server:
    """Gives its answers in order to whoever asks, and keeps what it was asked."""

    def __init__(self, *answers: bytes | None) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, dict[str, str], bytes]] = []
        self.connections = 0
        self._tasks: list[asyncio.Task[Any]] = []

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/webhook"

    async def stop(self) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def bodies(self) -> list[dict[str, Any]]:
        return [json.loads(body) for *_, body in self.asked]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.append(task)
        self.connections += 1
        try:
            while await self._answer(reader, writer):
                pass
        except (asyncio.CancelledError, asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().strip().split("\r\n")
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
        self.asked.append((first, headers, await reader.readexactly(int(headers["content-length"]))))
        given = self.answers.pop(0)
        if given is NEVER:
            await asyncio.Event().wait()
        writer.write(given or CUT)
        await writer.drain()
        return bool(given) and b"Connection: close" not in (given or CUT)


Connect = Callable[..., Awaitable[tuple[RemoteActions, Server]]]


@pytest.fixture
async def connect() -> AsyncIterator[Connect]:
    """``await connect(*answers, **endpoint)`` gives actions and the server that they ask."""
    opened: list[tuple[RemoteActions, Server]] = []

    async def make(
        *answers: bytes | None, timeout_s: float = 20, compress: bool = False, path: str = "", **endpoint: Any
    ) -> tuple[RemoteActions, Server]:
        server = Server(*answers)
        await server.start()
        there = Endpoint(url=server.url + path, **endpoint)
        opened.append((RemoteActions(there, DOMAIN.actions, DOMAIN, timeout_s, compress=compress), server))
        return opened[-1]

    yield make
    for actions, server in opened:
        await actions.close()
        await server.stop()


def call(name: str = "action_x", state: State | None = None, **more: Any) -> ActionCall:
    return ActionCall(name, "robin", state or State(), **{"events": (), "key": "turn:1", **more})


async def fails(actions: Actions, name: str = "action_x") -> ActionError:
    with pytest.raises(ActionError) as caught:
        await actions.run(call(name))
    return caught.value


# -- what is sent ------------------------------------------------------------------------------------------------------


async def test_a_call_is_rasas_webhook(connect: Connect) -> None:
    actions, server = await connect(DONE)
    looks = []

    async def stored() -> list[ev.Event]:
        looks.append(True)
        return [ev.ActionExecuted(name="action_listen")]

    state = State(slots={"city": "Rome", "ages": [1, None]}, latest_action="action_listen")
    assert await actions.run(call(state=state, events=History(stored))) == ActionResult()
    (line, headers, body) = server.asked[0]
    assert (line, headers["content-type"]) == ("POST /webhook HTTP/1.1", "application/json")
    assert "content-encoding" not in headers
    request = json.loads(body)
    tracker = request.pop("tracker")
    assert request == {
        "next_action": "action_x",
        "sender_id": "robin",
        "version": "3.6.21",
        "idempotency_key": "turn:1",
        "domain": DOMAIN.plain(),
    }
    assert tracker["slots"] == {"city": "Rome", "ages": [1, None]}
    assert [(event["event"], event["name"]) for event in tracker["events"]] == [("action", "action_listen")]
    assert (tracker["sender_id"], tracker["latest_action_name"]) == ("robin", "action_listen")
    assert looks == [True]


async def test_a_long_conversation_is_sent_whole(connect: Connect) -> None:
    actions, server = await connect(DONE)

    async def stored() -> list[ev.Event]:
        return [ev.SlotSet(name="turn", value=number) for number in range(LONG * 2)]

    await actions.run(call(events=History(stored)))
    sent = json.loads(server.asked[0][2])["tracker"]["events"]
    assert [event["value"] for event in sent] == list(range(LONG * 2))


async def test_arguments_are_sent_when_there_are_any(connect: Connect) -> None:
    actions, server = await connect(DONE)
    await actions.run(call(arguments={"city": "Paris"}))
    assert server.bodies()[0]["arguments"] == {"city": "Paris"}


async def test_a_request_may_be_compressed(connect: Connect) -> None:
    actions, server = await connect(DONE, compress=True)
    await actions.run(call())
    (_, headers, body) = server.asked[0]
    assert headers["content-encoding"] == "deflate"
    assert json.loads(zlib.decompress(body))["next_action"] == "action_x"


@pytest.mark.parametrize(
    ("value", "wanted"), [("true", True), ("True", True), ("1", True), ("false", False), ("0", False), ("", False)]
)
def test_the_environment_asks_for_compression(value: str, wanted: bool) -> None:
    assert wants_compression({"COMPRESS_ACTION_SERVER_REQUEST": value}) is wanted
    assert wants_compression({}) is False


async def test_an_endpoint_says_who_calls(connect: Connect) -> None:
    actions, server = await connect(
        DONE,
        path="?bot=shop",
        headers={"X-Key": "k"},
        basic_auth={"username": "ada", "password": "pw"},
        params={"version": 2},
        token="t&t",
        token_name="secret",
    )
    await actions.run(call())
    (line, headers, _) = server.asked[0]
    assert line == "POST /webhook?bot=shop&version=2&secret=t%26t HTTP/1.1"
    assert headers["x-key"] == "k"
    assert base64.b64decode(headers["authorization"].removeprefix("Basic ")) == b"ada:pw"


async def test_the_domain_can_be_left_out_but_for_those_that_ask_for_it(connect: Connect) -> None:
    actions, server = await connect(DONE, DONE, options=SELECTIVE)
    await actions.run(call("action_x"))
    await actions.run(call("action_y"))
    without, with_it = server.bodies()
    assert "domain" not in without
    assert with_it["domain"] == DOMAIN.plain()
    assert without["domain_digest"] == with_it["domain_digest"]


async def test_a_server_that_wants_the_domain_gets_it_once(connect: Connect) -> None:
    wanted = answer(449, {"error": "no domain", "action_name": "action_x"})
    actions, server = await connect(wanted, DONE, wanted, wanted, options=SELECTIVE)
    assert await actions.run(call()) == ActionResult()
    assert ["domain" in body for body in server.bodies()] == [False, True]
    assert "449: no domain" in (await fails(actions)).reason
    assert len(server.asked) == 4


async def test_connections_stay_open(connect: Connect) -> None:
    actions, server = await connect(DONE, DONE, DONE)
    for _ in range(3):
        await actions.run(call())
    assert server.connections == 1


async def test_no_cookie_travels_from_one_conversation_to_another(connect: Connect) -> None:
    actions, server = await connect(answer(200, {}, "Set-Cookie: who=ada; Path=/"), DONE)
    await actions.run(call())
    await actions.run(call())
    assert [headers.get("cookie") for _, headers, _ in server.asked] == [None, None]


# -- what comes back ---------------------------------------------------------------------------------------------------


async def test_events_and_messages(connect: Connect) -> None:
    given = {
        "events": [{"event": "slot", "name": "a", "value": [1, None], "timestamp": None}],
        "responses": [{"text": "Hello", "buttons": [], "custom": {}}, {"response": "utter_x", "name": "Ada"}],
    }
    actions, _ = await connect(answer(200, given))
    assert await actions.run(call()) == ActionResult(
        events=(ev.SlotSet(name="a", value=[1, None]),),
        messages=(Said(text="Hello"), Said(response="utter_x", values={"name": "Ada"})),
    )


@pytest.mark.parametrize("body", [{}, {"events": None, "responses": None}, {"events": []}, {"more": 1}])
async def test_what_is_empty_may_be_left_out(connect: Connect, body: Any) -> None:
    actions, _ = await connect(answer(200, body))
    assert await actions.run(call()) == ActionResult()


async def test_an_action_may_refuse(connect: Connect) -> None:
    actions, _ = await connect(answer(400, {"error": "not now", "action_name": "action_x"}))
    assert await actions.run(call()) == ActionResult(rejected=True)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"garbage",
        b"\xff\xfe",
        b"null",
        b"[]",
        b'{"events": 1}',
        b'{"events": [1]}',
        b'{"events": [{"event": "nonsense"}]}',
        b'{"events": [{"event": "slot"}]}',
        b'{"responses": ["Hello"]}',
        b'{"responses": [{"buttons": [{"payload": "/a"}]}]}',
        b'{"responses": [{"response": 3}]}',
        b'{"events": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    ],
    ids=lambda body: body[:30].decode("latin-1"),
)
async def test_what_is_no_result_is_a_failure(connect: Connect, body: bytes) -> None:
    actions, _ = await connect(answer(200, body), DONE)
    assert (await fails(actions)).action == "action_x"
    assert await actions.run(call()) == ActionResult(), "the next call is not disturbed"


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (answer(500, {"error": "no such order", "request_body": {}}), "answered 500: no such order"),
        (answer(500, {"error": "x" * 5000}), f"answered 500: {'x' * 300}"),
        (answer(400, {"error": "Invalid body request"}), "answered 400: Invalid body request"),
        (answer(404, b"<html>"), "has no such action"),
        (answer(502, b"<html>Bad gateway</html>"), "answered 502"),
        (answer(204, b""), "answered 204"),
        (answer(307, b"", "Location: http://127.0.0.1:1/"), "answered 307"),
        (answer(200, b"garbage", "Content-Encoding: gzip"), "did not answer: what came cannot be decoded"),
        (answer(200, b" " * (ANSWER_MAX_BYTES + 1)), f"answered more than {ANSWER_MAX_BYTES} bytes"),
        (NOT_HTTP, "did not answer: what came is not HTTP"),
        (BROKEN_OFF, "did not answer: the connection broke off"),
        (CUT, "did not answer: the connection broke off"),
    ],
    ids=lambda given: given[:60].decode() if isinstance(given, bytes) else None,
)
async def test_whatever_else_is_answered_is_a_failure(connect: Connect, given: bytes, reason: str) -> None:
    actions, server = await connect(given)
    failure = await fails(actions)
    assert failure.reason == f"the action server at 127.0.0.1:{server.port} {reason}"
    assert not failure.retryable
    assert len(server.asked) == 1, "the action may have run: it is not called again"


async def test_an_answer_that_does_not_come(connect: Connect) -> None:
    actions, server = await connect(NEVER, timeout_s=0.1)
    failure = await fails(actions)
    assert (failure.reason, failure.retryable) == ("no answer within 0.1 s", True)
    assert len(server.asked) == 1


async def test_nobody_is_there() -> None:
    actions = RemoteActions(Endpoint(url=f"http://127.0.0.1:{free_port()}/webhook"), DOMAIN.actions, DOMAIN)
    failure = await fails(actions)
    assert "cannot be reached: ConnectionRefusedError" in failure.reason
    assert "rasa_sdk" in failure.hint
    assert failure.retryable
    await actions.close()


async def test_no_failure_tells_a_secret(connect: Connect) -> None:
    _, server = await connect(answer(500, b""), CUT)
    for port in (server.port, server.port, free_port()):
        url = f"http://hush:hush@127.0.0.1:{port}/webhook?key=hush"
        actions = RemoteActions(Endpoint(url=url, token="hush", headers={"X-Key": "hush"}), DOMAIN.actions, DOMAIN)
        failure = await fails(actions)
        assert "hush" not in failure.message + failure.hint
        await actions.close()
    assert len(server.asked) == 2


# -- where it is -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "endpoint",
    [
        Endpoint(url=None),
        Endpoint(url="localhost:5055/webhook"),
        Endpoint(url="ftp://example.org/webhook"),
        Endpoint(url="file:///etc/passwd"),
        Endpoint(url="http:///webhook"),
        Endpoint(url="http://example.org:port/"),
        Endpoint(url="https://example.org/", cafile="not there.pem"),
        Endpoint(url="http://example.org/", headers={"X-Key": "ключ"}),
    ],
    ids=lambda endpoint: f"{endpoint.url} {endpoint.cafile or ''}",
)
def test_an_endpoint_that_cannot_be_one(endpoint: Endpoint) -> None:
    with pytest.raises(RequestError, match="action_endpoint"):
        RemoteActions(endpoint, DOMAIN.actions, DOMAIN)


async def test_the_actions_of_the_server_are_those_of_the_domain(model: Model, tmp_path: Path) -> None:
    there = Endpoints(action_endpoint=Endpoint(url="http://localhost:5055/webhook"))
    actions = open_actions(tmp_path, model, there, Settings())
    assistant = Assistant(model, MemoryStore(), actions)
    assert actions.has("action_look_up_order")
    assert not any(actions.has(name) for name in ("utter_greet", "action_listen", "action_unheard_of"))
    assert assistant.missing_actions == ()
    await assistant.close()


# -- a real action server ----------------------------------------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def action_server(starter: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of ``python -m rasa_sdk`` with the starter's actions, as a person starts it."""
    port, folder = free_port(), tmp_path_factory.mktemp("action server")
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "rasa_sdk", "--actions", "actions", "-p", str(port)],
            cwd=starter,
            stdout=log,
            stderr=log,
            env={**os.environ, "SHOP_DB": str(folder / "shop.db"), "SANIC_HOST": "127.0.0.1"},
            start_new_session=True,
        )
        try:
            _wait_until_up(process, port, folder / "log")
            yield f"http://127.0.0.1:{port}/webhook"
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _wait_until_up(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/health", trust_env=False).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError(f"the action server did not start: {log.read_text()}")


async def talk(assistant: Assistant, *texts: str) -> list[list[Any]]:
    """The responses that the assistant says to each text, and the slots as they are then; at the end it is closed.

    Which variation of a response is said differs from one conversation to the next.
    """
    found = []
    for text in texts:
        answer = await assistant.handle(UserMessage("robin", text, "test"))
        stored = await assistant.store.load(ConversationKey("robin"))
        assert stored is not None
        found.append([[message.metadata["utter_action"] for message in answer.messages], stored.state.slots])
    await assistant.close()
    return found


async def test_a_conversation_is_the_same_as_in_process(
    action_server: str, model: Model, starter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOP_DB", str(tmp_path / "shop.db"))
    said = (
        "hello",
        "where is my order?",
        "TW-1042",
        "I want to return my order TW-1045",
        "damaged",
        "yes please",
        "where is my order TW-9999?",
    )
    here = await talk(Assistant(model, MemoryStore(), SdkActions.load(starter, model.domain.plain())), *said)
    endpoints = Endpoints(action_endpoint=Endpoint(url=action_server))
    there = await talk(Assistant(model, MemoryStore(), open_actions(starter, model, endpoints, Settings())), *said)
    assert there == here
    assert all(responses for responses, _ in there)
    assert there[5][1]["return_number"] == "RT-1045"


@pytest.mark.parametrize("compress", [False, True])
@pytest.mark.parametrize("options", [{}, SELECTIVE])
async def test_rasa_sdk_understands_every_kind_of_call(
    action_server: str, model: Model, compress: bool, options: dict[str, Any]
) -> None:
    endpoint = Endpoint(url=action_server, options=options)
    actions = RemoteActions(endpoint, ("action_look_up_order", "action_none"), model.domain, compress=compress)
    try:
        for _ in range(2):
            result = await actions.run(call("action_look_up_order", State(slots={"order_number": "tw 1042"})))
            assert ev.SlotSet(name="order_number", value="TW-1042") in result.events
        assert "has no such action" in (await fails(actions, "action_none")).reason
    finally:
        await actions.close()

"""More than the server can or may do is refused at once, with when to come back; and who may look at metrics."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from .live import Live
from .test_durable import SLOW_LOOK_UP
from .test_web import Visitor, socket

WEBHOOK = "/webhooks/rest/webhook"
SLOW = "where is my order TW-1042"


@pytest.fixture
def served(bot: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Live]:
    """A server with settings from its environment, whose look-up of orders takes a second."""
    (bot / "actions" / "orders.py").write_text(SLOW_LOOK_UP)

    def start(*arguments: str, **settings: str) -> Live:
        for name, value in settings.items():
            monkeypatch.setenv(f"TALKWRIGHT_{name.upper()}", value)
        return Live(bot, *arguments)

    return start


async def many(server: Live, count: int, sender: Callable[[int], str], text: str = SLOW) -> list[httpx.Response]:
    async with httpx.AsyncClient(base_url=server.url, timeout=30) as http:
        posts = (http.post(WEBHOOK, json={"sender": sender(n), "message": text}) for n in range(count))
        return list(await asyncio.gather(*posts))


def metrics(server: Live) -> str:
    return httpx.get(server.url + "/metrics").text


async def test_a_conversation_has_so_many_messages_waiting(served: Callable[..., Live]) -> None:
    with served(lane_max="2") as server:
        answers = await many(server, 6, lambda n: "one")
        assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 429, 429, 429]
        refused = next(answer for answer in answers if answer.status_code == 429)
        assert refused.json()["reason"] == "TooMany"
        assert int(refused.headers["retry-after"]) >= 1
        assert server.texts("hello", "another")
        assert 'talkwright_refused_total{limit="lane"} 3' in metrics(server)


async def test_the_server_has_so_many_turns_at_once(served: Callable[..., Live]) -> None:
    with served(turns_max="3") as server:
        answers = await many(server, 8, lambda n: f"s-{n}")
        assert sorted(answer.status_code for answer in answers) == [200] * 3 + [503] * 5
        refused = next(answer for answer in answers if answer.status_code == 503)
        assert refused.json()["reason"] == "Unavailable"
        assert int(refused.headers["retry-after"]) >= 1


async def test_a_sender_sends_so_much_a_minute(served: Callable[..., Live]) -> None:
    with served(rate_per_sender="9") as server:
        answers = await many(server, 5, lambda n: "one", "hello")
        assert [answer.status_code for answer in answers].count(200) == 3
        assert server.texts("hello", "another")


def test_an_address_sends_so_much_a_minute_whoever_it_says_it_is(served: Callable[..., Live]) -> None:
    with served(rate_per_address="9") as server, httpx.Client(base_url=server.url) as http:
        for number in range(5):
            headers = {"X-Forwarded-For": f"203.0.113.{number}"}
            answer = http.post(WEBHOOK, json={"sender": f"s-{number}", "message": "hello"}, headers=headers)
            assert answer.status_code == (200 if number < 3 else 429)


def test_a_proxy_that_is_trusted_says_who_it_is(served: Callable[..., Live]) -> None:
    settings = {"rate_per_address": "3", "trusted_proxies": "127.0.0.1, 10.0.0.9"}
    with served(**settings) as server, httpx.Client(base_url=server.url) as http:
        for hop, status in (
            ("203.0.113.1", 200),
            ("203.0.113.1", 429),
            ("203.0.113.2", 200),
            ("made up, 203.0.113.1, 10.0.0.9", 429),
        ):
            answer = http.post(WEBHOOK, json={"message": "hello"}, headers={"X-Forwarded-For": hop})
            assert answer.status_code == status, hop


async def test_a_page_is_told_when_to_send_it_again(served: Callable[..., Live]) -> None:
    with served(web_rate_per_sender="60") as server:  # twenty at once, and one a second
        async with socket(server) as ws:
            visitor = Visitor(ws)
            await visitor.hello()
            for number in range(23):
                await visitor.send({"type": "message", "id": f"m-{number}", "text": "hello"})
            frames = await visitor.until("error")
            error = frames[-1]
            assert error["code"] == "TooMany"
            assert error["retry_after"] > 0
            await asyncio.sleep(error["retry_after"] + 1)
            await visitor.send({"type": "message", "id": error["id"], "text": "hello"})
            while (await visitor.receive()) != {"type": "done", "id": error["id"], "seq": pytest.approx(0, abs=10_000)}:
                pass


async def test_there_are_so_many_sockets(served: Callable[..., Live]) -> None:
    with served(sockets_max="1") as server:
        async with socket(server) as one, socket(server) as two:
            assert (await Visitor(one).hello())["type"] == "welcome"
            await two.wait_closed()
            assert two.close_code == 1013


def test_a_setting_that_is_none_is_said(served: Callable[..., Live]) -> None:
    with pytest.raises(RuntimeError, match="TALKWRIGHT_TURNS_MAX is 'many'"):
        served(turns_max="many")


@contextmanager
def reading(server: Live, **headers: str) -> Iterator[httpx.Client]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with httpx.Client(base_url=server.url, headers=named) as http:
        yield http


def test_metrics_are_for_the_machine_itself_and_for_the_token(served: Callable[..., Live]) -> None:
    with served("--auth-token", "s3cret-ö") as server:
        with reading(server) as here:
            assert here.get("/metrics").status_code == 200
        with reading(server, x_forwarded_for="127.0.0.1") as through_a_proxy:
            refused = through_a_proxy.get("/metrics")
            assert (refused.status_code, refused.json()["reason"]) == (401, "NotAuthenticated")
            assert through_a_proxy.get("/metrics", params={"token": "wrong"}).status_code == 401
            assert through_a_proxy.get("/metrics", params={"token": ""}).status_code == 401
            assert through_a_proxy.get("/metrics", params={"token": "s3cret-ö"}).status_code == 200
            plain = {"Authorization": "Basic s3cret"}
            assert through_a_proxy.get("/metrics", headers=plain).status_code == 401
    with served("--auth-token", "plain") as server, reading(server, forwarded="for=1.2.3.4") as http:
        assert http.get("/metrics", headers={"Authorization": "Bearer plain"}).status_code == 200


def test_without_a_token_nobody_else_may_look(served: Callable[..., Live]) -> None:
    with served() as server, reading(server, x_forwarded_for="1.2.3.4") as http:
        assert http.get("/metrics", params={"token": ""}).status_code == 401


def test_what_happened_is_counted(live: Live) -> None:
    live.say("hello", "counted", message_id="c")
    live.say("hello", "counted", message_id="c")
    answer = httpx.get(live.url + "/metrics")
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"

    def value(sample: str) -> float:
        found = re.search(rf"^{re.escape(sample)} (\S+)$", answer.text, re.MULTILINE)
        assert found, sample
        return float(found[1])

    assert value('talkwright_turns_total{channel="rest",outcome="done"}') >= 1
    assert value('talkwright_turns_total{channel="rest",outcome="repeated"}') >= 1
    assert value('talkwright_turn_duration_seconds_count{channel="rest"}') >= 2
    assert value('talkwright_actions_total{action="utter_greet",outcome="done"}') >= 1
    assert value("talkwright_append_duration_seconds_count") >= 1
    assert value("talkwright_parse_duration_seconds_count") >= 1
    assert value("talkwright_turns_in_progress") == 0
    assert value("process_resident_memory_bytes") > 10_000_000
    assert f'model_id="{httpx.get(live.url + "/health").json()["model_id"]}"' in answer.text

"""The REST channel and the system routes over HTTP."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from .live import Live

WEBHOOK = "/webhooks/rest/webhook"


def test_a_message_is_answered(live: Live) -> None:
    said = live.say("hello", "greets")
    assert said
    assert all(each["recipient_id"] == "greets" for each in said)


def test_a_flow_asks_runs_its_action_and_remembers(live: Live) -> None:
    asked = live.texts("where is my order?", "orders")
    assert len(asked) == 1
    found = live.texts("TW-1042", "orders")
    assert found
    assert asked != found


def test_conversations_do_not_mix(live: Live) -> None:
    live.say("can someone contact me?", "one")
    assert live.texts("Robin Hale", "two") != live.texts("Robin Hale", "one")


def test_a_message_that_comes_again_gets_the_stored_answer(live: Live) -> None:
    first = live.say("where is my order?", "twice", message_id="m-1")
    assert live.say("where is my order?", "twice", message_id="m-1") == first
    assert live.texts("TW-1042", "twice", message_id="m-2") == live.texts("TW-1042", "twice", message_id="m-2")


def test_the_idempotency_key_names_a_message_too(live: Live) -> None:
    body = {"sender": "keyed", "message": "where is my order?"}
    answers = [httpx.post(live.url + WEBHOOK, json=body, headers={"Idempotency-Key": "k"}).json() for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]


async def test_messages_at_once_are_taken_in_turn_and_once(live: Live) -> None:
    async with httpx.AsyncClient(base_url=live.url, timeout=30) as http:

        async def say(number: int) -> object:
            body = {"sender": "crowd", "message": "hello", "message_id": f"n-{number % 10}"}
            answer = await http.post(WEBHOOK, json=body)
            assert answer.status_code == 200
            return answer.json()

        answers = await asyncio.gather(*(say(number) for number in range(40)))
    for number in range(10):
        assert all(answers[number + 10 * again] == answers[number] for again in range(4))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"{", "JSON"),
        (b"[]", "object"),
        (b'{"sender": "x"}', "message"),
        (b'{"message": 7}', "message"),
        (b"\xff\xfe", "JSON"),
        (b"", "JSON"),
    ],
)
def test_a_bad_body_is_refused_with_a_sentence(live: Live, body: bytes, words: str) -> None:
    answer = httpx.post(live.url + WEBHOOK, content=body)
    failure = answer.json()
    assert answer.status_code == 400
    assert failure["status"] == "failure"
    assert words in failure["message"] + failure["details"].get("hint", "")
    assert "Traceback" not in answer.text


def test_a_long_message_is_refused(live: Live) -> None:
    body = {"sender": "long", "message": "x" * 10_001}
    assert httpx.post(live.url + WEBHOOK, json=body).status_code == 413
    assert httpx.post(live.url + WEBHOOK, content=b"x" * 1_100_000).status_code == 413


@pytest.mark.parametrize(
    "text", ["", "   ", "\x00", "😀" * 500, "<b>&amp;</b>", "/", "/nowhere", '/check_order{"a', "/SetSlots(a)"]
)
def test_whatever_is_said_there_is_an_answer(live: Live, text: str) -> None:
    assert live.say(text, f"odd-{hash(text)}")


def test_health_version_and_root(live: Live) -> None:
    health = httpx.get(live.url + "/health").json()
    assert health["status"] == "ok"
    assert health["model"] == "starter.tar.gz"
    assert set(httpx.get(live.url + "/version").json()) >= {"version", "minimum_compatible_version"}
    assert httpx.get(live.url + "/").text.startswith("Hello from Rasa: ")
    assert httpx.get(live.url + "/webhooks/rest/").json() == {"status": "ok"}


def test_unknown_paths_and_methods_are_answered_in_the_same_form(live: Live) -> None:
    for answer in (httpx.get(live.url + "/nowhere"), httpx.put(live.url + "/health"), httpx.get(live.url + WEBHOOK)):
        assert answer.status_code in (400, 404, 405)
        assert answer.json()["status"] == "failure"


def test_the_page_is_served_to_browsers_with_a_strict_policy(live: Live) -> None:
    page = httpx.get(live.url + "/", headers={"Accept": "text/html,*/*"})
    assert page.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    script = httpx.get(live.url + "/talk/talk.js")
    assert "javascript" in script.headers["content-type"]
    assert httpx.get(live.url + "/talk/talk.js", headers={"If-None-Match": script.headers["etag"]}).status_code == 304


@pytest.mark.parametrize(
    "path", ["/talk/../../pyproject.toml", "/talk/%2e%2e%2fpyproject.toml", "/talk/.gitignore", "/talk/"]
)
def test_nothing_else_of_the_disk_can_be_read(live: Live, path: str) -> None:
    assert httpx.get(live.url + path).status_code in (404, 405)

"""``?stream=true``: an object a line, the same objects as without, after they are stored."""

from __future__ import annotations

import json

import httpx

from .live import Live

WEBHOOK = "/webhooks/rest/webhook"


def test_the_lines_are_the_objects_of_the_list(live: Live) -> None:
    for message, id in (("where is my order?", "1"), ("TW-1042", "2")):
        body = {"sender": "streams", "message": message, "message_id": id}
        with httpx.stream("POST", live.url + WEBHOOK, json=body, params={"stream": "true"}) as answer:
            assert answer.status_code == 200
            assert answer.headers["content-type"].startswith("text/event-stream")
            assert answer.headers["transfer-encoding"] == "chunked"
            assert answer.headers["x-request-id"]
            lines = [json.loads(line) for line in answer.iter_lines()]
        assert lines
        assert lines == live.say(message, "streams", message_id=id), "stored, and so answered again"


def test_a_connection_can_be_used_again_after_a_stream(live: Live) -> None:
    with httpx.Client(base_url=live.url) as http:
        for number in range(3):
            body = {"sender": "again", "message": "hello", "message_id": str(number)}
            assert http.post(WEBHOOK, json=body, params={"stream": "true"}).text.count("\n") >= 1
            assert isinstance(http.post(WEBHOOK, json=body, params={"stream": "false"}).json(), list)


def test_what_is_refused_is_refused_as_without(live: Live) -> None:
    answer = httpx.post(live.url + WEBHOOK, json={"sender": "x"}, params={"stream": "true"})
    assert answer.status_code == 400
    assert answer.json()["reason"] == "BadRequest"

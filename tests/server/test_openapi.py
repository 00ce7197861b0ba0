"""The document tells of every route there is, is valid, and what it tells is what the server answers."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

from talkwright.channels.discover import discover
from talkwright.errors import Problems
from talkwright.server.app import routes
from talkwright.server.openapi import answers, document, public
from talkwright.server.route import Route

from .live import Live

CREDENTIALS = {"rest": {}, "web": {}, "callback": {"url": "http://localhost:1/bot"}}
ROUTES = routes(discover(CREDENTIALS, "credentials.yml", Problems()))
LAST_DELETED = sorted((route for route in ROUTES if "callback" not in route.path), key=lambda r: r.method == "DELETE")
BODIES: dict[str, Any] = {
    "/webhooks/rest/webhook": {"sender": "openapi", "message": "hello"},
    "/conversations/openapi/tracker/events": {"event": "pause"},
    "/conversations/openapi/messages": {"sender": "user", "text": "hello"},
    "/conversations/openapi/trigger_intent": {"name": "greet"},
    "/conversations/openapi/execute": {"name": "utter_greet"},
    "/model/parse": {"text": "hello"},
    "/model/predict": [],
}


@pytest.fixture(scope="module")
def server(small_bot: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with Live(shutil.copytree(small_bot, tmp_path_factory.mktemp("api") / "bot"), "--enable-api") as live:
        yield live


def test_the_document_is_valid_openapi() -> None:
    validate(document(ROUTES), cls=OpenAPIV31SpecValidator)


def test_every_route_is_told_once() -> None:
    told = {(path, method) for path, methods in document(ROUTES)["paths"].items() for method in methods}
    assert told == {(public(route.path), route.method.lower()) for route in ROUTES}
    names = [route.name for route in ROUTES]
    assert len(names) == len(set(names))


@pytest.fixture(scope="module")
def served(server: Live) -> dict[str, Any]:
    """The document as a server hands it out, whose channels are rest and web."""
    told: dict[str, Any] = httpx.get(server.url + "/openapi.json").json()
    return told


@pytest.mark.parametrize("route", LAST_DELETED, ids=lambda r: r.name)
def test_a_route_answers_as_it_is_told(route: Route, server: Live, served: dict[str, Any]) -> None:
    path = re.sub(r"<conversation:path>", "openapi", re.sub(r"<name:str>", "talk.js", route.path))
    body = BODIES.get(path) if route.method in ("POST", "PUT") else None
    with httpx.stream(route.method, server.url + path, json=body) as answer:
        if "event-stream" not in answer.headers.get("content-type", ""):  # one that goes on for ever
            answer.read()
    operation = served["paths"][public(route.path)][route.method.lower()]
    told = answers(route).get(answer.status_code)
    assert told is not None, f"{answer.status_code} is not told"
    assert str(answer.status_code) in operation["responses"]
    assert answer.headers["x-request-id"]
    if told.schema is not None:
        msgspec.json.decode(answer.content, type=told.schema)
        assert answer.headers["content-type"].startswith("application/json")


def test_the_page_tells_of_every_route_without_script(server: Live, served: dict[str, Any]) -> None:
    answer = httpx.get(server.url + "/docs")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "<script" not in answer.text
    assert "http:" not in answer.text
    for path in served["paths"]:
        assert f"<code>{path}</code>" in answer.text
    for anchor in re.findall(r'href="#([^"]+)"', answer.text):
        assert f'id="{anchor}"' in answer.text

"""Messages are understood by another server where one is named, and here when it does not answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.runtime.stage import names, said
from tests.web_server import Answer, WebServer

from talkwright.errors import RequestError
from talkwright.project.endpoints import Endpoint, Endpoints
from talkwright.runtime.answer import Answer as Turned
from talkwright.runtime.assemble import assemble
from talkwright.settings import Settings
from talkwright.training.load import Model


async def talk(model: Model, folder: Path, endpoint: Endpoint | None, text: str) -> Turned:
    endpoints = Endpoints(tracker_store=Endpoint(type="memory"), nlu=endpoint)
    assistant = assemble(folder, model, endpoints, Settings())
    try:
        return await assistant.handle(said("ada", text, "m1"))
    finally:
        await assistant.close()


async def test_another_server_says_what_a_message_means(model: Model, tmp_path: Path) -> None:
    meant = {"text": "zzz", "intent": {"name": "greet", "confidence": 0.99}, "entities": [], "intent_ranking": []}
    greeting = names(await talk(model, tmp_path, None, "/greet"))
    with WebServer(lambda _: Answer(200, meant)) as server:
        endpoint = Endpoint(url=f"{server.url}/", token="t")
        assert names(await talk(model, tmp_path, endpoint, "zzz")) == greeting
        (asked,) = server.asked
        assert asked.path == "/model/parse?token=t"
        assert asked.body == {"token": "t", "text": "zzz", "message_id": "m1"}
        assert names(await talk(model, tmp_path, endpoint, "/greet")) == greeting
        assert len(server.asked) == 1, "an intent that is written out needs nobody"


@pytest.mark.parametrize("answer", [Answer(500), Answer(200, b"<html>"), Answer(200, {"intent": 5}), Answer(404)])
async def test_what_it_does_not_say_is_understood_here(answer: Answer, model: Model, tmp_path: Path) -> None:
    expected = names(await talk(model, tmp_path, None, "hello"))
    with WebServer(lambda _: answer) as server:
        assert names(await talk(model, tmp_path, Endpoint(url=server.url), "hello")) == expected
    assert names(await talk(model, tmp_path, Endpoint(url="http://127.0.0.1:1"), "hello")) == expected


@pytest.mark.parametrize("options", [{"url": "x"}, {"url": "http://x", "cafile": "/nowhere"}])
async def test_what_is_no_server_is_told(options: dict[str, Any], model: Model, tmp_path: Path) -> None:
    url = {**options, "url": "https://x"} if "cafile" in options else options
    with pytest.raises(RequestError, match="'nlu'"):
        await talk(model, tmp_path, Endpoint(**url), "hello")

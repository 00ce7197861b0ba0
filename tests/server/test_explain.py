"""The explanation over HTTP: the same as in a terminal, by a schema that is published."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import msgspec
import pytest

from talkwright.nlu.explanation import Explanation, explain
from talkwright.training.load import load_model

from .live import Live


@pytest.fixture(scope="module")
def server(small_bot: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with Live(shutil.copytree(small_bot, tmp_path_factory.mktemp("explain") / "bot"), "--enable-api") as live:
        yield live


def test_the_explanation_is_that_of_the_terminal(server: Live, small_bot: Path) -> None:
    answer = httpx.post(f"{server.url}/model/explain", json={"text": "where is my order"}, timeout=60)
    assert answer.status_code == 200
    why = msgspec.json.decode(answer.content, type=Explanation)
    pipeline = load_model(small_bot / "models").pipeline
    assert why == msgspec.json.decode(msgspec.json.encode(explain(pipeline, "where is my order")), type=Explanation)
    assert why.intent is not None
    assert [word.text for word in why.words] == ["where", "is", "my", "order"]
    assert why.near_by_words
    heard = httpx.post(f"{server.url}/model/parse", json={"text": "where is my order"}, timeout=60).json()
    assert answer.json()["utterance"] == heard


def test_its_schema_is_told(server: Live) -> None:
    document = httpx.get(f"{server.url}/openapi.json", timeout=60).json()
    answered = document["paths"]["/model/explain"]["post"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert answered == {"$ref": "#/components/schemas/Explanation"}
    fields = document["components"]["schemas"]["Explanation"]["properties"]
    assert {"utterance", "ranked", "doubted", "words", "near_by_words", "near_by_meaning"} <= set(fields)


@pytest.mark.parametrize("body", [b"", b"[]", b'{"text": 1}', b"{"])
def test_what_cannot_be_read_is_refused(server: Live, body: bytes) -> None:
    answer = httpx.post(f"{server.url}/model/explain", content=body, timeout=60)
    assert answer.status_code == 400
    assert answer.json()["status"] == "failure"

"""Rasa's routes of the model, over HTTP: what it understands, another in its place, none, training and testing."""

from __future__ import annotations

import asyncio
import io
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from tests.small_bot import FILES
from tests.web_server import Answer, WebServer

from .live import Live
from .mailbox import Mailbox


@pytest.fixture(scope="module")
def server(small_bot: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with Live(shutil.copytree(small_bot, tmp_path_factory.mktemp("api") / "bot"), "--enable-api") as live:
        yield live


@pytest.fixture
def api(server: Live) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, timeout=60) as http:
        yield http


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with Mailbox() as box:
        yield box


def test_the_status_has_rasas_keys(api: httpx.Client) -> None:
    status = api.get("/status").json()
    assert {*status} == {"model_file", "model_id", "num_active_training_jobs"}
    assert (status["model_file"], status["num_active_training_jobs"]) == ("small.tar.gz", 0)


def test_a_message_is_parsed(api: httpx.Client) -> None:
    heard = api.post("/model/parse", json={"text": "where is my order TW-12", "message_id": "m-1"}).json()
    assert {"text", "intent", "entities", "text_tokens", "intent_ranking", "message_id"} <= {*heard}
    assert (heard["intent"]["name"], heard["entities"][0]["value"]) == ("check_order", "TW-12")
    assert heard["message_id"] == "m-1"
    assert api.post("/model/parse", json={"words": "hello"}).status_code == 400


def test_the_server_that_understands_is_asked_first(small_bot: Path, tmp_path: Path) -> None:
    bot = shutil.copytree(small_bot, tmp_path / "bot")
    meant = {"text": "zzz", "intent": {"name": "greet", "confidence": 0.99}, "entities": [], "intent_ranking": []}
    with WebServer(lambda _: Answer(200, meant)) as other:
        with (bot / "endpoints.yml").open("a") as endpoints:
            endpoints.write(f"\nnlu: {{url: '{other.url}'}}\n")
        with Live(bot, "--enable-api") as live:
            heard = httpx.post(f"{live.url}/model/parse", json={"text": "zzz", "message_id": "m-1"}, timeout=60).json()
    assert (heard["intent"], heard["message_id"]) == ({"name": "greet", "confidence": 0.99}, "m-1")
    assert [each.body["message_id"] for each in other.asked] == ["m-1"]


def test_a_bot_of_flows_tells_what_its_engine_would_do(api: httpx.Client) -> None:
    body = {"text": "where is my order", "sender": "user"}
    api.post("/conversations/next/messages", json=body)
    told = api.post("/conversations/next/predict").json()
    assert (told["scores"][0], told["policy"]) == ({"action": "utter_ask_order_number", "score": 1.0}, "FlowPolicy")
    assert api.post("/model/predict", json=[]).json()["confidence"] == 1.0


def test_a_message_is_parsed_as_others_would(api: httpx.Client) -> None:
    def emulated(mode: str) -> Any:
        return api.post(f"/model/parse?emulation_mode={mode}", json={"text": "where is my order TW-12"}).json()

    wit, luis, dialogflow = emulated("wit"), emulated("LUIS"), emulated("DIALOGFLOW")
    assert wit["intents"][0]["name"] == "check_order"
    assert wit["entities"]["order_number:order_number"][0]["body"] == "TW-12"
    assert luis["prediction"]["topIntent"] == "check_order"
    assert luis["prediction"]["entities"]["$instance"]["order_number"][0]["startIndex"] == 18
    assert dialogflow["queryResult"]["intent"]["displayName"] == "check_order"
    assert dialogflow["queryResult"]["parameters"] == {"order_number": ["TW-12"]}
    assert emulated("siri")["code"] == 400


@pytest.mark.parametrize("accept", ["application/json", "*/*", "text/plain, application/json;q=0.5"])
def test_the_domain_as_json(api: httpx.Client, accept: str) -> None:
    domain = api.get("/domain", headers={"accept": accept}).json()
    assert {"intents", "entities", "slots", "responses", "actions", "forms", "session_config"} <= {*domain}
    assert domain["intents"] == ["greet", "check_order"]


def test_the_domain_as_yaml_and_not_as_a_page(api: httpx.Client) -> None:
    answer = api.get("/domain", headers={"accept": "application/x-yaml"})
    assert answer.headers["content-type"] == "application/x-yaml"
    assert yaml.safe_load(answer.text) == api.get("/domain").json()
    refused = api.get("/domain", headers={"accept": "text/html"})
    assert (refused.status_code, refused.json()["reason"]) == (406, "NotAcceptable")


def test_no_model_and_another_one(api: httpx.Client, server: Live, mailbox: Mailbox) -> None:
    file = Path(api.get("/status").json()["model_file"])
    assert api.delete("/model").status_code == 204
    for answer in (
        api.get("/status"),
        api.get("/conversations/ada/tracker"),
        api.post("/model/parse", json={"text": "hello"}),
        api.post("/webhooks/rest/webhook", json={"message": "hello"}),
    ):
        assert (answer.status_code, answer.json()["reason"]) == (409, "Conflict")
    assert api.get("/health").status_code == 503
    assert api.put("/model", json={"model_file": "models/none.tar.gz"}).status_code == 400
    assert api.put("/model", json={}).status_code == 400
    assert api.put("/model", json={"model_file": f"models/{file}"}).status_code == 204
    assert server.texts("hello", "again") == ["Hello <b>there</b>"]

    assert api.put("/model", json={"model_server": {"url": mailbox.url, "token": "wrong"}}).status_code == 502
    mailbox.file = model_of(api)
    assert api.put("/model", json={"model_server": {"url": mailbox.url, "token": "hush"}}).status_code == 204
    assert server.texts("hello", "elsewhere") == ["Good day!"]
    assert api.put("/model", json={"model_file": f"models/{file}"}).status_code == 204


def document(greeting: str = "Good day!") -> str:
    """A bot in one document."""
    files = (FILES[name] for name in ("config.yml", "domain.yml", "nlu-data/nlu.yml", "flows/orders.yml"))
    return "\n".join(files).replace("Hello <b>there</b>", greeting)


def model_of(api: httpx.Client) -> bytes:
    answer = api.post("/model/train?save_to_default_model_directory=false", content=document())
    assert answer.status_code == 200, answer.text
    return answer.content


def test_a_model_is_trained_beside_those_who_talk(server: Live) -> None:
    async def talk() -> tuple[httpx.Response, list[int]]:
        async with httpx.AsyncClient(base_url=server.url, timeout=60) as http:
            training = asyncio.create_task(http.post("/model/train", content=document()))
            jobs = []
            while not training.done():
                jobs.append((await http.get("/status")).json()["num_active_training_jobs"])
                said = await http.post("/webhooks/rest/webhook", json={"sender": "busy", "message": "hello"})
                assert said.status_code == 200
                await asyncio.sleep(0.02)
            return training.result(), jobs

    trained, jobs = asyncio.run(talk())
    assert trained.status_code == 200
    assert max(jobs) == 1
    assert trained.headers["filename"].endswith(".tar.gz")
    with tarfile.open(fileobj=io.BytesIO(trained.content)) as archive:
        assert "metadata.json" in archive.getnames()
    assert httpx.get(server.url + "/status").json()["num_active_training_jobs"] == 0
    done = httpx.put(server.url + "/model", json={"model_file": f"models/{trained.headers['filename']}"})
    assert done.status_code == 204
    assert server.texts("hello", "trained") == ["Good day!"]
    httpx.put(server.url + "/model", json={"model_file": "models/small.tar.gz"})


def test_what_cannot_be_trained_is_told(api: httpx.Client) -> None:
    broken = document().replace("action: utter_greet", "action: utter_nowhere")
    answer = api.post("/model/train", content=broken)
    assert (answer.status_code, answer.json()["reason"]) == (400, "BadRequest")
    assert "utter_nowhere" in answer.json()["message"]
    assert api.post("/model/train", content=b" ").status_code == 400


def test_what_was_trained_or_cannot_be_is_posted(api: httpx.Client, mailbox: Mailbox) -> None:
    assert api.post(f"/model/train?callback_url={mailbox.url}", content=b"intents: [").status_code == 204
    _, body = mailbox.wait()
    assert body["code"] == 400
    assert api.post("/model/train?callback_url=ftp://x", content=document()).status_code == 400


def test_examples_are_tested(api: httpx.Client) -> None:
    examples = "nlu:\n- intent: greet\n  examples: |\n    - hello\n    - where is my order\n"
    found = api.post("/model/test/intents", content=examples).json()
    assert {*found} == {"intent_evaluation", "entity_evaluation", "response_selection_evaluation"}
    intents = found["intent_evaluation"]
    assert {*intents} == {"report", "predictions", "precision", "f1_score", "accuracy", "errors"}
    assert (intents["accuracy"], len(intents["predictions"]), len(intents["errors"])) == (0.5, 2, 1)
    assert api.post("/model/test/intents", content="nlu: []").status_code == 400
    for folds in ("1", "1e300", "nan", "2.5", "x"):
        refused = api.post(f"/model/test/intents?cross_validation_folds={folds}", content=examples)
        assert refused.status_code == 400
        assert "cross_validation_folds" in refused.json()["message"]


def test_examples_are_cross_validated_for_a_callback(api: httpx.Client, mailbox: Mailbox) -> None:
    query = f"cross_validation_folds=2&callback_url={mailbox.url}"
    assert api.post(f"/model/test/intents?{query}", content=FILES["nlu-data/nlu.yml"]).status_code == 204
    headers, body = mailbox.wait()
    assert headers["content-type"] == "application/json"
    assert len(body["intent_evaluation"]["predictions"]) == 12


def test_stories_are_tested(api: httpx.Client) -> None:
    stories = "stories:\n- story: a\n  steps:\n  - user: hello\n    intent: greet\n  - action: utter_greet\n"
    found = api.post("/model/test/stories?e2e=true", content=stories).json()
    assert {"report", "precision", "f1", "accuracy", "actions", "in_training_data_fraction"} < {*found}
    assert found["is_end_to_end_evaluation"] is True
    assert found["in_training_data_fraction"] is None, "in a bot of flows nobody remembers stories"
    (action,) = found["actions"]
    assert (action["action"], action["predicted"]) == ("utter_greet", "utter_greet")
    assert api.post("/model/test/stories", content="stories: [").status_code == 400

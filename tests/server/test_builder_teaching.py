"""Examples, messages, models and responses over HTTP, as the builder's page asks for them."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .desk import Desk
from .live import Live


@pytest.fixture(scope="module")
def server(small_bot: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with Live(shutil.copytree(small_bot, tmp_path_factory.mktemp("teaching") / "bot")) as live:
        yield live


@pytest.fixture(scope="module")
def desk(server: Live) -> Iterator[Desk]:
    with Desk(server.url) as desk:
        yield desk


def begin(desk: Desk, path: str, body: Any) -> str:
    """Begin a job; its id."""
    answer = desk.call("POST", path, json=body)
    assert answer.status_code == 202, answer.text
    return str(answer.json()["job"])


def over(desk: Desk, job: str) -> dict[str, Any]:
    """A job when it is over."""
    for _ in range(600):
        found: dict[str, Any] = desk.get(f"jobs/{job}")
        if found["state"] != "running":
            return found
        time.sleep(0.05)
    raise AssertionError(f"the job goes on: {found}")


def test_an_intent_is_looked_at_and_taught(desk: Desk) -> None:
    assert {row["name"]: row["examples"] for row in desk.get("intents")} == {"check_order": 6, "greet": 6}
    body = {
        "add": [{"intent": "faq/hours", "plain": "open on Monday", "marks": [{"start": 8, "end": 14, "entity": "day"}]}]
    }
    assert desk.post("examples", body)["hashes"].keys() == {"nlu-data/nlu.yml", "domain.yml"}
    (row,) = desk.get("intents/faq/hours")["examples"]
    assert (row["text"], row["plain"]) == ("open on [Monday](day)", "open on Monday")
    at = {key: row[key] for key in ("file", "path", "index", "text")}
    desk.post("examples", {"remove": [at]})
    assert desk.call("POST", "examples", json={"remove": [at]}).status_code == 409
    assert desk.call("POST", "examples", json={"add": [{"intent": "greet", "text": "[a]{"}]}).status_code == 400
    assert desk.call("POST", "examples", json={}).status_code == 400
    assert desk.call("GET", "intents/none").status_code == 404


def test_word_lists_are_kept_and_deleted(desk: Desk) -> None:
    desk.call("PUT", "data", json={"kind": "lookup", "name": "city", "lines": ["Rome", "Oslo"]}).raise_for_status()
    found = {(row["kind"], row["name"]): row["lines"] for row in desk.get("data")}
    assert found["lookup", "city"] == ["Rome", "Oslo"]
    gone = [desk.call("DELETE", "data", params={"kind": "lookup", "name": "city"}).status_code for _ in range(2)]
    assert gone == [200, 404]
    assert desk.call("DELETE", "data", params={"kind": "intent", "name": "greet"}).status_code == 400


def test_what_a_user_said_becomes_an_example(server: Live, desk: Desk) -> None:
    for text in ("hello", "is my parcel stuck", "do you sell boats"):
        server.say(text, sender=f"who said {text}")  # each begins: what answers a question teaches nothing
    found = desk.get("messages")
    shown = {each["text"]: each for each in found["messages"]}
    assert shown.keys() == {"is my parcel stuck", "do you sell boats"}
    parcel = shown["is my parcel stuck"]
    assert parcel["near"]
    assert parcel["guesses"]
    desk.post(f"messages/{parcel['id']}", {"as": "example", "intent": "check_order", "text": "is my parcel stuck"})
    assert desk.post(f"messages/{shown['do you sell boats']['id']}", {"as": "ignore"}) is None
    assert desk.get("messages", order="new") == {"total": 0, "messages": []}
    assert desk.call("DELETE", f"messages/{shown['do you sell boats']['id']}").status_code == 204
    assert desk.get("messages")["total"] == 1
    assert desk.call("GET", "messages", params={"order": "loudest"}).status_code == 400
    limits = {"nan": 400, "inf": 400, -1: 400, 0: 200, 10**12: 200}
    assert {limit: desk.call("GET", "messages", params={"limit": limit}).status_code for limit in limits} == limits


def test_a_model_is_trained_measured_compared_put_to_work_and_rolled_back(desk: Desk) -> None:
    (before,) = desk.get("models")
    assert before["runs"]
    desk.call("PUT", "responses/utter_greet", json={"variations": [{"text": "Welcome"}]}).raise_for_status()
    trained = over(desk, begin(desk, "training", {"serve": True}))
    assert (trained["state"], trained["progress"]) == ("done", 1.0)
    made = trained["result"]["file"]
    runs = {row["file"]: row["runs"] for row in desk.get("models")}
    assert runs == {made: True, before["file"]: False}
    compared = over(desk, begin(desk, "comparisons", {"models": [before["file"], made]}))["result"]
    assert compared["conversations"]["count"] == 2
    over(desk, begin(desk, "evaluations", {"what": "conversations"}))
    assert desk.get(f"models/{made}")["passed"] == 2
    assert desk.call("GET", f"models/{before['file']}").status_code == 404
    assert desk.call("DELETE", f"models/{made}").status_code == 409
    assert desk.call("POST", f"models/{before['file']}/serve").status_code == 204
    assert desk.call("DELETE", f"models/{made}").status_code == 204
    assert [row["runs"] for row in desk.get("models")] == [True]
    assert desk.call("POST", "models/none.tar.gz/serve").status_code == 404


def test_a_review_is_kept_and_a_job_can_be_broken_off(desk: Desk) -> None:
    assert desk.get("review")["model"]
    assert over(desk, begin(desk, "evaluations", {"what": "nlu", "folds": 2}))["state"] == "done"
    review = desk.get("review")
    assert (review["stale"], review["model"]) == (False, "")
    assert review["understood"]["asked"] >= 12
    job = begin(desk, "evaluations", {"what": "nlu", "folds": 6})
    assert desk.call("DELETE", f"jobs/{job}").json()["state"] == "cancelled"
    assert desk.get("jobs")[0]["id"] == job
    assert desk.call("GET", "jobs/none").status_code == 404
    assert desk.call("POST", "evaluations", json={"what": "nlu", "folds": 1}).status_code == 400


def test_a_response_is_seen_changed_and_looked_at_on_channels(desk: Desk) -> None:
    desk.call("PUT", "responses/utter_bye", json={"variations": [{"text": "Bye {name}"}]}).raise_for_status()
    row = next(row for row in desk.get("responses") if row["name"] == "utter_bye")
    assert (row["variations"], row["used_by"], row["missing"]) == ([{"text": "Bye {name}"}], [], [])
    assert desk.call("DELETE", "responses/utter_bye").status_code == 200
    assert desk.call("DELETE", "responses/utter_bye").status_code == 404
    channels = {each["name"]: each for each in desk.get("channels")}
    assert channels["web"]["connected"]
    assert not channels["whatsapp"]["connected"]
    variation = {"text": "Which?", "buttons": [{"title": f"Number {n}", "payload": f"/{n}"} for n in range(5)]}
    looks = desk.post("preview", {"variation": variation})["channels"]
    assert looks["web"]["losses"] == []
    assert [loss["kind"] for loss in looks["whatsapp"]["losses"]] == ["flattened"]

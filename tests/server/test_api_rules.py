"""Rasa's API of a bot that goes by rules and a form: what would come next, and what others make it do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from tests.conftest import talkwright

from .live import Live

FILES = {
    "config.yml": """
language: en
pipeline: [{name: WhitespaceTokenizer}, {name: NgramClassifier}]
policies: [{name: RulePolicy}, {name: MemoizationPolicy}]
""",
    "domain.yml": """
intents: [greet, book]
slots:
  people: {type: text, mappings: [{type: from_text, conditions: [{active_loop: table_form, requested_slot: people}]}]}
forms:
  table_form: {required_slots: [people]}
responses:
  utter_greet: [{text: Hello!}]
  utter_ask_people: [{text: For how many?}]
  utter_booked: [{text: "A table for {people}."}]
""",
    "data/all.yml": """
nlu:
- intent: greet
  examples: "- hello\\n- hi\\n- good day\\n"
- intent: book
  examples: "- a table please\\n- book a table\\n- I want a table\\n"
rules:
- rule: greet
  steps: [{intent: greet}, {action: utter_greet}]
- rule: begin
  steps: [{intent: book}, {action: table_form}, {active_loop: table_form}]
- rule: end
  condition: [{active_loop: table_form}]
  steps: [{action: table_form}, {active_loop: null}, {slot_was_set: [{requested_slot: null}]}, {action: utter_booked}]
""",
}
USER = {"event": "user", "text": "/greet", "parse_data": {"intent": {"name": "greet", "confidence": 1.0}}}
LISTENS = {"event": "action", "name": "action_listen"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    bot = tmp_path_factory.mktemp("rules")
    for name, text in FILES.items():
        (bot / name).parent.mkdir(exist_ok=True)
        (bot / name).write_text(text.lstrip())
    done = talkwright("train", cwd=bot)
    assert done.returncode == 0, done.stdout + done.stderr
    with Live(bot, "--enable-api") as live:
        yield live


@pytest.fixture
def api(server: Live) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, timeout=30) as http:
        yield http


def scores(told: dict[str, Any]) -> dict[str, float]:
    return {each["action"]: each["score"] for each in told["scores"]}


def test_what_comes_after_events(api: httpx.Client) -> None:
    told = api.post("/model/predict", json=[LISTENS, USER]).json()
    assert {*told} == {"scores", "policy", "confidence", "tracker"}
    assert scores(told)["utter_greet"] == 1.0
    assert told["confidence"] == 1.0
    assert {"action_listen", "action_restart", "utter_booked", "table_form"} <= {*scores(told)}
    assert len(told["tracker"]["events"]) == 2
    after = api.post("/model/predict", json=[LISTENS, USER, {"event": "action", "name": "utter_greet"}]).json()
    assert scores(after)["action_listen"] == 1.0


def test_what_is_ordered_comes(api: httpx.Client) -> None:
    told = api.post("/model/predict", json=[LISTENS, USER, {"event": "followup", "name": "utter_booked"}]).json()
    assert scores(told)["utter_booked"] == 1.0


def test_what_comes_in_a_conversation(api: httpx.Client) -> None:
    assert api.post("/conversations/nobody/predict").status_code == 404
    api.post("/conversations/next/messages", json={"text": "/book", "sender": "user"})
    told = api.post("/conversations/next/predict").json()
    assert told["scores"][0] == {"action": "table_form", "score": 1.0}
    assert told["scores"] == sorted(told["scores"], key=lambda each: (-each["score"], each["action"]))
    assert api.get("/conversations/next/tracker").json()["latest_action_name"] == "action_listen"


def test_a_message_that_is_noted_fills_slots(api: httpx.Client, server: Live) -> None:
    assert server.texts("/book", "noted") == ["For how many?"]
    shown = api.post("/conversations/noted/messages", json={"text": "seven of us", "sender": "user"}).json()
    assert (shown["slots"]["people"], shown["active_loop"]["name"]) == ("seven of us", "table_form")


def test_a_form_is_begun_and_an_intent_answered_from_outside(api: httpx.Client, server: Live) -> None:
    assert server.texts("/greet", "made") == ["Hello!"]
    begun = api.post(
        "/conversations/made/execute", json={"name": "table_form", "policy": "p", "confidence": 0.4}
    ).json()
    assert [each["text"] for each in begun["messages"]] == ["For how many?"]
    assert begun["tracker"]["active_loop"]["name"] == "table_form"
    api.post("/conversations/made/execute", json={"name": "action_listen"})  # only then it is the user's turn
    assert server.texts("six", "made") == ["A table for six."]
    told = api.post("/conversations/made/trigger_intent", json={"name": "greet"}).json()
    assert [each["text"] for each in told["messages"]] == ["Hello!"]


def test_a_new_conversation_opens_its_session_before_events(api: httpx.Client) -> None:
    shown = api.post("/conversations/opened/tracker/events", json={"event": "slot", "name": "people", "value": "2"})
    kinds = [(event["event"], event.get("name")) for event in shown.json()["events"]]
    assert kinds[0] == ("action", "action_session_start")
    assert kinds[-1] == ("slot", "people")


def test_the_requested_slot_is_shown(api: httpx.Client) -> None:
    slots = api.get("/conversations/fresh/tracker").json()["slots"]
    assert {"people", "requested_slot", "session_started_metadata"} <= {*slots}


def test_what_rules_know_is_the_fraction_in_training_data(api: httpx.Client) -> None:
    steps = "[{intent: greet}, {action: utter_greet}, {intent: greet}, {action: utter_booked}]"
    found = api.post("/model/test/stories", content=f"stories: [{{story: a, steps: {steps}}}]").json()
    assert {each["policy"] for each in found["actions"]} == {"RulePolicy"}
    assert found["in_training_data_fraction"] == 1.0

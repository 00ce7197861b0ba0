"""Rasa's routes of a conversation, over HTTP: its keys, its log, and what others may do to it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from .live import Live

TRACKER = {
    *("sender_id", "slots", "latest_message", "latest_event_time", "followup_action", "paused", "events"),
    *("latest_input_channel", "active_loop", "latest_action", "latest_action_name"),
}
OURS = {"stack"}
SLOT = {"event": "slot", "name": "order_number", "value": "TW-1042"}


@pytest.fixture(scope="module")
def server(small_bot: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with Live(shutil.copytree(small_bot, tmp_path_factory.mktemp("api") / "bot"), "--enable-api") as live:
        yield live


@pytest.fixture
def api(server: Live) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, timeout=30) as http:
        yield http


def tracker(api: httpx.Client, id: str, **query: Any) -> dict[str, Any]:
    answer = api.get(f"/conversations/{id}/tracker", params=query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def kinds(shown: dict[str, Any]) -> list[str]:
    return [event["event"] for event in shown["events"]]


def test_every_event_says_which_model_wrote_it(api: httpx.Client, server: Live) -> None:
    server.say("hello", "origin")
    server.say("hello again", "origin")
    model = api.get("/status").json()["model_id"]
    shown = tracker(api, "origin")
    assert {event["metadata"]["model_id"] for event in shown["events"]} == {model}
    assert shown["latest_message"]["metadata"] == {}
    assert tracker(api, "origin", include_events="APPLIED")["events"][-1]["metadata"]["model_id"] == model


def test_a_tracker_has_rasas_keys(api: httpx.Client, server: Live) -> None:
    server.say("where is my order TW-1042", "keys")
    shown = tracker(api, "keys")
    assert {*shown} == TRACKER | OURS
    assert shown["sender_id"] == "keys"
    assert shown["latest_input_channel"] == "rest"
    assert shown["latest_message"]["intent"]["name"] == "check_order"
    assert {"intent", "entities", "text", "message_id", "metadata", "text_tokens", "intent_ranking"} <= {
        *shown["latest_message"]
    }
    assert shown["latest_action"] == {"action_name": "action_listen"}
    assert "session_started_metadata" in shown["slots"]
    assert kinds(shown)[:4] == ["action", "session_started", "action", "user"]


def test_a_new_conversation_is_shown_as_it_begins_and_asking_does_not_begin_it(api: httpx.Client) -> None:
    shown = tracker(api, "nobody")
    assert [(event["event"], event.get("name")) for event in shown["events"]] == [
        ("action", "action_session_start"),
        ("session_started", None),
        ("action", "action_listen"),
    ]
    assert api.get("/conversations/nobody/story").status_code == 404


def test_a_conversation_can_have_a_slash_in_its_name(api: httpx.Client, server: Live) -> None:
    server.say("hello", "team/ada")
    for path in ("team/ada", "team%2Fada"):
        assert len(tracker(api, path)["events"]) > 3


@pytest.mark.parametrize(
    ("wanted", "has"),
    [("ALL", ["user", "restart", "slot"]), ("AFTER_RESTART", ["slot"]), ("APPLIED", ["restart", "slot"])],
)
def test_events_are_shown_as_they_are_asked_for(api: httpx.Client, wanted: str, has: list[str]) -> None:
    events = [{"event": "user", "text": "hi"}, {"event": "restart"}, SLOT]
    api.put(f"/conversations/shown-{wanted}/tracker/events", json=events)
    assert kinds(tracker(api, f"shown-{wanted}", include_events=wanted)) == has
    assert tracker(api, f"shown-{wanted}", include_events="none")["events"] is None


def test_a_conversation_is_shown_as_it_stood(api: httpx.Client) -> None:
    events = [{**SLOT, "value": value, "timestamp": at} for value, at in (("one", 10.0), ("two", 20.0))]
    api.put("/conversations/past/tracker/events", json=events)
    assert tracker(api, "past")["slots"]["order_number"] == "two"
    shown = tracker(api, "past", until=15)
    assert (shown["slots"]["order_number"], len(shown["events"]), shown["latest_event_time"]) == ("one", 1, 10.0)


def test_events_are_added_and_the_session_opens_before_them(api: httpx.Client, server: Live) -> None:
    answer = api.post("/conversations/added/tracker/events", json=SLOT).json()
    assert kinds(answer) == ["action", "session_started", "action", "slot"]
    assert answer["events"][-1]["timestamp"] > 0
    api.post("/conversations/added/tracker/events", json=[{**SLOT, "value": "TW-2"}, {"event": "pause"}])
    shown = tracker(api, "added")
    assert (shown["slots"]["order_number"], shown["paused"]) == ("TW-2", True)
    assert server.say("hello", "added") == []


def test_no_event_is_added_when_one_is_none(api: httpx.Client) -> None:
    answer = api.post("/conversations/half/tracker/events", json=[SLOT, {"event": "nonsense"}])
    assert (answer.status_code, answer.json()["reason"]) == (400, "BadRequest")
    assert "event 1" in answer.json()["message"]
    assert api.get("/conversations/half/story").status_code == 404


def test_taking_back_from_outside_finds_the_log(api: httpx.Client, server: Live) -> None:
    server.say("hello", "rewound")
    before = tracker(api, "rewound", include_events="APPLIED")
    server.say("where is my order", "rewound")
    api.post("/conversations/rewound/tracker/events", json={"event": "rewind"})
    assert len(tracker(api, "rewound", include_events="APPLIED")["events"]) <= len(before["events"])


def test_replacing_a_conversation_leaves_nothing_of_it(api: httpx.Client, server: Live) -> None:
    server.say("where is my order TW-7", "replaced")
    shown = api.put("/conversations/replaced/tracker/events?include_events=ALL", json=[SLOT]).json()
    assert (kinds(shown), shown["stack"], shown["latest_message"]["text"]) == (["slot"], [], None)
    assert api.put("/conversations/replaced/tracker/events?include_events=ALL", json=[]).json()["events"] == []
    assert server.texts("hello", "replaced") == ["Hello <b>there</b>"]


def test_a_story_of_it_can_be_read_again(api: httpx.Client, server: Live) -> None:
    server.say("hello", "told")
    server.say("where is my order TW-1042", "told")
    answer = api.get("/conversations/told/story")
    assert answer.headers["content-type"].startswith("text/plain")
    (story,) = yaml.safe_load(answer.text)["stories"]
    assert story["story"] == "told"
    assert [step for step in story["steps"] if "user" in step] == [
        {"intent": "greet", "user": "hello"},
        {"intent": "check_order", "user": "where is my order [TW-1042](order_number)"},
    ]
    assert {"action": "utter_on_its_way"} in story["steps"]
    server.say("/session_start", "told")
    several = yaml.safe_load(api.get("/conversations/told/story?all_sessions=true").text)["stories"]
    assert [each["story"] for each in several] == ["told, story 1", "told, story 2"]


def test_an_action_runs_when_somebody_says_so(api: httpx.Client, server: Live) -> None:
    assert api.post("/conversations/stranger/execute", json={"name": "utter_greet"}).status_code == 404
    server.say("hello", "executed")
    done = api.post("/conversations/executed/execute", json={"name": "utter_greet", "policy": "x", "confidence": 0.5})
    assert {*done.json()} == {"tracker", "messages"}
    (said,) = done.json()["messages"]
    assert (said["recipient_id"], said["text"]) == ("executed", "Hello <b>there</b>")
    action = [event for event in done.json()["tracker"]["events"] if event["event"] == "action"][-1]
    assert (action["name"], action["policy"], action["confidence"]) == ("utter_greet", "x", 0.5)
    assert api.post("/conversations/executed/execute", json={"name": "action_nowhere"}).status_code == 404
    assert api.post("/conversations/executed/execute", json={}).status_code == 400


@pytest.mark.parametrize("entities", [{"order_number": "TW-1042"}, [{"entity": "order_number", "value": "TW-1042"}]])
def test_an_intent_comes_from_outside(api: httpx.Client, entities: Any) -> None:
    id = f"triggered-{type(entities).__name__}"
    body = {"name": "check_order", "entities": entities}
    done = api.post(f"/conversations/{id}/trigger_intent", json=body).json()
    assert [each["text"] for each in done["messages"]][:1] == ["TW-1042 is on its way."]
    (heard,) = [event for event in done["tracker"]["events"] if event["event"] == "user"]
    assert (heard["text"], heard["metadata"]["is_external"]) == ("EXTERNAL: check_order", True)
    unknown = api.post(f"/conversations/{id}/trigger_intent", json={"name": "nowhere"})
    assert (unknown.status_code, unknown.json()["reason"]) == (404, "NotFound")


def test_a_message_is_noted_and_not_answered(api: httpx.Client, server: Live) -> None:
    shown = api.post("/conversations/noted/messages", json={"text": "hello", "sender": "user"}).json()
    assert shown["latest_message"]["intent"]["name"] == "greet"
    assert "bot" not in kinds(shown)
    meant = {"text": "so?", "intent": {"name": "check_order", "confidence": 0.9}, "entities": []}
    body = {"text": "so?", "sender": "user", "parse_data": meant}
    assert api.post("/conversations/noted/messages", json=body).json()["latest_message"]["intent"] == meant["intent"]
    assert api.post("/conversations/noted/messages", json={"text": "hi", "sender": "bot"}).status_code == 400
    assert server.texts("hello", "noted") == ["Hello <b>there</b>"]


def test_changes_at_once_are_all_there(api: httpx.Client) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def add(number: int) -> int:
        event = {"event": "slot", "name": "order_number", "value": f"TW-{number}"}
        return api.post("/conversations/crowd/tracker/events", json=event).status_code

    with ThreadPoolExecutor(8) as pool:
        assert {*pool.map(add, range(24))} == {200}
    values = [
        event["value"] for event in tracker(api, "crowd", include_events="ALL")["events"] if event["event"] == "slot"
    ]
    assert sorted(values) == sorted(f"TW-{number}" for number in range(24))


@pytest.mark.parametrize("query", [{"include_events": "SOME"}, {"until": "yesterday"}], ids=["include_events", "until"])
def test_a_wrong_question_is_told(api: httpx.Client, query: dict[str, str]) -> None:
    answer = api.get("/conversations/ada/tracker", params=query)
    assert answer.status_code == 400
    assert next(iter(query)) in answer.json()["message"]


def test_an_error_has_rasas_keys(api: httpx.Client) -> None:
    failure = api.post("/conversations/ada/tracker/events", content=b"{").json()
    assert {*failure} == {"version", "status", "message", "reason", "details", "help", "code"}
    assert (failure["status"], failure["code"]) == ("failure", 400)

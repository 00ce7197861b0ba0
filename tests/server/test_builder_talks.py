"""Rehearsals, stored conversations, replays and traffic, asked of a real server."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .desk import Desk
from .live import Live

ORDERS = "flows/orders.yml"
LOOK_UP = {"flow": "order_status", "step": "action_action_look_up_order"}


@pytest.fixture(scope="module")
def live(small_bot: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    bot = shutil.copytree(small_bot, tmp_path_factory.mktemp("talks") / "bot")
    with Live(bot) as live:
        assert live.texts("where is my order TW-1042", "cleo") == ["TW-1042 is on its way."]
        assert live.texts("where is my order", "dan/2")[0] == "Which order?"
        live.say("TW-7", "dan/2")
        yield live


@pytest.fixture
def desk(live: Live) -> Iterator[Desk]:
    with Desk(live.url) as desk:
        yield desk
        desk.post("discard", {})


def edit(desk: Desk, file: str, path: list[str | int], value: Any) -> None:
    seen = desk.call("GET", "values", params={"file": file, "path": "[]"}).json()
    desk.post("edits", {"edits": [{"file": file, "path": path, "value": value}], "based_on": {file: seen["hash"]}})


def test_a_flow_is_drawn_and_talked_to_at_once(desk: Desk, live: Live) -> None:
    rehearsal = desk.post("rehearsals", {"run_actions": True})
    here = f"rehearsals/{rehearsal['id']}"
    assert (rehearsal["turns"], rehearsal["paused"], rehearsal["stale"]) == ([], None, False)
    edit(desk, ORDERS, ["flows", "greet", "steps"], [{"action": "utter_greet"}, {"action": "utter_unknown"}])
    assert desk.get(here)["stale"]
    (turn,) = desk.post(f"{here}/messages", {"text": "hello"})["turns"]
    assert [said["text"] for said in turn["bot"]] == ["Hello <b>there</b>", "I do not know that order."]
    assert turn["bot"][0]["buttons"] == [{"title": "My order", "payload": "/check_order"}]
    assert (turn["nlu"]["intent"], turn["commands"]) == (
        "greet",
        [{"command": "start flow", "flow": "greet", "by_payload": False}],
    )
    assert turn["path"][:2] == [
        {"flow": "greet", "step": "", "to": "action_utter_greet", "exit": None},
        {"flow": "greet", "step": "action_utter_greet", "to": "action_utter_unknown", "exit": 0},
    ]
    assert live.texts("hello", "eve") == ["Hello <b>there</b>"]


def test_it_is_held_at_a_step_a_slot_is_changed_and_it_goes_on(desk: Desk) -> None:
    here = f"rehearsals/{desk.post('rehearsals', {})['id']}"
    held = desk.post(f"{here}/messages", {"text": "where is my order TW-7", "breakpoints": [LOOK_UP]})
    assert held["paused"] == {**LOOK_UP, "action": None}
    assert desk.call("POST", f"{here}/messages", json={"text": "hello"}).status_code == 409
    desk.post(f"{here}/slots", {"name": "order_number", "value": "TW-1042"})
    done = desk.post(f"{here}/continue", {"stepping": False})
    assert (done["paused"], done["turns"][-1]["bot"][0]["text"]) == (None, "TW-1042 is on its way.")
    assert desk.call("POST", f"{here}/continue", json={}).status_code == 409
    forked = desk.post(f"{here}/fork", {"turn": 1})
    assert desk.post(f"{here}/back", {"turn": 0})["turns"] == []
    assert len(desk.get(f"rehearsals/{forked['id']}")["turns"]) == 1
    saved = desk.post(f"rehearsals/{forked['id']}/save", {"name": "An order"})
    assert saved["file"] == "tests/conversations/an-order.yml"
    assert saved["file"] in desk.get("project")["drafts"]
    assert desk.call("DELETE", here).status_code == 204
    assert desk.call("GET", here).status_code == 404


@pytest.mark.parametrize(
    ("path", "body"),
    [("messages", {}), ("messages", []), ("slots", {"name": "nowhere"}), ("back", {"turn": 9}), ("fork", {"turn": -1})],
)
def test_what_makes_no_sense_is_refused(desk: Desk, path: str, body: Any) -> None:
    here = f"rehearsals/{desk.post('rehearsals', {})['id']}"
    assert desk.call("POST", f"{here}/{path}", json=body).status_code == 400
    assert desk.call("POST", f"rehearsals/none/{path}", json={"text": "a", "turn": 0, "name": "a"}).status_code == 404


def test_what_people_said_is_looked_at_and_gone_on_with(desk: Desk) -> None:
    rows = {row["id"]: row for row in desk.get("conversations", limit=50)}
    assert (rows["dan/2"]["turns"], rows["dan/2"]["channel"], rows["dan/2"]["last"]) == (2, "rest", "TW-7")
    seen = desk.get("conversations/dan%2F2")
    assert [turn["user"] for turn in seen["turns"]] == ["where is my order", "TW-7"]
    mine = desk.post("conversations/dan%2F2/rehearse", {"turn": 1})
    done = desk.post(f"rehearsals/{mine['id']}/messages", {"text": "TW-1042"})
    assert done["turns"][-1]["bot"][0]["text"] == "TW-1042 is on its way."
    assert len(desk.get("conversations/dan%2F2")["turns"]) == 2
    assert desk.call("GET", "conversations/nobody").status_code == 404


def test_a_draft_is_held_against_what_people_said(desk: Desk) -> None:
    edit(desk, "domain.yml", ["responses", "utter_on_its_way", 0, "text"], "It is coming.")
    job = desk.post("replays", {"last": 50})["job"]
    while (found := desk.get(f"jobs/{job}"))["state"] == "running":
        time.sleep(0.02)
    (change,) = found["result"]["changes"]
    assert (change["conversation"], change["turn"], found["result"]["changed"]) == ("cleo", 1, 1)


def test_traffic(desk: Desk) -> None:
    found = desk.get("traffic", flow="order_status")
    assert found["sessions"] == 2
    by_way = {(edge["from"], edge["exit"], edge["to"]): edge["count"] for edge in found["edges"]}
    assert by_way["action_action_look_up_order", 0, "action_utter_on_its_way"] == 1
    assert by_way["action_action_look_up_order", 1, "action_utter_unknown"] == 1
    assert desk.get("traffic", flow="order_status", to=1.0)["edges"] == []
    assert desk.call("GET", "traffic").status_code == 400


def test_traffic_of_all_flows(desk: Desk) -> None:
    found = desk.get("traffic/flows")
    assert [(each["flow"], each["sessions"]) for each in found[:2]] == [("pattern_completed", 3), ("order_status", 2)]
    assert found[1] == desk.get("traffic", flow="order_status")
    assert desk.get("traffic/flows", to=1.0) == []

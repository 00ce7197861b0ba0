"""Palette, problems, slots, renaming, conditions and the map over HTTP, as the builder's page asks for them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from .desk import Desk
from .live import Live


@pytest.fixture(scope="module")
def bot(small_bot: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(small_bot, tmp_path_factory.mktemp("drawing") / "bot")


@pytest.fixture(scope="module")
def server(bot: Path) -> Iterator[Live]:
    with Live(bot) as live:
        yield live


@pytest.fixture(scope="module")
def desk(server: Live) -> Iterator[Desk]:
    with Desk(server.url) as desk:
        yield desk


@pytest.fixture(autouse=True)
def fresh(desk: Desk) -> Iterator[None]:
    yield
    desk.post("discard", {})


def test_the_palette_comes_with_forms(desk: Desk) -> None:
    kinds = {kind["key"]: kind for kind in desk.get("kinds")}
    assert kinds["message"]["match"] == {"key": "action", "pattern": "^utter_"}
    assert kinds["message"]["title"] == {"en": "Message", "de": "Nachricht"}
    assert kinds["ask"]["schema"]["properties"]["collect"]["x-widget"] == "slot"
    assert kinds["end"]["match"] == {"end": True}
    assert (kinds["crm"]["ready"], kinds["crm"]["needs"]) == (False, "action_sync_crm")


def test_a_problem_is_found_placed_and_mended(desk: Desk) -> None:
    seen = desk.get("flows/order_status")
    value = seen["value"]
    value["steps"][1]["next"][0]["if"] = 'slots.order_stat is "sent"'
    edit = {"file": seen["file"], "path": seen["path"], "value": value}
    desk.post("edits", {"edits": [edit], "based_on": {seen["file"]: seen["hash"]}})
    (wrong,) = (each for each in desk.get("problems") if each["code"] == "condition/unknown-slot")
    assert (wrong["flow"], wrong["step"]) == ("order_status", "action_action_look_up_order")
    assert wrong["fix"] == {"title": "Write 'slots.order_state'"}
    which = {key: wrong[key] for key in ("code", "file", "line", "column")}
    assert desk.post("problems/fix", which)["hashes"].keys() == {seen["file"]}
    assert not [each for each in desk.get("problems") if each["code"] == wrong["code"]]
    assert desk.call("POST", "problems/fix", json=which).status_code == 404
    assert desk.call("POST", "problems/fix", json={}).status_code == 400


def test_a_slot_says_who_uses_it(desk: Desk) -> None:
    (slot,) = (each for each in desk.get("slots") if each["name"] == "order_state")
    assert slot["path"] == ["slots", "order_state"]
    assert [(use["flow"], use["step"], use["by"]) for use in slot["read_by"]] == [
        ("order_status", "action_action_look_up_order", "if")
    ]
    assert [use["action"] for use in slot["set_by"] if "action" in use] == ["action_look_up_order"]


def test_a_slot_is_renamed_in_the_draft_alone(desk: Desk, bot: Path) -> None:
    before = {path: path.read_bytes() for path in bot.rglob("*.yml") if ".talkwright" not in path.parts}
    wish = {"kind": "slot", "old": "order_number", "new": "number_of_order"}
    planned = desk.post("rename", {**wish, "dry_run": True})
    assert planned["hashes"] == {}
    assert planned["along"]["utter_ask_order_number"] == "utter_ask_number_of_order"
    assert desk.get("diff") == []
    desk.call("PUT", "layout/order_status", json={"positions": {"collect_order_number": [12, 34]}})
    made = desk.post("rename", wish)
    assert made["files"] == planned["files"]
    assert made["hashes"].keys() == {each["file"] for each in made["files"]}
    assert {path: path.read_bytes() for path in before} == before
    layout = desk.get("flows/order_status")["layout"]
    assert layout["positions"]["collect_number_of_order"] == [12, 34]
    assert "number_of_order" in {slot["name"] for slot in desk.get("slots")}
    assert desk.call("POST", "rename", json=wish).status_code == 404
    taken = {"kind": "slot", "old": "number_of_order", "new": "order_state"}
    assert desk.call("POST", "rename", json=taken).status_code == 409
    assert desk.call("POST", "rename", json={**taken, "new": "a b"}).status_code == 400
    assert desk.call("POST", "rename", json={"kind": "planet"}).status_code == 400


def test_a_flow_takes_its_layout_along(desk: Desk) -> None:
    note = {"id": "n1", "text": "mind this", "at": [1, 2], "size": [3, 4]}
    desk.call("PUT", "layout/greet", json={"positions": {"action_utter_greet": [5, 6]}, "notes": [note]})
    desk.post("rename", {"kind": "flow", "old": "greet", "new": "say_hello"})
    layout = desk.get("flows/say_hello")["layout"]
    assert layout["positions"] == {"action_utter_greet": [5, 6]}
    assert [each["text"] for each in layout["notes"]] == ["mind this"]


def test_a_condition_is_judged_and_written(desk: Desk) -> None:
    text = 'slots.order_state is "sent" and slots.order_nr'
    judged = desk.post("conditions", {"text": text, "cursor": len(text), "slots": {"order_state": "sent"}})
    (fault,) = judged["problems"]
    assert (judged["ok"], judged["value"]) == (False, False)
    assert text[fault["start"] : fault["end"]] == "slots.order_nr"
    assert judged["rows"]["rows"][0] == {"left": "slots.order_state", "operator": "=", "right": "'sent'"}
    good = desk.post("conditions", {"text": "slots.order_state is null", "slots": {}, "cursor": 8})
    assert (good["ok"], good["value"]) == (True, True)
    assert [each["text"] for each in good["completions"]] == ["slots.order_number", "slots.order_state"]
    assert desk.post("conditions/write", {"rows": judged["rows"]}) == {
        "text": "slots.order_state = 'sent' and slots.order_nr"
    }
    bad = {"op": "and", "rows": [{"left": "slots.a", "operator": "=", "right": "b c"}]}
    assert desk.call("POST", "conditions/write", json={"rows": bad}).status_code == 400


def test_the_map_has_the_flows_and_what_leads_where(desk: Desk) -> None:
    seen = desk.get("flows/greet")
    steps = [*seen["value"]["steps"], {"call": "order_status"}]
    edit = {"file": seen["file"], "path": [*seen["path"], "steps"], "value": steps}
    desk.post("edits", {"edits": [edit], "based_on": {seen["file"]: seen["hash"]}})
    found = desk.get("map")
    assert [flow["id"] for flow in found["flows"]] == ["greet", "order_status"]
    assert found["edges"] == [{"from": "greet", "to": "order_status", "kind": "call", "steps": ["call_order_status"]}]
    assert (found["rules"], found["stories"], found["forms"]) == ([], None, [])


def test_what_is_looked_for_is_found_with_its_place(desk: Desk) -> None:
    best, *others = desk.get("search", q='order_state is "sent"')
    assert best == {
        "kind": "step",
        "name": "action_action_look_up_order",
        "file": "flows/orders.yml",
        "line": 12,
        "key": "if",
        "text": 'slots.order_state is "sent"',
        "start": 6,
        "end": 27,
        "flow": "order_status",
        "step": "action_action_look_up_order",
    }
    assert others == desk.get("search", q="") == desk.get("search") == []
    assert len(desk.get("search", q="order", limit=2)) == 2
    assert desk.call("GET", "search?q=order&limit=many").status_code == 400


def test_nothing_is_changed_without_the_token(desk: Desk) -> None:
    for path in ("rename", "problems/fix", "conditions/write"):
        answer = desk.http.post(f"/builder/api/{path}", content=json.dumps({}))
        assert answer.status_code == 403

"""Actions of older bots: forms of rasa_sdk 1, and what is imported of rasa."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
from tests.cli.test_actions import served

from talkwright.actions.call import ActionCall
from talkwright.actions.sdk import SdkActions
from talkwright.conversation import events as ev
from talkwright.conversation.state import Loop, State

FORM = """\
from rasa_sdk.forms import FormAction, REQUESTED_SLOT


class Order(FormAction):
    def name(self):
        return "order_form"

    @staticmethod
    def required_slots(tracker):
        return ["size", "gift"] if tracker.get_slot("size") == "large" else ["size"]

    def slot_mappings(self):
        return {"size": [self.from_entity(entity="size", intent="inform"), self.from_text()]}

    def validate_size(self, value, dispatcher, tracker, domain):
        if value in ("small", "large"):
            return {"size": value}
        dispatcher.utter_message(response="utter_wrong_size")
        return {"size": None}

    def submit(self, dispatcher, tracker, domain):
        dispatcher.utter_message("Ordered: " + tracker.get_slot("size"))
        return []


class Shared(FormAction):
    pass
"""
DOMAIN = {"forms": {"order_form": {"required_slots": ["size", "gift"]}}, "slots": {"size": {}, "gift": {}}}


def load(root: Path, text: str, domain: Any = None) -> SdkActions:
    (root / "actions.py").write_text(text)
    return SdkActions.load(root, domain or {})


def call(name: str, size: str) -> ActionCall:
    events = ({"event": "user"}, {"event": "slot", "name": "size", "value": size})
    state = State(slots={"size": size}, active_loop=Loop("order_form"))
    return ActionCall(name, "robin", state, events=events, key="turn:1")


async def run(actions: SdkActions, name: str, size: str) -> tuple[dict[str, Any], list[Any]]:
    result = await actions.run(call(name, size))
    slots = {event.name: event.value for event in result.events if isinstance(event, ev.SlotSet)}
    return slots, [said.text or said.response for said in result.messages]


async def test_a_form_of_rasa_1_is_two_actions(tmp_path: Path) -> None:
    actions = load(tmp_path, FORM, DOMAIN)
    assert actions.names == ("action_submit_order_form", "validate_order_form")
    assert await run(actions, "validate_order_form", "huge") == (
        {"size": None, "requested_slot": "size"},
        ["utter_wrong_size"],
    )
    assert await run(actions, "validate_order_form", "large") == ({"size": "large"}, [])
    assert await run(actions, "validate_order_form", "small") == ({"size": "small", "requested_slot": None}, [])
    assert await run(actions, "action_submit_order_form", "small") == ({}, ["Ordered: small"])
    await actions.close()


async def test_a_class_of_today_with_the_name_comes_first(tmp_path: Path) -> None:
    today = """
from rasa_sdk import Action
class Submit(Action):
    def name(self):
        return "action_submit_order_form"
    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message("Of today")
        return []
"""
    actions = load(tmp_path, FORM + today, DOMAIN)
    assert await run(actions, "action_submit_order_form", "small") == ({}, ["Of today"])
    await actions.close()


async def test_names_of_rasa_are_there(tmp_path: Path) -> None:
    text = """
from rasa.shared.core.constants import ACTION_LISTEN_NAME, REQUESTED_SLOT
from rasa.shared.core.events import FollowupAction
from rasa.shared.nlu.constants import INTENT_NAME_KEY
from rasa_sdk import Action
class Next(Action):
    def name(self):
        return "action_next"
    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(REQUESTED_SLOT + " " + INTENT_NAME_KEY)
        return [FollowupAction(ACTION_LISTEN_NAME)]
"""
    actions = load(tmp_path, text)
    result = await actions.run(call("action_next", ""))
    assert result.events == (ev.FollowupAction("action_listen"),)
    assert [said.text for said in result.messages] == ["requested_slot name"]
    await actions.close()


def test_the_action_server_has_them_too(tmp_path: Path) -> None:
    (tmp_path / "actions.py").write_text(FORM)
    with served(tmp_path) as address:
        names = {each["name"] for each in httpx.get(f"{address}/actions").json()}
        assert names == {"action_submit_order_form", "validate_order_form"}
        body = {
            "next_action": "action_submit_order_form",
            "sender_id": "ada",
            "tracker": {"sender_id": "ada", "slots": {"size": "small"}, "events": [], "latest_message": {}},
            "domain": DOMAIN,
        }
        assert httpx.post(f"{address}/webhook", json=body).json()["responses"][0]["text"] == "Ordered: small"

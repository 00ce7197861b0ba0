"""Actions as they are written for rasa_sdk 3.6, in Python 3.10."""

import asyncio
import datetime
from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker, ValidationAction
from rasa_sdk.events import (
    ActionExecuted,
    BotUttered,
    ConversationPaused,
    ConversationResumed,
    LoopInterrupted,
    ReminderCancelled,
    ReminderScheduled,
    SlotSet,
)
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import ActionExecutionRejection
from rasa_sdk.types import DomainDict


class Kinds(Action):
    def name(self) -> str:
        return "action_kinds"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[dict[str, Any]]:
        dispatcher.utter_message("plain ünïcode 🙂")
        dispatcher.utter_message(text="a", buttons=[{"title": "Yes", "payload": "/greet"}], button_type="inline")
        dispatcher.utter_message(image="https://x/y.png")
        dispatcher.utter_message(json_message={"deep": [1, None, {"x": 2.5}]})
        dispatcher.utter_message(response="utter_hi", name="Ada")
        dispatcher.utter_message(template="utter_hi", name="Bert")
        dispatcher.utter_message(attachment={"type": "video", "payload": {"src": "x"}})
        element = {"title": "T", "subtitle": "S", "image_url": "https://x/z.png", "buttons": []}
        dispatcher.utter_message(elements=[element])
        dispatcher.utter_message(
            text="state",
            json_message={
                "sender": tracker.sender_id,
                "latest": tracker.latest_message.get("intent", {}).get("name"),
                "text": tracker.latest_message.get("text"),
                "events": [each["event"] for each in tracker.events][-4:],
                "loop": tracker.active_loop,
                "loop_name": tracker.active_loop_name,
                "action": tracker.latest_action_name,
                "paused": tracker.is_paused(),
                "channel": tracker.get_latest_input_channel(),
                "slots": tracker.current_slot_values(),
                "last": (tracker.get_last_event_for("user") or {}).get("text"),
                "entities": list(tracker.get_latest_entity_values("size")),
            },
        )
        return []


class Events(Action):
    def name(self):
        return "action_events"

    def run(self, dispatcher, tracker, domain):
        at = datetime.datetime(2031, 1, 1, 10, 0)
        return [
            SlotSet("note", "n"),
            SlotSet("extra", {"a": [1, None]}),
            SlotSet("note"),
            ReminderScheduled(
                "greet", at, entities=[{"entity": "size", "value": "s"}], name="r", kill_on_user_message=False
            ),
            ReminderCancelled(name="other"),
            BotUttered("from an event", {"buttons": []}),
            ActionExecuted("action_x"),
            LoopInterrupted(False),
            SlotSet("count", 3),
            ConversationPaused(),
            ConversationResumed(),
        ]


class Fail(Action):
    def name(self):
        return "action_fail"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message("never seen")
        raise ValueError("geheim broke")


class Reject(Action):
    def name(self):
        return "action_reject"

    def run(self, dispatcher, tracker, domain):
        raise ActionExecutionRejection(self.name(), "not now")


class Odd(Action):
    def name(self):
        return "action_odd"

    def run(self, dispatcher, tracker, domain):
        return [SlotSet("note", "odd"), {"event": "slot"}, "nonsense", None]


class Domain(Action):
    def name(self):
        return "action_domain"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(f"{len(domain.get('slots', {}))} slots {sorted(domain.get('forms', {}))}")
        return []


class NoDomain(Action):
    def name(self):
        return "action_no_domain"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(f"{len(domain.get('slots', {}))} slots without asking")
        return []


class Async(Action):
    def name(self):
        return "action_async"

    async def run(self, dispatcher, tracker, domain):
        await asyncio.sleep(0.01)
        dispatcher.utter_message(text=f"after a while, {len(tracker.events) > 3}")
        return [SlotSet("note", "waited")]


class AskCount(Action):
    def name(self):
        return "action_ask_order_form_count"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text=f"How many {tracker.get_slot('size')}?")
        return []


class ValidateOrder(FormValidationAction):
    def name(self):
        return "validate_order_form"

    async def required_slots(self, domain_slots: list[str], dispatcher, tracker, domain: DomainDict) -> list[str]:
        return domain_slots + (["toppings"] if tracker.slots.get("size") == "large" else [])

    def validate_size(self, value, dispatcher, tracker, domain):
        if value not in ("small", "large"):
            dispatcher.utter_message(text=f"No {value}.")
            return {"size": None}
        return {"size": value, "note": "sized"}

    async def extract_count(self, dispatcher, tracker, domain) -> dict[str, Any]:
        text = tracker.latest_message.get("text") or ""
        return {"count": float(text)} if text.isdigit() else {}

    async def validate_count(self, value, dispatcher, tracker, domain):
        return {"count": value if value and value < 10 else None}


class ValidateMappings(ValidationAction):
    def validate_note(self, value, dispatcher, tracker, domain):
        return {"note": value}

    async def extract_extra(self, dispatcher, tracker, domain):
        return {"extra": len(tracker.latest_message.get("text") or "")}

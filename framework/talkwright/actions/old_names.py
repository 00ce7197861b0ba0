"""What actions of older bots import and nobody has any more: a few names of ``rasa``, and the forms of rasa_sdk 1.

A form of rasa_sdk 1 is a class that asks, checks and submits. Who follows a form asks by himself today; what is left
to the class are two actions: ``validate_<form>``, which checks and chooses what is asked for, and
``action_submit_<form>``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from talkwright.actions.modules import PUBLIC
from talkwright.offered import Names, offer

_ASKS = re.compile(rb"\bFormAction\b|^\s*(?:from|import)\s+rasa\b", re.MULTILINE)


def offer_old_names(root: Path) -> None:
    """Let the actions of the bot at ``root`` import what they need. Costs nothing unless they ask for it."""
    if any(_ASKS.search(file.read_bytes()) for file in (*root.glob(f"{PUBLIC}.py"), *root.glob(f"{PUBLIC}/**/*.py"))):
        offer(_OFFERED)
        from rasa_sdk import forms

        if not hasattr(forms, "FormAction"):
            vars(forms)["FormAction"] = FormAction


class FormAction:
    """What a form of rasa_sdk 1 derives from. What it maps and asks for stands in the domain of today."""

    def name(self) -> str:
        """Its name. Raises as ``name`` of rasa_sdk does, and is no more abstract: one without a name is left out."""
        raise NotImplementedError("a form has a name")

    @staticmethod
    def required_slots(tracker: Any) -> list[str]:
        """The slots to ask for, in order. Without one of its own a form asks for those of the domain."""
        return []

    def slot_mappings(self) -> dict[str, Any]:
        """How slots are filled. ``talkwright migrate`` writes it into the domain."""
        return {}

    def from_entity(self, entity: str, **conditions: Any) -> dict[str, Any]:
        return {"type": "from_entity", "entity": entity, **conditions}

    def from_text(self, **conditions: Any) -> dict[str, Any]:
        return {"type": "from_text", **conditions}

    def from_intent(self, value: Any, **conditions: Any) -> dict[str, Any]:
        return {"type": "from_intent", "value": value, **conditions}

    def from_trigger_intent(self, value: Any, **conditions: Any) -> dict[str, Any]:
        return {"type": "from_trigger_intent", "value": value, **conditions}

    def get_entity_value(self, name: str, tracker: Any, **_: Any) -> Any:
        """The value of an entity of the last message, a list of several, or None."""
        found = list(tracker.get_latest_entity_values(name))
        return found[0] if len(found) == 1 else found or None

    def deactivate(self) -> list[dict[str, Any]]:
        """The events that end the form."""
        from rasa_sdk.events import ActiveLoop, SlotSet

        return [ActiveLoop(None), SlotSet("requested_slot", None)]

    def submit(self, dispatcher: Any, tracker: Any, domain: Any) -> Any:
        """What is done with the answers."""
        return []


def actions_of(form: FormAction) -> Iterator[Any]:
    """``validate_<form>`` and ``action_submit_<form>``, as rasa_sdk has them."""
    from rasa_sdk.forms import FormValidationAction
    from rasa_sdk.interfaces import Action

    class Validation(FormValidationAction):
        """Its methods ``validate_<slot>`` are the form's."""

        def name(self) -> str:
            return f"validate_{form.name()}"

        def __getattr__(self, name: str) -> Any:
            if name.startswith(("validate_", "extract_")):
                return getattr(form, name)
            raise AttributeError(name)

        async def required_slots(
            self, domain_slots: list[str], dispatcher: Any, tracker: Any, domain: Any
        ) -> list[str]:
            return list(form.required_slots(tracker)) or domain_slots

    class Submission(Action):
        """The end of the form."""

        def name(self) -> str:
            return f"action_submit_{form.name()}"

        def run(self, dispatcher: Any, tracker: Any, domain: Any) -> Any:
            return form.submit(dispatcher, tracker, domain)

    yield Validation()
    yield Submission()


def forms() -> Iterator[FormAction]:
    """One of each form that was imported by now. A class that only others derive from is left out."""
    kinds = [FormAction]
    for kind in kinds:
        kinds.extend(kind.__subclasses__())
        form = kind()
        try:
            form.name()
        except NotImplementedError:
            continue
        yield form


def _events() -> dict[str, Any]:
    """What creates an event in rasa_sdk has the names of Rasa's events."""
    from rasa_sdk import events

    return {name: value for name, value in vars(events).items() if name[:1].isupper()}


_DIALOGUE = {
    "ACTION_BACK_NAME": "action_back",
    "ACTION_DEACTIVATE_LOOP_NAME": "action_deactivate_loop",
    "ACTION_DEFAULT_FALLBACK_NAME": "action_default_fallback",
    "ACTION_LISTEN_NAME": "action_listen",
    "ACTION_RESTART_NAME": "action_restart",
    "ACTION_SESSION_START_NAME": "action_session_start",
    "ACTION_TWO_STAGE_FALLBACK_NAME": "action_two_stage_fallback",
    "ACTION_VALIDATE_SLOT_MAPPINGS": "action_validate_slot_mappings",
    "REQUESTED_SLOT": "requested_slot",
}
_MESSAGE = {
    "ENTITIES": "entities",
    "ENTITY_ATTRIBUTE_GROUP": "group",
    "ENTITY_ATTRIBUTE_ROLE": "role",
    "ENTITY_ATTRIBUTE_TYPE": "entity",
    "ENTITY_ATTRIBUTE_VALUE": "value",
    "INTENT": "intent",
    "INTENT_NAME_KEY": "name",
    "PREDICTED_CONFIDENCE_KEY": "confidence",
    "TEXT": "text",
}
_OFFERED: dict[str, Names] = {
    "rasa.core.actions.action": _DIALOGUE,
    "rasa.core.events": _events,
    "rasa.shared.constants": {"DEFAULT_SENDER_ID": "default", "UTTER_PREFIX": "utter_"},
    "rasa.shared.core.constants": _DIALOGUE,
    "rasa.shared.core.events": _events,
    "rasa.shared.nlu.constants": _MESSAGE,
}
"""What there is of Rasa for actions, by module."""

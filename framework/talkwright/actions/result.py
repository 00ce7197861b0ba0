"""What an action gave back -> ``ActionResult``. The same checks for every runner; what runs actions is not known here.

All of it goes through JSON, so that it holds nothing that cannot be stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from talkwright.actions.call import ActionResult, Said
from talkwright.conversation.content import Button
from talkwright.conversation.event_json import from_plain
from talkwright.conversation.events import ReminderScheduled
from talkwright.conversation.reminders import due_at
from talkwright.errors import ActionError, RequestError
from talkwright.project.responses import as_text

# What reading a value from JSON, or into a struct, may raise.
NOT_JSON = (msgspec.MsgspecError, TypeError, ValueError, RecursionError)

_ISO = "Give ReminderScheduled a datetime; as text it looks like 2030-01-31T09:00:00+01:00."
_MESSAGE_FIELDS = {"text", "image", "buttons", "quick_replies", "attachment", "elements", "custom"}


def read_result(name: str, returned: Sequence[Any], messages: Sequence[dict[str, Any]]) -> ActionResult:
    """What the action ``name`` did: its events, and its messages as rasa_sdk's dispatcher writes them.

    Raises ``ActionError`` that says which of them cannot be kept or said.
    """
    try:
        events = from_plain(_through_json(returned))
        for event in events:
            if isinstance(event, ReminderScheduled) and due_at(event) is None:
                raise ActionError(name, f"a reminder is for {event.date_time!r}, which is no time", _ISO)
    except RequestError as problem:
        raise ActionError(name, problem.message, "Return events from rasa_sdk.events.") from None
    except NOT_JSON as fault:
        raise ActionError(name, f"an event cannot be kept: {fault}", "Put only JSON values into events.") from None
    try:
        return ActionResult(events=events, messages=tuple(said(_through_json(message)) for message in messages))
    except NOT_JSON as fault:
        hint = "Give utter_message() text, and buttons with a title and a payload."
        raise ActionError(name, f"a message cannot be said: {fault}", hint) from None


def said(message: dict[str, Any]) -> Said:
    """A message as rasa_sdk's dispatcher writes it, out of JSON. Raises ``ValueError`` when it cannot be one."""
    parts = {key: value for key, value in message.items() if key in _MESSAGE_FIELDS and value not in (None, "", [], {})}
    if "text" in parts:
        parts["text"] = as_text(parts["text"])
    for key in ("buttons", "quick_replies"):
        if key in parts:
            parts[key] = tuple(_button(value) for value in parts[key])
    response = message.get("response") or message.get("template")
    known = _MESSAGE_FIELDS | {"response", "template"}
    values = {key: value for key, value in message.items() if key not in known}
    return msgspec.convert({**parts, "response": response, "values": values}, Said)


def _button(value: Any) -> Button:
    if not isinstance(value, dict) or value.get("title") is None:
        raise ValueError("a button needs a title")
    payload = value.get("payload", value.get("url"))
    return Button(as_text(value["title"]), "" if payload is None else as_text(payload), value.get("type"))


def _through_json(value: Any) -> Any:
    return msgspec.json.decode(msgspec.json.encode(value, enc_hook=_number))


def _number(value: Any) -> Any:
    """numpy's numbers, which look like Python's to whoever returns them."""
    if hasattr(value, "item") and hasattr(value, "dtype"):
        return value.item()
    raise TypeError(f"a {type(value).__name__} is no JSON value")

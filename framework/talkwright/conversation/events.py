"""The closed set of events, with Rasa's JSON.

An event is a frozen struct tagged by its ``event`` key, so one decoder reads any of them and unknown keys are
ignored. ``timestamp`` is seconds since 1970 as a float. Rasa's own types come first; ours follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from msgspec.structs import replace

from talkwright.conversation.content import JSON, BotMessage, to_json_value
from talkwright.conversation.utterance import Entity, Utterance
from talkwright.errors import RequestError


class _Event(msgspec.Struct, frozen=True, kw_only=True, tag_field="event", omit_defaults=True):
    timestamp: float = 0.0
    metadata: dict[str, JSON] = {}


class UserUttered(_Event, tag="user", frozen=True):
    """The user said something."""

    text: str | None = None
    parse_data: Utterance = Utterance()
    input_channel: str | None = None
    message_id: str | None = None


class BotUttered(_Event, tag="bot", frozen=True):
    """The assistant said something. ``data`` holds what is not text."""

    text: str | None = None
    data: dict[str, JSON] = {}


class SlotSet(_Event, tag="slot", frozen=True):
    """A slot got a value; None empties it."""

    name: str
    value: Any = None


class ActionExecuted(_Event, tag="action", frozen=True):
    """An action ran."""

    name: str | None = None
    policy: str | None = None
    confidence: float | None = None
    action_text: str | None = None
    hide_rule_turn: bool = False


class ActiveLoop(_Event, tag="active_loop", frozen=True):
    """A form began, or with None ended."""

    name: str | None = None


class LoopInterrupted(_Event, tag="loop_interrupted", frozen=True):
    """The active form was interrupted, or goes on."""

    is_interrupted: bool = False


class ActionExecutionRejected(_Event, tag="action_execution_rejected", frozen=True):
    """An action refused to run."""

    name: str
    policy: str | None = None
    confidence: float | None = None


class SessionStarted(_Event, tag="session_started", frozen=True):
    """A session began: everything before it counts no longer."""


class Restarted(_Event, tag="restart", frozen=True):
    """The conversation was reset."""


class UserUtteranceReverted(_Event, tag="rewind", frozen=True):
    """Back to before the last user message."""


class ActionReverted(_Event, tag="undo", frozen=True):
    """Back to before the last action."""


class AllSlotsReset(_Event, tag="reset_slots", frozen=True):
    """All slots to their initial values."""


class FollowupAction(_Event, tag="followup", frozen=True):
    """The next action is this one."""

    name: str


class ConversationPaused(_Event, tag="pause", frozen=True):
    """The assistant keeps quiet from here."""


class ConversationResumed(_Event, tag="resume", frozen=True):
    """The assistant speaks again."""


class ReminderScheduled(_Event, tag="reminder", frozen=True):
    """Something is to happen at ``date_time`` (ISO 8601)."""

    intent: str | None = None
    date_time: str | None = None
    entities: JSON = None
    name: str | None = None
    kill_on_user_msg: bool = True


class ReminderCancelled(_Event, tag="cancel_reminder", frozen=True):
    """Reminders that match what is given are off."""

    name: str | None = None
    intent: str | None = None
    entities: JSON = None


class UserFeaturization(_Event, tag="user_featurization", frozen=True):
    """Whether a policy read the text or the intent. Kept for logs that have it."""

    use_text_for_featurization: bool | None = None


class EntitiesAdded(_Event, tag="entities", frozen=True):
    """Entities that a policy found."""

    entities: tuple[Entity, ...] = ()


class StoryExported(_Event, tag="export", frozen=True):
    """The story was dumped."""

    path: str | None = None


class AgentUttered(_Event, tag="agent", frozen=True):
    """A person on our side said something."""

    text: str | None = None
    data: JSON = None


class Frame(msgspec.Struct, frozen=True, omit_defaults=True):
    """A flow that is going on. The last frame of a stack is the one that acts.

    ``step`` is the id of the step it stands on. ``waits`` is what that step waits for: ``answer`` (the user's reply to
    its question), ``user`` (anything the user says), ``action``, ``question``, ``retry`` or ``validate`` (the end of an
    action, after which it goes on, listens, stands there anew, or has its value checked), ``call`` (the end of the flow
    above). It waits for nothing and is about to go on when it says ``heard`` (the answer came), ``validated`` or
    ``done`` (the step is over). ``kind`` says how the flow came to be on the stack: ``regular``, ``interrupt``,
    ``link``, ``call`` or ``pattern``. ``called`` are the flows it called so far, whose slots end with it, ``passed``
    the questions and calls that lie behind it, in order. ``asked``: it has asked the user something.
    """

    id: str
    flow: str
    step: str
    kind: str = "regular"
    waits: str = ""
    called: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    context: dict[str, JSON] = {}
    asked: bool = False


class Edge(msgspec.Struct, frozen=True, array_like=True):
    """A way that a conversation went inside ``flow``: from one step to the next.

    ``step`` is the one that was left, "" where the flow began; ``to`` where it leads, ``END`` where the flow ended.
    ``exit`` is the number of the exit in the step's file. It is None where no exit led there: at the beginning, when
    none was open, and when a correction led back to a question.
    """

    flow: str
    step: str
    exit: int | None
    to: str


class StackChanged(_Event, tag="stack", frozen=True):
    """The dialogue stack, whole, as it is from here on. ``edges`` are how it came to be so, in order."""

    frames: tuple[Frame, ...] = ()
    edges: tuple[Edge, ...] = ()


class FlowStarted(_Event, tag="flow_started", frozen=True):
    """A flow began."""

    flow_id: str


class FlowInterrupted(_Event, tag="flow_interrupted", frozen=True):
    """A flow was pushed down by another."""

    flow_id: str
    step_id: str | None = None


class FlowResumed(_Event, tag="flow_resumed", frozen=True):
    """A flow is on top again."""

    flow_id: str
    step_id: str | None = None


class FlowCompleted(_Event, tag="flow_completed", frozen=True):
    """A flow came to its end, at ``step_id``."""

    flow_id: str
    step_id: str | None = None


class FlowCancelled(_Event, tag="flow_cancelled", frozen=True):
    """A flow was broken off, at ``step_id``."""

    flow_id: str
    step_id: str | None = None


class ActionFailed(_Event, tag="action_failed", frozen=True):
    """An action did not do its work; ``reason`` is for the log, never for the user."""

    name: str
    reason: str = ""


Event = (
    UserUttered
    | BotUttered
    | SlotSet
    | ActionExecuted
    | ActiveLoop
    | LoopInterrupted
    | ActionExecutionRejected
    | SessionStarted
    | Restarted
    | UserUtteranceReverted
    | ActionReverted
    | AllSlotsReset
    | FollowupAction
    | ConversationPaused
    | ConversationResumed
    | ReminderScheduled
    | ReminderCancelled
    | UserFeaturization
    | EntitiesAdded
    | StoryExported
    | AgentUttered
    | StackChanged
    | FlowStarted
    | FlowInterrupted
    | FlowResumed
    | FlowCompleted
    | FlowCancelled
    | ActionFailed
)

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[tuple[Event, ...]] = msgspec.json.Decoder(tuple[Event, ...])

ORIGIN = ("model_id", "assistant_id")
"""What metadata say of who wrote an event. It belongs to the log, and to no message: see ``conversation.origin``."""

_IGNORED = {"topic"}
_LEGACY = {
    "form": lambda e: {**e, "event": "active_loop"},
    "form_validation": lambda e: {**e, "event": "loop_interrupted", "is_interrupted": not e.get("validate", True)},
}


def encode(events: Iterable[Event]) -> bytes:
    """Events as a JSON array in Rasa's form."""
    return _encoder.encode(tuple(events))


def decode(data: bytes | str) -> tuple[Event, ...]:
    """What ``encode`` wrote."""
    return _decoder.decode(data)


def from_plain(values: Iterable[Any]) -> tuple[Event, ...]:
    """Events from parsed JSON of any age: legacy names are translated, ``topic`` is dropped.

    Raises ``RequestError`` that names the first event that is not one and its index. What passes can be folded.
    """
    found: list[Event] = []
    for index, value in enumerate(values):
        kind = value.get("event") if isinstance(value, dict) else None
        if isinstance(kind, str) and kind in _IGNORED:
            continue
        translate = _LEGACY.get(kind) if isinstance(kind, str) else None
        named = translate(value) if translate else value
        if isinstance(named, dict):
            named = {key: item for key, item in named.items() if item is not None or key == "value"}
        try:
            event = msgspec.convert(named, Event)
            if isinstance(event, BotUttered):
                read_message(event.text, event.data)
        except msgspec.ValidationError as problem:
            hint = "See the list of events in docs/events.md."
            raise RequestError(f"event {index} is not one: {problem}", hint) from None
        found.append(event)
    return tuple(found)


def to_plain(event: Event) -> dict[str, Any]:
    """One event as Rasa's dictionary, with every key of its kind present."""
    plain: dict[str, Any] = {"event": event.__struct_config__.tag}
    for name in event.__struct_fields__:
        plain[name] = to_json_value(getattr(event, name))
    if not plain["metadata"]:
        del plain["metadata"]
    return plain


def message_of(event: BotUttered) -> BotMessage:
    """The message that a bot event records. Of data that makes no message only the text is left."""
    metadata = unmarked(event.metadata)
    try:
        return replace(read_message(event.text, event.data), metadata=metadata)
    except msgspec.ValidationError:
        return BotMessage(text=event.text, metadata=metadata)


def unmarked(metadata: dict[str, JSON]) -> dict[str, JSON]:
    """``metadata`` without what says who wrote the event."""
    if not any(name in metadata for name in ORIGIN):
        return metadata
    return {name: value for name, value in metadata.items() if name not in ORIGIN}


def read_message(text: str | None, data: Mapping[str, Any]) -> BotMessage:
    """The message of a text and Rasa's ``data``, without nulls and unknown keys. Raises ``msgspec.ValidationError``."""
    parts = {key: value for key, value in data.items() if value}
    for key in ("buttons", "quick_replies"):
        if isinstance(parts.get(key), (list, tuple)):
            parts[key] = [_without_nulls(button) for button in parts[key]]
    return msgspec.convert({**parts, "text": text, "metadata": {}}, BotMessage)


def _without_nulls(button: Any) -> Any:
    return {k: v for k, v in button.items() if v is not None} if isinstance(button, dict) else button


def uttered(message: BotMessage, timestamp: float) -> BotUttered:
    """The bot event that records ``message``."""
    data = to_json_value(message)
    text, metadata = data.pop("text", None), data.pop("metadata", {})
    return BotUttered(text=text, data=data, metadata=metadata, timestamp=timestamp)

"""The closed set of events.

An event is a frozen struct tagged by its ``event`` key, so one decoder (``conversation.event_json``) reads any of them.
``timestamp`` is seconds since 1970 as a float. Rasa's own types come first; ours follow. An event does nothing.
"""

from __future__ import annotations

from typing import Any

import msgspec

from talkwright.conversation.content import JSON
from talkwright.conversation.utterance import Entity, Utterance


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

"""The closed set of things that understanding may ask of the engine.

The classifier, slot mappings, button payloads and language models all speak in these; the engine does not care
who spoke.
"""

from __future__ import annotations

from typing import Any

import msgspec


class StartFlow(msgspec.Struct, frozen=True, tag_field="command", tag="start flow"):
    """Begin a flow, on top of what is going on. ``by_payload``: a button or the like named it outright, so that its
    guard does not count."""

    flow: str
    by_payload: bool = False


class SetSlot(msgspec.Struct, frozen=True, tag_field="command", tag="set slot"):
    """Fill a slot, or clear it with None."""

    name: str
    value: Any


class CancelFlow(msgspec.Struct, frozen=True, tag_field="command", tag="cancel flow"):
    """End the flow that the user is in."""


class SkipQuestion(msgspec.Struct, frozen=True, tag_field="command", tag="skip question"):
    """The user will not answer the open question."""


class Clarify(msgspec.Struct, frozen=True, tag_field="command", tag="clarify"):
    """Ask which of several flows was meant."""

    options: tuple[str, ...] = ()


class ChitChat(msgspec.Struct, frozen=True, tag_field="command", tag="chitchat"):
    """Small talk that no flow covers."""


class KnowledgeAnswer(msgspec.Struct, frozen=True, tag_field="command", tag="provide info"):
    """Answer from the knowledge base."""


class HumanHandoff(msgspec.Struct, frozen=True, tag_field="command", tag="hand over"):
    """The user wants a person."""


class RepeatBotMessages(msgspec.Struct, frozen=True, tag_field="command", tag="repeat message"):
    """Say the last messages again."""


class CannotHandle(msgspec.Struct, frozen=True, tag_field="command", tag="cannot handle"):
    """Nothing fits. ``reason`` is empty or a word a pattern can branch on."""

    reason: str = ""


class RestartConversation(msgspec.Struct, frozen=True, tag_field="command", tag="restart"):
    """Begin from nothing, as ``/restart`` asks."""


class StartSession(msgspec.Struct, frozen=True, tag_field="command", tag="start session"):
    """Begin a session, as ``/session_start`` asks."""


Command = (
    StartFlow
    | SetSlot
    | CancelFlow
    | SkipQuestion
    | Clarify
    | ChitChat
    | KnowledgeAnswer
    | HumanHandoff
    | RepeatBotMessages
    | CannotHandle
    | RestartConversation
    | StartSession
)

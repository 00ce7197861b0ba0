"""An utterance: a user's message and what was understood of it. Its JSON is Rasa's parse answer.

It lives here, below ``nlu``, because the event log records it.
"""

from __future__ import annotations

from typing import Any

import msgspec


class Intent(msgspec.Struct, frozen=True):
    """A label with a confidence in 0..1. ``name`` is None when nothing is known of the message."""

    name: str | None = None
    confidence: float = 0.0
    full_retrieval_intent_name: str | msgspec.UnsetType | None = msgspec.UNSET


class Entity(msgspec.Struct, frozen=True):
    """A value found in the text at [start, end), counted in code points."""

    entity: str
    value: Any
    start: int = 0
    end: int = 0
    extractor: str | None = None
    confidence_entity: float | msgspec.UnsetType = msgspec.UNSET
    role: str | msgspec.UnsetType = msgspec.UNSET
    group: str | msgspec.UnsetType = msgspec.UNSET
    processors: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET
    additional_info: Any = msgspec.UNSET
    text: str | msgspec.UnsetType = msgspec.UNSET
    confidence: float | msgspec.UnsetType = msgspec.UNSET


class Utterance(msgspec.Struct, frozen=True):
    """What a message says, as far as it was understood. ``intent_ranking`` is sorted, best first, at most ten.

    ``language`` is one of the bot's, as a code; it is left out when the bot has only one or it is not sure which.
    """

    text: str = ""
    intent: Intent = Intent()
    entities: tuple[Entity, ...] = ()
    text_tokens: tuple[tuple[int, int], ...] | msgspec.UnsetType = msgspec.UNSET
    intent_ranking: tuple[Intent, ...] = ()
    language: str | msgspec.UnsetType = msgspec.UNSET
    response_selector: dict[str, Any] | msgspec.UnsetType = msgspec.UNSET
    message_id: str | msgspec.UnsetType | None = msgspec.UNSET
    metadata: dict[str, Any] | msgspec.UnsetType = msgspec.UNSET
    commands: tuple[dict[str, Any], ...] | msgspec.UnsetType = msgspec.UNSET


def encode_utterance(utterance: Utterance) -> bytes:
    """The answer of ``/model/parse`` as JSON bytes."""
    return msgspec.json.encode(utterance)

"""Recordings of how Rasa answered, turn by turn: the file format, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from talkwright.errors import RequestError


class Parsed(msgspec.Struct, frozen=True):
    """What a message was said to mean, where it is no payload."""

    intent: str | None = None
    entities: tuple[dict[str, Any], ...] = ()
    response_key: str | None = None


class RecordedTurn(msgspec.Struct, frozen=True):
    """A message and all that came of it. ``bot`` are numbers of the recording's messages."""

    text: str
    actions: tuple[tuple[str, str | None, float | None], ...]
    bot: tuple[int, ...] = ()
    parse: Parsed | None = None
    calls: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    slots: dict[str, Any] = {}
    active_loop: str | None = None
    requested_slot: str | None = None
    paused: bool = False


class Stubbed(msgspec.Struct, frozen=True):
    """What a custom action is to answer. ``keep``: what it would by itself comes first."""

    status: int = 200
    events: tuple[dict[str, Any], ...] = ()
    responses: tuple[dict[str, Any], ...] = ()
    keep: bool = False


class RecordedConversation(msgspec.Struct, frozen=True):
    """One conversation. ``setup``: events that were there first. ``stub``: action -> number of the call -> answer."""

    id: str
    kind: str
    turns: tuple[RecordedTurn, ...]
    name: str | None = None
    setup: tuple[dict[str, Any], ...] = ()
    stub: dict[str, dict[str, Stubbed]] = {}


class Recording(msgspec.Struct, frozen=True):
    """All conversations with one bot, and the policies it had then."""

    bot: str
    policies: tuple[dict[str, Any], ...]
    initial_slots: dict[str, Any]
    messages: tuple[dict[str, Any], ...]
    conversations: tuple[RecordedConversation, ...]
    language: str | None = None
    format: int = 1


def read_recording(path: Path) -> Recording:
    """The recording at ``path``. Raises ``RequestError``."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Recording)
    except (OSError, msgspec.MsgspecError) as fault:
        raise RequestError(f"{path} cannot be read as a recording: {fault}", "Name a folder of recordings.") from fault

"""The contract of custom actions: what a runner gets and what it gives back. Rasa's webhook in our own words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import msgspec

from talkwright.conversation.events import Event
from talkwright.conversation.state import State


class ActionCall(msgspec.Struct, frozen=True):
    """One run of one action. ``events`` is a sequence of Rasa's event dictionaries, which may be lazy.

    ``key`` (turn id and number) is the same when the run is repeated because nobody knows whether it ended.
    """

    name: str
    sender_id: str
    state: State
    events: Sequence[Any]
    key: str
    arguments: dict[str, Any] = {}


class Said(msgspec.Struct, frozen=True, omit_defaults=True):
    """A message that an action asked for: a response to fill (``response`` with ``values``), or content as it is."""

    response: str | None = None
    values: dict[str, Any] = {}
    text: str | None = None
    image: str | None = None
    buttons: tuple[Any, ...] = ()
    quick_replies: tuple[Any, ...] = ()
    attachment: Any = None
    elements: tuple[Any, ...] = ()
    custom: Any = None


class ActionResult(msgspec.Struct, frozen=True):
    """What an action did. Messages come before events, as in Rasa. ``rejected``: it refused to run."""

    events: tuple[Event, ...] = ()
    messages: tuple[Said, ...] = ()
    rejected: bool = False


class Actions(Protocol):
    """Runs custom actions. In this process or behind an HTTP server: nobody else can tell."""

    def has(self, name: str) -> bool:
        """Whether the action can be run here."""

    async def run(self, call: ActionCall) -> ActionResult:
        """Run it. Raises ``ActionError``."""

    async def close(self) -> None:
        """Let go of threads and connections."""

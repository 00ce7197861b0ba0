"""A test conversation as a value, whatever format it was written in. It knows no file and no assistant."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from talkwright.errors import Place
from talkwright.evaluation.expectations import Assertion


class Follows(msgspec.Struct, frozen=True):
    """What has to come next: a response by its name, exactly this text, or an action."""

    kind: Literal["utter", "bot", "action"]
    value: str
    place: Place

    def __str__(self) -> str:
        return f"{self.kind} {self.value if self.kind != 'bot' else repr(self.value)}"


class Exchange(msgspec.Struct, frozen=True):
    """A user's message and what is expected of the turn.

    ``follows``: all that may be said (or, in a test story, all that may be done), in this order; None when anything
    may. ``in_order``: what meets the expectations has to come in their order.
    """

    text: str
    place: Place
    expected: tuple[Assertion, ...] = ()
    follows: tuple[Follows, ...] | None = None
    in_order: bool = False
    metadata: dict[str, Any] = {}


class Stub(msgspec.Struct, frozen=True):
    """What a custom action does in a test instead of running: Rasa's events and responses.

    ``failed``: it fails, for this reason. ``rejected``: it refuses to run.
    """

    events: tuple[dict[str, Any], ...] = ()
    responses: tuple[dict[str, Any], ...] = ()
    failed: str | None = None
    rejected: bool = False


class StoryStep(msgspec.Struct, frozen=True):
    """A step of a test story in its place among the others. ``value``: of ``user`` the number of the exchange, of
    ``action`` and ``bot`` what is done, of ``slots`` the values by name, of ``loop`` the form, None when it ends.
    """

    kind: Literal["user", "action", "bot", "slots", "loop"]
    value: Any
    place: Place


class Case(msgspec.Struct, frozen=True):
    """One conversation. ``slots`` are set before it begins.

    ``stubs`` stand for actions by name, the first for its first run and so on; the last stays. In a test story
    (``is_story``) no custom action runs, and what follows is counted in actions; ``steps`` are all of it in order.
    """

    name: str
    place: Place
    exchanges: tuple[Exchange, ...]
    slots: dict[str, Any] = {}
    stubs: dict[str, tuple[Stub, ...]] = {}
    is_story: bool = False
    steps: tuple[StoryStep, ...] = ()

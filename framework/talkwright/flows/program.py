"""A Program: the flows of a bot resolved and compiled, immutable, ready for the engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from talkwright.conversation.schema import Schema
from talkwright.flows.condition import Condition
from talkwright.flows.flow import Flow
from talkwright.flows.kinds import AnyStep
from talkwright.flows.step import END
from talkwright.project.domain import SlotMapping


@dataclass(frozen=True, slots=True)
class Stop:
    """A step with its conditions compiled. ``question`` is the action that asks for a collect's slot, ``validator`` the
    one that checks its value, if the bot has one."""

    step: AnyStep
    exits: tuple[tuple[Condition | None, str], ...]
    rejections: tuple[tuple[Condition, str], ...] = ()
    question: str = ""
    validator: str = ""
    handles_failure: bool = False

    def leave(self, slots: Mapping[str, Any], context: Mapping[str, Any]) -> tuple[int | None, str]:
        """The number of the first exit whose condition holds and the step it leads to; with none, None and ``END``."""
        for number, (condition, to) in enumerate(self.exits):
            if condition is None or condition.test(slots, context):
                return number, to
        return None, END

    def refuse(self, slots: Mapping[str, Any], context: Mapping[str, Any]) -> str | None:
        """The response of the first rejection that holds."""
        return next((utter for condition, utter in self.rejections if condition.test(slots, context)), None)


@dataclass(frozen=True, slots=True)
class Routine:
    """A flow compiled. ``resets`` are the slots that end with it; ``collects`` those that it may ask for."""

    flow: Flow
    start: str
    stops: Mapping[str, Stop]
    guard: Condition | None
    resets: tuple[str, ...]
    collects: frozenset[str]

    def open(self, slots: Mapping[str, Any], context: Mapping[str, Any]) -> bool:
        """Whether the user may start it now."""
        return self.guard is None or self.guard.test(slots, context)


@dataclass(frozen=True, slots=True)
class Program:
    """``triggers``: intent -> the flows it starts with the confidence each asks for, in the order of the files.

    ``fillings``: slot -> the mappings by which a message fills it, in the order of the domain; ``extractions``: the
    actions that fill slots, each with its mapping. ``answers``: intent -> the pattern that answers it and the
    confidence that it asks for. ``conditions``: those that responses write as text, by their text. ``collects``: the
    slots any flow may ask for. ``language``: the bot's, as a code such as ``en`` or ``de-CH``.
    """

    schema: Schema
    routines: Mapping[str, Routine]
    triggers: Mapping[str, tuple[tuple[str, float], ...]] = field(default_factory=dict)
    fillings: Mapping[str, tuple[SlotMapping, ...]] = field(default_factory=dict)
    extractions: tuple[tuple[str, SlotMapping | None], ...] = ()
    answers: Mapping[str, tuple[str, float]] = field(default_factory=dict)
    conditions: Mapping[str, Condition] = field(default_factory=dict)
    collects: frozenset[str] = frozenset()
    language: str = "en"

"""What a test may expect of a turn, and how it is checked. Pure: the events of a turn in, where it was met out.

An expectation knows nothing of files and of other expectations. ``met_at`` searches from an index on, so that those of
one message can be held to an order.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar, Literal

import msgspec

from talkwright.conversation import events as ev
from talkwright.conversation.events import Event
from talkwright.errors import Place

Events = Sequence[Event]


class Assertion(msgspec.Struct, frozen=True, kw_only=True):
    """Something that has to be so after a user's message. mypy asks each kind for what is abstract."""

    KEY: ClassVar[str] = ""  # its name in a file

    place: Place

    @abstractmethod
    def wanted(self) -> str:
        """What is expected, in words."""


class Expectation(Assertion, frozen=True, kw_only=True):
    """One that the events of the turn meet, or do not."""

    @abstractmethod
    def met_at(self, events: Events, begin: int) -> int | None:
        """The index of the event, from ``begin`` on, that meets it; None when none does."""

    @abstractmethod
    def came(self, events: Events) -> str:
        """What came instead, in words."""


# -- flows ------------------------------------------------------------------------------------------------------------


class FlowStarted(Expectation, frozen=True, kw_only=True):
    """All, or any, of ``flow_ids`` began."""

    KEY: ClassVar[str] = "flow_started"

    flow_ids: tuple[str, ...]
    operator: Literal["all", "any"] = "all"

    def met_at(self, events: Events, begin: int) -> int | None:
        found = [first(events, begin, lambda e, id=id: _began(e) == id) for id in self.flow_ids]  # type: ignore[misc]
        return _any(found) if self.operator == "any" else _all(found, begin)

    def wanted(self) -> str:
        return f"{self.KEY}: {f' {_AND_OR[self.operator]} '.join(self.flow_ids)}"

    def came(self, events: Events) -> str:
        return "started: " + listed(filter(None, map(_began, events)))


class FlowCompleted(Expectation, frozen=True, kw_only=True):
    """The flow came to its end, at ``step_id`` if that is given."""

    KEY: ClassVar[str] = "flow_completed"
    ENDS: ClassVar[type[ev.FlowCompleted | ev.FlowCancelled]] = ev.FlowCompleted

    flow_id: str
    step_id: str | None = None

    def met_at(self, events: Events, begin: int) -> int | None:
        return first(events, begin, self._fits)

    def _fits(self, event: Event) -> bool:
        return isinstance(event, self.ENDS) and event.flow_id == self.flow_id and self.step_id in (None, event.step_id)

    def wanted(self) -> str:
        return f"{self.KEY}: {_flow_at(self.flow_id, self.step_id)}"

    def came(self, events: Events) -> str:
        ended = (event for event in events if isinstance(event, self.ENDS))
        return f"{self.KEY.removeprefix('flow_')}: " + listed(_flow_at(each.flow_id, each.step_id) for each in ended)


class FlowCancelled(FlowCompleted, frozen=True, kw_only=True):
    """The flow was broken off, at ``step_id`` if that is given."""

    KEY: ClassVar[str] = "flow_cancelled"
    ENDS: ClassVar[type[ev.FlowCompleted | ev.FlowCancelled]] = ev.FlowCancelled


class ClarificationContains(Expectation, frozen=True, kw_only=True):
    """The user was asked which of several flows is meant, and all of ``names`` (ids or readable names) were offered."""

    KEY: ClassVar[str] = "pattern_clarification_contains"

    names: tuple[str, ...]

    def met_at(self, events: Events, begin: int) -> int | None:
        return first(events, begin, lambda e: bool(offered := _offered(e)) and all(n in offered for n in self.names))

    def wanted(self) -> str:
        return f"{self.KEY}: {', '.join(self.names)}"

    def came(self, events: Events) -> str:
        return "offered: " + listed(dict.fromkeys(name for event in events for name in _offered(event)))


# -- slots and actions ------------------------------------------------------------------------------------------------


class WantedSlot(msgspec.Struct, frozen=True):
    """A slot by name; ``value`` is UNSET when any value will do."""

    name: str
    value: Any = msgspec.UNSET

    def is_met(self, event: Event) -> bool:
        if not isinstance(event, ev.SlotSet) or event.name != self.name:
            return False
        return event.value is not None if self.value is msgspec.UNSET else alike(event.value, self.value)

    def __str__(self) -> str:
        return self.name if self.value is msgspec.UNSET else f"{self.name} = {brief(self.value)}"


class SlotWasSet(Expectation, frozen=True, kw_only=True):
    """Each of the slots was set."""

    KEY: ClassVar[str] = "slot_was_set"

    slots: tuple[WantedSlot, ...]

    def met_at(self, events: Events, begin: int) -> int | None:
        return _all([first(events, begin, slot.is_met) for slot in self.slots], begin)

    def wanted(self) -> str:
        return f"{self.KEY}: {', '.join(map(str, self.slots))}"

    def came(self, events: Events) -> str:
        return "set: " + listed(f"{e.name} = {brief(e.value)}" for e in events if isinstance(e, ev.SlotSet))


class SlotWasNotSet(SlotWasSet, frozen=True, kw_only=True):
    """None of the slots was set; with a value: not to that."""

    KEY: ClassVar[str] = "slot_was_not_set"

    def met_at(self, events: Events, begin: int) -> int | None:
        was_set = any(slot.is_met(event) for event in events[begin:] for slot in self.slots)
        return None if was_set else begin


class ActionExecuted(Expectation, frozen=True, kw_only=True):
    """The action ran."""

    KEY: ClassVar[str] = "action_executed"

    name: str

    def met_at(self, events: Events, begin: int) -> int | None:
        return first(events, begin, lambda e: isinstance(e, ev.ActionExecuted) and e.name == self.name)

    def wanted(self) -> str:
        return f"{self.KEY}: {self.name}"

    def came(self, events: Events) -> str:
        return "ran: " + listed(e.name or "" for e in events if isinstance(e, ev.ActionExecuted))


class LoopIs(Expectation, frozen=True, kw_only=True):
    """A form began; with None the active one ended."""

    KEY: ClassVar[str] = "active_loop"

    name: str | None

    def met_at(self, events: Events, begin: int) -> int | None:
        return first(events, begin, lambda e: isinstance(e, ev.ActiveLoop) and e.name == self.name)

    def wanted(self) -> str:
        return f"{self.KEY}: {brief(self.name)}"

    def came(self, events: Events) -> str:
        return f"{self.KEY}: " + listed(brief(e.name) for e in events if isinstance(e, ev.ActiveLoop))


# -- words and small searches -----------------------------------------------------------------------------------------

_AND_OR = {"all": "and", "any": "or"}


def brief(value: Any) -> str:
    """A value as short as can be: text as it is, the rest as JSON."""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def alike(given: Any, wanted: Any) -> bool:
    """Whether a slot's value is the one that a file means: case does not count, nor does ``7`` for ``"7"``."""
    return bool(given == wanted) or (given is not None and str(given).lower() == str(wanted).lower())


def listed(parts: Iterable[str]) -> str:
    """Several things in a line, or the word for none."""
    return "; ".join(parts) or "nothing"


def first(events: Events, begin: int, fits: Callable[[Event], bool]) -> int | None:
    """The index of the first event from ``begin`` on that fits."""
    return next((index for index in range(begin, len(events)) if fits(events[index])), None)


def _any(found: Sequence[int | None]) -> int | None:
    return min((index for index in found if index is not None), default=None)


def _all(found: Sequence[int | None], begin: int) -> int | None:
    there = [index for index in found if index is not None]
    return max(there, default=begin) if len(there) == len(found) else None


def _began(event: Event) -> str | None:
    return event.flow_id if isinstance(event, ev.FlowStarted) else None


def _flow_at(flow: str, step: str | None) -> str:
    return f"{flow} at {step}" if step else flow


def _offered(event: Event) -> tuple[str, ...]:
    """The flows that a clarification offers when this event puts one on the stack."""
    if not isinstance(event, ev.StackChanged):
        return ()
    contexts = (frame.context for frame in event.frames if frame.flow == "pattern_clarification")
    values = (value for context in contexts for value in context.values())
    return tuple(str(each) for value in values for each in (value if isinstance(value, (list, tuple)) else [value]))

"""What a test may expect of a turn, and how it is checked. Pure: the events of a turn in, where it was met out.

An expectation knows nothing of files and of other expectations. ``met_at`` searches from an index on, so that those of
one message can be held to an order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar, Literal

import msgspec

from talkwright.conversation import events as ev
from talkwright.conversation.content import BotMessage
from talkwright.conversation.events import Event
from talkwright.conversation.utterance import Entity, Utterance
from talkwright.errors import Place

Events = Sequence[Event]


class Expectation(msgspec.Struct, frozen=True, kw_only=True):
    """Something that has to be so after a user's message."""

    KEY: ClassVar[str] = ""  # its name in a file

    place: Place

    def met_at(self, events: Events, begin: int) -> int | None:
        """The index of the event, from ``begin`` on, that meets it; None when none does."""
        raise NotImplementedError

    def wanted(self) -> str:
        """What is expected, in words."""
        raise NotImplementedError

    def came(self, events: Events) -> str:
        """What came instead, in words."""
        raise NotImplementedError


# -- flows ------------------------------------------------------------------------------------------------------------


class FlowStarted(Expectation, frozen=True, kw_only=True):
    """All, or any, of ``flow_ids`` began."""

    KEY: ClassVar[str] = "flow_started"

    flow_ids: tuple[str, ...]
    operator: Literal["all", "any"] = "all"

    def met_at(self, events: Events, begin: int) -> int | None:
        found = [_first(events, begin, lambda e, id=id: _began(e) == id) for id in self.flow_ids]  # type: ignore[misc]
        return _any(found) if self.operator == "any" else _all(found, begin)

    def wanted(self) -> str:
        return f"{self.KEY}: {f' {_AND_OR[self.operator]} '.join(self.flow_ids)}"

    def came(self, events: Events) -> str:
        return "started: " + _listed(filter(None, map(_began, events)))


class FlowCompleted(Expectation, frozen=True, kw_only=True):
    """The flow came to its end, at ``step_id`` if that is given."""

    KEY: ClassVar[str] = "flow_completed"

    flow_id: str
    step_id: str | None = None

    def met_at(self, events: Events, begin: int) -> int | None:
        return _first(events, begin, lambda e: _fits(_ended(e, self.KEY), self.flow_id, self.step_id))

    def wanted(self) -> str:
        return f"{self.KEY}: {_flow_at((self.flow_id, self.step_id))}"

    def came(self, events: Events) -> str:
        return f"{self.KEY.removeprefix('flow_')}: " + _listed(map(_flow_at, _all_ended(events, self.KEY)))


class FlowCancelled(FlowCompleted, frozen=True, kw_only=True):
    """The flow was broken off, at ``step_id`` if that is given."""

    KEY: ClassVar[str] = "flow_cancelled"


class ClarificationContains(Expectation, frozen=True, kw_only=True):
    """The user was asked which of several flows is meant, and all of ``names`` (ids or readable names) were offered."""

    KEY: ClassVar[str] = "pattern_clarification_contains"

    names: tuple[str, ...]

    def met_at(self, events: Events, begin: int) -> int | None:
        return _first(events, begin, lambda e: bool(offered := _offered(e)) and all(n in offered for n in self.names))

    def wanted(self) -> str:
        return f"{self.KEY}: {', '.join(self.names)}"

    def came(self, events: Events) -> str:
        return "offered: " + _listed(dict.fromkeys(name for event in events for name in _offered(event)))


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
        return _all([_first(events, begin, slot.is_met) for slot in self.slots], begin)

    def wanted(self) -> str:
        return f"{self.KEY}: {', '.join(map(str, self.slots))}"

    def came(self, events: Events) -> str:
        return "set: " + _listed(f"{e.name} = {brief(e.value)}" for e in events if isinstance(e, ev.SlotSet))


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
        return _first(events, begin, lambda e: isinstance(e, ev.ActionExecuted) and e.name == self.name)

    def wanted(self) -> str:
        return f"{self.KEY}: {self.name}"

    def came(self, events: Events) -> str:
        return "ran: " + _listed(e.name or "" for e in events if isinstance(e, ev.ActionExecuted))


class LoopIs(Expectation, frozen=True, kw_only=True):
    """A form began; with None the active one ended."""

    KEY: ClassVar[str] = "active_loop"

    name: str | None

    def met_at(self, events: Events, begin: int) -> int | None:
        return _first(events, begin, lambda e: isinstance(e, ev.ActiveLoop) and e.name == self.name)

    def wanted(self) -> str:
        return f"{self.KEY}: {brief(self.name)}"

    def came(self, events: Events) -> str:
        return f"{self.KEY}: " + _listed(brief(e.name) for e in events if isinstance(e, ev.ActiveLoop))


# -- what is said -----------------------------------------------------------------------------------------------------


class BotUttered(Expectation, frozen=True, kw_only=True):
    """One message fits all that is given: the name of the response, a regular expression, the buttons in order.

    ``buttons`` are pairs of what they say and what must be equal in it: title, payload, type.
    """

    KEY: ClassVar[str] = "bot_uttered"

    utter_name: str | None = None
    text_matches: str | None = None
    buttons: tuple[dict[str, str], ...] | None = None

    def met_at(self, events: Events, begin: int) -> int | None:
        return _first(events, begin, self._fits)

    def _fits(self, event: Event) -> bool:
        if not isinstance(event, ev.BotUttered):
            return False
        message = ev.message_of(event)
        if self.utter_name is not None and self.utter_name != name_of(message):
            return False
        if self.text_matches is not None and not re.search(self.text_matches, message.text or ""):
            return False
        if self.buttons is None:
            return True
        pairs = zip(self.buttons, message.buttons, strict=False)
        return len(self.buttons) == len(message.buttons) and all(
            value == getattr(shown, key, None) for wanted, shown in pairs for key, value in wanted.items()
        )

    def wanted(self) -> str:
        buttons = None if self.buttons is None else "buttons " + brief(self.buttons)
        text = None if self.text_matches is None else f"/{self.text_matches}/"
        return f"{self.KEY}: {', '.join(filter(None, (self.utter_name, text, buttons)))}"

    def came(self, events: Events) -> str:
        return "said: " + _listed(shown(ev.message_of(e)) for e in events if isinstance(e, ev.BotUttered))


class BotDidNotUtter(BotUttered, frozen=True, kw_only=True):
    """No message fits all that is given."""

    KEY: ClassVar[str] = "bot_did_not_utter"

    def met_at(self, events: Events, begin: int) -> int | None:
        return None if any(map(self._fits, events[begin:])) else begin


class Generated(Expectation, frozen=True, kw_only=True):
    """A generated answer is relevant to what was asked. Only a judge can say: see ``evaluation.judge``."""

    KEY: ClassVar[str] = "generative_response_is_relevant"

    threshold: float = 0.5
    ground_truth: str | None = None
    utter_name: str | None = None
    utter_source: str | None = None

    def wanted(self) -> str:
        return f"{self.KEY}: at least {self.threshold:g}"


class Grounded(Generated, frozen=True, kw_only=True):
    """A generated answer says nothing that ``ground_truth``, or what was retrieved for it, does not."""

    KEY: ClassVar[str] = "generative_response_is_grounded"


# -- what was understood: test stories --------------------------------------------------------------------------------


class IntentIs(Expectation, frozen=True, kw_only=True):
    """The message was understood as this intent. ``faq/ask_name`` also fits when only ``faq`` is told apart."""

    KEY: ClassVar[str] = "intent"

    name: str

    def met_at(self, events: Events, begin: int) -> int | None:
        return _first(events, begin, lambda e: isinstance(e, ev.UserUttered) and self._fits(e.parse_data))

    def _fits(self, utterance: Utterance) -> bool:
        intent = utterance.intent
        full = intent.full_retrieval_intent_name
        return self.name in ((intent.name, full) if full else (intent.name,)) or (
            not full and "/" in self.name and self.name.partition("/")[0] == intent.name
        )

    def wanted(self) -> str:
        return f"{self.KEY}: {self.name}"

    def came(self, events: Events) -> str:
        heard = _heard(events)
        return f"{self.KEY}: {heard.intent.name or 'none'} ({heard.intent.confidence:.2f})"


class EntitiesAre(Expectation, frozen=True, kw_only=True):
    """The message holds these entities and no others. A value that is only the marked words need not be equal."""

    KEY: ClassVar[str] = "entities"

    entities: tuple[Entity, ...]

    def met_at(self, events: Events, begin: int) -> int | None:
        heard = _heard(events)
        found = [_essence(heard, entity) for entity in heard.entities]
        for entity in self.entities:
            name, role, group, words, value = _essence(heard, entity)
            match = (name, role, group, words)
            index = next((i for i, e in enumerate(found) if e[:4] == match and (value == words or e[4] == value)), None)
            if index is None:
                return None
            del found[index]
        return None if found else begin

    def wanted(self) -> str:
        return f"{self.KEY}: " + _listed(map(_entity, self.entities))

    def came(self, events: Events) -> str:
        return f"{self.KEY}: " + _listed(map(_entity, _heard(events).entities))


# -- words and small searches -----------------------------------------------------------------------------------------

_AND_OR = {"all": "and", "any": "or"}


def name_of(message: BotMessage) -> str:
    """The name of the response that was said, or an empty text."""
    return str(message.metadata.get("utter_action", ""))


def shown(message: BotMessage) -> str:
    """A message in words: the name of its response and its text."""
    text = repr(message.text) if message.text is not None else "a message without text"
    return f"{name_of(message)} {text}" if name_of(message) else text


def brief(value: Any) -> str:
    """A value as short as can be: text as it is, the rest as JSON."""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def alike(given: Any, wanted: Any) -> bool:
    """Whether a slot's value is the one that a file means: case does not count, nor does ``7`` for ``"7"``."""
    return bool(given == wanted) or (given is not None and str(given).lower() == str(wanted).lower())


def _listed(parts: Iterable[str]) -> str:
    return "; ".join(parts) or "nothing"


def _first(events: Events, begin: int, fits: Callable[[Event], bool]) -> int | None:
    return next((index for index in range(begin, len(events)) if fits(events[index])), None)


def _any(found: Sequence[int | None]) -> int | None:
    return min((index for index in found if index is not None), default=None)


def _all(found: Sequence[int | None], begin: int) -> int | None:
    there = [index for index in found if index is not None]
    return max(there, default=begin) if len(there) == len(found) else None


def _began(event: Event) -> str | None:
    return event.flow_id if isinstance(event, ev.FlowStarted) else None


def _ended(event: Event, key: str) -> tuple[str, str | None] | None:
    kind = ev.FlowCompleted if key == FlowCompleted.KEY else ev.FlowCancelled
    return (event.flow_id, event.step_id) if isinstance(event, kind) else None


def _all_ended(events: Events, key: str) -> list[tuple[str, str | None]]:
    return [ended for ended in (_ended(event, key) for event in events) if ended is not None]


def _fits(ended: tuple[str, str | None] | None, flow: str, step: str | None) -> bool:
    return ended is not None and ended[0] == flow and step in (None, ended[1])


def _flow_at(ended: tuple[str, str | None]) -> str:
    return f"{ended[0]} at {ended[1]}" if ended[1] else ended[0]


def _offered(event: Event) -> tuple[str, ...]:
    """The flows that a clarification offers when this event puts one on the stack."""
    if not isinstance(event, ev.StackChanged):
        return ()
    contexts = (frame.context for frame in event.frames if frame.flow == "pattern_clarification")
    values = (value for context in contexts for value in context.values())
    return tuple(str(each) for value in values for each in (value if isinstance(value, (list, tuple)) else [value]))


def _heard(events: Events) -> Utterance:
    return next((event.parse_data for event in events if isinstance(event, ev.UserUttered)), Utterance())


def _essence(utterance: Utterance, entity: Entity) -> tuple[str, str, str, str, str]:
    words = utterance.text[entity.start : entity.end].lower()
    return entity.entity, str(entity.role or ""), str(entity.group or ""), words, str(entity.value).lower()


def _entity(entity: Entity) -> str:
    parts = (entity.entity, *(str(part) for part in (entity.role, entity.group) if part))
    return f"{'/'.join(parts)} = {brief(entity.value)}"

"""Slots from a message, as Rasa fills them: whatever is going on, raw and of any type.

Slots in the order of the domain, mappings in theirs, and the first that has a value wins. While a form is active, an
entity that could fill several of its slots fills the one that is asked for. Flows have rules of their own:
``mappings``.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from typing import Any

from talkwright.conversation import events as ev
from talkwright.conversation.events import Event
from talkwright.conversation.state import State
from talkwright.dialogue.play import Call, Play, Returned
from talkwright.project.domain import Domain, SlotMapping

REQUESTED = "requested_slot"
VALIDATE = "action_validate_slot_mappings"
_OURS = (REQUESTED, "session_started_metadata")


def extract(domain: Domain, state: State) -> Play:
    """The slots that the last message fills, when things stand at ``state``."""
    found: list[Event] = []
    ran: set[str] = set()
    for name in domain.schema.slots:
        if name in _OURS:
            continue
        for mapping in domain.mappings.get(name, ()):
            if not _counts(name, mapping, domain, state):
                continue
            values = _values(mapping, state)
            if values:
                value = values if domain.schema.slots[name].type == "list" else values[-1]
                if value is not None or state.slots.get(name) is not None:
                    found.append(ev.SlotSet(name=name, value=value))
                    break
            if mapping.type == "custom" and mapping.action and mapping.action not in ran:
                ran.add(mapping.action)
                found += yield from _run(mapping.action, (), (ev.SlotSet,))
    if VALIDATE not in domain.actions:
        return Returned(tuple(found))
    checked = yield from _run(VALIDATE, tuple(found), (ev.SlotSet, ev.BotUttered))
    return Returned((*checked, *unchecked(found, checked)))


def unchecked(found: Iterable[Event], checked: Iterable[Event]) -> Iterable[Event]:
    """Those of ``found`` that nothing is said of in ``checked``: they are taken as they are."""
    names = {event.name for event in checked if isinstance(event, ev.SlotSet)}
    return (event for event in found if not (isinstance(event, ev.SlotSet) and event.name in names))


def _run(action: str, seen: tuple[Event, ...], kept: tuple[type[Event], ...]) -> Generator[Call, Returned, list[Event]]:
    """What a bot's own action makes of the message, as far as it is ``kept``; nothing when it fails."""
    returned = yield Call(action, seen)
    return [event for event in returned.events if isinstance(event, kept)] if returned.outcome == "done" else []


def _counts(slot: str, mapping: SlotMapping, domain: Domain, state: State) -> bool:
    """Whether ``mapping`` may fill ``slot`` now."""
    if mapping.type == "from_entity" and mapping.entity not in domain.entities:
        return False
    if mapping.type == "from_intent" and any(intent not in domain.intents for intent in mapping.intent):
        return False
    if not _wants_intent(mapping, domain, state) or not _in_place(slot, mapping, state):
        return False
    return mapping.type != "from_entity" or not _is_ambiguous(slot, mapping, domain, state)


def _wants_intent(mapping: SlotMapping, domain: Domain, state: State) -> bool:
    intent = state.latest_message.intent.name
    if mapping.intent:
        return intent in mapping.intent
    form = domain.forms.get(state.active_loop.name) if state.active_loop else None
    return intent not in mapping.not_intent and not (form is not None and intent in form.ignored_intents)


def _in_place(slot: str, mapping: SlotMapping, state: State) -> bool:
    """Whether one of the conditions holds. A form that has just refused leaves the slot it asked for as it is."""
    loop = state.active_loop.name if state.active_loop else None
    if mapping.type == "from_trigger_intent":
        named = {condition.active_loop for condition in mapping.conditions}
        return loop is not None and (not named or loop in named)
    if not mapping.conditions:
        return True
    requested = state.slots.get(REQUESTED)
    if state.active_loop is not None and state.active_loop.rejected and requested == slot:
        return False
    return any(
        "active_loop" in condition.names
        and condition.active_loop == loop
        and (loop is None or not condition.requested_slot or condition.requested_slot == requested)
        for condition in mapping.conditions
    )


def _is_ambiguous(slot: str, mapping: SlotMapping, domain: Domain, state: State) -> bool:
    """Whether the entity could fill another slot of the active form just as well."""
    form = domain.forms.get(state.active_loop.name) if state.active_loop else None
    if form is None or slot not in form.required_slots or state.slots.get(REQUESTED) == slot:
        return False
    said = mapping.plain()
    same = (each for name in form.required_slots for each in domain.mappings.get(name, ()) if each.plain() == said)
    return sum(1 for _ in same) > 1


def _values(mapping: SlotMapping, state: State) -> Sequence[Any]:
    """What the message has for ``mapping``; the last counts."""
    message = state.latest_message
    if mapping.type == "from_entity":
        return [
            entity.value
            for entity in message.entities
            if entity.entity == mapping.entity
            and (entity.role or None) == mapping.role
            and (entity.group or None) == mapping.group
        ]
    if mapping.type in ("from_intent", "from_trigger_intent"):
        return [mapping.value]
    return [message.text] if mapping.type == "from_text" else []

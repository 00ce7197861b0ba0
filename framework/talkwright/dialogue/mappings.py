"""Slot mappings of the domain -> SetSlot commands. Rasa's meaning, in flows.

Slots in the order of the domain, mappings in theirs, the first that gives a value of the slot's type wins. A mapping
that looks at the intent leaves slots alone whose own question is still to come: one "yes" answers one question. One
that takes the whole text does so for a slot that any flow asks for: the words that start a flow are not
the answer to its first question. Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from talkwright.conversation.commands import SetSlot
from talkwright.conversation.schema import Slot
from talkwright.conversation.state import State
from talkwright.conversation.utterance import Utterance
from talkwright.flows.coerce import REFUSED, coerce
from talkwright.flows.program import Program
from talkwright.project.domain import SlotMapping


def map_slots(
    program: Program, state: State, utterance: Utterance, asked: str | None, coming: Collection[str]
) -> Iterator[SetSlot]:
    """The slots that ``utterance`` fills. ``asked`` is the slot of the open question, ``coming`` those whose question
    is still to come."""
    waiting = {"from_intent": coming, "from_text": program.collects}
    answering = _entities_of(program, state, utterance, asked)
    for name, mappings in program.fillings.items():
        slot = program.schema.slots[name]
        for mapping in mappings:
            if mapping.type == "from_entity" and not utterance.entities:
                continue
            answers = (mapping.entity, mapping.role, mapping.group) in answering
            if name != asked and (answers or name in waiting.get(mapping.type, ())):
                continue
            if not _applies(mapping, state, utterance, asked):
                continue
            value = _value(mapping, slot, utterance)
            if value is not None and coerce(slot, value) is not REFUSED:
                yield SetSlot(name, value)
                break


def extracting_actions(program: Program, state: State) -> tuple[str, ...]:
    """The bot's actions that fill slots with this message, each once."""
    asked = state.slots.get("requested_slot")
    found = (name for name, mapping in program.extractions if mapping is None or _in_place(mapping, state, asked))
    return tuple(dict.fromkeys(found))


def _entities_of(
    program: Program, state: State, utterance: Utterance, asked: str | None
) -> set[tuple[str | None, ...]]:
    """The entities that answer the open question: "to Rome" is no second origin."""
    if asked is None or not utterance.entities:
        return set()
    return {
        (mapping.entity, mapping.role, mapping.group)
        for mapping in program.fillings.get(asked, ())
        if mapping.type == "from_entity"
        and _applies(mapping, state, utterance, asked)
        and _value(mapping, program.schema.slots[asked], utterance) is not None
    }


def _value(mapping: SlotMapping, slot: Slot, utterance: Utterance) -> Any:
    if mapping.type == "from_entity":
        values = [
            entity.value
            for entity in utterance.entities
            if entity.entity == mapping.entity
            and (entity.role or None) == mapping.role
            and (entity.group or None) == mapping.group
        ]
        if slot.type == "list":
            return values or None
        return values[-1] if values else None
    if mapping.type == "from_intent":
        return mapping.value
    if mapping.type == "from_text":
        return utterance.text or None
    return None


def _applies(mapping: SlotMapping, state: State, utterance: Utterance, asked: str | None) -> bool:
    intent = utterance.intent.name
    if mapping.intent and intent not in mapping.intent:
        return False
    if intent in mapping.not_intent:
        return False
    return _in_place(mapping, state, asked)


def _in_place(mapping: SlotMapping, state: State, asked: str | None) -> bool:
    """Whether one of the mapping's conditions is right."""
    if not mapping.conditions:
        return True
    flows = {frame.flow for frame in state.stack}
    loop = state.active_loop.name if state.active_loop else None
    for condition in mapping.conditions:
        if "active_flow" in condition.names and condition.active_flow not in flows:
            continue
        if "active_loop" in condition.names and condition.active_loop != loop:
            continue
        if "requested_slot" in condition.names and condition.requested_slot not in (
            asked,
            state.slots.get("requested_slot"),
        ):
            continue
        return True
    return False

"""Steps of stories -> the events that a conversation would have had.

What authors leave out is put in: that the assistant listens before the user speaks, and that an entity fills the slot
that is mapped from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from talkwright.conversation import events as ev
from talkwright.conversation.events import Event
from talkwright.conversation.features import UNSET
from talkwright.conversation.schema import Slot
from talkwright.conversation.trail import LISTEN
from talkwright.conversation.utterance import Entity, Intent, Utterance
from talkwright.project.domain import Domain
from talkwright.project.stories import Does, Knows, Loops, Mentioned, Says, StoryStep


def barred(event: Event) -> Event:
    """A rule that empties a slot, or ends a form, wants it not to be there."""
    if isinstance(event, ev.SlotSet) and event.value is None:
        return ev.SlotSet(name=event.name, value=UNSET)
    if isinstance(event, ev.ActiveLoop) and event.name is None:
        return ev.ActiveLoop(name=UNSET)
    return event


def ended(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """``events``, and that the assistant listens then."""
    return events if events and _listens(events[-1]) else (*events, ev.ActionExecuted(name=LISTEN))


def _listens(event: Event) -> bool:
    return isinstance(event, ev.ActionExecuted) and event.name == LISTEN


def events_of(steps: Sequence[StoryStep], domain: Domain, before: Sequence[Event]) -> Iterator[Event]:
    """The events of steps that follow the events ``before``."""
    last = before[-1] if before else None
    for step in steps:
        for event in _of_step(step, domain):
            if isinstance(event, ev.UserUttered) and not (last is not None and _listens(last)):
                yield ev.ActionExecuted(name=LISTEN)
            yield event
            last = event


def _of_step(step: StoryStep, domain: Domain) -> Iterator[Event]:
    if isinstance(step, Says):
        entities = tuple(_entity(each) for each in step.entities)
        utterance = Utterance(step.text or "", Intent(step.intent, 1.0 if step.intent else 0.0), entities)
        yield ev.UserUttered(text=step.text, parse_data=utterance)
        yield from _filled(step.entities, domain)
    elif isinstance(step, Does):
        yield ev.ActionExecuted(action_text=step.action) if step.is_text else ev.ActionExecuted(name=step.action)
    elif isinstance(step, Knows):
        for name, value in step.slots:
            yield ev.SlotSet(name=name, value=value if name in step.valued else _any_value(name, domain))
    elif isinstance(step, Loops):
        yield ev.ActiveLoop(name=step.form)


def _entity(mentioned: Mentioned) -> Entity:
    role = msgspec.UNSET if mentioned.role is None else mentioned.role
    group = msgspec.UNSET if mentioned.group is None else mentioned.group
    return Entity(mentioned.entity, mentioned.value, role=role, group=group)


# What a slot holds that a story names without a value.
_ANY: dict[str, Any] = {"text": "filled", "list": ["filled"]}


def _any_value(name: str, domain: Domain) -> Any:
    slot = domain.schema.slots.get(name)
    return _ANY.get(slot.type) if slot is not None else None


def _filled(entities: Sequence[Mentioned], domain: Domain) -> Iterator[Event]:
    """The slots that a message fills in a story: those that are mapped from one of its entities, in no form."""
    if not domain.store_entities_as_slots or not entities:
        return
    for name, slot in domain.schema.slots.items():
        values = list(_values(name, slot, entities, domain))
        if values:
            yield ev.SlotSet(name=name, value=values if slot.type == "list" else values[-1])


def _values(name: str, slot: Slot, entities: Sequence[Mentioned], domain: Domain) -> Iterator[Any]:
    for mapping in domain.mappings.get(name, ()):
        first = mapping.conditions[0] if mapping.conditions else None
        if mapping.type != "from_entity" or (first is not None and first.active_loop is not None):
            continue
        for each in entities:
            named = (each.entity, each.role, each.group)
            if named == (mapping.entity, mapping.role, mapping.group) and each.value is not None:
                yield each.value

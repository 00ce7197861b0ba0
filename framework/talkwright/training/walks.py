"""Stories and rules -> walks: every way through them, event by event, as a conversation would have gone.

What authors leave out is put in: that the assistant listens before the user speaks and at the end, and that an entity
fills the slot that is mapped from it. ``or`` makes a walk of each choice, and checkpoints join stories.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from talkwright.conversation import events as ev
from talkwright.conversation.events import Event
from talkwright.conversation.features import UNSET
from talkwright.conversation.schema import Slot
from talkwright.conversation.state import LISTEN
from talkwright.conversation.utterance import Entity, Intent, Utterance
from talkwright.errors import Place, Problems
from talkwright.project.domain import Domain
from talkwright.project.stories import Does, Either, Knows, Loops, Mentioned, Passes, Says, Story, StoryStep

SNIPPET = "..."
"""The action that stands for anything that may have been before a rule, or may come after it."""

MOST_WALKS = 500  # that one story may come to through checkpoints and alternatives


class Walk(msgspec.Struct, frozen=True):
    """One way through a story, or a rule. ``opens``: it begins with an action, which nothing foretells."""

    name: str
    place: Place
    is_rule: bool
    events: tuple[Event, ...]
    opens: bool = False


class _Piece(msgspec.Struct, frozen=True):
    """Steps between checkpoints. It begins at any of ``after`` (none: at the start) and leads to ``before``."""

    story: Story
    after: tuple[Passes, ...]
    steps: tuple[StoryStep, ...]
    before: tuple[Passes, ...] = ()


def walks_of(stories: Sequence[Story], domain: Domain, problems: Problems) -> tuple[Walk, ...]:
    """All ways through ``stories``, which may share checkpoints, and through rules."""
    pieces = [piece for story in stories if not story.is_rule for piece in _pieces(story)]
    _check_checkpoints(pieces, problems)
    found: list[Walk] = []
    for piece in pieces:
        if not piece.after:
            found += _walks(piece, pieces, domain, problems)
    for rule in stories:
        if rule.is_rule:
            found += (_rule_walk(rule, steps, domain) for steps in _alternatives(rule.steps))
    return tuple(found)


# -- checkpoints ----------------------------------------------------------------------------------------------------


def _pieces(story: Story) -> Iterator[_Piece]:
    after: tuple[Passes, ...] = ()
    steps: list[StoryStep] = []
    met: tuple[Passes, ...] = ()
    for step in story.steps:
        if isinstance(step, Passes):
            if steps:
                met = (*met, step)
            else:
                after = (*after, step)
            continue
        if met:
            yield _Piece(story, after, tuple(steps), met)
            after, steps, met = met, [], ()
        steps.append(step)
    if steps:
        yield _Piece(story, after, tuple(steps), met)


def _check_checkpoints(pieces: Sequence[_Piece], problems: Problems) -> None:
    begun = {each.checkpoint for piece in pieces for each in piece.after}
    ended = {each.checkpoint for piece in pieces for each in piece.before}
    for piece in pieces:
        for each in piece.after:
            if each.checkpoint not in ended:
                message = (
                    f"No story leads to the checkpoint '{each.checkpoint}', so nothing of what follows is learned."
                )
                hint = "End another story with this checkpoint, or take it out."
                problems.warning("story/unknown-checkpoint", message, each.place, hint)
        for each in piece.before:
            if each.checkpoint not in begun:
                message = f"No story begins at the checkpoint '{each.checkpoint}', so this one leads nowhere."
                hint = "Begin another story with this checkpoint, or take it out."
                problems.warning("story/unknown-checkpoint", message, each.place, hint)


def _walks(start: _Piece, pieces: Sequence[_Piece], domain: Domain, problems: Problems) -> list[Walk]:
    """Every way that begins with ``start``."""
    found: list[Walk] = []
    for path in _paths((start,), pieces):
        for events in _told(path, domain):
            if len(found) == MOST_WALKS:
                message = f"This story comes to more than {MOST_WALKS} ways; the others are not learned."
                hint = "Write fewer checkpoints or 'or'."
                problems.warning("story/too-many-ways", message, start.story.place, hint)
                return found
            opens = isinstance(_first(start.steps), Does)
            found.append(Walk(path[-1].story.name, path[-1].story.place, False, events, opens))
    return found


def _first(steps: Sequence[StoryStep]) -> StoryStep | None:
    """The first step in which somebody speaks or acts."""
    return next((step for step in steps if isinstance(step, (Says, Does, Either))), None)


def _paths(path: tuple[_Piece, ...], pieces: Sequence[_Piece]) -> Iterator[tuple[_Piece, ...]]:
    """The ways on from a piece, none through the same piece twice. One that leads nowhere is not learned."""
    if not path[-1].before:
        yield path
        return
    names = {each.checkpoint for each in path[-1].before}
    for piece in pieces:
        if piece not in path and any(each.checkpoint in names for each in piece.after):
            yield from _paths((*path, piece), pieces)


def _told(path: Sequence[_Piece], domain: Domain) -> Iterator[tuple[Event, ...]]:
    """The events of all ways through the pieces, where the slots let them pass."""
    found: list[tuple[Event, ...]] = [()]
    for number, piece in enumerate(path):
        entered = [each for each in piece.after if number and each.checkpoint in _names(path[number - 1])]
        found = [
            (*events, *_events(steps, domain, events))
            for events in found
            if not entered or any(_passes(each, events, domain) for each in entered)
            for steps in _alternatives(piece.steps)
        ]
    for events in found:
        yield _ended(events)


def _names(piece: _Piece) -> set[str]:
    return {each.checkpoint for each in piece.before}


def _passes(checkpoint: Passes, events: Sequence[Event], domain: Domain) -> bool:
    values = domain.schema.initial() | {event.name: event.value for event in events if isinstance(event, ev.SlotSet)}
    return all(values.get(name) == value for name, value in checkpoint.slots)


def _alternatives(steps: Sequence[StoryStep]) -> Iterator[tuple[StoryStep, ...]]:
    """The steps with each ``or`` replaced by one of what it names."""
    for index, step in enumerate(steps):
        if isinstance(step, Either):
            rests = list(_alternatives(steps[index + 1 :]))
            for choice in step.choices:
                for rest in rests:
                    yield (*steps[:index], choice, *rest)
            return
    yield tuple(steps)


# -- events ---------------------------------------------------------------------------------------------------------


def _rule_walk(rule: Story, steps: Sequence[StoryStep], domain: Domain) -> Walk:
    snippet = (ev.ActionExecuted(name=SNIPPET),)
    conditions = tuple(_events(rule.condition, domain, ()))
    opening = () if rule.at_start else snippet
    events = (*conditions, *opening)
    events = (*events, *_events(steps, domain, events), *(() if rule.waits else snippet))
    barred = tuple(map(_barred, _ended(events)))
    opens = not rule.at_start or isinstance(_first(steps), Does)
    return Walk(rule.name, rule.place, True, barred, opens)


def _barred(event: Event) -> Event:
    """A rule that empties a slot, or ends a form, wants it not to be there."""
    if isinstance(event, ev.SlotSet) and event.value is None:
        return ev.SlotSet(name=event.name, value=UNSET)
    if isinstance(event, ev.ActiveLoop) and event.name is None:
        return ev.ActiveLoop(name=UNSET)
    return event


def _ended(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """``events``, and that the assistant listens then."""
    return events if events and _listens(events[-1]) else (*events, ev.ActionExecuted(name=LISTEN))


def _listens(event: Event) -> bool:
    return isinstance(event, ev.ActionExecuted) and event.name == LISTEN


def _events(steps: Sequence[StoryStep], domain: Domain, before: Sequence[Event]) -> Iterator[Event]:
    """The events of steps that follow the events ``before``."""
    last = before[-1] if before else None
    for step in steps:
        for event in _events_of(step, domain):
            if isinstance(event, ev.UserUttered) and not (last is not None and _listens(last)):
                yield ev.ActionExecuted(name=LISTEN)
            yield event
            last = event


def _events_of(step: StoryStep, domain: Domain) -> Iterator[Event]:
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

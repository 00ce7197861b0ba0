"""What policies remember of a conversation: the actions that ran, what was heard after each, and what that changed.

A trail is a fold over events as the state is, and bounded: its oldest steps become one. What a form asked and was told
while all went well is one step, as if it had known everything at once; a story that says ``- action: order_form``
therefore fits however many questions there were. What flows answer is no step at all: it is as if nobody had said or
done it. It holds features of slots, never their values. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from talkwright.conversation import events as ev
from talkwright.conversation.events import Event
from talkwright.conversation.features import Features, features, initial_features
from talkwright.conversation.schema import Depth, Schema
from talkwright.conversation.utterance import Utterance

LISTEN = "action_listen"
FLOWS = "FlowPolicy"
"""Who chose what a flow does, where policies act as well."""


class Heard(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the user said, as far as policies look at it. ``entities`` are names, and ``name#role``, ``name#group``.

    ``text`` is there until it is known whether the words or the intent decide.
    """

    intent: str | None = None
    entities: tuple[str, ...] = ()
    text: str | None = None


class Step(msgspec.Struct, frozen=True, omit_defaults=True):
    """An action, and what happened before the next one.

    ``slots`` are the features that changed, None for those that went. ``loop`` is the form that began; ``ended`` says
    that one ended. ``hidden``: a rule chose the action that no story knows of. ``forced``: an action was ordered to
    follow. ``is_text``: ``action`` is words that were said, not a name. ``aside``: flows answer what was heard, so that
    for policies the assistant has not begun to listen.
    """

    action: str | None = None
    is_text: bool = False
    hidden: bool = False
    heard: Heard | None = None
    slots: dict[str, Features | None] = {}
    loop: str | None = None
    ended: bool = False
    rejected: tuple[str, ...] = ()
    forced: bool = False
    aside: bool = False


class Trail(msgspec.Struct, frozen=True, omit_defaults=True):
    """The steps, oldest first. The first is what was before any action, or, when the trail is not ``whole``, what is
    left of steps that are gone.
    """

    steps: tuple[Step, ...] = (Step(),)
    whole: bool = True

    @property
    def shown(self) -> Trail:
        """What policies see: nothing of what flows are at."""
        return Trail(self.steps[:-1], self.whole) if self.steps[-1].aside else self


def heard_of(utterance: Utterance, text: str | None) -> Heard:
    """What policies see of a message."""
    names: set[str] = set()
    for entity in utterance.entities:
        names.add(entity.entity)
        names |= {f"{entity.entity}#{each}" for each in (entity.role, entity.group) if each}
    return Heard(utterance.intent.name, tuple(sorted(names)), text or None)


def extend(schema: Schema, trail: Trail, event: Event) -> Trail:
    """The trail after ``event``, which takes nothing back."""
    if isinstance(event, ev.ActionExecuted):
        after = _put_aside(trail, event) if event.policy == FLOWS else _acted(trail, event)
        return _bounded(after, schema.depth)
    if isinstance(event, (ev.SessionStarted, ev.Restarted)):
        return Trail()
    last = trail.steps[-1]
    changed = _after(schema, last, event)
    if changed is last:
        return trail
    return Trail((*trail.steps[:-1], changed), trail.whole)


def _after(schema: Schema, step: Step, event: Event) -> Step:
    """``step`` with what ``event`` adds to it; the same object when that is nothing."""
    if isinstance(event, ev.SlotSet):
        slot = schema.slots.get(event.name)
        if slot is None or not slot.influence_conversation or slot.type == "any":
            return step
        return replace(step, slots={**step.slots, event.name: features(slot, event.value)})
    if isinstance(event, ev.UserUttered):
        return replace(step, heard=heard_of(event.parse_data, event.text), forced=False)
    if isinstance(event, ev.UserFeaturization):
        return _decided(step, bool(event.use_text_for_featurization))
    if isinstance(event, ev.ActiveLoop):
        return replace(step, loop=event.name, ended=step.ended or event.name is None)
    if isinstance(event, ev.ActionExecutionRejected):
        return replace(step, rejected=(*(name for name in step.rejected if name != event.name), event.name))
    if isinstance(event, ev.FollowupAction):
        return replace(step, forced=True)
    if isinstance(event, ev.AllSlotsReset):
        first = initial_features(schema)
        names = (name for name, slot in schema.slots.items() if slot.influence_conversation and slot.type != "any")
        return replace(step, slots={name: first.get(name) for name in names})
    return step


def _decided(step: Step, by_text: bool) -> Step:
    heard = step.heard
    if heard is None:
        return step
    return replace(step, heard=Heard(text=heard.text) if by_text else replace(heard, text=None))


def _put_aside(trail: Trail, event: ev.ActionExecuted) -> Trail:
    """The trail after a flow's action. Only the slots that changed are seen, once the assistant listens again."""
    last = trail.steps[-1]
    if last.action != LISTEN:
        return _acted(trail, event) if event.name == LISTEN else trail
    return replace(trail, steps=(*trail.steps[:-1], replace(last, heard=None, aside=event.name != LISTEN)))


def _acted(trail: Trail, event: ev.ActionExecuted) -> Trail:
    name, last = event.name, trail.steps[-1]
    if last.aside and name == LISTEN:
        return replace(trail, steps=(*trail.steps[:-1], replace(last, aside=False)))
    before = goes_on(trail, name) if name is not None else None
    if before is not None:
        return replace(trail, steps=(*trail.steps[:before], _as_one(trail.steps[before:])))
    step = Step(name or event.action_text, is_text=name is None, hidden=event.hide_rule_turn)
    return replace(trail, steps=(*trail.steps, step))


def goes_on(trail: Trail, loop: str) -> int | None:
    """The step in which the form ``loop`` acted last, when it now goes on as if nothing had been in between.

    None when it is no form or acts for the first time, or when something else was said or done meanwhile.
    """
    if not any(step.loop == loop for step in trail.steps):
        return None
    following: str | None = None
    for index in range(len(trail.steps) - 1, -1, -1):
        step = trail.steps[index]
        if step.ended or loop in step.rejected or (step.heard is not None and following not in (None, loop)):
            return None
        if step.action == loop and not step.is_text:
            return index
        following = None if step.is_text else step.action
    return None


def _as_one(steps: tuple[Step, ...]) -> Step:
    """A form's step with all that its questions brought; that somebody was heard is forgotten."""
    first = steps[0]
    slots = {name: value for step in steps for name, value in step.slots.items()}
    loop = next((step.loop for step in reversed(steps) if step.loop), None)
    rejected = tuple(dict.fromkeys(name for step in steps for name in step.rejected))
    ended, forced = any(step.ended for step in steps), any(step.forced for step in steps)
    return replace(first, slots=slots, loop=loop, ended=ended, rejected=rejected, forced=forced, heard=None)


def _bounded(trail: Trail, depth: Depth | None) -> Trail:
    """The trail with no more steps than ``depth`` keeps. Turns that stories do not know of are joined first."""
    steps = trail.steps
    if depth is None or len(steps) <= depth.kept:
        return trail
    for index in range(1, len(steps) - depth.steps):
        if steps[index].hidden and steps[index + 1].hidden:
            return replace(trail, steps=(*steps[:index], _joined(steps[index], steps[index + 1]), *steps[index + 2 :]))
    return replace(trail, steps=(_joined(steps[0], steps[1]), *steps[2:]), whole=False)


def _joined(one: Step, other: Step) -> Step:
    """Two steps as if only the ``other`` had been, with what both changed."""
    loop = other.loop if other.loop is not None or other.ended else one.loop
    slots: Mapping[str, Features | None] = {**one.slots, **other.slots}
    return replace(other, heard=other.heard or one.heard, slots=dict(slots), loop=loop, ended=one.ended or other.ended)

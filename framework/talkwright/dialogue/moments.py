"""Moments: what policies see each time the assistant is about to act.

A trail is a list of changes; moments are what these come to. Rules see all of them. Stories do not see turns that only
rules know of: it is as if these had never been. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from talkwright.conversation.features import UNSET, Features, initial_features
from talkwright.conversation.trail import LISTEN, Heard, Step
from talkwright.project.domain import Domain, IntentSettings

UNLIKELY = "action_unlikely_intent"
SEPARATOR = "#"  # between an entity and its role or group


class Moment(msgspec.Struct, frozen=True, omit_defaults=True):
    """The action that ran last, what was heard last, the features of slots (sorted by name) and the active form.

    Two moments that are equal look the same to every policy.
    """

    action: str | None = None
    is_text: bool = False
    intent: str | None = None
    entities: tuple[str, ...] = ()
    text: str | None = None
    slots: tuple[tuple[str, Features], ...] = ()
    loop: str | None = None


class Lens(msgspec.Struct, frozen=True):
    """What of a bot policies look at. ``entities``: those that count with each intent; with one that is not here, all.

    ``rule_slots`` and ``rule_loops``: what no story names, so that stories do not see it. ``tells_unlikely``: a story
    says what comes of an unlikely message; else they do not see that it was one.
    """

    initial: dict[str, Features] = {}
    entities: dict[str, tuple[str, ...]] = {}
    rule_slots: tuple[str, ...] = ()
    rule_loops: tuple[str, ...] = ()
    tells_unlikely: bool = False


def lens_of(domain: Domain) -> Lens:
    """The lens of a bot with this domain, before its rules are known."""
    used = {name: _used(settings, domain) for name, settings in domain.intents.items()}
    return Lens(initial_features(domain.schema), used)


def _used(settings: IntentSettings, domain: Domain) -> tuple[str, ...]:
    if settings.use_entities is True:
        names = {name for name, each in domain.entities.items() if each.influence_conversation}
        names |= {label for name in domain.entities for label in _labels(name, domain)}
    else:
        names = set(settings.use_entities or ())
        names |= {label for name in tuple(names) for label in _labels(name, domain)}
    ignored = set(settings.ignore_entities)
    ignored |= {label for name in tuple(ignored) for label in _labels(name, domain)}
    return tuple(sorted(names - ignored))


def _labels(entity: str, domain: Domain) -> Iterator[str]:
    """The entity with each of its roles and groups."""
    settings = domain.entities.get(entity)
    for name in (*settings.roles, *settings.groups) if settings else ():
        yield f"{entity}{SEPARATOR}{name}"


def moments(steps: Sequence[Step], lens: Lens, before: Mapping[str, Features]) -> list[Moment]:
    """The moment after each of ``steps``. ``before`` are the features of slots ahead of the first."""
    slots = dict(before)
    heard: Heard | None = None
    loop: str | None = None
    shown = tuple(sorted(slots.items()))
    found: list[Moment] = []
    for step in steps:
        if step.slots:
            for name, value in step.slots.items():
                if value is None:
                    slots.pop(name, None)
                else:
                    slots[name] = value
            shown = tuple(sorted(slots.items()))
        heard = step.heard or heard
        loop = step.loop or (None if step.ended else loop)
        found.append(_moment(step, heard, shown, loop, lens))
    return found


def _moment(
    step: Step, heard: Heard | None, slots: tuple[tuple[str, Features], ...], loop: str | None, lens: Lens
) -> Moment:
    if heard is None:
        return Moment(step.action, step.is_text, slots=slots, loop=loop)
    entities = heard.entities
    if entities and heard.intent in lens.entities:
        used = lens.entities[heard.intent]
        entities = tuple(name for name in entities if name in used)
    return Moment(step.action, step.is_text, heard.intent, entities, heard.text, slots, loop)


def by_intent(found: Sequence[Moment]) -> list[Moment]:
    """``found`` as it is seen when the last message counts by its intent."""
    return _last(found, lambda moment: msgspec.structs.replace(moment, text=None))


def by_text(found: Sequence[Moment]) -> list[Moment]:
    """``found`` as it is seen when the last message counts by its words."""
    return _last(found, lambda moment: msgspec.structs.replace(moment, intent=None, entities=()))


def _last(found: Sequence[Moment], change: Callable[[Moment], Moment]) -> list[Moment]:
    if not found or found[-1].action != LISTEN or found[-1].is_text:
        return list(found)
    return [*found[:-1], change(found[-1])]


def told(steps: Sequence[Step], lens: Lens) -> list[Moment]:
    """The moments that stories see: without the turns that only rules know of."""
    if not lens.tells_unlikely:
        steps = [step for step in steps if step.action != UNLIKELY]
    found: list[Moment] = []
    is_hidden = False
    acted: tuple[str | None, bool] = (None, False)  # the last action that a story knows of
    for index, moment in enumerate(moments(steps, lens, lens.initial)):
        if not is_hidden:
            acted = (moment.action, moment.is_text)
        step = steps[index]
        begins = index == 0 and step.action is None and step.heard is None
        if not (begins or step.forced) and moment.action != moment.loop:
            is_hidden = steps[index + 1].hidden if index + 1 < len(steps) else False
        if not is_hidden:
            found.append(_as_told(moment, acted, found[-1] if found else None, lens))
    return by_intent(found)


def _as_told(moment: Moment, acted: tuple[str | None, bool], before: Moment | None, lens: Lens) -> Moment:
    action, is_text = acted if acted[0] else (moment.action, moment.is_text)
    intent, entities, text = moment.intent, moment.entities, moment.text
    if before is not None and not (moment.action == LISTEN and not moment.is_text):
        intent, entities, text = before.intent, before.entities, before.text
    slots = moment.slots
    if lens.rule_slots:
        slots = tuple(each for each in slots if each[0] not in lens.rule_slots)
    loop = None if moment.loop in lens.rule_loops else moment.loop
    return Moment(action, is_text, intent, entities, text, slots, loop)


def active(moment: Moment) -> str | None:
    """The active form at ``moment``; a rule may say that there is none."""
    return None if moment.loop == UNSET else moment.loop

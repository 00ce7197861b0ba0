"""Policies of a bot's own: which can be used, and what they make of the stories."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from talkwright.dialogue.actions import ACTIONS
from talkwright.dialogue.policies.brought import OWN_POLICY, Brought, keep, load_own
from talkwright.dialogue.policies.own import Example
from talkwright.dialogue.policies.own import Lesson as OwnLesson
from talkwright.errors import AuthorError, Problems
from talkwright.own import is_own
from talkwright.project.config import Part
from talkwright.project.domain import Domain
from talkwright.training.lessons import Lesson
from talkwright.yaml import did_you_mean

_OURS = ("max_history", "priority")  # options that every policy has


def usable(policies: Sequence[Part], root: Path, problems: Problems) -> tuple[Part, ...]:
    """``policies`` without those of the bot's own, at ``root``, that cannot be used."""
    return tuple(
        part for part in policies if not is_own(part.name) or OWN_POLICY.check(part.name, root, part.place, problems)
    )


def teach_own(
    part: Part,
    told: Sequence[Lesson],
    by_rules: Sequence[Lesson],
    domain: Domain,
    root: Path,
    problems: Problems,
) -> Brought:
    """What the policy ``part`` of the bot at ``root`` learns of stories and rules.

    Options that do not fit are reported and left at their defaults. Raises ``AuthorError`` when its class fails.
    """
    kind = load_own(part.name, root)
    options = _options(kind.Options, part, problems)
    most, priority = (_count(part, name, getattr(kind, name), problems) for name in _OURS)
    actions = tuple(sorted({*ACTIONS, *domain.actions, *domain.responses, *domain.forms, *domain.e2e_actions}))
    lesson = OwnLesson(
        examples=tuple(_example(each, most) for each in told),
        rules=tuple(_example(each, most) for each in by_rules),
        actions=actions,
        intents=tuple(domain.intents),
        entities=tuple(domain.entities),
        slots={name: slot.type for name, slot in domain.schema.slots.items()},
        forms=tuple(domain.forms),
        problems=problems,
        place=part.place,
    )
    try:
        return keep(part.name, kind.fit(lesson, options), actions, most, priority)
    except Exception as fault:  # an author's class may raise anything
        raise AuthorError([OWN_POLICY.blame(fault, part.name, root, "cannot be trained")]) from fault


def _example(lesson: Lesson, most: int) -> Example:
    return Example(lesson.moments[-most:], lesson.action, lesson.walk.name)


def _options(kind: type[msgspec.Struct], part: Part, problems: Problems) -> msgspec.Struct:
    """What the author gave as the policy's own struct."""
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    fitting: dict[str, Any] = {}
    for option, value in part.options.items():
        if option in fields:
            try:
                fitting[fields[option].name] = msgspec.convert(value, fields[option].type)
            except msgspec.ValidationError as fault:
                message = f"The option '{option}' of {part.name} does not fit: {fault}."
                problems.error("config/bad-option", message, part.place, "Correct it, or leave it out for the default.")
        elif option not in _OURS:
            message = f"{part.name} has no option '{option}'."
            problems.warning("config/unknown-option", message, part.place, _hint(option, (*fields, *_OURS)))
    return kind(**fitting)


def _hint(option: str, known: Sequence[str]) -> str:
    return did_you_mean(option, known) or f"Known are {', '.join(known)}."


def _count(part: Part, option: str, default: int, problems: Problems) -> int:
    value: Any = part.options.get(option, default)
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    message = f"The option '{option}' of {part.name} should be a whole number from 1 on, but is {value!r}."
    problems.error("config/bad-option", message, part.place, f"Leave it out for the default, {default}.")
    return default

"""What an assistant does after a message, as steps of a flow.

A turn of a rule or story becomes atoms: actions, whole forms, and what is known then. The turns of one intent that
differ only in what is known become one tree with branches. What cannot be a flow says why, in words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from talkwright.actions.builtin import BUILT_IN
from talkwright.migrate.slots import REQUESTED, Plain
from talkwright.project.domain import Domain
from talkwright.project.stories import Does, Either, Knows, Loops, Passes, Says, Story, StoryStep

FORM, ACTION, KNOWN = "form", "action", "known"
_IN_FLOWS = {"action_listen": "", "action_default_fallback": "utter_default"}
"""Built-in actions that do the same in flows, and what they say there also when the bot has no such response."""


class Atom(msgspec.Struct, frozen=True):
    """One thing that is done, or is known: ``name`` is that of an action, a form or a slot."""

    kind: str
    name: str
    value: Any = None


class Turn(msgspec.Struct, frozen=True):
    """A message, by the intents it may have, and what is done then; or ``why`` that is nothing for a flow."""

    intents: tuple[str, ...]
    atoms: tuple[Atom, ...] = ()
    why: str = ""
    has_entities: bool = False


def turns_of(story: Story, domain: Domain, submits: Mapping[str, tuple[Atom, ...]]) -> Iterator[Turn]:
    """The turns of a story. ``submits``: what is done when a form has ended, by form."""
    steps = list(story.steps)
    if steps and not isinstance(steps[0], (Says, Either)):
        yield Turn((), why="it does not begin with a message of the user")
        return
    starts = [index for index, step in enumerate(steps) if isinstance(step, (Says, Either))]
    for start, end in zip(starts, [*starts[1:], len(steps)], strict=True):
        intents, why, has_entities = _heard(steps[start])
        atoms: tuple[Atom, ...] = ()
        if not why:
            try:
                atoms = tuple(_atoms(steps[start + 1 : end], domain, submits, is_last=end == len(steps)))
            except _NoFlow as fault:
                why = str(fault)
        yield Turn(intents, atoms, why, has_entities)


class _NoFlow(Exception):
    """Why something cannot be a flow."""


def _heard(step: StoryStep) -> tuple[tuple[str, ...], str, bool]:
    choices = step.choices if isinstance(step, Either) else (step,)
    said = [each for each in choices if isinstance(each, Says)]
    if len(said) < len(choices):
        return (), "it chooses between what is known", False
    if any(each.intent is None for each in said):
        return (), "it goes by the very words of the user", False
    return tuple(str(each.intent) for each in said), "", any(each.entities for each in said)


def _atoms(
    steps: Sequence[StoryStep], domain: Domain, submits: Mapping[str, tuple[Atom, ...]], *, is_last: bool
) -> Iterator[Atom]:
    form: str | None = None  # the one that has just run
    for index, step in enumerate(steps):
        match step:
            case Does(action, is_text):
                if is_text:
                    raise _NoFlow("the assistant says words that are no response")
                if action in BUILT_IN and action not in _IN_FLOWS:
                    raise _NoFlow(f"'{action}' belongs to rules and stories")
                if _IN_FLOWS.get(action) and _IN_FLOWS[action] not in domain.responses:
                    raise _NoFlow(f"in a flow '{action}' would say something: there is no '{_IN_FLOWS[action]}'")
                if action in domain.forms:
                    form = action
                else:
                    yield Atom(ACTION, action)
            case Loops(None):
                if form is None:
                    raise _NoFlow("it goes on inside a form")
                yield Atom(FORM, form)
                form = None
            case Loops(loop):
                if loop != form:
                    raise _NoFlow(f"'{loop}' begins by itself")
                if index == len(steps) - 1:
                    if not is_last:
                        raise _NoFlow(f"the user says something else while '{loop}' asks")
                    yield Atom(FORM, str(loop))
                    yield from submits.get(str(loop), ())
                    form = None
            case Knows():
                yield from known_atoms(step, domain)
            case Passes():
                raise _NoFlow("it has a checkpoint")
            case _:
                raise _NoFlow("it has a step that flows do not know")
    if form is not None:
        raise _NoFlow(f"'{form}' does not begin")


def known_atoms(step: Knows, domain: Domain) -> Iterator[Atom]:
    """What stories see of slots: of some nothing, of a text whether there is one."""
    for name, value in step.slots:
        slot = domain.schema.slots.get(name)
        if name == REQUESTED or slot is None or not slot.influence_conversation or slot.type == "any":
            continue
        is_filled = value is not None or name not in step.valued
        yield Atom(KNOWN, name, is_filled if slot.type in ("text", "list") else value)


def condition(atom: Atom, domain: Domain) -> str | None:
    """What is known as a condition, or None when there is no condition for it."""
    slot = domain.schema.slots[atom.name]
    name = f"slots.{atom.name}"
    if slot.type == "text":
        return f"{name} is not null" if atom.value else f"{name} is null"
    if atom.value is None:
        return f"{name} is null"
    if slot.type == "bool":
        return f"{name} is {str(bool(atom.value)).lower()}"
    if slot.type == "categorical" and '"' not in str(atom.value):
        return f'{name} is "{atom.value}"'
    return None


def tree(
    ways: Sequence[tuple[Atom, ...]], domain: Domain, steps_of_form: Mapping[str, list[Plain]]
) -> list[Plain] | None:
    """The steps of a flow that goes all ``ways``; None when they contradict each other.

    What is known in all of them decides nothing and is left out.
    """
    ways = list(dict.fromkeys(ways))
    done: list[Plain] = []
    while True:
        if all(not way for way in ways):
            return done
        heads = {way[0] if way else None for way in ways}
        if len(heads) == 1:
            head = ways[0][0]
            done += _steps(head, steps_of_form)
            ways = list(dict.fromkeys(way[1:] for way in ways))
            continue
        branches = _branches(ways, domain, steps_of_form)
        if branches is None:
            return None
        if not done:
            done.append({"noop": True})
        done[-1]["next"] = branches
        return done


def _steps(atom: Atom, steps_of_form: Mapping[str, list[Plain]]) -> list[Plain]:
    if atom.kind == ACTION:
        return [{"action": atom.name}]
    return [dict(step) for step in steps_of_form[atom.name]] if atom.kind == FORM else []


def _branches(
    ways: Sequence[tuple[Atom, ...]], domain: Domain, steps_of_form: Mapping[str, list[Plain]]
) -> list[Plain] | None:
    if any(not way or way[0].kind != KNOWN for way in ways) or len({way[0].name for way in ways}) != 1:
        return None
    branches: list[Plain] = []
    for head in dict.fromkeys(way[0] for way in ways):
        written = condition(head, domain)
        steps = tree([way[1:] for way in ways if way[0] == head], domain, steps_of_form)
        if written is None or steps is None:
            return None
        branches.append({"if": written, "then": steps or "END"})
    return [*branches, {"else": "END"}]

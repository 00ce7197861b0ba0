"""Stories and rules as their authors wrote them: what is said, what is done, and what has come to be known.

They are read here, each with the place it stands at; what they mean is ``training``'s to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from talkwright.errors import Place, Problems
from talkwright.nlu.examples import read_example
from talkwright.nlu.payload import read_payload
from talkwright.yaml import Fields, Node, did_you_mean


class Mentioned(msgspec.Struct, frozen=True):
    """An entity of a message. ``value`` is "" when only its name is given."""

    entity: str
    value: Any = ""
    role: str | None = None
    group: str | None = None


class Says(msgspec.Struct, frozen=True, tag="says"):
    """The user says something: what an intent stands for, or these very words when there is no intent."""

    intent: str | None = None
    entities: tuple[Mentioned, ...] = ()
    text: str | None = None
    place: Place = Place("")


class Does(msgspec.Struct, frozen=True, tag="does"):
    """The assistant runs an action, or says just these words (``is_text``)."""

    action: str
    is_text: bool = False
    place: Place = Place("")


class Knows(msgspec.Struct, frozen=True, tag="knows"):
    """Slots have values. One that is not in ``valued`` is named without a value: it has any."""

    slots: tuple[tuple[str, Any], ...]
    valued: tuple[str, ...] = ()
    place: Place = Place("")


class Loops(msgspec.Struct, frozen=True, tag="loops"):
    """A form has begun, or with None it has ended."""

    form: str | None
    place: Place = Place("")


class Passes(msgspec.Struct, frozen=True, tag="passes"):
    """A checkpoint, where stories meet. ``slots``: the values they must have to pass it."""

    checkpoint: str
    slots: tuple[tuple[str, Any], ...] = ()
    place: Place = Place("")


class Either(msgspec.Struct, frozen=True, tag="either"):
    """One of several steps."""

    choices: tuple[Says | Knows, ...]
    place: Place = Place("")


StoryStep = Says | Does | Knows | Loops | Passes | Either


class Story(msgspec.Struct, frozen=True):
    """A story, or a rule. Of a rule ``condition`` is what must be so, ``at_start`` says that it holds only for the
    beginning of a conversation, ``waits`` that the assistant listens at its end.
    """

    name: str
    steps: tuple[StoryStep, ...]
    place: Place
    is_rule: bool = False
    condition: tuple[StoryStep, ...] = ()
    at_start: bool = False
    waits: bool = True


def read_stories(stories: Iterable[Node], rules: Iterable[Node], problems: Problems) -> tuple[Story, ...]:
    """All stories, then all rules. What cannot be read is reported and left out."""
    told = (_read_story(node, problems) for node in stories)
    ruled = (_read_rule(node, problems) for node in rules)
    return tuple(story for story in (*told, *ruled) if story is not None)


def _read_story(node: Node, problems: Problems) -> Story | None:
    fields = Fields(node, problems, "a story")
    name = fields.scalar("story", required=True)
    steps = tuple(_steps(fields, "steps", f"the story '{name}'", problems))
    fields.done(ignore=("metadata",))
    if name is None:
        return None
    _tell_empty(steps, f"The story '{name}'", fields.place_of("story"), problems)
    return Story(str(name), steps, fields.place_of("story"))


def _read_rule(node: Node, problems: Problems) -> Story | None:
    fields = Fields(node, problems, "a rule")
    name = fields.scalar("rule", required=True)
    what = f"the rule '{name}'"
    steps = tuple(_steps(fields, "steps", what, problems))
    rule = Story(
        name=str(name),
        steps=tuple(step for step in steps if not isinstance(step, Passes)),
        place=fields.place_of("rule"),
        is_rule=True,
        condition=tuple(_steps(fields, "condition", f"the condition of {what}", problems)),
        at_start=fields.flag("conversation_start"),
        waits=fields.flag("wait_for_user_input", True),
    )
    fields.done(ignore=("metadata",))
    for step in steps:
        if isinstance(step, Passes):
            message = f"A checkpoint stands in {what}, where it means nothing."
            problems.warning("story/checkpoint-in-rule", message, step.place, "Take it out, or write a story.")
    _tell_empty(steps, f"The rule '{name}'", rule.place, problems)
    return rule if name is not None else None


def _tell_empty(steps: tuple[StoryStep, ...], what: str, place: Place, problems: Problems) -> None:
    if not steps:
        problems.warning("story/empty", f"{what} has no steps.", place, "Add 'steps:' and what is said and done.")


def _steps(fields: Fields, key: str, what: str, problems: Problems) -> Iterator[StoryStep]:
    for node in fields.items(key):
        step = _step(node, what, problems)
        if step is not None:
            yield step


def _step(node: Node, what: str, problems: Problems) -> StoryStep | None:
    keys = node.value if isinstance(node.value, dict) else {}
    kind = next((name for name in _READERS if name in keys), None)
    if kind is None:
        if "metadata" in keys:
            return None
        near = [hint for hint in (did_you_mean(key, _READERS) for key in keys) if hint]
        message = f"A step of {what} should have one of {', '.join(_READERS)}."
        problems.warning("story/unknown-step", message, node.place, near[0] if near else "Write '- intent: name'.")
        return None
    return _READERS[kind](Fields(node, problems, f"a step of {what}"), node.place, problems)


def _says(fields: Fields, place: Place, problems: Problems) -> Says | None:
    named, said = fields.scalar("intent"), fields.scalar("user")
    text = "" if said is None else str(said).strip()
    intent = "" if named is None else str(named).strip().removeprefix("/").partition("/")[0]
    entities = tuple(_entities(fields, problems))
    fields.done(ignore=("intent", "user", "metadata"))
    if text.startswith("/"):
        payload = read_payload(text, {re.split("[{@]", text, maxsplit=1)[0][1:].strip()})
        if payload is not None:
            spoken = tuple(Mentioned(each.entity, each.value) for each in payload.entities)
            return Says(intent or payload.intent.name, spoken, place=place)
    elif text:
        example = read_example(text, place, problems)
        if example is not None:
            marked = (Mentioned(e.entity, e.value, e.role or None, e.group or None) for e in example.entities)
            entities, text = tuple(marked) or entities, example.text
    if not intent and not text:
        message = "A step of the user says nothing: it has neither an intent nor words."
        problems.warning("story/says-nothing", message, place, "Write '- intent: name'.")
        return None
    return Says(intent or None, entities, None if intent else text, place)


def _entities(fields: Fields, problems: Problems) -> Iterator[Mentioned]:
    for node in fields.items("entities"):
        if isinstance(node.value, str):
            yield Mentioned(node.value)
        elif isinstance(node.value, dict) and node.value:
            said = {key: each.plain() for key, each in node.value.items()}
            name = next((key for key in said if key not in ("role", "group")), "")
            role, group = (None if said.get(key) is None else str(said[key]) for key in ("role", "group"))
            yield Mentioned(name, said.get(name), role, group)
        else:
            message = f"An entity should be '- name' or '- name: value', but is {node.kind}."
            problems.warning("story/bad-entity", message, node.place, "Write '- name'.")


def _does(fields: Fields, place: Place, problems: Problems) -> Does | None:
    name = fields.scalar("action", required=True)
    fields.done(ignore=("metadata",))
    return None if not name else Does(str(name).strip(), place=place)


def _utters(fields: Fields, place: Place, problems: Problems) -> Does | None:
    text = fields.scalar("bot", required=True)
    fields.done(ignore=("metadata",))
    return None if not text else Does(str(text).strip(), is_text=True, place=place)


def _knows(fields: Fields, place: Place, problems: Problems) -> Knows | None:
    slots, valued = _slots(fields, problems)
    return Knows(slots, valued, place) if slots else None


def _slots(fields: Fields, problems: Problems) -> tuple[tuple[tuple[str, Any], ...], tuple[str, ...]]:
    found: list[tuple[str, Any]] = []
    valued: list[str] = []
    section = fields.node("slot_was_set")
    nodes = (section,) if section is not None and isinstance(section.value, dict) else fields.items("slot_was_set")
    for node in nodes:
        if isinstance(node.value, str):
            found.append((node.value, None))
        elif isinstance(node.value, dict):
            found += [(name, each.plain()) for name, each in node.value.items()]
            valued += node.value
        else:
            message = f"A slot should be '- name' or '- name: value', but is {node.kind}."
            problems.warning("story/bad-slot", message, node.place, "Write '- name: value'.")
    return tuple(found), tuple(valued)


def _loops(fields: Fields, place: Place, problems: Problems) -> Loops:
    name = fields.scalar("active_loop")
    return Loops(None if name is None else str(name), place)


def _passes(fields: Fields, place: Place, problems: Problems) -> Passes | None:
    name = fields.scalar("checkpoint", required=True)
    slots, _ = _slots(fields, problems)
    return None if name is None else Passes(str(name), slots, place)


def _either(fields: Fields, place: Place, problems: Problems) -> Either | None:
    choices: list[Says | Knows] = []
    for node in fields.items("or"):
        step = _step(node, "an 'or'", problems)
        if isinstance(step, Knows):
            choices += (Knows((slot,), step.valued, step.place) for slot in step.slots)
        elif isinstance(step, Says):
            choices.append(step)
        elif step is not None:
            message = "An 'or' chooses between what the user says, or between slots."
            problems.warning("story/bad-or", message, node.place, "Write a story for each choice.")
    return Either(tuple(choices), place) if choices else None


# A step is the first of these that it has; a checkpoint may have slots, and the words of a user an intent.
_READERS: dict[str, Callable[[Fields, Place, Problems], StoryStep | None]] = {
    "intent": _says,
    "user": _says,
    "or": _either,
    "action": _does,
    "bot": _utters,
    "checkpoint": _passes,
    "slot_was_set": _knows,
    "active_loop": _loops,
}

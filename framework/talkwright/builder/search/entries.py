"""What can be found in a project: everything with a name, and the words that belong to it. Pure: a project in, entries
out, in the order in which those that fit alike are told.

A step is found by its id, its conditions, its slots and actions, and by the words that it says, as these are what a
designer remembers of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, TypeAlias

import msgspec

from talkwright.builder.files.steps import nodes_of
from talkwright.conversation.content import BotMessage
from talkwright.errors import Place, Problems
from talkwright.flows.kinds import KINDS, AnyStep
from talkwright.flows.nodes.collect import Collect
from talkwright.flows.read import read_flow
from talkwright.project.domain import Domain
from talkwright.project.open import Project
from talkwright.project.responses import Response
from talkwright.project.stories import read_stories
from talkwright.yaml import Node

FoundKind: TypeAlias = Literal[
    "flow", "step", "note", "response", "slot", "intent", "example", "entity", "action", "form", "rule", "story"
]
Words: TypeAlias = tuple[str, str]
"""A key of the files, and what stands there."""

_VALUED = ("set_slots", "with")  # below these are names with values
_LEADING = ("id", "next", "then", "else")  # these say where it goes on, or what it is called
_NAMED: tuple[FoundKind, ...] = ("slot", "intent", "entity", "action", "form")


class Entry(msgspec.Struct, frozen=True):
    """Something to be found. ``name`` is what it is called, ``words`` what else it is found by."""

    kind: FoundKind
    name: str
    place: Place
    words: tuple[Words, ...] = ()
    flow: str | None = None
    step: str | None = None


def entries_of(project: Project) -> tuple[Entry, ...]:
    """Everything in ``project``, each with its place. What has none is Talkwright's own."""
    said = {name: tuple(_words_of(variations)) for name, variations in project.domain.responses.items()}
    found = (*_flows(project, said), *_named(project.domain, said), *_taught(project))
    return tuple(entry for entry in found if entry.place.file)


def _flows(project: Project, said: Mapping[str, tuple[Words, ...]]) -> Iterator[Entry]:
    flows = [(read_flow(id, node, place, Problems()), node) for id, node, place in project.flows]
    for flow, _ in flows:
        words = [("name", flow.name), ("description", flow.description), ("if", flow.guard or "")]
        words += [("nlu_trigger", trigger.intent) for trigger in flow.triggers]
        yield Entry("flow", flow.id, flow.place, _given(words), flow.id)
    for flow, node in flows:
        steps = {step.id: step for step in flow.steps}
        for each, inner in nodes_of(flow.id, node):
            says = (words for name in _says(steps[each.id]) for words in said.get(name, ()))
            yield Entry("step", each.id, each.place, _given((*_words("", inner), *says)), flow.id, each.id)


def _words(key: str, node: Node) -> Iterator[Words]:
    """The words of a step, without those of the steps inside it."""
    if isinstance(node.value, dict):
        for name, child in node.value.items():
            if key in _VALUED:
                yield key, f"{name}: {child.plain()}"
            elif not _is_step(child):
                yield from _words(name, child)
    elif isinstance(node.value, tuple):
        for child in node.value:
            if not _is_step(child):
                yield from _words(key, child)
    elif node.value is not None and key not in _LEADING:
        yield key, str(node.value)


def _is_step(node: Node) -> bool:
    return isinstance(node.value, dict) and not KINDS.keys().isdisjoint(node.value)


def _says(step: AnyStep) -> tuple[str, ...]:
    """The responses of a step."""
    asks = (step.utter or f"utter_ask_{step.slot}",) if isinstance(step, Collect) else ()
    return (*asks, *step.runs())


def _named(domain: Domain, said: Mapping[str, tuple[Words, ...]]) -> Iterator[Entry]:
    for name, words in said.items():
        yield Entry("response", name, domain.places.get(f"response:{name}", Place("")), words)
    for kind in _NAMED:
        for key, place in domain.places.items():
            if key.startswith(f"{kind}:"):
                name = key.removeprefix(f"{kind}:")
                slot = domain.schema.slots.get(name) if kind == "slot" else None
                values = tuple(("values", str(value)) for value in slot.values) if slot is not None else ()
                yield Entry(kind, name, place, values)


def _taught(project: Project) -> Iterator[Entry]:
    for story in read_stories(project.stories, project.rules, Problems()):
        yield Entry("rule" if story.is_rule else "story", story.name, story.place)
    for example in project.data.examples:
        key = f"/{example.response_key}" if example.response_key else ""
        yield Entry("example", f"{example.intent or ''}{key}", example.place, (("text", example.text),))


def _words_of(variations: Iterable[Response]) -> Iterator[Words]:
    """What a response says, in every language."""
    for each in variations:
        for message in (each.message, *each.translations.values()):
            yield from _given((("text", message.text or ""), *(("title", title) for title in _titles(message))))


def _titles(message: BotMessage) -> Iterator[str]:
    yield from (button.title for button in (*message.buttons, *message.quick_replies))


def _given(words: Iterable[Words]) -> tuple[Words, ...]:
    return tuple((key, text) for key, text in words if text)

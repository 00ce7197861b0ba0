"""Where an intent is used: what it starts, which stories and rules it is in, and which slots and forms look at it.
Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

import msgspec

from talkwright.errors import Place
from talkwright.project.domain import Domain
from talkwright.project.open import Project
from talkwright.yaml import Node

Kind: TypeAlias = Literal["flow", "rule", "story", "slot", "form"]
_FLOW_KEYS, _STORY_KEYS = frozenset({"nlu_trigger", "intent"}), frozenset({"intent"})


class IntentUse(msgspec.Struct, frozen=True):
    """What uses an intent, by its name, and where."""

    kind: Kind
    name: str
    file: str
    line: int


def intent_uses(project: Project) -> dict[str, tuple[IntentUse, ...]]:
    """By intent, without response keys; each use once."""
    found: dict[str, dict[IntentUse, None]] = defaultdict(dict)
    for intent, use in (*_in_flows(project), *_in_stories(project), *_in_domain(project.domain)):
        found[intent.partition("/")[0]][use] = None
    return {intent: tuple(uses) for intent, uses in found.items()}


def _in_flows(project: Project) -> Iterator[tuple[str, IntentUse]]:
    for name, node, _ in project.flows:
        for intent, place in _named(node, _FLOW_KEYS):
            yield intent, _use("flow", name, place)


def _in_stories(project: Project) -> Iterator[tuple[str, IntentUse]]:
    kinds: tuple[tuple[Kind, Sequence[Node]], ...] = (("rule", project.rules), ("story", project.stories))
    for kind, nodes in kinds:
        for node in nodes:
            title = node.value.get(kind) if isinstance(node.value, dict) else None
            name = str(title.value) if title is not None else ""
            for intent, place in _named(node, _STORY_KEYS):
                yield intent, _use(kind, name, place)


def _in_domain(domain: Domain) -> Iterator[tuple[str, IntentUse]]:
    for slot, mappings in domain.mappings.items():
        place = domain.places.get(f"slot:{slot}", Place(""))
        for mapping in mappings:
            for intent in (*mapping.intent, *mapping.not_intent):
                yield intent, _use("slot", slot, place)
    for name, form in domain.forms.items():
        for intent in form.ignored_intents:
            yield intent, _use("form", name, domain.places.get(f"form:{name}", Place("")))


def _named(node: Node, keys: frozenset[str]) -> Iterator[tuple[str, Place]]:
    """The intents named below ``node`` under one of ``keys``."""
    if isinstance(node.value, tuple):
        for each in node.value:
            yield from _named(each, keys)
    elif isinstance(node.value, dict):
        for key, each in node.value.items():
            for said in each.value if isinstance(each.value, tuple) else (each,):
                if key in keys and isinstance(said.value, str):
                    yield said.value.removeprefix("/").partition("{")[0], said.place
            yield from _named(each, keys)


def _use(kind: Kind, name: str, place: Place) -> IntentUse:
    return IntentUse(kind, name, place.file, place.line)

"""Who says a response: the steps of flows, the questions for slots, rules, stories and forms. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

import msgspec

from talkwright.errors import Place
from talkwright.project.open import Project
from talkwright.yaml import Node

Kind: TypeAlias = Literal["flow", "rule", "story", "form"]
_ASKING = "utter_ask_"


class ResponseUse(msgspec.Struct, frozen=True):
    """What says a response, by its name, and where. ``step`` is the id of a flow's step that has one."""

    kind: Kind
    name: str
    file: str
    line: int
    step: str | None = None


def response_uses(project: Project) -> dict[str, tuple[ResponseUse, ...]]:
    """By response; each use once."""
    names = project.domain.responses.keys()
    found: dict[str, dict[ResponseUse, None]] = defaultdict(dict)
    for response, use in (*_in_flows(project), *_in_stories(project), *_in_forms(project)):
        if response in names:
            found[response][use] = None
    return {response: tuple(uses) for response, uses in found.items()}


def _in_flows(project: Project) -> Iterator[tuple[str, ResponseUse]]:
    for name, node, _ in project.flows:
        for said, place, step in _texts(node, None):
            yield said, ResponseUse("flow", name, place.file, place.line, step)


def _in_stories(project: Project) -> Iterator[tuple[str, ResponseUse]]:
    kinds: tuple[tuple[Kind, Sequence[Node]], ...] = (("rule", project.rules), ("story", project.stories))
    for kind, nodes in kinds:
        for node in nodes:
            title = node.value.get(kind) if isinstance(node.value, dict) else None
            name = str(title.value) if title is not None else ""
            for said, place, _ in _texts(node, None):
                yield said, ResponseUse(kind, name, place.file, place.line)


def _in_forms(project: Project) -> Iterator[tuple[str, ResponseUse]]:
    for name, form in project.domain.forms.items():
        place = project.domain.places.get(f"form:{name}", Place(""))
        for slot in form.required_slots:
            use = ResponseUse("form", name, place.file, place.line)
            yield f"{_ASKING}{name}_{slot}", use
            yield f"{_ASKING}{slot}", use


def _texts(node: Node, step: str | None) -> Iterator[tuple[str, Place, str | None]]:
    """Every text below ``node``, and the response that asks for what is collected, each with the step it is in."""
    if isinstance(node.value, str):
        yield node.value, node.place, step
    elif isinstance(node.value, tuple):
        for each in node.value:
            yield from _texts(each, step)
    elif isinstance(node.value, dict):
        id = node.value.get("id")
        mine = id.value if id is not None and isinstance(id.value, str) else step
        slot = node.value.get("collect")
        if slot is not None and isinstance(slot.value, str) and "utter" not in node.value:
            yield f"{_ASKING}{slot.value}", slot.place, mine
        for each in node.value.values():
            yield from _texts(each, mine)

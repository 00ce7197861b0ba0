"""The steps of a flow as they are written: where each stands within the flow's value, and its id.

The canvas edits values, the checks tell ids and places: this is how one finds the other. Pure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import msgspec

from talkwright.errors import Place, Problems
from talkwright.flows.read import read_flow
from talkwright.yaml import Node

Step = str | int


class Written(msgspec.Struct, frozen=True):
    """A step: its ``path`` within the value of its flow, such as ("steps", 2, "next", 0, "then", 1), its ``id``, and
    where it begins in the file."""

    path: tuple[Step, ...]
    id: str
    place: Place


def steps_of(id: str, node: Node) -> tuple[Written, ...]:
    """The steps of the flow ``id`` in the order of the file."""
    return tuple(step for step, _ in nodes_of(id, node))


def steps_by_flow(node: Node) -> dict[str, tuple[Written, ...]]:
    """The steps of each flow that a file has."""
    flows = node.value.get("flows") if isinstance(node.value, dict) else None
    named = flows.value if flows is not None and isinstance(flows.value, dict) else {}
    return {id: steps_of(id, flow) for id, flow in named.items()}


def nodes_of(id: str, node: Node) -> Iterator[tuple[Written, Node]]:
    """The steps of the flow ``id``, each with what it says."""
    ids: defaultdict[Place, list[str]] = defaultdict(list)
    for step in read_flow(id, node, node.place, Problems()).steps:
        ids[step.place].append(step.id)
    for path, each in _mappings(node, ()):
        if path and ids[each.place]:
            yield Written(path, ids[each.place].pop(0), each.place), each


def step_at(steps: tuple[Written, ...], path: tuple[Step, ...]) -> str | None:
    """The id of the innermost step that ``path``, within the flow's value, is in."""
    around = [step for step in steps if path[: len(step.path)] == step.path]
    return max(around, key=lambda step: len(step.path)).id if around else None


def _mappings(node: Node, path: tuple[Step, ...]) -> Iterator[tuple[tuple[Step, ...], Node]]:
    if isinstance(node.value, dict):
        yield path, node
        for key, value in node.value.items():
            yield from _mappings(value, (*path, key))
    elif isinstance(node.value, tuple):
        for index, value in enumerate(node.value):
            yield from _mappings(value, (*path, index))

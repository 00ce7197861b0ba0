"""The built-in patterns and their words, from ``patterns.yml`` beside this file."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from talkwright.errors import Problems
from talkwright.flows.flow import Flow
from talkwright.flows.read import read_flow
from talkwright.yaml import Node, parse

FILE = "patterns.yml"


def with_patterns(flows: tuple[Flow, ...]) -> tuple[Flow, ...]:
    """``flows`` and every built-in pattern that they do not override."""
    own = {flow.id for flow in flows}
    problems = Problems()
    built_in = (read_flow(id, node, node.place, problems) for id, node in _section("flows").items() if id not in own)
    complete = (*flows, *built_in)
    problems.raise_errors()
    return complete


def pattern_ids() -> tuple[str, ...]:
    """The patterns that the engine runs. A pattern of any other name is never started."""
    return tuple(_section("flows"))


def pattern_responses() -> dict[str, Node]:
    """The words of the patterns by response name, as a domain's ``responses`` would hold them."""
    return dict(_section("responses"))


@cache
def _section(key: str) -> dict[str, Node]:
    problems = Problems()
    node = parse(files("talkwright.flows").joinpath(FILE).read_bytes(), FILE, problems)
    problems.raise_errors()
    assert node is not None
    assert isinstance(node.value, dict)
    section = node.value[key].value
    assert isinstance(section, dict)
    return section

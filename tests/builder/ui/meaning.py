"""What a flow does, whatever its steps are called and wherever in its file they stand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from talkwright.errors import Place, Problems
from talkwright.flows.condition_syntax import parse_expression
from talkwright.flows.read import read_flow
from talkwright.flows.step import END, Exit
from talkwright.project.open import open_project

CONDITIONS = {"when", "guard"}
ONLY_WRITTEN = {"id", "place", "guard_place", "when_place", "exits", "steps"}


def meaning(root: Path, flow: str) -> list[Any]:
    """The flow of the bot in ``root``: what it says of itself, then each step that can be reached and where it leads,
    by the number of the step. Conditions are what was understood of them."""
    problems = Problems()
    (found,) = (read_flow(*each, problems) for each in open_project(root).flows if each[0] == flow)
    assert not problems.errors
    steps = {step.id: step for step in found.steps}
    numbers: dict[str, int] = {}
    waiting = [found.steps[0].id]
    while waiting:
        step = waiting.pop()
        if step not in numbers:
            numbers[step] = len(numbers)
            waiting += [exit.to for exit in reversed(steps[step].exits) if exit.to != END]
    return [_said(found), *([_said(steps[id]), _ways(steps[id].exits, numbers)] for id in numbers)]


def _ways(exits: tuple[Exit, ...], numbers: dict[str, int]) -> list[Any]:
    return [(None if exit.when is None else _understood(exit.when), numbers.get(exit.to)) for exit in exits]


def _understood(condition: str) -> str:
    return repr(parse_expression(condition, Place(""), Problems()))


def _said(part: msgspec.Struct) -> Any:
    return _plain(msgspec.to_builtins(part))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        left = {key: each for key, each in value.items() if key not in ONLY_WRITTEN}
        return {key: _understood(each) if key in CONDITIONS else _plain(each) for key, each in left.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value

"""The problems of a project as the canvas shows them: on the flow and the step that they belong to, with their fixes.

What is a problem, and how it is mended, is decided where it is found; here it is only placed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from talkwright.builder.files.workspace import Edited, Workspace
from talkwright.errors import NotFound, Place, Problem, Problems, Severity
from talkwright.flows.kinds import KINDS
from talkwright.flows.read import read_flow
from talkwright.project.mend import fixes_of
from talkwright.project.open import Project
from talkwright.yaml import Node
from talkwright.yaml.edit import splice

At = tuple[str, str | None]
"""A flow, and the step in it."""


class FixShown(msgspec.Struct, frozen=True):
    """What one click does."""

    title: str


class Shown(msgspec.Struct, frozen=True, omit_defaults=True):
    """A problem and where it is. ``flow`` and ``step`` are there when it is in one."""

    code: str
    severity: Severity
    message: str
    hint: str
    file: str
    line: int
    column: int
    flow: str | None = None
    step: str | None = None
    fix: FixShown | None = None


class Fixed(msgspec.Struct, frozen=True):
    """Which problem is to be mended."""

    code: str
    file: str
    line: int
    column: int


def shown_problems(workspace: Workspace, person: str, problems: Sequence[Problem] | None = None) -> tuple[Shown, ...]:
    """Everything that is wrong with the files as ``person`` sees them; or ``problems``, which were found in these."""
    with workspace.lock:
        project = workspace.open(person)
        problems = workspace.problems(person) if problems is None else problems
        overlay = workspace.overlay(person)
    editable = frozenset(workspace.disk.editable(overlay))
    spots = spots_of(project)
    fixes = fixes_of((each for each in problems if each.place.file in editable), workspace.root, overlay)
    titles = {problem: fix.title for problem, fix in fixes.items()}
    return tuple(_shown(problem, spots, titles) for problem in problems)


def fix_problem(workspace: Workspace, person: str, which: Fixed) -> Edited:
    """Mend a problem in the draft of ``person``. Raises ``NotFound`` when it is gone or cannot be mended by itself."""
    with workspace.lock:
        place = Place(which.file, which.line, which.column)
        found = [each for each in workspace.problems(person) if (each.code, each.place) == (which.code, place)]
        fixes = fixes_of(found, workspace.root, workspace.overlay(person))
        if not fixes:
            raise NotFound(f"Nothing is to be mended at {place}.", "Load the problems again.")
        seen = workspace.read(person, which.file)
        text = splice(seen.text, (edit for fix in fixes.values() for edit in fix.edits))
        return workspace.put(person, {which.file: text.encode()}, {which.file: seen.hash})


def spots_of(project: Project) -> dict[Place, At]:
    """For every place in a flow the flow and the step it belongs to: the innermost."""
    found: dict[Place, At] = {}
    for id, node, place in project.flows:
        ids = {step.place: step.id for step in read_flow(id, node, place, Problems()).steps}
        found[place] = (id, None)
        found.update(_spots(node, (id, None), ids))
    return found


def _spots(node: Node, at: At, ids: Mapping[Place, str]) -> Iterator[tuple[Place, At]]:
    if isinstance(node.value, dict) and not KINDS.keys().isdisjoint(node.value):
        at = (at[0], ids.get(node.place, at[1]))
    yield node.place, at
    if isinstance(node.value, dict):
        yield from ((place, at) for place in node.keys.values())
    children: Iterable[Node] = node.value.values() if isinstance(node.value, dict) else ()
    for child in node.value if isinstance(node.value, tuple) else children:
        yield from _spots(child, at, ids)


def _shown(problem: Problem, spots: Mapping[Place, At], titles: Mapping[Problem, str]) -> Shown:
    flow, step = spots.get(problem.place, (None, None))
    title = titles.get(problem)
    return Shown(
        code=problem.code,
        severity=problem.severity,
        message=problem.message,
        hint=problem.hint,
        file=problem.place.file,
        line=problem.place.line,
        column=problem.place.column,
        flow=flow,
        step=step,
        fix=None if title is None else FixShown(title),
    )

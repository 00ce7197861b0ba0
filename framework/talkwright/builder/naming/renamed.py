"""A rename made in somebody's draft: the files, and where the steps of flows stand on the canvas, since steps without
an id are named after what they are about."""

from __future__ import annotations

from talkwright.builder.files.layout import Layouts, Moved
from talkwright.builder.files.workspace import Edited, Workspace
from talkwright.builder.naming.names import names_of
from talkwright.builder.naming.rename import Plan, Wish, plan
from talkwright.errors import Problems
from talkwright.flows.read import read_flows
from talkwright.project.open import Project


def plan_for(workspace: Workspace, person: str, wish: Wish) -> Plan:
    """How to make ``wish`` true in the files as ``person`` sees them. Raises as ``rename.plan`` does."""
    with workspace.lock:
        return plan(wish, names_of(workspace, person), workspace.open(person))


def rename(workspace: Workspace, layouts: Layouts, person: str, wish: Wish) -> tuple[Plan, Edited]:
    """Make ``wish`` true in the draft of ``person``. Raises as ``rename.plan`` does; then nothing has changed."""
    with workspace.lock:
        made = plan_for(workspace, person, wish)
        before = workspace.open(person)
        based_on: dict[str, str | None] = {file: workspace.read(person, file).hash for file in made.texts}
        done = workspace.put(person, {file: text.encode() for file, text in made.texts.items()}, based_on)
        flow = wish.new if wish.kind == "flow" else None
        _carry(layouts, person, before, workspace.open(person), {wish.old: flow} if flow else {})
    return made, done


def _carry(layouts: Layouts, person: str, before: Project, after: Project, renamed: dict[str, str]) -> None:
    """Put steps of another id where they stood. The old ids keep their places, for who has not the draft."""
    now = _steps_of(after)
    for id, (file, steps) in _steps_of(before).items():
        flow = renamed.get(id, id)
        if flow not in now or (flow == id and now[flow][1] == steps):
            continue
        layout = layouts.read(id, file)
        moved = {
            new: layout.positions[old] for old, new in zip(steps, now[flow][1], strict=True) if old in layout.positions
        }
        if moved or (flow != id and layout.notes):
            layouts.move(person, flow, Moved({**moved}, layout.notes if flow != id else None))


def _steps_of(project: Project) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The file and the ids of the steps, by flow."""
    flows = read_flows(project.flows, Problems())
    return {flow.id: (flow.place.file, tuple(step.id for step in flow.steps)) for flow in flows}

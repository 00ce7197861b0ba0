"""The bot at a glance, and one flow with all that a canvas needs, as somebody sees them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import msgspec

from talkwright.actions.missing import custom_actions
from talkwright.builder.files.layout import Layout, Layouts
from talkwright.builder.files.steps import Step, steps_of
from talkwright.builder.files.workspace import NOBODY, Workspace
from talkwright.builder.problems import Shown, shown_problems
from talkwright.errors import NotFound, Problems
from talkwright.flows.flow import Flow
from talkwright.flows.nodes.call import Call
from talkwright.flows.nodes.link import Link
from talkwright.flows.read import read_flows


class FlowRow(msgspec.Struct, frozen=True):
    """A flow without its steps, of which it has ``steps``. ``path`` is that of its value in ``file``; ``calls`` and
    ``links`` are other flows, ``triggers`` intents."""

    id: str
    name: str
    description: str
    file: str
    path: tuple[str, ...]
    steps: int
    pattern: bool
    calls: tuple[str, ...]
    links: tuple[str, ...]
    triggers: tuple[str, ...]
    errors: int
    warnings: int
    drafted: bool


class SlotRow(msgspec.Struct, frozen=True):
    """A slot; ``values`` of a categorical one."""

    name: str
    type: str
    values: tuple[Any, ...]


class ActionRow(msgspec.Struct, frozen=True):
    """An action of the domain. ``custom``: somebody has to write it."""

    name: str
    custom: bool


class Overview(msgspec.Struct, frozen=True):
    """All that is there to be named. ``drafts`` are files, ``conflicts`` how many wait. ``domain``
    is the file for what the domain has nothing like of yet. ``stale``: the model that runs
    is not what the files on disk say."""

    revision: str
    flows: tuple[FlowRow, ...]
    slots: tuple[SlotRow, ...]
    intents: tuple[str, ...]
    entities: tuple[str, ...]
    responses: tuple[str, ...]
    actions: tuple[ActionRow, ...]
    languages: tuple[str, ...]
    drafts: tuple[str, ...]
    conflicts: int
    domain: str
    stale: bool


class Spot(msgspec.Struct, frozen=True):
    """A place in a file that is known."""

    line: int
    column: int


class StepRow(msgspec.Struct, frozen=True):
    """Where a step is: in the flow's value, and in the file."""

    path: tuple[Step, ...]
    id: str
    place: Spot


class FlowShown(msgspec.Struct, frozen=True):
    """A flow to be drawn. ``hash`` is that of the file, for edits."""

    id: str
    file: str
    path: tuple[str, ...]
    hash: str
    value: Any
    steps: tuple[StepRow, ...]
    layout: Layout
    problems: tuple[Shown, ...]


def overview(workspace: Workspace, person: str, trained_on: dict[str, str]) -> Overview:
    """``trained_on`` are the fingerprints of the model that runs."""
    with workspace.lock:
        project, draft = workspace.open(person), workspace.settle(person)
        revision, found = workspace.revision(person), shown_problems(workspace, person)
        prints = workspace.open(NOBODY).fingerprints
    count = Counter[tuple[str | None, str]]((each.flow, each.severity) for each in found)
    domain = project.domain
    custom = set(custom_actions(domain))
    return Overview(
        revision=revision,
        flows=tuple(
            _row(flow, count, flow.place.file in draft.files) for flow in read_flows(project.flows, Problems())
        ),
        slots=tuple(SlotRow(slot.name, slot.type, slot.values) for slot in domain.schema.slots.values()),
        intents=tuple(domain.intents),
        entities=tuple(domain.entities),
        responses=tuple(domain.responses),
        actions=tuple(ActionRow(name, name in custom) for name in domain.actions),
        languages=tuple(filter(None, (project.config.language, *project.config.additional_languages))),
        drafts=tuple(draft.files),
        conflicts=len(draft.clashes),
        domain=_domain_file(project.sources.domain).relative_to(workspace.root).as_posix(),
        stale=any(trained_on.get(part) != print for part, print in prints.items()),
    )


def shown_flow(workspace: Workspace, layouts: Layouts, person: str, id: str) -> FlowShown:
    """Raises ``NotFound``."""
    with workspace.lock:
        found_at = next((flow for flow in workspace.open(person).flows if flow[0] == id), None)
        if found_at is None:
            raise NotFound(f"There is no flow {id!r}.")
        _, node, place = found_at
        seen = workspace.read(person, place.file)
        found = tuple(each for each in shown_problems(workspace, person) if each.flow == id)
        layout = layouts.read(id, place.file)
    steps = tuple(StepRow(step.path, step.id, Spot(step.place.line, step.place.column)) for step in steps_of(id, node))
    return FlowShown(id, place.file, ("flows", id), seen.hash, seen.value["flows"][id], steps, layout, found)


def _domain_file(domain: Path) -> Path:
    """The file itself; of a folder one that bears its name."""
    return domain if domain.suffix else domain / "domain.yml"


def _row(flow: Flow, count: Counter[tuple[str | None, str]], drafted: bool) -> FlowRow:
    return FlowRow(
        id=flow.id,
        name=flow.name,
        description=flow.description,
        file=flow.place.file,
        path=("flows", flow.id),
        steps=len(flow.steps),
        pattern=flow.is_pattern,
        calls=tuple(dict.fromkeys(step.flow for step in flow.steps if isinstance(step, Call))),
        links=tuple(dict.fromkeys(step.flow for step in flow.steps if isinstance(step, Link))),
        triggers=tuple(trigger.intent for trigger in flow.triggers),
        errors=count[flow.id, "error"],
        warnings=count[flow.id, "warning"],
        drafted=drafted,
    )

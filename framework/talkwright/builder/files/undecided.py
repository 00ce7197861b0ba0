"""Conflicts as they are told to who has to decide: with the flow and the step that they are in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import msgspec

from talkwright.builder.files.diff import step_in
from talkwright.builder.files.drafts import Clash, Step
from talkwright.builder.files.workspace import Workspace


class Undecided(msgspec.Struct, frozen=True, omit_defaults=True):
    """A conflict. Of ``base``, ``theirs`` and ``yours`` the values that are there; ``reason`` is ``same`` where both
    changed what is at ``path``, ``gone`` where one took the file away, ``unreadable`` where one is no YAML."""

    id: str
    file: str
    path: tuple[Step, ...]
    reason: Literal["same", "gone", "unreadable"]
    flow: str | None = None
    step: str | None = None
    base: Any | msgspec.UnsetType = msgspec.UNSET
    theirs: Any | msgspec.UnsetType = msgspec.UNSET
    yours: Any | msgspec.UnsetType = msgspec.UNSET


def undecided(workspace: Workspace, person: str) -> tuple[Undecided, ...]:
    """What waits for the decision of ``person``, the oldest first."""
    return shown_clashes(workspace, workspace.settle(person).clashes)


def shown_clashes(workspace: Workspace, clashes: Iterable[Clash]) -> tuple[Undecided, ...]:
    return tuple(_shown(workspace, clash) for clash in clashes)


def _shown(workspace: Workspace, clash: Clash) -> Undecided:
    flow, step = step_in(workspace.texts.get(clash.when), clash.path) if clash.when else (None, None)
    return Undecided(clash.id, clash.file, clash.path, clash.reason, flow, step, clash.base, clash.theirs, clash.yours)

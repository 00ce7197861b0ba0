"""Two texts of a file -> what changed between them, by flow, step and field.

Elements of a list are the same one when they are so for a merge: a step that moved is no step that was removed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import msgspec

from talkwright.builder.files.steps import Step, Written, step_at, steps_by_flow
from talkwright.builder.files.workspace import Workspace
from talkwright.errors import Problems
from talkwright.yaml import Node, parse
from talkwright.yaml.align import align


class Change(msgspec.Struct, frozen=True, omit_defaults=True):
    """What stood at ``path`` before and after: the path in the new text, or of what was removed in the old one."""

    path: tuple[Step, ...]
    kind: Literal["added", "removed", "changed"]
    before: Any | msgspec.UnsetType = msgspec.UNSET
    after: Any | msgspec.UnsetType = msgspec.UNSET
    flow: str | None = None
    step: str | None = None


class FileDiff(msgspec.Struct, frozen=True):
    """A file ``before`` and ``after``; None where there is none. Without ``changes`` only comments or lines differ, or
    one of the texts is no YAML."""

    file: str
    before: str | None
    after: str | None
    changes: tuple[Change, ...]


def diff(file: str, before: bytes | None, after: bytes | None) -> FileDiff:
    """What changed in ``file``."""
    old, new = _node(before), _node(after)
    changes: tuple[Change, ...] = ()
    if old is not None and new is not None:
        steps = {"removed": steps_by_flow(old), "added": steps_by_flow(new), "changed": steps_by_flow(new)}
        found = _changes(old.plain(), new.plain(), ())
        changes = tuple(_placed(change, steps[change.kind]) for change in found)
    return FileDiff(file, _shown(before), _shown(after), changes)


def drafted(workspace: Workspace, person: str) -> tuple[FileDiff, ...]:
    """What the draft of ``person`` changes on disk."""
    with workspace.lock:
        draft = workspace.settle(person)
        return tuple(diff(file, workspace.disk.read(file), workspace.text(draft, file)) for file in sorted(draft.files))


def step_in(text: bytes, path: tuple[Step, ...]) -> tuple[str | None, str | None]:
    """The flow and the step of ``text`` that ``path`` leads into, as far as it does."""
    node = _node(text)
    if node is None or len(path) < 2 or path[0] != "flows":
        return None, None
    flow = str(path[1])
    return flow, step_at(steps_by_flow(node).get(flow, ()), path[2:])


def _changes(old: Any, new: Any, path: tuple[Step, ...]) -> Iterator[Change]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key in (*old, *(key for key in new if key not in old)):
            yield from _both(old.get(key, msgspec.UNSET), new.get(key, msgspec.UNSET), (*path, key))
    elif isinstance(old, list) and isinstance(new, list):
        matches = align(old, new)
        for index in sorted(set(range(len(old))) - set(matches.values())):
            yield Change((*path, index), "removed", before=old[index])
        for index, value in enumerate(new):
            known = old[matches[index]] if index in matches else msgspec.UNSET
            yield from _both(known, value, (*path, index))
    elif type(old) is not type(new) or old != new:
        yield Change(path, "changed", old, new)


def _both(old: Any, new: Any, path: tuple[Step, ...]) -> Iterator[Change]:
    if old is msgspec.UNSET:
        yield Change(path, "added", after=new)
    elif new is msgspec.UNSET:
        yield Change(path, "removed", before=old)
    else:
        yield from _changes(old, new, path)


def _placed(change: Change, flows: dict[str, tuple[Written, ...]]) -> Change:
    if len(change.path) < 2 or change.path[0] != "flows":
        return change
    flow = str(change.path[1])
    return msgspec.structs.replace(change, flow=flow, step=step_at(flows.get(flow, ()), change.path[2:]))


def _node(text: bytes | None) -> Node | None:
    return parse(text or b"", "", Problems())


def _shown(text: bytes | None) -> str | None:
    return None if text is None else text.decode(errors="replace")

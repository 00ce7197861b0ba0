"""Two changes of one value made into one.

The rule: what only one side changed is taken from it; what both changed alike is taken once; what both changed
otherwise is asked about and is as in ``yours`` until then. Elements of lists are known by what they are (``align``),
not by where they stand; texts of several lines are lists of lines. Pure; what the values mean is not known here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from typing import Any, TypeVar

import msgspec

from talkwright.yaml.align import align, same_id, stayers
from talkwright.yaml.paths import REMOVED, Step
from talkwright.yaml.source import same

Name = TypeVar("Name", bound=Hashable)

__all__ = ["Differs", "Merged", "merge"]


class Differs(msgspec.Struct, frozen=True):
    """Both sides changed what is at ``path`` of the merged value, each otherwise. What is ``REMOVED`` is not there; a
    path to what ``yours`` took away leads to where it would be."""

    path: tuple[Step, ...]
    base: Any
    theirs: Any
    yours: Any


class Merged(msgspec.Struct, frozen=True):
    value: Any
    conflicts: tuple[Differs, ...] = ()


def merge(base: Any, theirs: Any, yours: Any) -> Merged:
    """``base`` with both changes. Each may be ``REMOVED``, also what comes out."""
    conflicts: list[Differs] = []
    value = _merged(base, theirs, yours, (), conflicts)
    return Merged(value, tuple(conflicts))


def _merged(base: Any, theirs: Any, yours: Any, path: tuple[Step, ...], conflicts: list[Differs]) -> Any:
    if same(base, theirs) or same(theirs, yours):
        return yours
    if same(base, yours):
        return theirs
    values = (base, theirs, yours)
    if all(isinstance(each, dict) for each in values):
        return _mappings(base, theirs, yours, path, conflicts)
    if base is REMOVED and isinstance(theirs, dict) and isinstance(yours, dict):
        return _mappings({}, theirs, yours, path, conflicts)
    if all(isinstance(each, list) for each in values):
        return _Lists(base, theirs, yours).merged(path, conflicts)
    if all(isinstance(each, str) for each in values) and "\n" in base:
        asked: list[Differs] = []
        lines = _Lists(base.split("\n"), theirs.split("\n"), yours.split("\n")).merged((), asked)
        if not asked:
            return "\n".join(lines)
    conflicts.append(Differs(path, base, theirs, yours))
    return yours


def _mappings(
    base: dict[str, Any],
    theirs: dict[str, Any],
    yours: dict[str, Any],
    path: tuple[Step, ...],
    conflicts: list[Differs],
) -> dict[str, Any]:
    value: dict[str, Any] = {}
    for key in _in_one_row(list(yours), list(theirs)):
        one, other = theirs.get(key, REMOVED), yours.get(key, REMOVED)
        merged = _merged(base.get(key, REMOVED), one, other, (*path, key), conflicts)
        if merged is not REMOVED:
            value[key] = merged
    return value


def _in_one_row(first: Sequence[Name], second: Sequence[Name]) -> list[Name]:
    """All of ``first``; each other of ``second`` behind the one it follows there."""
    known = set(first)
    behind: dict[Name | None, list[Name]] = defaultdict(list)
    last: Name | None = None
    for name in second:
        if name in known:
            last = name
        else:
            behind[last].append(name)
    return [*behind[None], *(each for name in first for each in (name, *behind[name]))]


_Name = tuple[str, int]
"""An element: of which list it is (of ``base``, or new in ``theirs`` or ``yours``), and its index there."""


class _Lists:
    """Three lists, whose elements have names, so that one is known in all."""

    def __init__(self, base: list[Any], theirs: list[Any], yours: list[Any]) -> None:
        self._base = base
        self._of_theirs, self._theirs = _named("theirs", base, theirs)
        self._of_yours, self._yours = _named("yours", base, yours)
        self._join_twins()

    def merged(self, path: tuple[Step, ...], conflicts: list[Differs]) -> list[Any]:
        value: list[Any] = []
        for name in self._row():
            base = self._base[name[1]] if name[0] == "base" else REMOVED
            theirs, yours = self._of_theirs.get(name, REMOVED), self._of_yours.get(name, REMOVED)
            merged = _merged(base, theirs, yours, (*path, len(value)), conflicts)
            if merged is not REMOVED:
                value.append(merged)
        return value

    def _row(self) -> list[_Name]:
        """All elements in the order of yours, or of theirs when only they moved some."""
        ours_stayed, theirs_moved = not _moved(self._yours), _moved(self._theirs)
        first, second = (self._theirs, self._yours) if ours_stayed and theirs_moved else (self._yours, self._theirs)
        return _in_one_row(first, second)

    def _join_twins(self) -> None:
        """What both added is one element: when it has one id, or is equal and stands behind the same."""
        for at, name in enumerate(self._theirs):
            if name[0] == "base":
                continue
            for spot, other in enumerate(self._yours):
                one, two = self._of_theirs[name], self._of_yours[other]
                if other[0] != "yours" or other in self._of_theirs:
                    continue
                if same_id(one, two) or (same(one, two) and self._theirs[:at][-1:] == self._yours[:spot][-1:]):
                    self._theirs[at] = other
                    self._of_theirs[other] = self._of_theirs.pop(name)
                    break


def _named(side: str, base: list[Any], new: list[Any]) -> tuple[dict[_Name, Any], list[_Name]]:
    matches = align(base, new)
    names: list[_Name] = [("base", matches[at]) if at in matches else (side, at) for at in range(len(new))]
    return dict(zip(names, new, strict=True)), names


def _moved(names: list[_Name]) -> bool:
    known = [index for side, index in names if side == "base"]
    return len(stayers(known)) < len(known)

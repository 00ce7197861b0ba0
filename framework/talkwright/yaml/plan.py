"""What becomes of the members of a list or mapping: kept, changed, new; those that no plan names go.

Goal   a value somewhere inside: at the end of ``path``
Plan   the members as they shall be, in order; of a mapping in the order of the file
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import msgspec

from talkwright.yaml.align import align
from talkwright.yaml.parts import Part
from talkwright.yaml.paths import REMOVED, Step, placed
from talkwright.yaml.source import inherited, is_merge, key_of, own_entries, plain, same


class Goal(msgspec.Struct, frozen=True, eq=False):
    """``value`` shall be at ``path``; () is the part itself. A step may be the part that it leads to."""

    path: tuple[Step | Part, ...]
    value: Any

    @property
    def removes(self) -> bool:
        """Whether a member of the part itself goes."""
        return len(self.path) == 1 and self.value is REMOVED


class Keep(msgspec.Struct, frozen=True):
    index: int


class Change(msgspec.Struct, frozen=True):
    index: int
    goal: Goal


class New(msgspec.Struct, frozen=True):
    """``name`` is the key in a mapping."""

    name: str
    value: Any


Plan = list[Keep | Change | New]


def settle(part: Part, goal: Goal) -> Goal:
    """``goal`` with a path that stays inside what ``part`` itself holds: else without one, but the whole value."""
    if not goal.path:
        return Goal((), None) if goal.value is REMOVED else goal
    step = goal.path[0]
    if isinstance(step, Part):
        return goal
    if isinstance(step, str):
        own = part.kind == "mapping" and step in own_entries(part)
        within = own and not (goal.removes and step in inherited(part))
    else:
        within = part.kind == "sequence" and step < len(part.parts)
    steps = [each for each in goal.path if not isinstance(each, Part)]
    return goal if within else Goal((), placed(plain(part), steps, goal.value))


def plan_of(part: Part, goal: Goal) -> Plan:
    """The plan for a list or mapping whose ``goal`` is settled."""
    if goal.path:
        return _along(part, goal)
    return _entries(part, goal.value) if part.kind == "mapping" else _elements(part, goal.value)


def _along(part: Part, goal: Goal) -> Plan:
    """All but one member are kept."""
    step, rest = goal.path[0], Goal(goal.path[1:], goal.value)
    values = part.parts[1::2] if part.kind == "mapping" else part.parts
    if isinstance(step, Part):
        changed = [values.index(step)]
    elif isinstance(step, int):
        changed = [step]
    else:
        names = [None if is_merge(key) else key_of(key) for key, _ in part.entries]
        changed = [index for index, name in enumerate(names) if name == step]
    plan: Plan = [Keep(index) for index in range(len(values)) if not (goal.removes and index in changed)]
    if not goal.removes:
        plan[changed[0]] = Change(changed[0], rest)
    return plan


def _elements(part: Part, new: list[Any]) -> Plan:
    old = [plain(each) for each in part.parts]
    matches = align(old, new)
    return [
        _becomes(matches[at], old[matches[at]], each) if at in matches else New("", each) for at, each in enumerate(new)
    ]


def _entries(part: Part, new: dict[str, Any]) -> Plan:
    merged = inherited(part)
    dissolved = not merged.keys() <= new.keys()  # what << brings cannot be taken away: it is written out
    plan: Plan = []
    at: dict[str, int] = {}  # behind which spot of the plan a name stands
    for index, (key, value) in enumerate(part.entries):
        name = None if is_merge(key) else key_of(key)
        if name is None:
            if not (dissolved and is_merge(key)):
                plan.append(Keep(index))
        elif name in at:
            plan.append(Keep(index))
        elif name in new:
            plan.append(_becomes(index, plain(value), new[name]))
            at[name] = len(plan)
    behind: dict[int, Plan] = defaultdict(list)
    spot = next((at for at, (key, _) in enumerate(part.entries) if not is_merge(key)), len(plan)) * (not dissolved)
    for name, value in new.items():
        spot = at.get(name, spot)
        if name not in at and (dissolved or name not in merged or not same(merged[name], value)):
            behind[spot].append(New(name, value))
    kept = [each for index, entry in enumerate(plan, 1) for each in (entry, *behind[index])]
    return [*behind[0], *kept]


def _becomes(index: int, old: Any, new: Any) -> Keep | Change:
    return Keep(index) if same(old, new) else Change(index, Goal((), new))

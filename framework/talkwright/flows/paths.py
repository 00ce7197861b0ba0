"""What is known of the slots at each step of a flow, whichever way the conversation came there.

The rule: forward through the steps to a fixed point, a set of kinds of values for each slot. It runs no flow and knows
no conversation. There are two readings. The ``certain`` one forgets everything where anything can come between: while a
flow waits, other flows, actions and corrections may change any slot. What it calls impossible is so. The ``usual`` one
takes it that nothing comes between and that actions fill the slots they are there for; it says what an author has to
expect.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from talkwright.conversation.schema import Schema
from talkwright.conversation.trail import LISTEN
from talkwright.flows.cases import NOTHING, PERHAPS_NOTHING, Cases, Kindred, Kinds, slots_of
from talkwright.flows.coerce import REFUSED, coerce
from talkwright.flows.condition_syntax import parsed
from talkwright.flows.expression import Expression
from talkwright.flows.flow import Flow
from talkwright.flows.kinds import AnyStep
from talkwright.flows.nodes.action import Action
from talkwright.flows.nodes.call import Call
from talkwright.flows.nodes.collect import Collect
from talkwright.flows.nodes.set_slots import SetSlots
from talkwright.flows.step import END
from talkwright.project.domain import Domain

Known = Mapping[str, Kinds]
"""The kinds of values that each slot can have."""


class Reading(Enum):
    """How much may come between two steps."""

    CERTAIN = "certain"
    USUAL = "usual"


@dataclass(frozen=True)
class Left:
    """What a flow that was called leaves behind: the slots that it surely filled, and whether it runs actions."""

    filled: frozenset[str] = frozenset()
    acts: bool = True


@dataclass
class FlowPaths:
    """A flow with what is known. ``before`` and ``leaving`` are by step: before its work is done, and when an exit is
    chosen; a step that cannot be reached is in neither. ``cases`` are those of a step's exits and ``refusals`` those
    of its rejections; a step whose conditions cannot be tried is in neither."""

    flow: Flow
    kindred: Kindred
    cases: dict[str, Cases] = field(default_factory=dict)
    refusals: dict[str, Cases] = field(default_factory=dict)
    before: dict[Reading, dict[str, Known]] = field(default_factory=dict)
    leaving: dict[Reading, dict[str, Known]] = field(default_factory=dict)
    left: dict[Reading, Left] = field(default_factory=dict)


def paths_of(flow: Flow, domain: Domain, called: Callable[[str, Reading], Left]) -> FlowPaths:
    """What is known in ``flow``. ``called`` says what a flow leaves behind that this one calls."""
    written = [text for step in flow.steps for text in _conditions(step)]
    expressions = [tree for text in (flow.guard, *written) if text is not None and (tree := parsed(text)) is not None]
    given = [(name, value) for step in flow.steps if isinstance(step, SetSlots) for name, value in step.values]
    paths = FlowPaths(flow, Kindred(domain.schema, expressions, _coerced(given, domain.schema)))
    for step in flow.steps:
        exits = _cases(paths.kindred, [exit.when for exit in step.exits if exit.when is not None])
        refusals = _cases(paths.kindred, [rejection.when for rejection in step.rejections_of()])
        paths.cases |= {step.id: exits} if exits else {}
        paths.refusals |= {step.id: refusals} if refusals else {}
    names = dict.fromkeys(name for each in expressions for name in slots_of(each))
    names |= dict.fromkeys(name for step in flow.steps for name in touched(step))
    calls = [step.flow for step in flow.steps if isinstance(step, Call)]
    names |= dict.fromkeys(name for call in calls for reading in Reading for name in called(call, reading).filled)
    slots = tuple(name for name in names if name in domain.schema.slots)
    for reading in Reading:
        _Walk(paths, slots, domain, reading, called).run()
    return paths


def touched(step: AnyStep) -> tuple[str, ...]:
    """The slots that a step fills or empties, whether they end with the flow or not."""
    slots = (step.slot,) if isinstance(step, Collect) else step.fills()
    return tuple(slot for slot in slots if slot)


def _conditions(step: AnyStep) -> list[str]:
    exits = [exit.when for exit in step.exits if exit.when is not None]
    return [*exits, *(rejection.when for rejection in step.rejections_of())]


def _coerced(given: list[tuple[str, object]], schema: Schema) -> list[tuple[str, object]]:
    known = [(name, coerce(schema.slots[name], value)) for name, value in given if name in schema.slots]
    return [(name, value) for name, value in known if value is not REFUSED]


def _cases(kindred: Kindred, conditions: list[str]) -> Cases | None:
    trees: list[Expression] = [tree for text in conditions if (tree := parsed(text)) is not None]
    return kindred.cases(trees) if conditions and len(trees) == len(conditions) else None


class _Walk:
    """One reading of one flow."""

    def __init__(
        self,
        paths: FlowPaths,
        slots: tuple[str, ...],
        domain: Domain,
        reading: Reading,
        called: Callable[[str, Reading], Left],
    ) -> None:
        self._paths = paths
        self._slots = slots
        self._domain = domain
        self._reading = reading
        self._called = called
        self._certain = reading is Reading.CERTAIN
        self._steps = {step.id: step for step in paths.flow.steps}
        self._before: dict[str, Known] = {}
        self._leaving: dict[str, Known] = {}
        self._end: Known | None = None

    def run(self) -> None:
        flow = self._paths.flow
        if flow.steps:
            self._before[flow.steps[0].id] = self._at_start()
        if self._certain:  # a correction may lead back to any question
            anything = {name: self._all(name) for name in self._slots}
            self._before |= {step.id: anything for step in flow.steps if isinstance(step, Collect)}
        waiting = dict.fromkeys(self._before)  # in order, each once
        while waiting:
            id = next(iter(waiting))
            del waiting[id]
            step = self._steps[id]
            known = self._leaving[id] = self._after(step, self._before[id])
            for to, narrowed in self._through(step, known):
                if to not in self._steps:
                    self._end = _joined(self._end, narrowed)
                elif (merged := _joined(self._before.get(to), narrowed)) != self._before.get(to):
                    self._before[to] = merged
                    waiting[to] = None
        self._paths.before[self._reading] = self._before
        self._paths.leaving[self._reading] = self._leaving
        self._paths.left[self._reading] = self._behind()

    def _at_start(self) -> Known:
        known = {name: self._all(name) for name in self._slots}
        if self._certain:
            return known
        initial = self._domain.schema.slots
        known = {
            name: kinds & ~PERHAPS_NOTHING if initial[name].initial_value is None else kinds & ~_EMPTY
            for name, kinds in known.items()
        }
        guard = _cases(self._paths.kindred, [self._paths.flow.guard] if self._paths.flow.guard else [])
        open_ = [case for case in guard.within(known) if case.taken == 0] if guard else []
        return guard.narrowed(known, open_) if guard and open_ else known

    def _after(self, step: AnyStep, known: Known) -> Known:
        """What is known when the step has done its work."""
        if isinstance(step, Collect):
            return self._collected(step, known)
        if isinstance(step, SetSlots):
            return {**known, **{name: self._set(name, value) for name, value in step.values if name in known}}
        if isinstance(step, Call):
            left = self._called(step.flow, self._reading)
            after = self._acted(known) if left.acts or self._certain else known
            return {name: kinds & ~_EMPTY if name in left.filled else kinds for name, kinds in after.items()}
        if isinstance(step, Action) and not step.action.startswith("utter_"):
            waits_only = step.action == LISTEN and not self._certain
            return known if waits_only else self._acted(known)
        return known

    def _collected(self, step: Collect, known: Known) -> Known:
        slot = step.slot
        if slot not in known:
            return self._acted(known) if self._certain else known
        filled = self._all(slot) & ~_EMPTY
        if self._certain:
            known = {**self._acted(known), slot: filled}
        elif known[slot] & _EMPTY or step.ask_before_filling:
            known = {**known, slot: filled}
        refusals = self._paths.refusals.get(step.id)
        if refusals is None or f"validate_{slot}" in self._domain.actions:  # which may put another value there
            return known
        accepted = [case for case in refusals.within(known) if not any(case.holds)]
        return refusals.narrowed(known, accepted) if accepted else known

    def _acted(self, known: Known) -> Known:
        """Anything may be in any slot now; usually something is."""
        return {name: self._all(name) & (~0 if self._certain else ~NOTHING) for name in known}

    def _through(self, step: AnyStep, known: Known) -> list[tuple[str, Known]]:
        """Where the step can lead, and what is known on each way."""
        if step.ends():
            return [(END, known)]
        cases = self._paths.cases.get(step.id)
        if cases is None:
            return [(exit.to, known) for exit in step.exits] or [(END, known)]
        ways: list[tuple[str, Known]] = []
        left = cases.within(known)
        number = 0
        for exit in step.exits:
            taken = left
            if exit.when is not None:
                taken = [case for case in left if case.holds[number]]
                left = [case for case in left if not case.holds[number]]
                number += 1
            if taken:
                ways.append((exit.to, cases.narrowed(known, taken)))
            if exit.when is None:
                return ways
        return [*ways, (END, cases.narrowed(known, left))] if left else ways

    def _behind(self) -> Left:
        end = self._end or {}
        calls = [self._called(step.flow, self._reading) for step in self._steps.values() if isinstance(step, Call)]
        acts = any(left.acts for left in calls) or any(map(_acts, self._steps.values()))
        return Left(frozenset(name for name, kinds in end.items() if not kinds & _EMPTY), acts)

    def _set(self, name: str, value: object) -> Kinds:
        coerced = coerce(self._domain.schema.slots[name], value)
        return self._all(name) if coerced is REFUSED else self._paths.kindred.of(name, coerced)

    def _all(self, name: str) -> Kinds:
        return self._paths.kindred.all(name)


_EMPTY = NOTHING | PERHAPS_NOTHING


def _acts(step: AnyStep) -> bool:
    return isinstance(step, Action) and step.action != LISTEN and not step.action.startswith("utter_")


def _joined(one: Known | None, other: Known) -> Known:
    return other if one is None else {name: kinds | one[name] for name, kinds in other.items()}

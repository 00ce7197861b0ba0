"""Which steps of the flows a set of conversations walked through, and which ways out of them it took.

The events of a conversation tell: by which edges it went, and where it stands.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from talkwright.conversation import events as ev
from talkwright.conversation.events import Event
from talkwright.errors import Place
from talkwright.flows.patterns import FILE
from talkwright.flows.program import Program


class Missed(msgspec.Struct, frozen=True):
    """A step that was never reached, or a way ``to`` another step that was never taken from one that was."""

    step: str
    place: Place
    to: str | None = None
    when: str | None = None

    def __str__(self) -> str:
        if self.to is None:
            return self.step
        return f"{self.step} → {self.to}" + (f" (if {self.when})" if self.when else " (else)")


class FlowCoverage(msgspec.Struct, frozen=True):
    """One flow: how many of its steps were reached, and of their ways out, where there are several, taken."""

    flow: str
    steps: int
    reached: int
    branches: int
    taken: int
    missed_steps: tuple[Missed, ...] = ()
    missed_branches: tuple[Missed, ...] = ()


class Coverage(msgspec.Struct, frozen=True):
    """All flows that an author wrote, in the order of the files."""

    flows: tuple[FlowCoverage, ...]
    percent: float


class Walked:
    """Notes where conversations with ``program`` walk, as it hears of their events."""

    def __init__(self, program: Program) -> None:
        self._steps: set[tuple[str, str]] = set()
        self._exits: set[tuple[str, str, int]] = set()
        self._program = program

    def hear(self, events: Iterable[Event]) -> None:
        """Take in where the conversation went, and where it stands."""
        for event in events:
            if isinstance(event, ev.StackChanged):
                self._steps.update((frame.flow, frame.step) for frame in event.frames)
                self._steps.update((edge.flow, edge.to) for edge in event.edges)
                self._exits.update((edge.flow, edge.step, edge.exit) for edge in event.edges if edge.exit is not None)

    def coverage(self) -> Coverage:
        """What was walked so far."""
        own = [r.flow.id for r in self._program.routines.values() if r.flow.place.file != FILE]
        flows = tuple(map(self._of, own))
        steps, reached = sum(flow.steps for flow in flows), sum(flow.reached for flow in flows)
        return Coverage(flows, 100.0 * reached / steps if steps else 100.0)

    def _of(self, flow: str) -> FlowCoverage:
        stops = self._program.routines[flow].stops
        missed_steps = [Missed(id, stop.step.place) for id, stop in stops.items() if (flow, id) not in self._steps]
        unreached = {missed.step for missed in missed_steps}
        branching = {id: stop for id, stop in stops.items() if len(stop.exits) > 1}
        missed_branches = [
            Missed(id, exit.place, exit.to, exit.when)
            for id, stop in branching.items()
            for number, exit in enumerate(stop.step.exits)
            if id not in unreached and (flow, id, number) not in self._exits
        ]
        return FlowCoverage(
            flow=flow,
            steps=len(stops),
            reached=len(stops) - len(missed_steps),
            branches=sum(len(stop.exits) for stop in branching.values()),
            taken=sum(id in branching for each, id, _ in self._exits if each == flow),
            missed_steps=tuple(missed_steps),
            missed_branches=tuple(missed_branches),
        )

"""A program that tells by which exits its steps are left. The engine is not told: it walks a program like any other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from talkwright.flows.program import Program, Stop
from talkwright.flows.step import END

Left = Callable[[str, str, int | None, str], None]
"""Called with a flow, a step of it that is left, the number of the exit, None when none is open, and where it leads."""


def watched(program: Program, left: Left) -> Program:
    """``program`` with stops that call ``left``."""
    routines = {
        id: replace(routine, stops={step: _watched(id, stop, left) for step, stop in routine.stops.items()})
        for id, routine in program.routines.items()
    }
    return replace(program, routines=routines)


def _watched(flow: str, stop: Stop, left: Left) -> Stop:
    def note(number: int | None, to: str) -> None:
        left(flow, stop.step.id, number, to)

    return _WatchedStop(**{each.name: getattr(stop, each.name) for each in fields(Stop)}, note=note)


def _nobody(number: int | None, to: str) -> None:
    """Nobody listens."""


@dataclass(frozen=True, slots=True)
class _WatchedStop(Stop):
    note: Callable[[int | None, str], None] = field(default=_nobody, compare=False)

    def leave(self, slots: Mapping[str, Any], context: Mapping[str, Any]) -> str:
        for number, (condition, to) in enumerate(self.exits):
            if condition is None or condition.test(slots, context):
                self.note(number, to)
                return to
        self.note(None, END)
        return END

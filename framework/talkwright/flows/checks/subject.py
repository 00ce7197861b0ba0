"""What the checks look at: the flows of a bot, its domain, and what follows from both, worked out once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from talkwright.errors import Problems
from talkwright.flows.flow import Flow
from talkwright.flows.kinds import AnyStep
from talkwright.flows.nodes.call import Call
from talkwright.flows.paths import FlowPaths, Left, Reading, paths_of
from talkwright.project.domain import Domain


@dataclass(frozen=True)
class Subject:
    """``flows`` are those of the bot and the built-in patterns."""

    flows: tuple[Flow, ...]
    domain: Domain

    @cached_property
    def by_id(self) -> dict[str, Flow]:
        """The flows by id."""
        return {flow.id: flow for flow in self.flows}

    @cached_property
    def steps(self) -> tuple[tuple[Flow, AnyStep], ...]:
        """Every step with its flow."""
        return tuple((flow, step) for flow in self.flows for step in flow.steps)

    @cached_property
    def calls(self) -> dict[str, tuple[str, ...]]:
        """The flows that each flow calls."""
        return {flow.id: tuple(step.flow for step in flow.steps if isinstance(step, Call)) for flow in self.flows}

    @cached_property
    def called(self) -> frozenset[str]:
        """The flows that another one calls."""
        return frozenset(id for calls in self.calls.values() for id in calls)

    @cached_property
    def paths(self) -> dict[str, FlowPaths]:
        """What is known in each flow. In a circle of calls one of them is taken for anything."""
        found: dict[str, FlowPaths] = {}

        def left(id: str, reading: Reading) -> Left:
            return found[id].left[reading] if id in found else Left()

        for id in self._callees_first():
            found[id] = paths_of(self.by_id[id], self.domain, left)
        return found

    @cached_property
    def _steps_by_node(self) -> dict[tuple[str, str], AnyStep]:
        return {(flow.id, step.id): step for flow, step in self.steps}

    def step(self, node: tuple[str, str]) -> AnyStep:
        """The step of a flow, by both ids."""
        return self._steps_by_node[node]

    def _callees_first(self) -> Iterator[str]:
        done: set[str] = set()
        waiting = [(id, False) for id in reversed(self.by_id)]
        while waiting:
            id, is_ready = waiting.pop()
            if is_ready:
                yield id
            elif id not in done and id in self.by_id:
                done.add(id)
                waiting += [(id, True), *((called, False) for called in self.calls[id])]


Check = Callable[[Subject, Problems], None]

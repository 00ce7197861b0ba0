"""The ways through flows as a graph: steps never reached, and circles that go on for ever.

A step is silent when it does not wait for the user. Calls and links lead from flow to flow, so that the graph is one
for the whole bot.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

from talkwright.conversation.trail import LISTEN
from talkwright.errors import Problems
from talkwright.flows.checks.subject import Check, Subject
from talkwright.flows.flow import Flow
from talkwright.flows.kinds import AnyStep
from talkwright.flows.nodes.action import Action
from talkwright.flows.nodes.call import Call
from talkwright.flows.nodes.collect import Collect
from talkwright.flows.nodes.link import Link
from talkwright.flows.step import END

Node = tuple[str, str]  # the ids of a flow and a step of it, or END
T = TypeVar("T", bound=Hashable)


def unreachable_step(subject: Subject, problems: Problems) -> None:
    """A step that no way leads to."""
    for flow in subject.flows:
        steps = {step.id: step for step in flow.steps}
        if any(exit.to != END and exit.to not in steps for step in flow.steps for exit in step.exits):
            continue  # the step without a way may be the one that was meant there
        reached = _reached(flow, steps)
        for step in flow.steps:
            if step.id not in reached:
                message = f"No way leads to the step {step.id!r} of flow '{flow.id}'."
                problems.warning("flow/unreachable-step", message, step.place, "Lead a 'next' to it, or remove it.")


def circles(subject: Subject, problems: Problems) -> None:
    """Steps that go round without waiting for the user, flows that call one another, steps that cannot end."""
    silent = _silent_circles(subject)
    for circle in silent:
        _report_silent(subject, circle, problems)
    calls = {id: {*called} & subject.by_id.keys() - {id} for id, called in subject.calls.items()}
    for flows in _circles(calls):
        if not any(flows <= {id for id, _ in circle} for circle in silent):
            _report_calls(subject, flows, problems)
    told = {node for circle in silent for node in circle}
    for flow in subject.flows:
        stuck = [step for step in _never_ending(flow) if (flow.id, step.id) not in told]
        if stuck:
            message = f"From the step {stuck[0].id!r} no way leads to the end of flow '{flow.id}'."
            hint = "Let one of its branches lead to END; else only cancelling ends the flow."
            problems.warning("flow/never-ends", message, stuck[0].place, hint)


def _report_silent(subject: Subject, circle: set[Node], problems: Problems) -> None:
    flow, step = min(((id, subject.step((id, step))) for id, step in circle), key=lambda found: found[1].place)
    can_end = any(node not in circle for id in circle for node in _leads(subject, id, circle))
    others = sorted({id for id, _ in circle} - {flow})
    through = f", through {' and '.join(map(repr, others))}" if others else ""
    goes = "can go" if can_end else "goes"
    report = problems.warning if can_end else problems.error
    report(
        "flow/silent-cycle",
        f"Flow '{flow}' {goes} round at {step.id!r}{through} for ever: no step of the cycle waits for the user.",
        step.place,
        "Put a collect or 'action: action_listen' into the cycle, or let it end.",
    )


def _report_calls(subject: Subject, flows: set[str], problems: Problems) -> None:
    first = min((subject.by_id[id] for id in flows), key=lambda flow: flow.place)
    step = next(step for step in first.steps if isinstance(step, Call) and step.flow in flows)
    names = " and ".join(repr(id) for id in sorted(flows))
    message = f"The flows {names} call one another, and each waits for the other to come back."
    hint = "Link where nothing has to come back, or put what both need into a third flow."
    problems.warning("flow/calls-in-a-circle", message, step.place, hint)


def _never_ending(flow: Flow) -> list[AnyStep]:
    """The steps that one can come to and from which no way leads to the end."""
    steps = {step.id: step for step in flow.steps}
    reached = _reached(flow, steps)
    before: dict[str, list[str]] = {}
    for id in reached:
        for to in _exits(steps[id]):
            before.setdefault(to if to in steps else END, []).append(id)
    ending = _closure([END], before)
    return [step for step in flow.steps if step.id in reached - ending]


def _reached(flow: Flow, steps: Mapping[str, AnyStep]) -> set[str]:
    if not flow.steps:
        return set()
    after = {id: [to for to in _exits(step) if to in steps] for id, step in steps.items()}
    return _closure([flow.steps[0].id], after)


def _exits(step: AnyStep) -> list[str]:
    """Where a step can lead within its flow. Without an exit that is always open the flow may end there."""
    exits = [] if step.ends() else [exit.to for exit in step.exits]
    is_closed = step.ends() or all(exit.when is not None for exit in step.exits)
    return [*exits, END] if is_closed else exits


def _closure(starts: Iterable[str], after: Mapping[str, Iterable[str]]) -> set[str]:
    found = set(starts)
    waiting = list(found)
    while waiting:
        new = [to for to in after.get(waiting.pop(), ()) if to not in found]
        found.update(new)
        waiting += new
    return found


def _silent_circles(subject: Subject) -> list[set[Node]]:
    """The circles of silent steps that can be come to."""
    passing = _passing(subject)
    graph: dict[Node, list[Node]] = {}
    for flow in subject.flows:
        steps = {step.id: step for step in flow.steps}
        reached = _reached(flow, steps)
        for step in flow.steps:
            if step.id in reached and not _waits(step):
                graph[flow.id, step.id] = list(_silent_ways(subject, flow, step, passing))
    return _circles({id: [to for to in ways if to in graph] for id, ways in graph.items()})


def _leads(subject: Subject, node: Node, circle: set[Node]) -> Iterator[Node]:
    """Every way out of a step. A call leads out only by what it calls, when that is in the circle."""
    flow, step = subject.by_id[node[0]], subject.step(node)
    calls = list(_into_flow(subject, flow, step))
    if not circle.isdisjoint(calls):
        return
    yield from calls if isinstance(step, Link) else ((flow.id, to) for to in _exits(step))


def _silent_ways(subject: Subject, flow: Flow, step: AnyStep, passing: set[str]) -> Iterator[Node]:
    yield from _into_flow(subject, flow, step)
    if not isinstance(step, (Call, Link)) or (isinstance(step, Call) and step.flow in passing):
        yield from ((flow.id, to) for to in _exits(step))


def _into_flow(subject: Subject, flow: Flow, step: AnyStep) -> Iterator[Node]:
    """The first step of the flow that a step leads to; one that leads to itself is another check's."""
    target = subject.by_id.get(step.leads_to() or "")
    if target is not None and target.id != flow.id and target.steps:
        yield target.id, target.steps[0].id


def _passing(subject: Subject) -> set[str]:
    """The called flows that can come to their end without waiting for the user."""
    passing: set[str] = set()
    while True:
        more = {id for id in subject.called - passing if id in subject.by_id and _can_pass(subject.by_id[id], passing)}
        if not more:
            return passing
        passing |= more


def _can_pass(flow: Flow, passing: set[str]) -> bool:
    if not flow.steps:
        return True
    silent = {
        step.id: _exits(step)
        for step in flow.steps
        if not _waits(step) and not isinstance(step, Link) and (not isinstance(step, Call) or step.flow in passing)
    }
    reached = _closure([flow.steps[0].id], silent)
    return not reached <= {step.id for step in flow.steps}


def _waits(step: AnyStep) -> bool:
    return isinstance(step, Collect) or (isinstance(step, Action) and step.action == LISTEN)


def _circles(graph: Mapping[T, Iterable[T]]) -> list[set[T]]:
    """The strongly connected parts that have a circle. Without one, which is usual, networkx is not imported."""
    rest = _without_dead_ends(graph)
    if not rest:
        return []
    import networkx as nx

    directed = nx.DiGraph([(one, other) for one, others in rest.items() for other in others])
    parts = [set(part) for part in nx.strongly_connected_components(directed)]
    return [part for part in parts if len(part) > 1 or all(one in rest[one] for one in part)]


def _without_dead_ends(graph: Mapping[T, Iterable[T]]) -> dict[T, set[T]]:
    """What is left when everything is taken away, again and again, that leads nowhere."""
    after = {one: set(others) for one, others in graph.items()}
    before: dict[T, list[T]] = {}
    for one, others in after.items():
        for other in others:
            before.setdefault(other, []).append(one)
    dead = [one for one, others in after.items() if not others]
    while dead:
        gone = dead.pop()
        del after[gone]
        for one in before.get(gone, ()):
            after[one].discard(gone)
            if not after[one]:
                dead.append(one)
    return after


CHECKS: tuple[Check, ...] = (unreachable_step, circles)

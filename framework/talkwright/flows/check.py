"""What is wrong with flows, all at once: names that lead nowhere, steps never reached, cycles that never listen.

Knows the bot's domain, runs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import networkx as nx

from talkwright.conversation.state import LISTEN
from talkwright.errors import Place, Problems
from talkwright.flows.coerce import REFUSED, coerce
from talkwright.flows.compile import question_for
from talkwright.flows.flow import PATTERN, Flow
from talkwright.flows.kinds import AnyStep
from talkwright.flows.nodes.action import Action
from talkwright.flows.nodes.call import Call
from talkwright.flows.nodes.collect import Collect
from talkwright.flows.nodes.link import Link
from talkwright.flows.nodes.set_slots import SetSlots
from talkwright.flows.patterns import pattern_ids
from talkwright.flows.step import END
from talkwright.project.domain import Domain
from talkwright.yaml import did_you_mean

BUILT_IN_ACTIONS = frozenset(
    {LISTEN, "action_restart", "action_session_start", "action_default_fallback", "action_repeat_bot_messages"}
)


def check_flows(flows: Sequence[Flow], domain: Domain, problems: Problems) -> None:
    """Report what is wrong with ``flows`` (the built-in patterns among them) in ``domain``."""
    ids = {flow.id for flow in flows}
    called = {step.flow for flow in flows for step in flow.steps if isinstance(step, Call)}
    for flow in flows:
        _check_pattern(flow, problems)
        _check_triggers(flow, domain, problems)
        _check_persisted(flow, problems)
        for step in flow.steps:
            _check_exits(flow, step, problems)
            _check_flow_target(flow, step, ids, problems)
            if isinstance(step, Link) and flow.id in called:
                _called_flow_links(flow, step, problems)
            _check_slots(step, domain, problems)
            _check_names(step, domain, problems)
        _check_graph(flow, problems)


def _check_pattern(flow: Flow, problems: Problems) -> None:
    if flow.is_pattern and flow.id not in pattern_ids():
        problems.warning(
            "flow/unknown-pattern",
            f"The assistant starts no pattern {flow.id!r}, so that this flow never runs by itself.",
            flow.place,
            did_you_mean(flow.id, pattern_ids()) or f"It starts: {', '.join(pattern_ids())}.",
        )


def _check_triggers(flow: Flow, domain: Domain, problems: Problems) -> None:
    for trigger in flow.triggers:
        if trigger.intent not in domain.intents:
            problems.error(
                "flow/unknown-intent",
                f"Flow '{flow.id}' is started by the intent {trigger.intent!r}, which is not in the domain.",
                trigger.place,
                did_you_mean(trigger.intent, domain.intents)
                or "Add it to 'intents' in the domain and give it examples.",
            )


def _check_persisted(flow: Flow, problems: Problems) -> None:
    filled = {slot for step in flow.steps for slot in _slots_of(step)}
    for slot in flow.persisted_slots:
        if slot not in filled:
            problems.error(
                "flow/persisted-slot-not-filled",
                f"Flow '{flow.id}' keeps the slot {slot!r}, but no collect or set_slots of it fills that slot.",
                flow.place,
                did_you_mean(slot, filled)
                or "Slots that actions set are kept anyway: remove it from 'persisted_slots'.",
            )


def _check_exits(flow: Flow, step: AnyStep, problems: Problems) -> None:
    ids = [other.id for other in flow.steps]
    for exit in step.exits:
        if exit.to != END and exit.to not in ids:
            problems.error(
                "flow/unknown-step",
                f"Flow '{flow.id}' goes on at the step {exit.to!r}, which it does not have.",
                exit.place,
                did_you_mean(exit.to, [*ids, END]) or f"Its steps are: {', '.join(ids)}.",
            )
    always = next((index for index, exit in enumerate(step.exits) if exit.when is None), len(step.exits))
    for exit in step.exits[always + 1 :]:
        problems.warning(
            "flow/branch-after-else",
            "This branch is never taken: an 'else' stands before it.",
            exit.place if exit.when is None else exit.when_place,
            "Put the 'else' last.",
        )
    branches = [exit for exit in step.exits if exit.when is not None]
    if branches and all(exit.when is not None for exit in step.exits):
        problems.warning(
            "flow/no-else",
            "When none of these conditions holds, the flow ends here.",
            branches[-1].when_place,
            "Add an 'else' that says so, if only '- else: END'.",
        )


def _check_flow_target(flow: Flow, step: AnyStep, ids: set[str], problems: Problems) -> None:
    target = step.leads_to()
    if not target:  # no such step, or one that says nothing and was reported by read
        return
    if target not in ids:
        hint = did_you_mean(target, ids) or "Write the flow, or name one that exists."
        problems.error("flow/unknown-flow", f"There is no flow {target!r}.", step.place, hint)
    elif target == flow.id:
        problems.error(
            "flow/leads-to-itself",
            f"Flow '{flow.id}' {'links to' if isinstance(step, Link) else 'calls'} itself.",
            step.place,
            "Go back with 'next: <step id>' instead.",
        )
    elif target.startswith(PATTERN) and not flow.is_pattern and target != "pattern_human_handoff":
        problems.error(
            "flow/leads-to-pattern",
            f"A flow cannot lead to {target!r}: patterns are started by the assistant.",
            step.place,
            "Only 'pattern_human_handoff' may be linked to.",
        )


def _called_flow_links(flow: Flow, step: Link, problems: Problems) -> None:
    problems.error(
        "flow/called-flow-links",
        f"Flow '{flow.id}' is called by another, so that it has to come back and cannot link to {step.flow!r}.",
        step.place,
        "Use 'call' here too, or 'link' where this flow is called.",
    )


def _slots_of(step: AnyStep) -> tuple[str, ...]:
    """The slots that a step names, whether they end with the flow or not."""
    slots = (step.slot,) if isinstance(step, Collect) else step.fills()
    return tuple(slot for slot in slots if slot)


def _check_slots(step: AnyStep, domain: Domain, problems: Problems) -> None:
    for name, value in step.values if isinstance(step, SetSlots) else ():
        slot = domain.schema.slots.get(name)
        if slot is not None and coerce(slot, value) is REFUSED:
            known = ", ".join(map(str, slot.values))
            problems.error(
                "flow/value-does-not-fit",
                f"The slot {name!r} is of type {slot.type} and cannot hold {value!r}.",
                step.place,
                f"Its values are: {known}." if known else "Write a value of that type.",
            )
    for name in _slots_of(step):
        slot = domain.schema.slots.get(name)
        if slot is None:
            problems.error(
                "flow/unknown-slot",
                f"The slot {name!r} is not in the domain.",
                step.place,
                did_you_mean(name, domain.schema.slots) or f"Add '{name}:' with its type to 'slots' in the domain.",
            )
        elif slot.type == "list" and isinstance(step, Collect):
            problems.error(
                "flow/list-slot",
                f"The slot {name!r} is a list, and a question cannot fill a list.",
                step.place,
                "Collect a text slot and let an action add it to the list.",
            )


def _check_names(step: AnyStep, domain: Domain, problems: Problems) -> None:
    names = [(name, step.place) for name in step.runs()]
    if isinstance(step, Collect) and step.slot in domain.schema.slots:
        names.append((question_for(step, domain.responses, domain.actions), step.place))
    for name, place in names:
        if name.startswith("utter_"):
            if name not in domain.responses:
                _missing_response(name, domain, place, problems)
        elif name and name not in domain.actions and name not in BUILT_IN_ACTIONS:
            problems.error(
                "flow/unknown-action",
                f"The action {name!r} is not in the domain.",
                place,
                did_you_mean(name, [*domain.actions, *BUILT_IN_ACTIONS]) or "Add it to 'actions' in the domain.",
            )


def _missing_response(name: str, domain: Domain, place: Place, problems: Problems) -> None:
    hint = did_you_mean(name, domain.responses) or f"Add '{name}:' with a text to 'responses' in the domain."
    problems.error("flow/unknown-response", f"The response {name!r} is not in the domain.", place, hint)


def _check_graph(flow: Flow, problems: Problems) -> None:
    if not flow.steps:
        return
    graph = nx.DiGraph()
    graph.add_nodes_from(step.id for step in flow.steps)
    graph.add_edges_from((step.id, exit.to) for step in flow.steps for exit in step.exits if exit.to in graph)
    steps = {step.id: step for step in flow.steps}
    reached = {flow.steps[0].id} | nx.descendants(graph, flow.steps[0].id)
    leads_astray = any(exit.to != END and exit.to not in graph for step in flow.steps for exit in step.exits)
    for step in flow.steps:
        if step.id not in reached and not leads_astray:  # else this step may be the one that was meant
            problems.warning(
                "flow/unreachable-step",
                f"No way leads to the step {step.id!r} of flow '{flow.id}'.",
                step.place,
                "Lead a 'next' to it, or remove it.",
            )
    silent = graph.subgraph(id for id in reached if not _may_listen(steps[id]))
    for cycle in nx.strongly_connected_components(silent):
        first = min(cycle, key=lambda id: steps[id].place)
        if len(cycle) > 1 or silent.has_edge(first, first):
            can_end = any(exit.to not in cycle for id in cycle for exit in steps[id].exits)
            _silent_cycle(flow, steps[first], problems, can_end=can_end)


def _silent_cycle(flow: Flow, step: AnyStep, problems: Problems, *, can_end: bool) -> None:
    report = problems.warning if can_end else problems.error
    goes = "can go" if can_end else "goes"
    report(
        "flow/silent-cycle",
        f"Flow '{flow.id}' {goes} round at {step.id!r} for ever: no step of the cycle waits for the user.",
        step.place,
        "Put a collect or 'action: action_listen' into the cycle, or let it end.",
    )


def _may_listen(step: AnyStep) -> bool:
    listens = isinstance(step, Action) and step.action == LISTEN
    return listens or isinstance(step, Collect) or step.leads_to() is not None

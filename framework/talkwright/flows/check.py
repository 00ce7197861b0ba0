"""What is wrong with flows, all at once: names that lead nowhere, steps never reached, cycles that never listen.

Knows the bot's domain, runs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

import networkx as nx

from talkwright.conversation.state import LISTEN
from talkwright.errors import Place, Problems
from talkwright.flows.compile import question_for
from talkwright.flows.flow import PATTERN, Flow
from talkwright.flows.kinds import AnyStep
from talkwright.flows.nodes.collect import Collect
from talkwright.flows.nodes.link import Link
from talkwright.flows.step import END
from talkwright.project.domain import Domain

BUILT_IN_ACTIONS = frozenset(
    {LISTEN, "action_restart", "action_session_start", "action_default_fallback", "action_repeat_bot_messages"}
)


def check_flows(flows: Sequence[Flow], domain: Domain, problems: Problems) -> None:
    """Report what is wrong with ``flows`` (the built-in patterns among them) in ``domain``."""
    ids = {flow.id for flow in flows}
    for flow in flows:
        _check_triggers(flow, domain, problems)
        _check_persisted(flow, problems)
        for step in flow.steps:
            _check_exits(flow, step, problems)
            _check_flow_target(flow, step, ids, problems)
            _check_slots(step, domain, problems)
            _check_names(step, domain, problems)
        _check_graph(flow, problems)


def did_you_mean(name: str, known: Iterable[str], otherwise: str) -> str:
    """A hint that names the nearest known name, else ``otherwise``."""
    close = get_close_matches(name, list(known), n=1)
    return f"Did you mean {close[0]!r}?" if close else otherwise


def _check_triggers(flow: Flow, domain: Domain, problems: Problems) -> None:
    for trigger in flow.triggers:
        if trigger.intent not in domain.intents:
            problems.error(
                "flow/unknown-intent",
                f"Flow '{flow.id}' is started by the intent {trigger.intent!r}, which is not in the domain.",
                flow.place,
                did_you_mean(trigger.intent, domain.intents, "Add it to 'intents' in the domain and give it examples."),
            )


def _check_persisted(flow: Flow, problems: Problems) -> None:
    filled = {slot for step in flow.steps for slot in step.fills()}
    for slot in flow.persisted_slots:
        if slot not in filled:
            problems.error(
                "flow/persisted-slot-not-filled",
                f"Flow '{flow.id}' keeps the slot {slot!r}, but no collect or set_slots of it fills that slot.",
                flow.place,
                did_you_mean(slot, filled, "Slots that actions set are kept anyway: remove it from 'persisted_slots'."),
            )


def _check_exits(flow: Flow, step: AnyStep, problems: Problems) -> None:
    ids = [other.id for other in flow.steps]
    for exit in step.exits:
        if exit.to != END and exit.to not in ids:
            problems.error(
                "flow/unknown-step",
                f"Flow '{flow.id}' goes on at the step {exit.to!r}, which it does not have.",
                exit.place,
                did_you_mean(exit.to, [*ids, END], f"Its steps are: {', '.join(ids)}."),
            )
    branches = [exit for exit in step.exits if exit.when is not None]
    if branches and all(exit.when is not None for exit in step.exits):
        problems.warning(
            "flow/no-else",
            "When none of these conditions holds, the flow ends here.",
            branches[-1].place,
            "Add an 'else' that says so, if only '- else: END'.",
        )


def _check_flow_target(flow: Flow, step: AnyStep, ids: set[str], problems: Problems) -> None:
    target = step.leads_to()
    if target is None:
        return
    if target not in ids:
        hint = did_you_mean(target, ids, "Write the flow, or name one that exists.")
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


def _check_slots(step: AnyStep, domain: Domain, problems: Problems) -> None:
    for name in step.fills() or ((step.slot,) if isinstance(step, Collect) else ()):
        slot = domain.schema.slots.get(name)
        if slot is None:
            problems.error(
                "flow/unknown-slot",
                f"The slot {name!r} is not in the domain.",
                step.place,
                did_you_mean(name, domain.schema.slots, f"Add '{name}:' with its type to 'slots' in the domain."),
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
    if isinstance(step, Collect):
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
                did_you_mean(name, [*domain.actions, *BUILT_IN_ACTIONS], "Add it to 'actions' in the domain."),
            )


def _missing_response(name: str, domain: Domain, place: Place, problems: Problems) -> None:
    hint = did_you_mean(name, domain.responses, f"Add '{name}:' with a text to 'responses' in the domain.")
    problems.error("flow/unknown-response", f"The response {name!r} is not in the domain.", place, hint)


def _check_graph(flow: Flow, problems: Problems) -> None:
    if not flow.steps:
        return
    graph = nx.DiGraph()
    graph.add_nodes_from(step.id for step in flow.steps)
    graph.add_edges_from((step.id, exit.to) for step in flow.steps for exit in step.exits if exit.to in graph)
    steps = {step.id: step for step in flow.steps}
    reached = {flow.steps[0].id} | nx.descendants(graph, flow.steps[0].id)
    for step in flow.steps:
        if step.id not in reached:
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
            problems.error(
                "flow/silent-cycle",
                f"Flow '{flow.id}' can go round at {first!r} for ever: no step of the cycle waits for the user.",
                steps[first].place,
                "Put a collect or 'action: action_listen' into the cycle, or let it end.",
            )


def _may_listen(step: AnyStep) -> bool:
    return isinstance(step, Collect) or LISTEN in (getattr(step, "action", ""),) or step.leads_to() is not None

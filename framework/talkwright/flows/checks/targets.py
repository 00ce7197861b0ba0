"""The flows that steps call and link to."""

from __future__ import annotations

from talkwright.errors import Problems
from talkwright.flows.checks.subject import Check, Subject
from talkwright.flows.flow import PATTERN
from talkwright.flows.nodes.call import Call
from talkwright.flows.nodes.link import Link
from talkwright.yaml import guess

HANDOFF = "pattern_human_handoff"
INTERNAL_ERROR = "pattern_internal_error"
FROM_PATTERNS = (HANDOFF, "pattern_chitchat", "pattern_customer_satisfaction")  # where a pattern may lead


def unknown_flow(subject: Subject, problems: Problems) -> None:
    """A flow that there is not."""
    for _, step in subject.steps:
        target = step.leads_to()
        if target and target not in subject.by_id:  # one that says nothing was reported when it was read
            hint, change = guess(target, subject.by_id, "Write the flow, or name one that exists.")
            problems.error("flow/unknown-flow", f"There is no flow {target!r}.", step.place, hint, change)


def leads_to_itself(subject: Subject, problems: Problems) -> None:
    """A flow that starts itself."""
    for flow, step in subject.steps:
        if step.leads_to() == flow.id:
            message = f"Flow '{flow.id}' {'links to' if isinstance(step, Link) else 'calls'} itself."
            problems.error("flow/leads-to-itself", message, step.place, "Go back with 'next: <step id>' instead.")


def leads_to_pattern(subject: Subject, problems: Problems) -> None:
    """A pattern where none may be led to."""
    for flow, step in subject.steps:
        target = step.leads_to() or ""
        if not target.startswith(PATTERN) or target not in subject.by_id or target == flow.id:
            continue
        allowed = FROM_PATTERNS if flow.is_pattern else (HANDOFF,)
        if target not in allowed or isinstance(step, Call):
            kind = "pattern" if flow.is_pattern else "flow"
            message = f"A {kind} cannot lead to {target!r}: patterns are started by the assistant."
            hint = f"Only {', '.join(map(repr, allowed))} may be linked to."
            problems.error("flow/leads-to-pattern", message, step.place, hint)


def pattern_calls(subject: Subject, problems: Problems) -> None:
    """A pattern that calls, or an apology that leads somewhere it could fail again."""
    for flow, step in subject.steps:
        if flow.is_pattern and isinstance(step, Call):
            message = f"The pattern '{flow.id}' cannot call a flow: nobody waits for it to come back."
            problems.error("flow/pattern-calls", message, step.place, f"Write 'link: {step.flow}' as its last step.")
        elif flow.id == INTERNAL_ERROR and isinstance(step, Link) and step.flow != HANDOFF:
            message = f"{INTERNAL_ERROR!r} cannot link to {step.flow!r}, where the same could go wrong again."
            problems.error("flow/pattern-calls", message, step.place, f"Say sorry, or link to {HANDOFF!r}.")


def called_flow_links(subject: Subject, problems: Problems) -> None:
    """A called flow that does not come back."""
    for flow, step in subject.steps:
        if isinstance(step, Link) and flow.id in subject.called:
            message = (
                f"Flow '{flow.id}' is called by another, so that it has to come back and cannot link to {step.flow!r}."
            )
            hint = "Use 'call' here too, or 'link' where this flow is called."
            problems.error("flow/called-flow-links", message, step.place, hint)


CHECKS: tuple[Check, ...] = (unknown_flow, leads_to_itself, leads_to_pattern, pattern_calls, called_flow_links)

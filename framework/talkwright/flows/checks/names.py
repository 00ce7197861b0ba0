"""The slots, responses and actions that steps name."""

from __future__ import annotations

from collections.abc import Iterator

from talkwright.conversation.trail import LISTEN
from talkwright.errors import Place, Problems
from talkwright.flows.cases import slots_of
from talkwright.flows.checks.subject import Check, Subject
from talkwright.flows.coerce import REFUSED, coerce
from talkwright.flows.compile import question_for
from talkwright.flows.condition_syntax import parsed
from talkwright.flows.nodes.collect import Collect
from talkwright.flows.nodes.set_slots import SetSlots
from talkwright.flows.paths import touched
from talkwright.flows.stack_actions import STACK_ACTIONS
from talkwright.yaml import guess

BUILT_IN_ACTIONS = frozenset(
    {
        LISTEN,
        "action_back",
        "action_clarify_flows",
        "action_deactivate_loop",
        "action_default_ask_affirmation",
        "action_default_ask_rephrase",
        "action_default_fallback",
        "action_repeat_bot_messages",
        "action_restart",
        "action_revert_fallback_events",
        "action_session_start",
        "action_unlikely_intent",
        *STACK_ACTIONS,
    }
)


def unknown_slot(subject: Subject, problems: Problems) -> None:
    """A slot that is not in the domain."""
    slots = subject.domain.schema.slots
    for _, step in subject.steps:
        for name in touched(step):
            if name not in slots:
                hint, change = guess(name, slots, f"Add '{name}:' with its type to 'slots' in the domain.")
                message = f"The slot {name!r} is not in the domain."
                problems.error("flow/unknown-slot", message, step.place, hint, change)


def list_slot(subject: Subject, problems: Problems) -> None:
    """A question for a list."""
    for _, step in subject.steps:
        slot = subject.domain.schema.slots.get(step.slot) if isinstance(step, Collect) else None
        if slot is not None and slot.type == "list":
            message = f"The slot {slot.name!r} is a list, and a question cannot fill a list."
            hint = "Collect a text slot and let an action add it to the list."
            problems.error("flow/list-slot", message, step.place, hint)


def value_does_not_fit(subject: Subject, problems: Problems) -> None:
    """A value that its slot cannot hold."""
    for _, step in subject.steps:
        for name, value in step.values if isinstance(step, SetSlots) else ():
            slot = subject.domain.schema.slots.get(name)
            if slot is None or coerce(slot, value) is not REFUSED:
                continue
            known = [str(each) for each in slot.values]
            hint, change = guess(
                str(value), known, f"Its values are: {', '.join(known)}." if known else "Write a value of that type."
            )
            message = f"The slot {name!r} is of type {slot.type} and cannot hold {value!r}."
            problems.error("flow/value-does-not-fit", message, step.place, hint, change)


def unknown_response(subject: Subject, problems: Problems) -> None:
    """Words that nobody has written."""
    responses = {*subject.domain.responses, *(f"utter_{intent}" for intent in subject.domain.retrieval_intents)}
    for name, place in _run_by(subject):
        if name.startswith("utter_") and name not in responses:
            hint, change = guess(name, responses, f"Add '{name}:' with a text to 'responses' in the domain.")
            message = f"The response {name!r} is not in the domain."
            problems.error("flow/unknown-response", message, place, hint, change)


def unknown_action(subject: Subject, problems: Problems) -> None:
    """An action that the domain does not list."""
    known = (*subject.domain.actions, *BUILT_IN_ACTIONS)
    listed = frozenset(known)
    for name, place in _run_by(subject):
        if name and not name.startswith("utter_") and name not in listed:
            hint, change = guess(name, known, "Add it to 'actions' in the domain.")
            problems.error("flow/unknown-action", f"The action {name!r} is not in the domain.", place, hint, change)


def two_questions(subject: Subject, problems: Problems) -> None:
    """A slot with two ways to ask for it."""
    for _, step in subject.steps:
        if not isinstance(step, Collect) or step.utter:
            continue
        response, action = f"utter_ask_{step.slot}", f"action_ask_{step.slot}"
        if response in subject.domain.responses and action in subject.domain.actions:
            message = f"Both {response!r} and {action!r} ask for the slot {step.slot!r}; which one is meant?"
            hint = "Keep one of the two, or name the question with 'utter'."
            problems.error("flow/two-questions", message, step.place, hint)


def rejects_for_another_slot(subject: Subject, problems: Problems) -> None:
    """A reason to refuse an answer that is not about the answer."""
    for _, step in subject.steps:
        asked = step.slot if isinstance(step, Collect) else None
        for rejection in step.rejections_of():
            tree = parsed(rejection.when)
            others = [name for name in slots_of(tree) if name != asked] if tree is not None else []
            other = next((name for name in others if name in subject.domain.schema.slots), None)
            if other is not None:
                message = f"A rejection is about the answer, but this one looks at the slot {other!r} too."
                hint = "Branch on the other slot after the question: Rasa allows no other slot here."
                problems.warning("flow/rejects-for-another-slot", message, rejection.place, hint)


def _run_by(subject: Subject) -> Iterator[tuple[str, Place]]:
    """Each response and action that a step runs."""
    domain = subject.domain
    actions = frozenset(domain.actions)
    for _, step in subject.steps:
        for name in step.runs():
            yield name, step.place
        if isinstance(step, Collect) and step.slot in domain.schema.slots:
            yield question_for(step, domain.responses, actions), step.place


CHECKS: tuple[Check, ...] = (
    unknown_slot,
    list_slot,
    value_does_not_fit,
    unknown_response,
    unknown_action,
    two_questions,
    rejects_for_another_slot,
)

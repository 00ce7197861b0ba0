"""What flows say of themselves: their ids, the intents that start them, the slots they keep."""

from __future__ import annotations

from talkwright.errors import Problems
from talkwright.flows.checks.subject import Check, Subject
from talkwright.flows.flow import PATTERN
from talkwright.flows.nodes.collect import Collect
from talkwright.flows.paths import touched
from talkwright.flows.patterns import pattern_ids
from talkwright.yaml import guess

VALIDATE = f"{PATTERN}validate_slot_"  # and the name of a slot


def unknown_pattern(subject: Subject, problems: Problems) -> None:
    """A pattern that the assistant does not know, and so never starts."""
    known = pattern_ids()
    for flow in subject.flows:
        validated = flow.id.removeprefix(VALIDATE)
        if flow.is_pattern and flow.id not in known and validated not in subject.domain.schema.slots:
            hint, change = guess(flow.id, known, f"It starts: {', '.join(known)}.")
            message = f"The assistant starts no pattern {flow.id!r}, so that this flow never runs by itself."
            problems.warning("flow/unknown-pattern", message, flow.place, hint, change)


def unknown_intent(subject: Subject, problems: Problems) -> None:
    """A trigger by an intent that there is not."""
    intents = subject.domain.intents
    for flow in subject.flows:
        for trigger in flow.triggers:
            if trigger.intent not in intents:
                hint, change = guess(trigger.intent, intents, "Add it to 'intents' in the domain and give it examples.")
                message = f"Flow '{flow.id}' is started by the intent {trigger.intent!r}, which is not in the domain."
                problems.error("flow/unknown-intent", message, trigger.place, hint, change)


def persisted_slot_not_filled(subject: Subject, problems: Problems) -> None:
    """A slot that is to be kept, though no step of the flow fills it."""
    for flow in subject.flows:
        filled = {slot for step in flow.steps for slot in touched(step)} if flow.persisted_slots else set()
        for slot in flow.persisted_slots:
            if slot not in filled:
                hint, change = guess(
                    slot, filled, "Slots that actions set are kept anyway: remove it from 'persisted_slots'."
                )
                message = f"Flow '{flow.id}' keeps the slot {slot!r}, but no collect or set_slots of it fills it."
                problems.error("flow/persisted-slot-not-filled", message, flow.place, hint, change)


def two_ways_to_keep(subject: Subject, problems: Problems) -> None:
    """Both spellings of keeping a slot in one flow."""
    for flow in subject.flows:
        for step in flow.steps if flow.persisted_slots else ():
            if isinstance(step, Collect) and not step.reset_after_flow_ends:
                message = f"Flow '{flow.id}' has 'persisted_slots' and so cannot have 'reset_after_flow_ends' as well."
                hint = f"Remove 'reset_after_flow_ends' and list {step.slot!r} in 'persisted_slots'."
                problems.error("flow/two-ways-to-keep", message, step.place, hint)


CHECKS: tuple[Check, ...] = (unknown_pattern, unknown_intent, persisted_slot_not_filled, two_ways_to_keep)

"""The built-in patterns with their slots and words, from ``patterns.yml`` beside this file; those made for a bot."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from importlib.resources import files

from msgspec.structs import replace

from talkwright.errors import Place, Problems
from talkwright.flows.flow import PATTERN, Flow, Trigger
from talkwright.flows.nodes.action import Action
from talkwright.flows.nodes.collect import Collect
from talkwright.flows.read import read_flow
from talkwright.flows.step import END, Exit, Rejection
from talkwright.project.domain import Domain, SlotValidation
from talkwright.project.entries import Entry
from talkwright.project.responses import read_responses
from talkwright.project.slots import read_slot
from talkwright.yaml import Node, parse

FILE = "patterns.yml"
VALIDATE_SLOT = "pattern_validate_slot_"
ANSWER = "answer_"

# The patterns that a message can ask for, by an intent: a command answers each.
ANSWERING = (
    "pattern_cancel_flow",
    "pattern_cannot_handle",
    "pattern_chitchat",
    "pattern_human_handoff",
    "pattern_repeat_bot_messages",
    "pattern_restart",
    "pattern_search",
    "pattern_skip_question",
)

# What the context of each pattern has, that has anything.
CONTEXT: dict[str, tuple[str, ...]] = {
    "pattern_cannot_handle": ("reason",),
    "pattern_cancel_flow": ("canceled_name", "canceled_frames"),
    "pattern_clarification": ("names", "flows", "clarification_options"),
    "pattern_correction": (
        *("corrected_slots", "new_slot_values", "is_reset_only"),
        *("reset_flow_id", "reset_step_id"),
    ),
    "pattern_continue_interrupted": (
        *("previous_flow_name", "interrupted_flow_names", "interrupted_flow_ids"),
        *("interrupted_flow_options", "multiple_flows_interrupted", "asked"),
    ),
    "pattern_completed": ("previous_flow_name", "previous_flow_id", "asked"),
    "pattern_code_change": ("flow_id", "flow_name", "can_start_again"),
    "pattern_internal_error": ("error_type", "info"),
}


def with_patterns(flows: tuple[Flow, ...], domain: Domain) -> tuple[tuple[Flow, ...], Domain]:
    """``flows`` with every built-in pattern that they do not override, a pattern for each slot that is validated and a
    flow for each retrieval intent that they leave alone; ``domain`` with the words and slots of these patterns that it
    does not have.

    In a bot without flows no pattern can come to ask anything: those that do, and their slots, are left out.
    """
    own = {flow.id for flow in flows}
    problems = Problems()
    built_in = [read_flow(id, node, node.place, problems) for id, node in _section("flows").items() if id not in own]
    if not flows:
        built_in = [flow for flow in built_in if not any(isinstance(step, Collect) for step in flow.steps)]
    validating = [_validating(slot, validation) for slot, validation in domain.validations.items()]
    asked = {slot for flow in built_in for step in flow.steps for slot in step.fills()}
    complete = _with_slots(_with_words(domain, problems), asked, problems)
    problems.raise_errors()
    return (*flows, *_answering(flows, domain), *built_in, *validating), complete


def _with_words(domain: Domain, problems: Problems) -> Domain:
    missing = {name: node for name, node in pattern_responses().items() if name not in domain.responses}
    words = {name: read_responses(Entry(name, node, node.place), problems) for name, node in missing.items()}
    return replace(domain, responses={**domain.responses, **words})


def _with_slots(domain: Domain, asked: Collection[str], problems: Problems) -> Domain:
    schema = domain.schema
    missing = [name for name in _section("slots") if name in asked and name not in schema.slots]
    nodes = ((name, _section("slots")[name]) for name in missing)
    slots = {name: read_slot(Entry(name, node, node.place), problems).slot for name, node in nodes}
    return replace(domain, schema=replace(schema, slots={**schema.slots, **slots}))


def pattern_ids() -> tuple[str, ...]:
    """The patterns that the engine runs. A pattern of any other name is never started."""
    return tuple(_section("flows"))


def pattern_responses() -> dict[str, Node]:
    """The words of the patterns by response name, as a domain's ``responses`` would hold them."""
    return dict(_section("responses"))


def _validating(slot: str, validation: SlotValidation) -> Flow:
    """``pattern_validate_slot`` for one slot: say why its value is refused and ask until it is not."""
    asks = Collect(
        id="refill",
        slot=slot,
        utter=validation.refill_utter,
        reset_after_flow_ends=False,
        rejections=tuple(Rejection(each.when, each.utter, each.place) for each in validation.rejections),
        exits=(Exit(END, place=validation.place),),
        place=validation.place,
    )
    name = f"validate {slot.replace('_', ' ')}"
    return Flow(VALIDATE_SLOT + slot, name, f"Asks for another {name}.", steps=(asks,), place=validation.place)


def _answering(flows: tuple[Flow, ...], domain: Domain) -> Iterator[Flow]:
    """For each retrieval intent that starts no flow, one that says the answer. A flow of its id takes its place."""
    taken = {trigger.intent for flow in flows for trigger in flow.triggers}
    own = {flow.id for flow in flows}
    for intent in domain.retrieval_intents:
        if intent not in taken and own.isdisjoint((ANSWER + intent, PATTERN + intent)):
            place = domain.places.get(f"intent:{intent}", Place(""))
            says = Action(id="answer", action=f"utter_{intent}", exits=(Exit(END, place=place),), place=place)
            name = f"answer {intent.replace('_', ' ')}"
            description = f"Answers the questions of '{intent}'."
            yield Flow(
                ANSWER + intent, name, description, triggers=(Trigger(intent, place=place),), steps=(says,), place=place
            )


@cache
def _section(key: str) -> dict[str, Node]:
    problems = Problems()
    node = parse(files("talkwright.flows").joinpath(FILE).read_bytes(), FILE, problems)
    problems.raise_errors()
    assert node is not None
    assert isinstance(node.value, dict)
    section = node.value[key].value
    assert isinstance(section, dict)
    return section

"""Flows -> Program. Everything a turn needs is looked up and compiled here, once.

Problems of conditions are found on the way, and a program that has some is not run. Names that lead nowhere are
``check``'s to report; here they lead to ``END``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from talkwright.errors import Problems
from talkwright.flows.condition import Condition, compile_condition
from talkwright.flows.expression import Reference, operands
from talkwright.flows.flow import PATTERN, Flow, Trigger
from talkwright.flows.kinds import AnyStep
from talkwright.flows.nodes.collect import Collect
from talkwright.flows.patterns import ANSWERING, VALIDATE_SLOT
from talkwright.flows.program import Program, Routine, Stop
from talkwright.flows.step import END, Rejection
from talkwright.project.domain import Domain, SlotMapping

FROM_WORDS = ("from_entity", "from_intent", "from_text")
VALIDATE_MAPPINGS = "action_validate_slot_mappings"
FAILED = "action_failed"  # the name under which conditions read that the step's action failed


def compile_program(flows: Iterable[Flow], domain: Domain, problems: Problems, language: str | None = None) -> Program:
    """The program of ``flows`` in ``domain``."""
    routines = {flow.id: _routine(flow, domain, problems) for flow in flows}
    triggers: dict[str, tuple[tuple[str, float], ...]] = {}
    for routine in routines.values():
        for trigger in routine.flow.triggers if not routine.flow.is_pattern else ():
            triggers[trigger.intent] = (*triggers.get(trigger.intent, ()), (routine.flow.id, trigger.threshold))
    return Program(
        schema=domain.schema,
        routines=routines,
        triggers=triggers,
        fillings=dict(_fillings(domain)),
        extractions=tuple(_extractions(domain)),
        answers=_answers(routines),
        conditions=_response_conditions(domain, problems),
        collects=frozenset().union(*(routine.collects for routine in routines.values())),
        language=language or "en",
    )


def question_for(step: Collect, responses: Mapping[str, object], actions: Iterable[str]) -> str:
    """The action that asks for the step's slot: what it names, else the response, else the custom action."""
    if step.utter:
        return step.utter
    response, action = f"utter_ask_{step.slot}", f"action_ask_{step.slot}"
    return action if response not in responses and action in actions else response


def _fillings(domain: Domain) -> Iterator[tuple[str, tuple[SlotMapping, ...]]]:
    """The mappings that look at what was said; the others are for actions, forms and language models."""
    for name, mappings in domain.mappings.items():
        heard = tuple(mapping for mapping in mappings if mapping.type in FROM_WORDS)
        if heard:
            yield name, heard


def _extractions(domain: Domain) -> Iterator[tuple[str, SlotMapping | None]]:
    """The bot's actions that fill slots with every message: those of mappings, then the one for all of them."""
    for mapping in (mapping for mappings in domain.mappings.values() for mapping in mappings):
        action = mapping.run_action_every_turn or (mapping.action if mapping.type == "custom" else None)
        if action:
            yield action, mapping
    if VALIDATE_MAPPINGS in domain.actions:
        yield VALIDATE_MAPPINGS, None


def _answers(routines: Mapping[str, Routine]) -> dict[str, tuple[str, float]]:
    """The intents that ask for a pattern: those that it names, else the one that is named like it."""
    answers: dict[str, tuple[str, float]] = {}
    for id in ANSWERING:
        triggers = routines[id].flow.triggers if id in routines else ()
        for trigger in triggers or (Trigger(id.removeprefix(PATTERN)),):
            answers[trigger.intent] = (id, trigger.threshold)
    return answers


def _response_conditions(domain: Domain, problems: Problems) -> dict[str, Condition]:
    written = [each for variations in domain.responses.values() for each in variations if each.condition_text]
    compiled = (compile_condition(each.condition_text or "", each.place, problems, domain.schema) for each in written)
    return {condition.text: condition for condition in compiled if condition is not None}


def _routine(flow: Flow, domain: Domain, problems: Problems) -> Routine:
    guard = None
    if flow.guard is not None:
        guard = compile_condition(flow.guard, flow.guard_place, problems, domain.schema)
    kept = set(flow.persisted_slots)
    resets = dict.fromkeys(slot for step in flow.steps for slot in step.fills() if slot not in kept)
    return Routine(
        flow=flow,
        start=flow.steps[0].id if flow.steps else END,
        stops={step.id: _stop(step, flow, domain, problems) for step in flow.steps},
        guard=guard,
        resets=tuple(resets),
        collects=frozenset(step.slot for step in flow.steps if isinstance(step, Collect)),
    )


def _stop(step: AnyStep, flow: Flow, domain: Domain, problems: Problems) -> Stop:
    ids = {other.id for other in flow.steps}
    exits: list[tuple[Condition | None, str]] = []
    for exit in step.exits:
        condition = None
        if exit.when is not None:
            condition = compile_condition(exit.when, exit.when_place, problems, domain.schema)
            if condition is None:
                continue
        exits.append((condition, exit.to if exit.to in ids else END))
    rejections = [
        (compile_condition(rejection.when, rejection.place, problems, domain.schema), rejection.utter)
        for rejection in (*_validation(step, flow, domain), *step.rejections_of())
    ]
    return Stop(
        step=step,
        exits=tuple(exits),
        rejections=tuple((condition, utter) for condition, utter in rejections if condition is not None),
        question=question_for(step, domain.responses, domain.actions) if isinstance(step, Collect) else "",
        validator=_validator(step, domain),
        handles_failure=any(condition is not None and _reads_failure(condition) for condition, _ in exits),
    )


def _validation(step: AnyStep, flow: Flow, domain: Domain) -> tuple[Rejection, ...]:
    """The reasons that the domain gives not to take a value of the step's slot, whoever asks for it."""
    if not isinstance(step, Collect) or step.slot not in domain.validations or flow.id == VALIDATE_SLOT + step.slot:
        return ()
    return tuple(Rejection(each.when, each.utter, each.place) for each in domain.validations[step.slot].rejections)


def _validator(step: AnyStep, domain: Domain) -> str:
    name = f"validate_{step.slot}" if isinstance(step, Collect) else ""
    return name if name in domain.actions else ""


def _reads_failure(condition: Condition) -> bool:
    return Reference("context", (FAILED,)) in operands(condition.expression)

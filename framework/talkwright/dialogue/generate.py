"""The seam for a language model that produces commands, beside the classifier and the slot mappings.

A ``Generator`` gets plain values and gives commands; what may come through is decided here, by pure functions, whoever
generated it: a model can name no flow that is closed to the user and fill no slot that is not its to fill.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

import msgspec

from talkwright.conversation import commands as cm
from talkwright.conversation.commands import CannotHandle, Command, SetSlot, StartFlow
from talkwright.conversation.state import State
from talkwright.conversation.utterance import Utterance
from talkwright.dialogue.buttons import read_payload
from talkwright.dialogue.understand import open_question
from talkwright.flows.coerce import REFUSED, coerce
from talkwright.flows.flow import Flow
from talkwright.flows.patterns import ANSWER
from talkwright.flows.program import Program
from talkwright.project.domain import Domain

FROM_LLM = "from_llm"


class FlowOffer(msgspec.Struct, frozen=True):
    """A flow that the user may start, or is in, and the slots that it asks for."""

    id: str
    description: str
    slots: tuple[str, ...] = ()
    always: bool = False


class Request(msgspec.Struct, frozen=True):
    """What a generator gets. ``asked`` is the slot of the open question; ``said`` what the assistant said last."""

    text: str
    flows: tuple[FlowOffer, ...]
    active_flow: str | None = None
    asked: str | None = None
    slots: dict[str, Any] = {}
    said: tuple[str, ...] = ()


class Generator(Protocol):
    """Turns a message into commands. May take its time; the turn waits.

    ``minimize_calls``: it is asked only about messages that nobody else understands.
    """

    minimize_calls: bool

    async def generate(self, request: Request) -> tuple[Command, ...]:
        """The commands of a message. Raises ``OutsideError`` when there are none to be had."""


def request_of(program: Program, domain: Domain, state: State, utterance: Utterance) -> Request:
    """What a generator may know: the flows that are open or going on, and the slots that have a value."""
    going_on = {frame.flow for frame in state.stack}
    offers = tuple(
        FlowOffer(
            routine.flow.id,
            routine.flow.description,
            tuple(slot for slot in program.schema.slots if slot in routine.collects),
            routine.flow.always_include_in_prompt,
        )
        for routine in program.routines.values()
        if _is_for_models(domain, routine.flow) and (routine.flow.id in going_on or routine.open(state.slots, {}))
    )
    question = open_question(program, state)
    users = [frame.flow for frame in state.stack if any(frame.flow == offer.id for offer in offers)]
    return Request(
        text=utterance.text,
        flows=offers,
        active_flow=users[-1] if users else None,
        asked=question.slot if question else None,
        slots={name: value for name, value in state.slots.items() if value is not None and name in domain.mappings},
        said=tuple(message.text for message in state.said_before if message.text),
    )


def wants_generator(commands: tuple[Command, ...], utterance: Utterance, *, minimize_calls: bool) -> bool:
    """Whether to ask a generator too. A payload says all; with ``minimize_calls`` so does whatever was understood."""
    if utterance.text.lstrip().startswith("/") or read_payload(utterance.text) is not None:
        return False
    return not minimize_calls or any(isinstance(command, CannotHandle | cm.Clarify) for command in commands)


def combine(
    program: Program,
    domain: Domain,
    state: State,
    understood: tuple[Command, ...],
    generated: tuple[Command, ...],
) -> tuple[Command, ...]:
    """What was understood without a generator, and what it adds. Each once; never empty.

    A value that was found in the words wins over one that was generated, and a slot that only the words may fill is
    left alone. Where both ask for something, what was generated counts: it saw the whole message.
    """
    question = open_question(program, state)
    added = tuple(_acceptable(program, domain, state, generated))
    if question is not None and question.force_slot_filling:
        added = tuple(c for c in added if isinstance(c, SetSlot) and c.name == question.slot)
    if not added:
        return understood
    kept = [command for command in understood if isinstance(command, SetSlot)]
    named = {command.name for command in kept}
    new = [command for command in added if not (isinstance(command, SetSlot) and command.name in named)]
    wishes = [command for command in understood if isinstance(command, StartFlow)]
    if any(not isinstance(command, SetSlot | CannotHandle) for command in new):
        wishes = []
    understanding = [*kept, *wishes, *new]
    if any(not isinstance(command, CannotHandle) for command in understanding):
        understanding = [command for command in understanding if not isinstance(command, CannotHandle)]
    return tuple(_each_once(understanding))


def _each_once(commands: list[Command]) -> Iterator[Command]:
    """Commands each once: a later equal one is left out."""
    seen: list[Command] = []
    for command in commands:
        if command not in seen:
            seen.append(command)
            yield command


def _acceptable(program: Program, domain: Domain, state: State, generated: tuple[Command, ...]) -> Iterator[Command]:
    """The generated commands that name what is there and what may be."""
    going_on = {frame.flow for frame in state.stack}
    for command in generated:
        if isinstance(command, StartFlow):
            routine = program.routines.get(command.flow)
            known = routine is not None and _is_for_models(domain, routine.flow)
            if routine is not None and known and (command.flow in going_on or routine.open(state.slots, {})):
                yield StartFlow(command.flow)
        elif isinstance(command, SetSlot):
            slot = program.schema.slots.get(command.name)
            fits = slot is not None and coerce(slot, command.value) is not REFUSED
            if fits and _may_fill(domain, state, command.name):
                yield command
        elif not isinstance(command, cm.RestartConversation | cm.StartSession):
            yield command


def _is_for_models(domain: Domain, flow: Flow) -> bool:
    """Whether a language model may name the flow. A command cannot say which answer of a retrieval intent is meant."""
    return not flow.is_pattern and flow.id not in {ANSWER + intent for intent in domain.retrieval_intents}


def _may_fill(domain: Domain, state: State, slot: str) -> bool:
    """Whether a language model may fill ``slot``: where the domain says so, or says nothing.

    A slot that the words may fill too is not corrected by a model, unless the mapping allows it.
    """
    mappings = domain.mappings.get(slot, ())
    if not mappings:
        return True
    own = [mapping for mapping in mappings if mapping.type == FROM_LLM]
    if not own:
        return False
    is_correction = state.slots.get(slot) is not None and len(own) < len(mappings)
    return not is_correction or any(mapping.allow_nlu_correction for mapping in own)

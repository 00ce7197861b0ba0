"""Utterance + state -> commands. Pure: the only thing that understanding may produce.

What fills an open question, in order: a button's payload, a slot mapping, the typed reading of the slot's type, a flow
that the message starts, and for a text slot the words as they are.
"""

from __future__ import annotations

from collections.abc import Collection

from talkwright.conversation.commands import CannotHandle, Command, RestartConversation, SetSlot, StartFlow
from talkwright.conversation.events import Frame
from talkwright.conversation.schema import Slot
from talkwright.conversation.state import State
from talkwright.conversation.utterance import Utterance
from talkwright.dialogue.answers import read_answer
from talkwright.dialogue.buttons import read_set_slots
from talkwright.dialogue.mappings import map_slots
from talkwright.flows.nodes.collect import Collect
from talkwright.flows.program import Program
from talkwright.project.domain import Domain

INTERRUPT = 0.7  # a message that could be the answer to a text question starts a flow only from this confidence on


def understand(program: Program, domain: Domain, state: State, utterance: Utterance) -> tuple[Command, ...]:
    """What the user asks for. Never empty."""
    buttons = read_set_slots(utterance.text)
    if buttons:
        return buttons
    if utterance.intent.name == "restart":
        return (RestartConversation(),)
    question = open_question(program, state)
    asked = question.slot if question else None
    is_forced = question is not None and question.force_slot_filling
    filled = tuple(map_slots(domain, state, utterance, asked, _coming(program, state, question), program.collects))
    starts = () if is_forced else _starts(program, state, utterance)
    slot = program.schema.slots.get(asked) if asked else None
    if slot is not None and all(command.name != slot.name for command in filled):
        filled += _answer(slot, utterance, interrupted=bool(starts))
    if asked is not None and any(command.name == asked for command in filled):
        starts = ()  # "my order number is TW-1042" answers the question, whatever else it reads like
    if is_forced:
        return tuple(command for command in filled if command.name == asked) or (CannotHandle(),)
    # Slots first: the flow that starts then need not ask for what was said with it.
    return (*filled, *starts) if filled or starts else (CannotHandle(),)


def open_question(program: Program, state: State) -> Collect | None:
    """The collect step whose answer is awaited."""
    if not state.stack or state.stack[-1].waits != "answer":
        return None
    step = _step_of(program, state.stack[-1])
    return step if isinstance(step, Collect) else None


def _coming(program: Program, state: State, question: Collect | None) -> Collection[str]:
    """The slots whose own question is still to come: when one is open, those of all flows, else of those going on."""
    if question is not None:
        return program.collects
    going_on = (program.routines[frame.flow] for frame in state.stack if frame.flow in program.routines)
    return {slot for routine in going_on for slot in routine.collects}


def _step_of(program: Program, frame: Frame) -> object:
    routine = program.routines.get(frame.flow)
    stop = routine.stops.get(frame.step) if routine else None
    return stop.step if stop else None


def _starts(program: Program, state: State, utterance: Utterance) -> tuple[StartFlow, ...]:
    """The flow that the intent starts: the first whose threshold is met and which may start now."""
    intent = utterance.intent
    active = state.stack[-1].flow if state.stack else None
    for flow, threshold in program.triggers.get(intent.name or "", ()):
        if intent.confidence < threshold or flow == active:
            continue
        if state.stack and intent.confidence < INTERRUPT:
            continue
        if program.routines[flow].open(state.slots, {}):
            return (StartFlow(flow),)
    return ()


def _answer(slot: Slot, utterance: Utterance, *, interrupted: bool) -> tuple[SetSlot, ...]:
    if utterance.text.lstrip().startswith("/"):
        return ()
    value = read_answer(slot, utterance.text)
    if value is None and slot.type in ("text", "any") and not interrupted:
        value = utterance.text.strip() or None
    return () if value is None else (SetSlot(slot.name, value),)

"""Utterance + state -> commands. Pure: the only thing that understanding may produce.

What fills an open question, in order: a button's payload, a slot mapping, the typed reading of the slot's type, a flow
or another wish that the message expresses, and for a text slot the words as they are.
"""

from __future__ import annotations

from collections.abc import Collection

from talkwright.conversation import commands as cm
from talkwright.conversation.commands import CannotHandle, Command, SetSlot, StartFlow
from talkwright.conversation.events import Frame
from talkwright.conversation.schema import Slot
from talkwright.conversation.state import State
from talkwright.conversation.utterance import Utterance
from talkwright.dialogue.answers import read_answer
from talkwright.dialogue.buttons import read_payload
from talkwright.dialogue.mappings import map_slots
from talkwright.flows.coerce import coerce
from talkwright.flows.flow import PATTERN
from talkwright.flows.nodes.collect import Collect
from talkwright.flows.program import Program
from talkwright.project.domain import LANGUAGE

INTERRUPT = 0.7  # a message that could be the answer to a text question starts a flow only from this confidence on
CLARIFY = 0.25  # a flow that a misunderstood message may have meant has at least this confidence
FALLBACK = "nlu_fallback"

# Intents that are commands whatever the flows say.
_ALWAYS: dict[str, Command] = {"restart": cm.RestartConversation(), "session_start": cm.StartSession()}

# The command that each pattern of an intent answers.
_WISHES: dict[str, Command] = {
    "pattern_cancel_flow": cm.CancelFlow(),
    "pattern_chitchat": cm.ChitChat(),
    "pattern_search": cm.KnowledgeAnswer(),
    "pattern_human_handoff": cm.HumanHandoff(),
    "pattern_skip_question": cm.SkipQuestion(),
    "pattern_repeat_bot_messages": cm.RepeatBotMessages(),
    "pattern_restart": cm.RestartConversation(),
    "pattern_cannot_handle": cm.CannotHandle(),
}


def understand(program: Program, state: State, utterance: Utterance) -> tuple[Command, ...]:
    """What the user asks for. Never empty."""
    payload = read_payload(utterance.text)
    if payload:
        return payload
    if utterance.intent.name in _ALWAYS:
        return (_ALWAYS[utterance.intent.name],)
    question = open_question(program, state)
    asked = question.slot if question else None
    is_forced = question is not None and question.force_slot_filling
    filled = tuple(map_slots(program, state, utterance, asked, _coming(program, state, question)))
    wishes = () if is_forced else _wishes(program, state, utterance)
    slot = program.schema.slots.get(asked) if asked else None
    answered = any(command.name == asked for command in filled)
    corrects = _corrects(program, state, filled)
    if slot is not None and not answered and not (slot.type == "bool" and corrects):
        language = utterance.language or state.slots.get(LANGUAGE) or program.language
        filled += _answer(slot, utterance, language, interrupted=corrects or bool(wishes))
    if asked is not None and any(command.name == asked for command in filled):
        wishes = ()  # "my order number is TW-1042" answers the question, whatever else it reads like
    if is_forced:
        return tuple(command for command in filled if command.name == asked) or (CannotHandle(),)
    if not wishes and not (filled and _somebody_waits(program, state, asked, filled)):
        wishes = _misunderstood(program, state, utterance)
    # Slots first: the flow that starts then need not ask for what was said with it.
    return (*_language(program, state, utterance, asked, filled), *filled, *wishes)


def _language(
    program: Program, state: State, utterance: Utterance, asked: str | None, filled: tuple[SetSlot, ...]
) -> tuple[SetSlot, ...]:
    """The user changes over to another of the bot's languages. A value that was asked for, a name, does not tell."""
    spoken = utterance.language
    if not spoken or LANGUAGE not in program.schema.slots or LANGUAGE in program.collects:
        return ()
    if spoken == state.slots.get(LANGUAGE) or (asked and any(command.name == asked for command in filled)):
        return ()
    return (SetSlot(LANGUAGE, spoken),)


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


def _wishes(program: Program, state: State, utterance: Utterance) -> tuple[Command, ...]:
    """The flow that the intent starts, or else the pattern that answers it, when it is confident enough.

    A payload such as ``/check_order`` is meant: the flow's guard does not count.
    """
    intent = utterance.intent
    name, is_payload = intent.name or "", utterance.text.lstrip().startswith("/")
    if state.stack and intent.confidence < INTERRUPT:
        return ()
    active = state.stack[-1].flow if state.stack else None
    for flow, threshold in program.triggers.get(name, ()):
        if intent.confidence < threshold or flow == active:
            continue
        if is_payload or program.routines[flow].open(state.slots, {}):
            return (StartFlow(flow, by_payload=is_payload),)
    pattern, threshold = program.answers.get(name, ("", 0.0))
    return (_WISHES[pattern],) if pattern and intent.confidence >= threshold else ()


def _misunderstood(program: Program, state: State, utterance: Utterance) -> tuple[Command, ...]:
    """Which of several flows was meant, when the classifier wavers between them; else nothing fits."""
    if utterance.intent.name != FALLBACK:
        return (CannotHandle(),)
    # Which answer of a retrieval intent was meant is in the message, and a button for its flow would not know.
    retrieved = (utterance.response_selector or {}).get("all_retrieval_intents", ())
    likely = (
        intent for intent in utterance.intent_ranking if intent.confidence >= CLARIFY and intent.name not in retrieved
    )
    flows = [flow for intent in likely for flow, _ in program.triggers.get(intent.name or "", ())]
    open_ones = [flow for flow in dict.fromkeys(flows) if program.routines[flow].open(state.slots, {})]
    return (cm.Clarify(tuple(open_ones)),) if len(open_ones) > 1 else (CannotHandle(),)


def _somebody_waits(program: Program, state: State, asked: str | None, filled: tuple[SetSlot, ...]) -> bool:
    """Whether more than remembering will come of ``filled``: a flow goes on, or a pattern's question is answered."""
    goes_on = any(not frame.flow.startswith(PATTERN) for frame in state.stack)
    return goes_on or any(command.name == asked for command in filled)


def _corrects(program: Program, state: State, filled: tuple[SetSlot, ...]) -> bool:
    """Whether a value takes the place of another. "No, it is a road bike" is then about the bike: the question that it
    was said to comes again, and nobody has agreed to anything, nor is that their name."""
    slots = program.schema.slots
    return any(state.slots.get(each.name) not in (None, coerce(slots[each.name], each.value)) for each in filled)


def _answer(slot: Slot, utterance: Utterance, language: str, *, interrupted: bool) -> tuple[SetSlot, ...]:
    if utterance.text.lstrip().startswith("/"):
        return ()
    value = read_answer(slot, utterance.text, language, first=interrupted)
    if value is None and slot.type in ("text", "any") and not interrupted:
        value = utterance.text.strip() or None
    return () if value is None else (SetSlot(slot.name, value),)

"""What the user asks for, done to the stack. Which commands there are is ``conversation.commands``; what flows do then
is the engine's.

Slots are set first, flows are begun next, and what a pattern has to say is put on top, so that it is said before flows
go on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from talkwright.conversation import commands as cm
from talkwright.conversation.commands import Command
from talkwright.conversation.events import Frame
from talkwright.flows.coerce import REFUSED
from talkwright.flows.patterns import VALIDATE_SLOT
from talkwright.flows.stack import COMPLETED, CONTINUE, LISTENING, Dialogue

CODE_CHANGE = "pattern_code_change"
MOST_OPTIONS = 3  # that a clarification offers; the slot of that name says otherwise
MOST_OPTIONS_SLOT = "max_clarification_options"
# Patterns that only offer something: they give way to whatever else the user wants.
_GIVING_WAY = frozenset({COMPLETED, CONTINUE, CODE_CHANGE, "pattern_customer_satisfaction"})

_Said = tuple[str, dict[str, Any]]  # a pattern and its context


def obey(dialogue: Dialogue, commands: tuple[Command, ...]) -> None:
    """Let commands change slots and stack. Flows that are named together run in the order they were named."""
    said: list[_Said] = []
    starts: list[cm.StartFlow] = [command for command in commands if isinstance(command, cm.StartFlow)]
    if dialogue.lost:
        commands = _without_misunderstanding(commands)
        if not starts:
            _tell_of_change(dialogue)
    _give_way(dialogue, commands)
    asked = dialogue.top if dialogue.top is not None and dialogue.top.waits in LISTENING else None
    if asked is not None and asked.waits == "user":  # whatever is said is what it waits for
        commands = _without_misunderstanding(commands)
    corrected: dict[str, Any] = {}
    theirs = _asked_by(dialogue, starts)
    for command in commands:
        if isinstance(command, cm.SetSlot) and command.name in theirs:
            dialogue.set_slot(command.name, command.value)
        elif isinstance(command, cm.SetSlot):
            _set_slot(dialogue, command, corrected, said)
        elif isinstance(command, cm.CancelFlow):
            corrected.clear()  # what was said of the flow so far goes with it
            said.extend(_cancel(dialogue, again=bool(starts)))
        elif type(command) in _PATTERNS:
            said.append(_PATTERNS[type(command)](dialogue, command))
    if corrected:
        said.insert(0, ("pattern_correction", _correction(dialogue, corrected)))
    started = [_start(dialogue, start) for start in reversed(dict.fromkeys(starts))]
    if started and not any(started) and len(starts) == len(commands):
        said.append(("pattern_cannot_handle", {"reason": "closed"}))
    for pattern, context in reversed(said):
        dialogue.push(pattern, "pattern", context)
    if asked is not None and dialogue.top is not None and dialogue.top.id == asked.id:
        _hear(dialogue)


def _without_misunderstanding(commands: tuple[Command, ...]) -> tuple[Command, ...]:
    return tuple(command for command in commands if not isinstance(command, cm.CannotHandle))


# What a frame that waited for the user does when the user has spoken to it.
_AFTER = {"answer": "heard", "user": "done"}


def _hear(dialogue: Dialogue) -> None:
    """The user spoke to the acting frame."""
    waits = dialogue.frames[-1].waits
    dialogue.change(waits=_AFTER.get(waits, waits))


def _give_way(dialogue: Dialogue, commands: tuple[Command, ...]) -> None:
    """An offer that was not taken up is over."""
    while (top := dialogue.top) is not None and top.flow in _GIVING_WAY:
        asks = _slot_asked(dialogue, top)
        if top.waits not in LISTENING or any(isinstance(c, cm.SetSlot) and c.name == asks for c in commands):
            return
        dialogue.end_top()


# -- slots ----------------------------------------------------------------------------------------------------------


def _slot_asked(dialogue: Dialogue, frame: Frame | None) -> str | None:
    """The slot whose answer ``frame`` waits for."""
    if frame is None or frame.waits != "answer":
        return None
    return dialogue.stop(frame).step.asks_for()


def _asked_by(dialogue: Dialogue, starts: list[cm.StartFlow]) -> frozenset[str]:
    """What the flows that begin ask for: "where is TW-1042?" does not change the order that is being returned."""
    routines = filter(None, (dialogue.program.routines.get(start.flow) for start in starts))
    return frozenset().union(*(routine.collects for routine in routines))


def _set_slot(dialogue: Dialogue, command: cm.SetSlot, corrected: dict[str, Any], said: list[_Said]) -> None:
    """An answer, something said in passing, or another value for what was said before."""
    name, value = command.name, dialogue.fitting(command.name, command.value)
    if value is REFUSED:
        return
    if name == _slot_asked(dialogue, dialogue.top):
        dialogue.set_slot(name, value)
        dialogue.change(waits="heard")
        return
    present = dialogue.slots.get(name)
    if name in corrected or (present is not None and value != present and _was_collected(dialogue, name)):
        corrected[name] = value
        return
    dialogue.set_slot(name, value)
    refusing = dialogue.program.routines.get(VALIDATE_SLOT + name)
    if refusing is not None and value is not None and refusing.stops[refusing.start].refuse(dialogue.slots, {}):
        said.append((VALIDATE_SLOT + name, {"validate": name}))


def _was_collected(dialogue: Dialogue, slot: str) -> bool:
    """Whether the flow that the user is in, or one that it called, asks for ``slot``."""
    flows = {flow for index in dialogue.chain() for flow in _with_called(dialogue.frames[index])}
    return any(slot in dialogue.routine(flow).collects for flow in flows if flow in dialogue.program.routines)


def _with_called(frame: Frame) -> tuple[str, ...]:
    return (frame.flow, *frame.called)


def _correction(dialogue: Dialogue, corrected: Mapping[str, Any]) -> dict[str, Any]:
    """The context of ``pattern_correction``: what changes, and the first step that has to be taken again."""
    flow, step = _back_to(dialogue, corrected) or (None, None)
    return {
        "corrected_slots": dict(corrected),
        "new_slot_values": [value for value in corrected.values() if value is not None],
        "is_reset_only": all(value is None for value in corrected.values()),
        "reset_flow_id": flow,
        "reset_step_id": step,
    }


def _back_to(dialogue: Dialogue, corrected: Mapping[str, Any]) -> tuple[str, str] | None:
    """The earliest step behind the user that asks for a corrected slot, or that called a flow which did."""
    for index in dialogue.chain():
        frame = dialogue.frames[index]
        for id in (*frame.passed, frame.step):
            stop = dialogue.routine(frame.flow).stops.get(id)
            if stop is None:
                continue  # of a bot that has changed since
            called = stop.step.leads_to()
            routine = dialogue.program.routines.get(called) if called in frame.called else None
            if stop.step.asks_for() in corrected or (routine and not routine.collects.isdisjoint(corrected)):
                return frame.flow, id
    return None


# -- flows ----------------------------------------------------------------------------------------------------------


def _start(dialogue: Dialogue, command: cm.StartFlow) -> bool:
    """The user asks for a flow. False when it is closed to them."""
    routine = dialogue.program.routines.get(command.flow)
    if routine is None or routine.flow.is_pattern:
        return False
    for index, frame in enumerate(dialogue.frames):
        if frame.flow == command.flow:
            if dialogue.lift(index):
                dialogue.resume()
            return True
    is_open = command.by_payload or routine.open(dialogue.slots, {})
    return is_open and dialogue.push(command.flow, "interrupt" if dialogue.frames else "regular")


def _cancel(dialogue: Dialogue, *, again: bool) -> list[_Said]:
    """End the flow that the user is in, and say so. ``again``: they want another one right away."""
    ended = dialogue.unwind()
    if not ended:
        return [("pattern_cannot_handle", {"reason": "nothing_to_cancel"})]
    said: list[_Said] = []
    flows = [frame for frame in ended if not dialogue.is_pattern(frame)]
    name = dialogue.name_of(flows[-1].flow) if flows else ""
    said.append(("pattern_cancel_flow", {"canceled_name": name, "canceled_frames": [frame.flow for frame in flows]}))
    below = None if again else dialogue.interrupted()
    if below is not None and dialogue.top is not None and dialogue.top.waits in LISTENING:
        said.append((CONTINUE, {**below, "asked": any(frame.asked for frame in ended)}))
    return said


def _tell_of_change(dialogue: Dialogue) -> None:
    """A flow cannot go on, because it is not what it was. Its slots end with the pattern that says so."""
    flows = [frame for frame in dialogue.lost if not frame.flow.startswith("pattern_")]
    root = next((frame for frame in reversed(flows) if frame.kind != "call"), None)
    if root is None:
        return
    called = tuple(dict.fromkeys(flow for frame in flows for flow in _with_called(frame)))
    context = {
        "flow_id": root.flow,
        "flow_name": dialogue.name_of(root.flow),
        "can_start_again": root.flow in dialogue.program.routines,
    }
    dialogue.push(CODE_CHANGE, "pattern", context, called=called)


def _clarify(dialogue: Dialogue, command: cm.Clarify) -> _Said:
    """Which of the flows that the user may start was meant. With none left, nothing was understood."""
    open_ones = [flow for flow in dict.fromkeys(command.options) if _may_start(dialogue, flow)]
    if not open_ones:
        return "pattern_cannot_handle", {"reason": ""}
    most = dialogue.slots.get(MOST_OPTIONS_SLOT)
    options = open_ones[: int(most) if isinstance(most, float | int) and most >= 1 else MOST_OPTIONS]
    names = [dialogue.name_of(flow) for flow in options]
    return "pattern_clarification", {
        "flows": options,
        "names": names,
        "clarification_options": " or ".join(filter(None, (", ".join(names[:-1]), names[-1]))),
    }


def _may_start(dialogue: Dialogue, flow: str) -> bool:
    routine = dialogue.program.routines.get(flow)
    return routine is not None and not routine.flow.is_pattern and routine.open(dialogue.slots, {})


# Commands that a pattern answers: which one, with which context.
_PATTERNS: dict[type, Callable[[Dialogue, Any], _Said]] = {
    cm.CannotHandle: lambda d, c: ("pattern_cannot_handle", {"reason": c.reason}),
    cm.Clarify: _clarify,
    cm.ChitChat: lambda d, c: ("pattern_chitchat", {}),
    cm.KnowledgeAnswer: lambda d, c: ("pattern_search", {}),
    cm.HumanHandoff: lambda d, c: ("pattern_human_handoff", {}),
    cm.SkipQuestion: lambda d, c: ("pattern_skip_question", {}),
    cm.RepeatBotMessages: lambda d, c: ("pattern_repeat_bot_messages", {}),
    cm.StartSession: lambda d, c: ("pattern_session_start", {}),
    cm.RestartConversation: lambda d, c: ("pattern_restart", {}),
}

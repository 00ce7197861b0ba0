"""The actions that change the stack itself. Patterns use them; the engine runs them, since only it has the stack.

Each acts for the pattern on top, on what its context says, and leaves that pattern on top. Pure.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from talkwright.conversation.events import Edge, FlowCancelled, FlowStarted, Frame
from talkwright.flows.stack import Dialogue
from talkwright.flows.step import BEGIN

WANTED = "interrupted_flow_to_continue"  # the slot, if the bot has it, that says which flow goes on


def correct(dialogue: Dialogue) -> None:
    """Set the corrected slots and go back to the first question that they answer."""
    context = dialogue.frames[-1].context
    corrected: dict[str, object] = context.get("corrected_slots") or {}
    for name, value in corrected.items():
        dialogue.set_slot(name, value)
    flow, step = str(context.get("reset_flow_id")), str(context.get("reset_step_id"))
    index = next((i for i in range(len(dialogue.frames) - 2, -1, -1) if dialogue.frames[i].flow == flow), None)
    if index is None or step not in dialogue.routine(flow).stops:
        return
    frame = _end_called(dialogue, index)
    # The corrected value is the answer to the question that asks for it, but not to any other on the way.
    heard = dialogue.routine(frame.flow).stops[step].step.asks_for() in corrected
    behind = frame.passed[: frame.passed.index(step)] if step in frame.passed else frame.passed
    dialogue.edges.append(Edge(frame.flow, frame.step, None, step))
    dialogue.frames[index] = replace(frame, step=step, waits="heard" if heard else "", passed=behind)


def _end_called(dialogue: Dialogue, index: int) -> Frame:
    """End what the flow at ``index`` called and has not come back from. Their slots stay until that flow ends."""
    called: list[str] = []
    while dialogue.frames[index + 1].kind == "call":
        gone = dialogue.frames.pop(index + 1)
        dialogue.record(FlowCancelled(flow_id=gone.flow, step_id=gone.step))
        called += (gone.flow, *gone.called)
    return replace(dialogue.frames[index], called=(*dialogue.frames[index].called, *called))


def continue_interrupted(dialogue: Dialogue) -> None:
    """Bring the interrupted flow that the user chose to the top. Without a choice the latest goes on by itself."""
    wanted = dialogue.slots.get(WANTED)
    pattern = dialogue.frames.pop()
    for index, frame in enumerate(dialogue.frames):
        if wanted and wanted in (frame.flow, dialogue.name_of(frame.flow)):
            dialogue.lift(index)
            break
    dialogue.frames.append(pattern)


def cancel_interrupted(dialogue: Dialogue) -> None:
    """End every flow that waits below."""
    pattern = dialogue.frames.pop()
    while dialogue.frames:
        dialogue.end_top()
    dialogue.frames.append(pattern)


def start_again(dialogue: Dialogue) -> None:
    """Begin the flow that could not go on from its start. What it was told stays: the pattern no longer ends it."""
    pattern = dialogue.frames[-1]
    routine = dialogue.program.routines.get(str(pattern.context.get("flow_id")))
    if routine is None:
        return
    frame = Frame(dialogue.next_id(), routine.flow.id, routine.start, called=pattern.called)
    dialogue.frames[-1:] = [frame, replace(pattern, called=())]
    dialogue.record(FlowStarted(flow_id=routine.flow.id))
    dialogue.edges.append(Edge(routine.flow.id, BEGIN, None, routine.start))


def nothing(_: Dialogue) -> None:
    """The engine has done it already."""


STACK_ACTIONS: dict[str, Callable[[Dialogue], None]] = {
    "action_correct_flow_slot": correct,
    "action_cancel_flow": nothing,
    "action_continue_interrupted_flow": continue_interrupted,
    "action_cancel_interrupted_flows": cancel_interrupted,
    "action_clean_stack": cancel_interrupted,
    "action_start_again": start_again,
}

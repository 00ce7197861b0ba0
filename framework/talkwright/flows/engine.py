"""``advance(program, state, stimulus) -> events + effect``: the whole meaning of a flow.

Pure and bounded: no clock, no random, no I/O, and at most ``MOST_STEPS`` steps a call. The engine asks for one effect
at a time, an action to run or to listen; the runtime performs it, folds what came of it into the state and calls again.
The dialogue stack is the only memory: the last frame acts, those below wait.

    commands --apply--> stack --walk--> Act (an action runs, then ``ActionEnded``) or Listen (the user is next)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from msgspec.structs import replace

from talkwright.conversation import commands as cm
from talkwright.conversation import events as ev
from talkwright.conversation.commands import Command
from talkwright.conversation.events import Event, Frame
from talkwright.conversation.state import State, fold
from talkwright.flows.coerce import REFUSED, coerce
from talkwright.flows.compile import FAILED
from talkwright.flows.program import Program, Routine, Stop
from talkwright.flows.step import END, Ask, At, Call, Do, Go, Link, Move, Wait

MOST_STEPS = 1000
MOST_FRAMES = 100
INTERNAL_ERROR = "pattern_internal_error"


class Understood(msgspec.Struct, frozen=True):
    """The user spoke, and this is what it asks for."""

    commands: tuple[Command, ...]


class ActionEnded(msgspec.Struct, frozen=True):
    """The action that was asked for has run; what it did is in the state already."""

    failed: bool = False


class Exhausted(msgspec.Struct, frozen=True):
    """The turn took more actions than it may: everything that goes on is broken off."""


Stimulus = Understood | ActionEnded | Exhausted


class Act(msgspec.Struct, frozen=True):
    """Run the action ``name``."""

    name: str
    arguments: dict[str, Any] = {}


class Listen(msgspec.Struct, frozen=True):
    """Nothing is left to do before the user speaks."""


Effect = Act | Listen


class Outcome(msgspec.Struct, frozen=True):
    """What happened, in order, and what is to be done next. Events carry no time."""

    events: tuple[Event, ...]
    effect: Effect


def advance(program: Program, state: State, stimulus: Stimulus) -> Outcome:
    """Take a conversation on from ``state`` until something outside has to happen."""
    walk = _Walk(program, state)
    if isinstance(stimulus, Understood):
        walk.apply(stimulus.commands)
    elif isinstance(stimulus, ActionEnded):
        walk.action_ended(stimulus.failed)
    else:
        walk.abandon("too_many_actions")
    effect = walk.run()
    return Outcome(walk.finished_events(), effect)


class _Walk:
    """One call of ``advance``: a stack and a state that change, and the events that say so."""

    def __init__(self, program: Program, state: State) -> None:
        self._program = program
        self._state = state
        self._before = state.stack
        self._stack = self._standing(state.stack)
        self._events: list[Event] = []
        self._answered: str | None = None  # id of the frame whose question the user just replied to

    def finished_events(self) -> tuple[Event, ...]:
        stack = tuple(self._stack)
        return (*self._events, ev.StackChanged(frames=stack)) if stack != self._before else tuple(self._events)

    # -- stimuli ----------------------------------------------------------------------------------------------------

    def apply(self, commands: tuple[Command, ...]) -> None:
        """Let commands change slots and stack. Flows named together run in the order they were named."""
        asked = self._stack[-1] if self._stack else None
        starts: list[str] = []
        patterns: list[tuple[str, dict[str, Any]]] = []
        if asked is not None and asked.waits == "user":  # whatever is said is what it waits for
            commands = tuple(command for command in commands if not isinstance(command, cm.CannotHandle))
        for command in commands:
            if isinstance(command, cm.SetSlot):
                self._set_slot(command)
            elif isinstance(command, cm.StartFlow):
                starts.append(command.flow)
            elif isinstance(command, cm.CancelFlow):
                patterns.extend(self._cancel())
            elif type(command) in _PATTERNS:
                patterns.append(_PATTERNS[type(command)](command))
        for flow in reversed(dict.fromkeys(starts)):
            self._start(flow)
        for pattern, context in reversed(patterns):  # what they say comes before what flows do
            self._push(pattern, "pattern", context)
        if asked is not None and self._stack and self._stack[-1] is asked:
            self._hear(asked)

    def action_ended(self, failed: bool) -> None:
        """The action that the top frame waits for is over."""
        if not self._stack:
            return
        frame = self._stack[-1]
        if self._state.followup_action is not None:
            return
        if failed and not (frame.waits == "action" and self._stop(frame).handles_failure):
            self._break_off()
            return
        if frame.waits == "question":
            self._top(waits="answer")
        elif frame.waits == "retry":
            self._top(waits="")
        elif frame.waits == "action":
            self._leave_step({FAILED: True} if failed else {})

    # -- walking ----------------------------------------------------------------------------------------------------

    def run(self) -> Effect:
        """Walk until an effect is needed. A cycle that never listens is left with an apology."""
        if self._state.followup_action is not None:
            return Act(self._state.followup_action)
        effect = self._walk_on()
        if effect is None:
            self.abandon("endless_flow")
            effect = self._walk_on()
        return effect or Listen()

    def _walk_on(self) -> Effect | None:
        for _ in range(MOST_STEPS):
            if not self._stack:
                return Listen()
            frame = self._stack[-1]
            if frame.waits in ("answer", "user"):
                return Listen()
            if frame.step == END:
                self._finish()
                continue
            effect = self._move(self._enter(frame))
            if effect is not None:
                return effect
        return None

    def _enter(self, frame: Frame) -> Move:
        stop = self._stop(frame)
        slots = self._state.slots
        answered = frame.id == self._answered
        self._answered = None
        return stop.step.enter(At(slots, answered, stop.refuse(slots, frame.context), stop.question))

    def _move(self, move: Move) -> Effect | None:
        if isinstance(move, (Go, Do, Ask)):
            self._set_events(move.events)
        if isinstance(move, Go):
            self._leave_step()
        elif isinstance(move, Do):
            self._top(waits="retry" if move.retry else "action")
            return Act(move.action, move.arguments)
        elif isinstance(move, Ask):
            self._top(waits="question")
            return Act(move.action)
        elif isinstance(move, Wait):
            self._top(waits="user")
        elif isinstance(move, Call):
            self._top(waits="call")
            if not self._push(move.flow, "call"):
                self._leave_step()
        elif isinstance(move, Link):
            self._finish(linked=move.flow)
        return None

    def _leave_step(self, extra: dict[str, Any] | None = None) -> None:
        frame = self._stack[-1]
        context = {**frame.context, **extra} if extra else frame.context
        to = self._stop(frame).leave(self._state.slots, context)
        if to == END:
            self._finish()
        else:
            self._top(step=to, waits="")

    def _finish(self, linked: str | None = None) -> None:
        """The top flow is over: its slots go, and what is below goes on."""
        frame = self._stack.pop()
        self._record(ev.FlowCompleted(flow_id=frame.flow, step_id=frame.step))
        if frame.kind == "call" and self._stack:
            parent = self._stack[-1]
            self._top(called=(*parent.called, frame.flow, *frame.called), waits="")
            self._leave_step()
            return
        self._reset_slots(frame)
        if linked is not None and self._push(linked, "link"):
            return
        self._resume()

    def _resume(self) -> None:
        """The frame that came to light asks its question again."""
        if self._stack and self._stack[-1].waits == "answer":
            frame = self._stack[-1]
            self._record(ev.FlowResumed(flow_id=frame.flow, step_id=frame.step))
            self._top(waits="")

    # -- changing the stack -----------------------------------------------------------------------------------------

    def _start(self, flow: str) -> None:
        """The user asks for a flow: not one that is closed to them, not the one they are in."""
        routine = self._program.routines.get(flow)
        if routine is None or routine.flow.is_pattern:
            return
        for index, frame in enumerate(self._stack):
            if frame.flow == flow:
                self._lift(index)
                return
        if routine.open(self._state.slots, {}):
            self._push(flow, "interrupt" if self._stack else "regular")

    def _lift(self, index: int) -> None:
        """Bring a flow that was pushed down back to the top, with its callers and what it called."""
        while index > 0 and self._stack[index].kind == "call":
            index -= 1
        end = index + 1
        while end < len(self._stack) and self._stack[end].kind == "call":
            end += 1
        if end == len(self._stack):
            return
        lifted = self._stack[index:end]
        del self._stack[index:end]
        self._stack.extend(lifted)
        self._resume()

    def _push(self, flow: str, kind: str, context: dict[str, Any] | None = None) -> bool:
        routine = self._program.routines.get(flow)
        if routine is None or len(self._stack) >= MOST_FRAMES:
            return False
        if self._stack and kind in ("interrupt", "pattern") and self._stack[-1].waits == "answer":
            below = self._stack[-1]
            self._record(ev.FlowInterrupted(flow_id=below.flow, step_id=below.step))
        number = 1 + max((int(frame.id) for frame in self._stack), default=0)
        self._stack.append(Frame(str(number), flow, routine.start, kind, context=context or {}))
        self._record(ev.FlowStarted(flow_id=flow))
        return True

    def _hear(self, frame: Frame) -> None:
        """The user spoke to the frame that waited for it."""
        if frame.waits == "answer":
            self._answered = frame.id
            self._top(waits="")
        elif frame.waits == "user":
            self._leave_step()

    def _cancel(self) -> list[tuple[str, dict[str, Any]]]:
        """End the flow that the user is in. The pattern that says so, if there was one."""
        cancelled = self._unwind()
        if cancelled is None:
            return []
        return [("pattern_cancel_flow", {"canceled_name": self._routine(cancelled.flow).flow.name})]

    def _break_off(self) -> None:
        """An action failed and nobody branches on it: the flow ends and the assistant says so."""
        failed = self._stack[-1]
        if failed.flow == INTERNAL_ERROR:
            self._stack.pop()  # even the apology failed
            self._resume()
            return
        if failed.kind == "pattern":
            self._end_top()  # the user's flow below has not failed
        else:
            self._unwind()
        self._push(INTERNAL_ERROR, "pattern", {"error_type": "action_failed", "info": failed.step})

    def abandon(self, why: str) -> None:
        """Break off everything and say that something went wrong."""
        apologised = any(frame.flow == INTERNAL_ERROR for frame in self._stack)
        while self._stack:
            self._end_top()
        if not apologised:
            self._push(INTERNAL_ERROR, "pattern", {"error_type": why})

    def _unwind(self) -> Frame | None:
        """End the flow on top, down to the one that the user started. The frame of that one, or None."""
        ended: Frame | None = None
        while self._stack and (ended is None or ended.kind in ("call", "pattern")):
            ended = self._end_top()
        return ended

    def _end_top(self) -> Frame:
        frame = self._stack.pop()
        self._record(ev.FlowCancelled(flow_id=frame.flow, step_id=frame.step))
        self._reset_slots(frame)
        return frame

    # -- slots and small things -------------------------------------------------------------------------------------

    def _set_slot(self, command: cm.SetSlot) -> None:
        slot = self._program.schema.slots.get(command.name)
        if slot is None:
            return
        value = coerce(slot, command.value)
        if value is not REFUSED and value != self._state.slots.get(slot.name):
            self._record(ev.SlotSet(name=slot.name, value=value))

    def _set_events(self, events: tuple[Event, ...]) -> None:
        for event in events:
            if isinstance(event, ev.SlotSet):
                self._set_slot(cm.SetSlot(event.name, event.value))
            else:
                self._record(event)

    def _reset_slots(self, frame: Frame) -> None:
        initial = self._program.schema.initial()
        flows = (frame.flow, *frame.called)
        for name in dict.fromkeys(slot for flow in flows for slot in self._routine(flow).resets):
            if name in initial and self._state.slots.get(name) != initial[name]:
                self._record(ev.SlotSet(name=name, value=initial[name]))

    def _record(self, event: Event) -> None:
        self._events.append(event)
        self._state = fold(self._program.schema, self._state, event)

    def _top(self, **changes: Any) -> None:
        self._stack[-1] = replace(self._stack[-1], **changes)

    def _standing(self, frames: Iterable[Frame]) -> list[Frame]:
        """The frames that can go on: their flow and step are still there, and so is who called them."""
        standing: list[Frame] = []
        caller_stands = True
        for frame in frames:
            routine = self._program.routines.get(frame.flow)
            stands = routine is not None and (frame.step in routine.stops or frame.step == END)
            caller_stands = stands and (frame.kind != "call" or caller_stands)
            if caller_stands:
                standing.append(frame)
        return standing

    def _routine(self, flow: str) -> Routine:
        return self._program.routines[flow]

    def _stop(self, frame: Frame) -> Stop:
        return self._routine(frame.flow).stops[frame.step]


# Commands that are answered by a pattern: which one, with which context.
_PATTERNS: dict[type, Callable[[Any], tuple[str, dict[str, Any]]]] = {
    cm.CannotHandle: lambda c: ("pattern_cannot_handle", {"reason": c.reason}),
    cm.Clarify: lambda c: ("pattern_clarification", {"names": list(c.options)}),
    cm.ChitChat: lambda c: ("pattern_chitchat", {}),
    cm.KnowledgeAnswer: lambda c: ("pattern_search", {}),
    cm.HumanHandoff: lambda c: ("pattern_human_handoff", {}),
    cm.SkipQuestion: lambda c: ("pattern_skip_question", {}),
    cm.RepeatBotMessages: lambda c: ("pattern_repeat_bot_messages", {}),
}

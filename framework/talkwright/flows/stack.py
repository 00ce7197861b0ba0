"""The dialogue stack during one ``advance``: frames, the state they lead to, the events that say so.

The rules of the stack are here: who comes and goes with whom, whose slots end when, what comes to light when a flow is
over. It knows neither what the user asked for (``obey``) nor what steps do (``engine``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from talkwright.conversation import events as ev
from talkwright.conversation.events import Edge, Event, Frame
from talkwright.conversation.state import State, fold
from talkwright.flows.coerce import REFUSED, coerce
from talkwright.flows.program import Program, Routine, Stop
from talkwright.flows.step import BEGIN, END

MOST_FRAMES = 100
COMPLETED = "pattern_completed"
CONTINUE = "pattern_continue_interrupted"
LISTENING = ("answer", "user")  # what a frame waits for when the user is next


class Dialogue:
    """``frames`` are the flows that are going on, the acting one last. ``lost`` are those that the program cannot take
    on, because their flow or step is no longer there. ``edges`` are how frames came to stand where they do."""

    def __init__(self, program: Program, state: State) -> None:
        self.program = program
        self.state = state
        self.frames: list[Frame] = []
        self.lost: list[Frame] = []
        self.edges: list[Edge] = []
        self._before = state.stack
        self._events: list[Event] = []
        self._stand(state.stack)

    def events(self) -> tuple[Event, ...]:
        """Everything that happened, and where the stack is now and how it came there, when anything moved."""
        stack = tuple(self.frames)
        if stack == self._before and not self.edges:
            return tuple(self._events)
        return (*self._events, ev.StackChanged(frames=stack, edges=tuple(self.edges)))

    # -- looking ----------------------------------------------------------------------------------------------------

    @property
    def top(self) -> Frame | None:
        """The frame that acts."""
        return self.frames[-1] if self.frames else None

    @property
    def slots(self) -> Mapping[str, Any]:
        """The slots as they are now."""
        return self.state.slots

    def routine(self, flow: str) -> Routine:
        """A flow that stands on the stack."""
        return self.program.routines[flow]

    def stop(self, frame: Frame) -> Stop:
        """The step that ``frame`` stands on."""
        return self.routine(frame.flow).stops[frame.step]

    def is_pattern(self, frame: Frame) -> bool:
        """Whether the frame is of a pattern, and not of a flow that the user is in."""
        return self.routine(frame.flow).flow.is_pattern

    def passed(self, frame: Frame) -> tuple[str, ...]:
        """The questions and calls that lie behind ``frame`` once it has left its step."""
        step = self.stop(frame).step
        is_way_back = bool(step.asks_for() or step.leads_to()) and frame.step not in frame.passed
        return (*frame.passed, frame.step) if is_way_back else frame.passed

    def name_of(self, flow: str) -> str:
        """What people call ``flow``."""
        routine = self.program.routines.get(flow)
        return routine.flow.name if routine else flow

    def chain(self) -> range:
        """Where the flow that the user is in stands: from the one they started to the last that it called."""
        end = len(self.frames)
        while end and self.is_pattern(self.frames[end - 1]):
            end -= 1
        start = end
        while start and self.frames[start - 1].kind == "call":
            start -= 1
        return range(max(start - 1, 0), end)

    # -- changing ---------------------------------------------------------------------------------------------------

    def record(self, event: Event) -> None:
        """Let ``event`` have happened."""
        self._events.append(event)
        self.state = fold(self.program.schema, self.state, event)

    def change(self, **changes: Any) -> None:
        """Change the acting frame."""
        self.frames[-1] = replace(self.frames[-1], **changes)

    def push(self, flow: str, kind: str, context: dict[str, Any] | None = None, **more: Any) -> bool:
        """Begin ``flow`` on top. False when there is no such flow, or no room."""
        routine = self.program.routines.get(flow)
        if routine is None or len(self.frames) >= MOST_FRAMES:
            return False
        below = self.top
        is_news = kind in ("interrupt", "pattern") and flow != CONTINUE
        if below is not None and is_news and below.waits == "answer":
            self.record(ev.FlowInterrupted(flow_id=below.flow, step_id=below.step))
        self.frames.append(Frame(self.next_id(), flow, routine.start, kind, context=context or {}, **more))
        self.record(ev.FlowStarted(flow_id=flow))
        self.edges.append(Edge(flow, BEGIN, None, routine.start))
        return True

    def next_id(self) -> str:
        """An id that no frame has."""
        return str(1 + max((int(frame.id) for frame in self.frames), default=0))

    def finish(self, linked: str | None = None) -> None:
        """The acting flow has come to its end: its caller, the flow it links to or what lies below goes on."""
        frame = self.frames.pop()
        self.record(ev.FlowCompleted(flow_id=frame.flow, step_id=frame.step))
        caller = self.top
        if frame.kind == "call" and caller is not None:
            called = (*caller.called, frame.flow, *frame.called)
            self.change(called=called, asked=caller.asked or frame.asked, waits="done")
            return
        self._reset_slots(frame)
        if linked is not None and self.push(linked, "link", asked=frame.asked):
            return
        self._surface(frame)

    def end_top(self) -> Frame:
        """Break off the acting flow, and nothing else."""
        frame = self.frames.pop()
        self.record(ev.FlowCancelled(flow_id=frame.flow, step_id=frame.step))
        self._reset_slots(frame)
        return frame

    def unwind(self) -> tuple[Frame, ...]:
        """Break off the flow that the user is in, with what lies on it and what it called. What ended, in order."""
        ended: list[Frame] = []
        while self.frames and (not ended or ended[-1].kind == "call" or self.is_pattern(ended[-1])):
            ended.append(self.end_top())
        return tuple(ended)

    def lift(self, index: int) -> bool:
        """Bring a flow that was pushed down to the top, with its callers and what it called. Whether it had to move."""
        while index > 0 and self.frames[index].kind == "call":
            index -= 1
        end = index + 1
        while end < len(self.frames) and self.frames[end].kind == "call":
            end += 1
        if end == len(self.frames):
            return False
        lifted = self.frames[index:end]
        del self.frames[index:end]
        self.frames.extend(lifted)
        return True

    def resume(self) -> None:
        """The frame that came to light puts its question again."""
        if self.frames and self.frames[-1].waits == "answer":
            frame = self.frames[-1]
            self.record(ev.FlowResumed(flow_id=frame.flow, step_id=frame.step))
            self.change(waits="")

    def interrupted(self) -> dict[str, Any] | None:
        """The context of ``pattern_continue_interrupted``, or None when no flow of the user lies on top."""
        top = self.top
        if top is None or not top.waits or self.is_pattern(top):
            return None
        # A chain of calls is one flow to the user: the one that they started.
        roots = [frame.flow for frame in reversed(self.frames) if frame.kind != "call" and not self.is_pattern(frame)]
        names = [self.name_of(flow) for flow in roots]
        return {
            "previous_flow_name": names[0],
            "interrupted_flow_ids": roots,
            "interrupted_flow_names": names,
            "interrupted_flow_options": ", ".join(names),
            "multiple_flows_interrupted": len(roots) > 1,
        }

    def set_slot(self, name: str, value: Any) -> None:
        """Give a slot a value of its type; what does not fit is not taken."""
        fitting = self.fitting(name, value)
        if fitting is not REFUSED and fitting != self.state.slots.get(name):
            self.record(ev.SlotSet(name=name, value=fitting))

    def fitting(self, name: str, value: Any) -> Any:
        """``value`` as the slot would keep it, or ``REFUSED``."""
        slot = self.program.schema.slots.get(name)
        return REFUSED if slot is None else coerce(slot, value)

    def _surface(self, ended: Frame) -> None:
        """Something below comes to light, or nothing is left."""
        if self.is_pattern(ended):
            self.resume()
        elif not self.frames:
            flow = self.routine(ended.flow).flow
            if flow.run_pattern_completed:
                context = {"previous_flow_name": flow.name, "previous_flow_id": flow.id, "asked": ended.asked}
                self.push(COMPLETED, "pattern", context)
        else:
            context = self.interrupted() or {}
            if not context or not self.push(CONTINUE, "pattern", {**context, "asked": ended.asked}):
                self.resume()

    def _reset_slots(self, frame: Frame) -> None:
        schema = self.program.schema.slots
        for flow in (frame.flow, *frame.called):
            routine = self.program.routines.get(flow)
            for name in routine.resets if routine else ():
                if name in schema and self.state.slots.get(name) != schema[name].initial_value:
                    self.record(ev.SlotSet(name=name, value=schema[name].initial_value))

    def _stand(self, frames: Iterable[Frame]) -> None:
        """Keep the frames that can go on: their flow and step are still there, and so is who called them."""
        caller_stands = True
        for frame in frames:
            routine = self.program.routines.get(frame.flow)
            stands = routine is not None and (frame.step in routine.stops or frame.step == END)
            caller_stands = stands and (frame.kind != "call" or caller_stands)
            (self.frames if caller_stands else self.lost).append(frame)

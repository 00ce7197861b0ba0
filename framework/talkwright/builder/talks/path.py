"""Which way a conversation went, read from its events one by one.

The log says it by itself: ``edges``. A log that was written before it did says only where flows stood; then a way is
what lies between, without the steps that nobody stood on. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from talkwright.conversation import events as ev
from talkwright.conversation.events import Edge, Event, Frame
from talkwright.flows.step import BEGIN, END


class Path:
    """Follows one conversation. ``stack`` is where its flows stand, the acting one last."""

    def __init__(self, stack: Sequence[Frame] = ()) -> None:
        self.stack = tuple(stack)
        self._ended: list[Edge] = []

    def take(self, event: Event) -> tuple[Edge, ...]:
        """The edges that ``event`` tells of."""
        if isinstance(event, (ev.SessionStarted, ev.Restarted)):
            self.stack, self._ended = (), []
        elif isinstance(event, ev.FlowCompleted):
            self._ended.append(Edge(event.flow_id, event.step_id or BEGIN, None, END))
        elif isinstance(event, ev.StackChanged):
            edges = event.edges or (*self._ended, *_between(self.stack, event.frames))
            self.stack, self._ended = event.frames, []
            return edges
        return ()


def _between(before: Sequence[Frame], after: Sequence[Frame]) -> tuple[Edge, ...]:
    stood = {(frame.id, frame.flow): frame.step for frame in before}
    came = ((frame, stood.get((frame.id, frame.flow), BEGIN)) for frame in after)
    return tuple(Edge(frame.flow, step, None, frame.step) for frame, step in came if step != frame.step)

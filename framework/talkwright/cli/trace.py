"""What came of a message, for whoever builds the bot: how it was understood, what ran, where it went, what was set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from talkwright.conversation import events as ev
from talkwright.conversation.events import Event, Frame
from talkwright.flows.step import END


class Walk:
    """The steps that a conversation went through, in order, flow by flow."""

    def __init__(self) -> None:
        self._walked: list[tuple[str, list[str]]] = []

    def left(self, flow: str, step: str, number: int | None, to: str) -> None:
        """A step was left."""
        self._come(flow, step)
        if to == END:
            self._come(flow, to)

    def take(self, frames: Sequence[Frame]) -> list[tuple[str, list[str]]]:
        """What was walked since the last time, up to where the conversation stands now."""
        if frames:
            self._come(frames[-1].flow, frames[-1].step)
        walked, self._walked = self._walked, []
        return walked

    def _come(self, flow: str, step: str) -> None:
        if not self._walked or self._walked[-1][0] != flow:
            self._walked.append((flow, []))
        steps = self._walked[-1][1]
        if step not in steps[-1:]:
            steps.append(step)


def show_trace(events: Sequence[Event], walk: Walk, out: Console) -> None:
    """What came of a message, line by line."""

    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=8)
    grid.add_column(overflow="fold")
    for kind, words in _trace(events, walk):
        grid.add_row(Text(kind, style="dim"), Text(words, style="dim"))
    out.print(Padding(grid, (0, 0, 0, 2)))


def _trace(events: Sequence[Event], walk: Walk) -> Iterator[tuple[str, str]]:
    """What happened in a turn, kind and words: how it was understood, where it went, what ran, what was set."""
    slots: dict[str, object] = {}
    frames: tuple[Frame, ...] = ()
    for event in events:
        if isinstance(event, ev.UserUttered):
            intent = event.parse_data.intent
            yield "intent", f"{intent.name} {intent.confidence:.2f}"
            for entity in event.parse_data.entities:
                yield "entity", f"{entity.entity} = {entity.value!r}"
        elif isinstance(event, ev.StackChanged):
            frames = event.frames
        elif isinstance(event, ev.FlowCancelled):
            yield "stopped", f"{event.flow_id}"
        elif isinstance(event, ev.SlotSet):
            slots[event.name] = event.value
        elif isinstance(event, ev.ActionExecuted) and event.name != "action_listen":
            yield "action", f"{event.name}"
        elif isinstance(event, ev.ActionFailed):
            yield "failed", f"{event.name}"
    for flow, steps in walk.take(frames):
        yield "flow", f"{flow}: {' → '.join(steps)}"
    for name, value in slots.items():
        yield "slot", f"{name} = {value!r}"

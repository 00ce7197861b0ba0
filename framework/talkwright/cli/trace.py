"""What came of a message, for whoever builds the bot: how it was understood, what ran, where it went, what was set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from talkwright.conversation import events as ev
from talkwright.conversation.events import Event


def show_trace(events: Sequence[Event], out: Console) -> None:
    """What came of a message, line by line."""

    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=8)
    grid.add_column(overflow="fold")
    for kind, words in _trace(events):
        grid.add_row(Text(kind, style="dim"), Text(words, style="dim"))
    out.print(Padding(grid, (0, 0, 0, 2)))


def _trace(events: Sequence[Event]) -> Iterator[tuple[str, str]]:
    """What happened in a turn, kind and words: how it was understood, where it went, what ran, what was set."""
    slots: dict[str, object] = {}
    for event in events:
        if isinstance(event, ev.UserUttered):
            intent = event.parse_data.intent
            yield "intent", f"{intent.name} {intent.confidence:.2f}"
            for entity in event.parse_data.entities:
                yield "entity", f"{entity.entity} = {entity.value!r}"
        elif isinstance(event, ev.FlowCancelled):
            yield "stopped", f"{event.flow_id}"
        elif isinstance(event, ev.SlotSet):
            slots[event.name] = event.value
        elif isinstance(event, ev.ActionExecuted) and event.name != "action_listen":
            yield "action", f"{event.name}"
        elif isinstance(event, ev.ActionFailed):
            yield "failed", f"{event.name}"
    for flow, steps in _walked(events):
        yield "flow", f"{flow}: {' → '.join(steps)}"
    for name, value in slots.items():
        yield "slot", f"{name} = {value!r}"


def _walked(events: Sequence[Event]) -> list[tuple[str, list[str]]]:
    """The steps that a turn went through, in order, flow by flow."""
    walked: list[tuple[str, list[str]]] = []
    for event in events:
        for edge in event.edges if isinstance(event, ev.StackChanged) else ():
            if not walked or walked[-1][0] != edge.flow:
                walked.append((edge.flow, [edge.step] if edge.step else []))
            walked[-1][1].append(edge.to)
    return walked

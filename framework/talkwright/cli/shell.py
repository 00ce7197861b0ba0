"""``talkwright shell``: talk to a model in the terminal."""

from __future__ import annotations

import asyncio
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import click

from talkwright.cli.options import configure_log, log_options, model_option
from talkwright.cli.rasa import Command

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import Console

    from talkwright.conversation.events import Event, Frame
    from talkwright.runtime.assemble import Assistant

_CHANNEL = "cmdline"
_LEAVE = ("/stop", "/quit", "/exit")


@click.command(cls=Command)
@click.argument("model_path", metavar="[MODEL]", type=click.Path(path_type=Path), required=False)
@model_option
@click.option("--conversation-id", help="Continue this conversation.  [default: a new one]")
@click.option(
    "--endpoints",
    type=click.Path(path_type=Path),
    default=Path("endpoints.yml"),
    show_default=True,
    help="Services to work with.",
)
@click.option("--trace", is_flag=True, help="Show intent, steps of flows and slots after each answer.")
@log_options
def shell(
    model_path: Path | None,
    model: Path,
    conversation_id: str | None,
    endpoints: Path,
    trace: bool,
    verbose: int,
    debug: bool,
    quiet: bool,
    log_json: bool,
) -> None:
    """Talk to a trained model in the terminal."""
    from dataclasses import replace

    from talkwright.cli.open import read_endpoints, warn_of_missing_actions
    from talkwright.evaluation.watch import watched
    from talkwright.runtime.assemble import assemble
    from talkwright.settings import Settings
    from talkwright.training.load import load_model

    configure_log(verbose, debug, quiet, log_json)
    loaded = load_model(model_path or model)
    walk = Walk() if trace else None
    if walk is not None:
        loaded = replace(loaded, program=watched(loaded.program, walk.left))
    assistant = assemble(Path.cwd(), loaded, read_endpoints(endpoints), Settings())
    warn_of_missing_actions(assistant)
    asyncio.run(_talk(assistant, conversation_id or secrets.token_hex(16), walk))


class Walk:
    """The steps that a conversation went through, in order, flow by flow."""

    def __init__(self) -> None:
        self._walked: list[tuple[str, list[str]]] = []

    def left(self, flow: str, step: str, number: int | None, to: str) -> None:
        """A step was left."""
        self._come(flow, step)
        if to == "END":
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


async def _talk(assistant: Assistant, sender: str, walk: Walk | None) -> None:
    from rich.text import Text

    from talkwright.channels.console import render
    from talkwright.cli.show import console
    from talkwright.conversation.content import UserMessage

    out = console()
    interactive = out.is_terminal
    if interactive:
        out.print(Text("Type a message; a number presses that button; /stop leaves.", style="dim"))
    buttons: tuple[str, ...] = ()
    try:
        while True:
            line = await asyncio.to_thread(_read, "you › " if interactive else "")
            if line is None or line.strip() in _LEAVE:
                return
            if not line.strip():
                continue
            said = line.strip()
            if said.isdigit() and 0 < int(said) <= len(buttons):
                said = buttons[int(said) - 1]
            answer = await assistant.handle(UserMessage(sender, said, _CHANNEL))
            buttons = ()
            for message in answer.messages:
                out.print(Text(render(message), style="green"))
                buttons = tuple(b.payload or b.title for b in (*message.buttons, *message.quick_replies)) or buttons
            if walk is not None:
                _show_trace(_trace(answer.events, walk), out)
    finally:
        await assistant.close()


def _read(prompt: str) -> str | None:
    try:
        return input(prompt)
    except EOFError:
        return None


def _show_trace(told: Iterable[tuple[str, str]], out: Console) -> None:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=8)
    grid.add_column(overflow="fold")
    for kind, words in told:
        grid.add_row(Text(kind, style="dim"), Text(words, style="dim"))
    out.print(Padding(grid, (0, 0, 0, 2)))


def _trace(events: Sequence[Event], walk: Walk) -> Iterator[tuple[str, str]]:
    """What happened in a turn, kind and words: how it was understood, where it went, what ran, what was set."""
    from talkwright.conversation import events as ev

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

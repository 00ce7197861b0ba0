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
    from talkwright.runtime.assemble import Assistant

_CHANNEL = "cmdline"
_LEAVE = ("/stop", "/quit", "/exit")


@click.command(cls=Command)
@model_option
@click.option("--conversation-id", help="Continue this conversation.  [default: a new one]")
@click.option(
    "--endpoints",
    type=click.Path(path_type=Path),
    default=Path("endpoints.yml"),
    show_default=True,
    help="Services to work with.",
)
@click.option("--trace", is_flag=True, help="Show intent, flow and slots after each answer.")
@log_options
def shell(
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
    from talkwright.cli.open import read_endpoints, warn_of_missing_actions
    from talkwright.runtime.assemble import assemble
    from talkwright.settings import Settings
    from talkwright.training.load import load_model

    configure_log(verbose, debug, quiet, log_json)
    loaded = load_model(model)
    assistant = assemble(Path.cwd(), loaded, read_endpoints(endpoints), Settings())
    warn_of_missing_actions(assistant)
    asyncio.run(_talk(assistant, conversation_id or secrets.token_hex(16), trace))


async def _talk(assistant: Assistant, sender: str, trace: bool) -> None:
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
            if trace:
                out.print(Text(_trace(answer.events), style="dim"))
    finally:
        await assistant.close()


def _read(prompt: str) -> str | None:
    try:
        return input(prompt)
    except EOFError:
        return None


def _trace(events: tuple[object, ...]) -> str:
    """What happened in a turn, in one line an event that decided something."""
    from talkwright.conversation import events as ev

    lines = []
    for event in events:
        if isinstance(event, ev.UserUttered):
            intent = event.parse_data.intent
            lines.append(f"  intent {intent.name} {intent.confidence:.2f}")
        elif isinstance(event, (ev.FlowStarted, ev.FlowCompleted, ev.FlowCancelled, ev.FlowResumed)):
            lines.append(f"  {type(event).__name__.removeprefix('Flow').lower()} {event.flow_id}")
        elif isinstance(event, ev.SlotSet):
            lines.append(f"  {event.name} = {event.value!r}")
        elif isinstance(event, ev.ActionExecuted) and event.name != "action_listen":
            lines.append(f"  ran {event.name}")
    return "\n".join(lines)

"""``talkwright shell``: talk to a model in the terminal."""

from __future__ import annotations

import asyncio
import secrets
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from talkwright.cli.options import configure_log, log_options, model_option
from talkwright.cli.rasa import Command

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    from talkwright.cli.open import read_endpoints, warn_of_missing_actions
    from talkwright.runtime.assemble import assemble
    from talkwright.settings import Settings
    from talkwright.training.load import load_model

    configure_log(verbose, debug, quiet, log_json)
    loaded = load_model(model_path or model)
    assistant = assemble(Path.cwd(), loaded, read_endpoints(endpoints), Settings())
    warn_of_missing_actions(assistant)
    _talk(assistant, conversation_id or secrets.token_hex(16), trace=trace)


def _talk(assistant: Assistant, sender: str, *, trace: bool) -> None:
    from rich.text import Text

    from talkwright.channels.console import render
    from talkwright.cli.show import console
    from talkwright.cli.trace import show_trace
    from talkwright.conversation.content import UserMessage

    out = console()
    if out.is_terminal:
        out.print(Text("Type a message; a number presses that button; /stop leaves.", style="dim"))
    buttons: tuple[str, ...] = ()
    with asyncio.Runner() as runner:  # between turns no loop runs, so that Ctrl-C ends the reading
        try:
            for line in _lines("you › " if out.is_terminal else ""):
                said = buttons[int(line) - 1] if line.isdigit() and 0 < int(line) <= len(buttons) else line
                answer = runner.run(assistant.handle(UserMessage(sender, said, _CHANNEL)))
                buttons = ()
                for message in answer.messages:
                    out.print(Text(render(message), style="green"))
                    buttons = tuple(b.payload or b.title for b in (*message.buttons, *message.quick_replies)) or buttons
                if trace:
                    show_trace(answer.events, out)
        finally:
            runner.run(assistant.close())


def _lines(prompt: str) -> Iterator[str]:
    """What the user types, until they leave. With a prompt, earlier lines come back by the arrow keys."""
    if prompt:
        with suppress(ImportError):  # not made for every platform
            import_module("readline")
    while True:
        try:
            line = input(prompt).strip()
        except EOFError:
            return
        if line in _LEAVE:
            return
        if line:
            yield line

"""``talkwright``: the table of commands, and what an error means to a shell.

    0  done                      3  the request cannot be served (no model, no such file)
    1  problems in the bot       4  something outside failed (database, action server)
    2  wrong usage              70  a fault of Talkwright itself
                               130  interrupted

A command's module is imported when the command runs; ``--help`` imports none.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import NoReturn

import click

from talkwright import __version__
from talkwright.errors import AuthorError, OutsideError, RequestError, StoreError, TalkwrightError

COMMANDS = {
    "init": "Start a new assistant in a folder.",
    "train": "Train a model from the files of an assistant.",
    "run": "Serve a trained model: chat page, REST, WebSocket.",
    "shell": "Talk to a trained model in the terminal.",
    "interactive": "Talk, say what is right, and keep it as stories and examples.",
    "parse": "Show how a message is understood.",
    "visualize": "Draw stories, rules and flows in a page.",
    "check": "Look for problems in the files of an assistant.",
    "migrate": "Bring a bot of Rasa 1, 2 or 3 to current files.",
    "data convert": "Convert training data or a configuration of Rasa 1 to YAML.",
    "data migrate": "Bring a domain of Rasa 2 to the form of Rasa 3.",
    "data split": "Split examples or stories to learn from and to measure with.",
    "test": "Test conversations, flows and understanding.",
    "test nlu": "Measure how well messages are understood.",
    "record": "Write a stored conversation as a test.",
    "replay": "Run stored conversations again and show what would change.",
    "evaluate markers": "Count in stored conversations what you look for.",
    "export": "Send stored conversations to the event broker, or write them.",
    "takeover": "Bring the conversations of a Rasa into the store.",
    "forget": "Delete conversations.",
    "fuzz": "Talk nonsense with a trained model and see whether it stays sound.",
    "actions": "Serve the bot's Python actions over HTTP.",
    "schema": "Print the JSON Schema of a kind of file, for editors.",
    "encoder fetch": "Get an encoder of sentences, once for all your bots.",
    "encoder list": "List the encoders, and which are on this machine.",
    "encoder verify": "See whether the encoders on this machine are whole.",
    "account add": "Let somebody use the builder.",
    "account list": "List who may use the builder.",
    "account role": "Let somebody do more, or less.",
    "account password": "Give somebody another password.",
    "account remove": "Take somebody's account away.",
    "completion": "Print what a shell needs to complete commands.",
}
"""Each with its first line. The module of ``test nlu`` is ``test_nlu``, and so is its command."""

EXIT_PROBLEMS, EXIT_USAGE, EXIT_REQUEST, EXIT_OUTSIDE, EXIT_FAULT, EXIT_INTERRUPTED = 1, 2, 3, 4, 70, 130


def load_command(name: str) -> click.Command:
    """The command of one of the names in ``COMMANDS``."""
    module = name.replace(" ", "_")
    command: click.Command = getattr(import_module(f"talkwright.cli.{module}"), module)
    return command


class _Commands(click.Group):
    """Knows the commands' names and first lines; the rest is loaded on demand."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(dict.fromkeys(name.split()[0] for name in COMMANDS))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in COMMANDS:
            return load_command(cmd_name)
        below = {name.split()[1]: load_command(name) for name in COMMANDS if name.startswith(f"{cmd_name} ")}
        return click.Group(cmd_name, below) if below else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        from talkwright.cli.rasa import ALIASES, INSTEAD, NEEDLESS

        for count in (3, 2, 1):  # `data validate stories` is a command of three words
            written = " ".join(args[:count])
            name = ALIASES.get(written, written)
            if name in COMMANDS:
                return name, self.get_command(ctx, name), args[count:]
            if written in NEEDLESS:
                return written, _saying(NEEDLESS[written]), args[count:]
            if written in INSTEAD:
                ctx.fail(f"There is no command {written!r}. {INSTEAD[written]}")
        is_known = not args or args[0].startswith("-") or self.get_command(ctx, args[0]) is not None
        if not is_known and not ctx.resilient_parsing:
            from difflib import get_close_matches

            close = get_close_matches(args[0], COMMANDS, n=1)
            hint = f"Did you mean {close[0]!r}?" if close else f"There are: {', '.join(COMMANDS)}."
            ctx.fail(f"There is no command {args[0]!r}. {hint}")
        return super().resolve_command(ctx, args)


def _saying(words: str) -> click.Command:
    """A command that only says something, whatever it is given."""
    free = {"ignore_unknown_options": True, "allow_extra_args": True}
    return click.Command("needless", callback=lambda: click.echo(words), context_settings=free)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="\b\nA new assistant:\n  talkwright init shop && cd shop\n  talkwright train && talkwright run",
)
@click.version_option(__version__, prog_name="talkwright", message="%(prog)s %(version)s")
def talkwright() -> None:
    """Assistants from plain files: understanding, flows, Python actions and channels."""


def main() -> NoReturn:
    """The entry point of the command."""
    for library in ("OMP", "OPENBLAS", "MKL"):
        # Our matrices are small: a second thread spins more than it computes.
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    try:
        code = talkwright.main(standalone_mode=False)
    except click.ClickException as usage:
        usage.show()
        code = usage.exit_code
    except (click.Abort, KeyboardInterrupt):
        code = EXIT_INTERRUPTED
    except BrokenPipeError:  # the reader of our output has gone, as in `talkwright parse ... | head`
        sys.stderr.close()
        code = 0
    except TalkwrightError as fault:
        code = _tell(fault)
    except Exception as fault:
        if os.environ.get("TALKWRIGHT_DEBUG"):
            raise
        code = _tell_of_a_fault_of_ours(fault)
    sys.exit(code if isinstance(code, int) else 0)


def _tell_of_a_fault_of_ours(fault: Exception) -> int:
    click.echo(f"Error: something went wrong inside Talkwright: {type(fault).__name__}: {fault}", err=True)
    click.echo("  → This is a fault of ours. TALKWRIGHT_DEBUG=1 shows where; please report it with that.", err=True)
    return EXIT_FAULT


def _tell(fault: TalkwrightError) -> int:
    from talkwright.cli.show import error_console, show_error, show_problems

    if isinstance(fault, AuthorError):
        show_problems(fault.problems, error_console())
        return EXIT_PROBLEMS
    show_error(fault)
    if isinstance(fault, (OutsideError, StoreError)):
        return EXIT_OUTSIDE
    return EXIT_REQUEST if isinstance(fault, RequestError) else EXIT_PROBLEMS

"""``talkwright completion``: what a shell needs to complete commands and options."""

from __future__ import annotations

import click

from talkwright.cli.rasa import Command


@click.command(cls=Command)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print what SHELL needs to complete commands and options.

    bash and zsh: eval "$(talkwright completion bash)" in ~/.bashrc. fish: talkwright completion fish | source.
    """
    from click.shell_completion import get_completion_class

    from talkwright.cli.main import talkwright

    kind = get_completion_class(shell)
    assert kind is not None  # the three are click's own
    click.echo(kind(talkwright, {}, "talkwright", "_TALKWRIGHT_COMPLETE").source())

"""``talkwright encoder verify``: whether the encoders on this machine are what was written."""

from __future__ import annotations

import click

from talkwright.cli.options import json_option
from talkwright.cli.rasa import Command


@click.command(cls=Command)
@click.argument("name", required=False)
@json_option
def encoder_verify(name: str | None, as_json: bool) -> None:
    """See whether the encoder NAME, or every one on this machine, is whole."""
    from talkwright.cli.main import EXIT_PROBLEMS
    from talkwright.encoders.shelf import Shelf

    shelf = Shelf()
    names = (name,) if name else shelf.names()
    faults = {each: shelf.faults(each) for each in names}
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(faults).decode())
    elif not names:
        click.echo("There is no encoder on this machine. Get one: talkwright encoder fetch")
    else:
        for each, found in faults.items():
            click.secho(f"{each}: {' '.join(found) if found else 'whole'}", fg="red" if found else "green")
            if found:
                click.echo(f"  → Get it anew: talkwright encoder fetch {each}")
    if any(faults.values()):
        raise click.exceptions.Exit(EXIT_PROBLEMS)

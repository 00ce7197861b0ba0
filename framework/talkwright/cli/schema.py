"""``talkwright schema``: what may be written in a file, as a JSON Schema that editors use."""

from __future__ import annotations

import click

from talkwright.cli.rasa import Command

FILES = ("flows", "domain", "nlu", "tests", "config")


@click.command(cls=Command)
@click.argument("file", type=click.Choice(FILES))
def schema(file: str) -> None:
    """Print the JSON Schema of a kind of FILE, for completion and checks in an editor."""
    import msgspec

    from talkwright import __version__
    from talkwright.cli.file_schemas import DIALECT, SCHEMAS

    titled = {"$schema": DIALECT, "title": f"Talkwright {__version__}: {file}", **SCHEMAS[file]()}
    click.echo(msgspec.json.format(msgspec.json.encode(titled), indent=2))

"""``talkwright encoder list``: the encoders that there are, and those that are here."""

from __future__ import annotations

import click

from talkwright.cli.options import json_option
from talkwright.cli.rasa import Command


@click.command(cls=Command)
@json_option
def encoder_list(as_json: bool) -> None:
    """List the encoders that can be fetched, and those that are on this machine."""
    from talkwright.encoders.shelf import Shelf
    from talkwright.encoders.source import SOURCES

    shelf = Shelf()
    here = shelf.names()
    rows = [(name, name in here, source.licence, source.about) for name, source in SOURCES.items()]
    rows += [(name, True, "", "Put here by hand.") for name in here if name not in SOURCES]
    if as_json:
        import msgspec

        keys = ("name", "here", "licence", "about")
        found = {"folder": str(shelf.folder), "encoders": [dict(zip(keys, row, strict=True)) for row in rows]}
        click.echo(msgspec.json.encode(found).decode())
        return
    from rich.table import Table

    from talkwright.cli.show import console

    table = Table("encoder", "here", "licence", "")
    for name, is_here, licence, about in rows:
        table.add_row(name, "yes" if is_here else "no", licence, about)
    console().print(table)
    console().print(f"They stand in {shelf.folder}", soft_wrap=True)

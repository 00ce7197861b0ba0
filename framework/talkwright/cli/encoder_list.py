"""``talkwright encoder list``: the encoders that there are, and those that are here."""

from __future__ import annotations

import click
import msgspec

from talkwright.cli.options import json_option
from talkwright.cli.rasa import Command


class _Row(msgspec.Struct, frozen=True):
    """An encoder. ``megabytes`` is what it takes here, or what is fetched for it."""

    name: str
    here: bool
    licence: str
    languages: tuple[str, ...]
    megabytes: float
    about: str


@click.command(cls=Command)
@json_option
def encoder_list(as_json: bool) -> None:
    """List the encoders that can be fetched, and those that are on this machine."""
    from talkwright.encoders.shelf import Shelf
    from talkwright.encoders.source import SOURCES

    shelf = Shelf()
    here = set(shelf.names())
    rows = [
        _Row(
            source.name,
            source.name in here,
            source.licence,
            source.languages,
            shelf.megabytes(source.name) if source.name in here else source.fetched_mb,
            source.about,
        )
        for source in SOURCES.values()
    ]
    by_hand = sorted(here.difference(SOURCES))
    rows += [_Row(name, True, "", (), shelf.megabytes(name), "Put here by hand.") for name in by_hand]
    if as_json:
        found = {"folder": str(shelf.folder), "encoders": rows}
        click.echo(msgspec.json.encode(found).decode())
        return
    for row in rows:
        size = f"here, {row.megabytes:.0f} MB" if row.here else f"not here, {row.megabytes:.0f} MB to fetch"
        click.secho(row.name, bold=True, nl=False)
        click.echo(": " + ", ".join(filter(None, (size, row.licence, " ".join(row.languages)))))
        click.echo(f"  {row.about}")
    click.echo(f"They stand in {shelf.folder}")

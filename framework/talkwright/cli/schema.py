"""``talkwright schema``: what may be written in a file, as a JSON Schema that editors use."""

from __future__ import annotations

from pathlib import Path

import click

from talkwright.cli.rasa import Command

FILES = ("flows", "domain", "nlu", "tests", "config", "endpoints", "credentials")


@click.command(cls=Command)
@click.argument("file", type=click.Choice(FILES), required=False)
@click.option("--out", type=click.Path(path_type=Path), help="Write the schemas of all kinds into this folder.")
def schema(file: str | None, out: Path | None) -> None:
    """Print the JSON Schema of a kind of FILE, for completion and checks in an editor."""
    from talkwright.cli.results import write_file

    if (file is None) == (out is None):
        raise click.UsageError(f"Name a kind of file, or a folder with --out. There are: {', '.join(FILES)}.")
    if file is not None:
        click.echo(_schema(file))
    if out is not None:
        for each in FILES:
            write_file(out / f"{each}.json", _schema(each))
        click.echo(f"{len(FILES)} schemas written to {out}", err=True)


def _schema(file: str) -> bytes:
    import msgspec

    from talkwright import __version__
    from talkwright.cli.file_schemas import DIALECT, SCHEMAS

    titled = {"$schema": DIALECT, "title": f"Talkwright {__version__}: {file}", **SCHEMAS[file]()}
    return msgspec.json.format(msgspec.json.encode(titled), indent=2)

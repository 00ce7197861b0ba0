"""``talkwright data convert``: training data of Rasa 1 as YAML, or examples as JSON. Rasa's flags."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from talkwright.cli.rasa import Command
from talkwright.errors import RequestError

if TYPE_CHECKING:
    from talkwright.migrate.notes import Notes

KINDS = ("nlu", "core", "nlg", "config")


@click.command("data convert", cls=Command)
@click.argument("kind", type=click.Choice(KINDS))
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(("yaml", "json")),
    default="yaml",
    show_default=True,
    help="What to write; json for nlu alone.",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path, exists=True),
    multiple=True,
    help="Files or folders to read.  [default: data/, or config.yml]",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("converted_data"),
    show_default=True,
    help="Folder to write to, or the file.",
)
@click.option("-l", "--language", help="The language of the examples, written into their files.")
def data_convert(kind: str, form: str, data: tuple[Path, ...], out: Path, language: str | None) -> None:
    """Convert examples (nlu), stories (core), answers (nlg) or a configuration of Rasa 1. The old files stay."""
    from talkwright.cli.migrated import show_notes
    from talkwright.cli.show import console
    from talkwright.migrate.notes import Notes

    if form == "json" and kind != "nlu":
        raise click.UsageError("Only examples can be JSON: talkwright data convert nlu -f json.")
    notes = Notes()
    if form == "json":
        written = {_json_file(out): _examples(data)}
    elif kind == "config":
        written = _config(data[0] if data else Path("config.yml"), out, notes)
    else:
        written = _old_files(kind, data or (Path("data"),), out, language, notes)
    for file, text in written.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
        click.echo(f"Written: {file}")
    if not written:
        raise RequestError(
            f"there is nothing of that kind to convert in {', '.join(map(str, data)) or 'data'}",
            "Name files with --data.",
        )
    show_notes(notes.all, console())


def _old_files(kind: str, data: tuple[Path, ...], out: Path, language: str | None, notes: Notes) -> dict[Path, str]:
    from talkwright.migrate.folder import read, walk
    from talkwright.migrate.old_files import read_old

    written: dict[Path, str] = {}
    for root in data:
        for path in walk(root) if root.is_dir() else [root]:
            text = read(path) if path.suffix in (".md", ".json") else None
            old = read_old(path.as_posix(), text, lambda name: read(Path(name)), notes) if text is not None else None
            if old is None or old.kind != kind:
                continue
            inside = path.relative_to(root) if root.is_dir() else Path(path.name)
            file = out if out.suffix else out / inside.with_suffix(".yml")
            if old.is_test and not file.name.startswith("test_"):
                file = file.with_name(f"test_{file.name}")
            while file in written:
                file = file.with_name(f"{file.stem}_{path.suffix[1:]}.yml")
            head = f"language: {language}\n\nnlu:"
            written[file] = old.yaml.replace("nlu:", head, 1) if language and kind == "nlu" else old.yaml
    return written


def _config(path: Path, out: Path, notes: Notes) -> dict[Path, str]:
    from talkwright.migrate.config import migrate_config
    from talkwright.migrate.folder import read
    from talkwright.migrate.stories import write_stories

    text = read(path)
    if text is None:
        raise RequestError(f"{path} cannot be read", "Name the configuration with --data.")
    migrated = migrate_config(text, path.as_posix(), notes)
    file = out if out.suffix else out / path.name
    written = {file: migrated.text or text}
    return written | ({file.parent / "rules.yml": write_stories(migrated.rules)} if migrated.rules else {})


def _json_file(out: Path) -> Path:
    return out if out.suffix else out / "nlu.json"


def _examples(data: tuple[Path, ...]) -> str:
    from talkwright.cli.options import read_training_data
    from talkwright.migrate.nlu_json import write_nlu_json

    return write_nlu_json(read_training_data(data))

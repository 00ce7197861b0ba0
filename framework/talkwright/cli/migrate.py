"""``talkwright migrate``: the files of an older Rasa as current ones, with a report of what became of what."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from talkwright.cli.options import json_option
from talkwright.cli.rasa import Command
from talkwright.errors import RequestError

if TYPE_CHECKING:
    from talkwright.migrate.project import Migration

_FOLDER = click.Path(path_type=Path, file_okay=False)
_THERE = click.Path(path_type=Path, exists=True)


@click.command(cls=Command)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path())
@click.option("--out", type=_FOLDER, help="Where the migrated bot goes.  [default: migrated/ in FOLDER]")
@click.option("--in-place", is_flag=True, help="Change the files where they are; the old ones become *.bak.")
@click.option("--actions", is_flag=True, help="Write classes that do what forms of Python did.")
@click.option("--to-flows", is_flag=True, help="Turn rules, forms and stories into flows where they mean the same.")
@click.option("--oracles", type=_THERE, help="Recordings of Rasa to compare the new bot with: a file, or a folder.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@json_option
def migrate(
    folder: Path,
    out: Path | None,
    in_place: bool,
    actions: bool,
    to_flows: bool,
    oracles: Path | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Bring the bot in FOLDER (default: here) from Rasa 1, 2 or 3 to current files."""
    from talkwright.cli.main import EXIT_PROBLEMS
    from talkwright.cli.migrated import as_json_report, show_migration, show_proof
    from talkwright.cli.proof import find_recording, old_stories, prove
    from talkwright.cli.show import console, show_diff
    from talkwright.migrate.folder import find, read
    from talkwright.migrate.project import migrate_project, with_flows
    from talkwright.migrate.write import copy_whole

    if in_place and out is not None:
        raise click.UsageError("--in-place and --out exclude each other.")
    if to_flows and oracles is not None:
        raise click.UsageError(
            "--oracles compares turn by turn with rules and stories: leave --to-flows away for that."
        )
    recording = find_recording(oracles, folder.resolve().name) if oracles is not None else None
    before = old_stories(folder)
    texts = find(folder)
    if not texts:
        raise RequestError(f"there are no files of a bot in {folder}", "Name the folder of a bot.")
    migration = migrate_project(texts, lambda path: read(folder / path), actions=actions)
    before += tuple(told.story for told in migration.stories if not told.is_test)
    plain = migration
    if to_flows:
        migration = with_flows(texts, migration, actions=actions)
    target = folder if in_place else out or folder / "migrated"
    shown = console()
    if dry_run and not as_json:
        show_diff(((change.file, change.before, change.after) for change in migration.changes), shown)
    proof = None
    if migration.changes and not dry_run:
        with TemporaryDirectory() as temporary:
            without = Path(temporary) / "bot" if migration.changes != plain.changes else None
            if without is not None:
                copy_whole(folder, without, plain.changes)
            _write(folder, target, migration)
            proof = prove(target, before, recording, without)
    if as_json:
        click.echo(as_json_report(migration, proof))
    else:
        show_migration(migration, shown)
        if proof is not None:
            show_proof(proof, shown)
    if proof is not None and proof.errors:
        raise click.exceptions.Exit(EXIT_PROBLEMS)


def _write(folder: Path, target: Path, migration: Migration) -> None:
    from talkwright.migrate.write import copy_whole, write_in_place

    try:
        if target == folder:
            write_in_place(folder, migration.changes)
            return
        if target.exists() and any(target.iterdir()):
            raise RequestError(f"{target} is not empty", "Name another folder with --out, or delete it.")
        copy_whole(folder, target, migration.changes)
    except OSError as fault:
        raise RequestError(f"cannot write to {target}: {fault.strerror}", "Choose a folder that is yours.") from None

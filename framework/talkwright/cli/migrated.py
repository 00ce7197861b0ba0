"""The report of a migration, for people and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from rich.table import Table
from rich.text import Text

from talkwright.cli.show import show_problems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from talkwright.migrate.notes import Note
    from talkwright.migrate.project import Migration

_STYLES = {"done": "green", "look": "yellow", "left": "bold red"}
_TITLES = {"done": "done", "look": "done, and worth a look", "left": "left for you"}


def show_migration(migration: Migration, out: Console) -> None:
    """The files, then what became of what, then what is left."""
    if not migration.changes:
        out.print("[green]Nothing to migrate[/]: these are current files.")
    else:
        table = Table("was", "is", "lines", box=None, header_style="bold")
        for change in migration.changes:
            table.add_row(change.was or "(new)", change.file, str(change.after.count("\n")))
        out.print(table)
    show_notes(migration.notes, out)
    if migration.broken:
        out.print(Text("\nnot readable, left as they are:", style="bold red"))
        show_problems(migration.broken, out)


def show_notes(notes: Sequence[Note], out: Console) -> None:
    """What became of what, then what is left."""
    for kind, title in _TITLES.items():
        of_kind = [note for note in notes if note.kind == kind]
        if of_kind:
            out.print(Text(f"\n{title}: {len(of_kind)}", style=_STYLES[kind]))
        for note in of_kind:
            out.print(Text.assemble((str(note.place), "bold"), "  ", note.message), soft_wrap=True)
            if note.hint:
                out.print(Text(f"  → {note.hint}", style="cyan"), soft_wrap=True)


def as_json_report(migration: Migration) -> str:
    """The same for programs, as docs/migrate.md tells it."""
    report = {
        "files": [{"was": change.was or None, "file": change.file} for change in migration.changes],
        "notes": [
            {"kind": note.kind, "message": note.message, "hint": note.hint, **msgspec.to_builtins(note.place)}
            for note in migration.notes
        ],
        "broken": [
            {"code": problem.code, "message": problem.message, **msgspec.to_builtins(problem.place)}
            for problem in migration.broken
        ],
    }
    return msgspec.json.encode(report).decode()

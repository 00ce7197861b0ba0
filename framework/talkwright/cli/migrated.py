"""The report of a migration, for people and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from rich.table import Table
from rich.text import Text

from talkwright.cli.show import count, show_problems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from talkwright.cli.proof import Proof
    from talkwright.errors import Problem
    from talkwright.migrate.notes import Note
    from talkwright.migrate.project import Migration

_MOST_SHOWN = 10  # of what goes otherwise
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


def show_proof(proof: Proof, out: Console) -> None:
    """What the new bot does, compared with the old one."""
    show_problems(proof.errors, out)
    out.print(f"\nChecked {proof.target}: {count(proof.problems)}.", soft_wrap=True)
    if proof.stories is not None:
        out.print(f"Old stories that go as before: {proof.stories.followed} of {proof.stories.ways}.")
        for each in proof.stories.astray[:_MOST_SHOWN]:
            where = Text.assemble(
                (str(each.place), "bold"), f"  {each.story}: after '{each.said}' comes '{each.got}', "
            )
            out.print(where + Text(f"and the story tells '{each.expected}'."), soft_wrap=True)
    if proof.flows is not None:
        same, messages = proof.flows.same, proof.flows.messages
        out.print(f"Messages of rules and stories that flows answer alike: {same} of {messages}.")
        for unlike in proof.flows.unlike[:_MOST_SHOWN]:
            before, after = (" ".join(each) or "nothing" for each in (unlike.before, unlike.after))
            line = f"  {unlike.case}: {unlike.said!r} gave {before}, and gives {after}"
            out.print(line, markup=False, soft_wrap=True)
    if proof.oracles is not None:
        turns, differs = proof.oracles.turns, len(proof.oracles.differs)
        out.print(f"Turns that are as in Rasa: {turns - differs} of {turns}.")
        for differing in proof.oracles.differs[:_MOST_SHOWN]:
            names = ", ".join(name for name, *_ in differing.aspects)
            out.print(f"  {differing.conversation}, turn {differing.turn}, {differing.said!r}: {names}", markup=False)


def as_json_report(migration: Migration, proof: Proof | None) -> str:
    """The same for programs, as docs/migrate.md tells it."""
    report: dict[str, object] = {
        "files": [{"was": change.was or None, "file": change.file} for change in migration.changes],
        "notes": [
            {"kind": note.kind, "message": note.message, "hint": note.hint, **msgspec.to_builtins(note.place)}
            for note in migration.notes
        ],
        "broken": [_problem(problem) for problem in migration.broken],
    }
    if proof is not None:
        report["errors"] = [_problem(problem) for problem in proof.errors]
    if proof is not None and proof.stories is not None:
        report["stories"] = {"ways": proof.stories.ways, "followed": proof.stories.followed}
    if proof is not None and proof.flows is not None:
        report["flows"] = {"messages": proof.flows.messages, "same": proof.flows.same}
    if proof is not None and proof.oracles is not None:
        turns = proof.oracles.turns
        report["oracles"] = {"turns": turns, "equal": turns - len(proof.oracles.differs)}
    return msgspec.json.encode(report).decode()


def _problem(problem: Problem) -> dict[str, object]:
    return {"code": problem.code, "message": problem.message, **msgspec.to_builtins(problem.place)}

"""The parts of ``config.yml`` as a table for a terminal, and as JSON: what Rasa's names come to here."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from rich.console import Console
from rich.table import Table

from talkwright.training.mapping import Mapped

NOTHING = "–"


def show_mapping(rows: Sequence[Mapped], out: Console) -> None:
    """A line for each part: its name, what does its work, and what there is to know."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("config.yml", overflow="fold", max_width=30)
    table.add_column("here", no_wrap=True)
    table.add_column("what differs")
    for row in rows:
        table.add_row(row.name or "(added)", "\n".join(row.ours) or NOTHING, _known(row))
    out.print(table)


def mapping_as_json(rows: Sequence[Mapped]) -> str:
    """The rows as docs/commands.md tells it."""
    return msgspec.json.encode(rows).decode()


def _known(row: Mapped) -> str:
    idle = f"Without effect: {', '.join(row.idle)}." if row.idle else ""
    return " ".join(filter(None, (row.differs, idle)))

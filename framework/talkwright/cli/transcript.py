"""How transcripts of conversations look in a terminal. Knows no command."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from talkwright.evaluation.transcript import Line

_MARKS = {"-": "bold red", "+": "bold green"}
_WHO = {"user": "bold", "bot": "", "action": "dim", "flow": "dim", "slot": "dim", "expected": "", "came": ""}


def show_lines(lines: Sequence[Line], out: Console) -> None:
    """Lines with a column for the mark and one for who; long texts are folded into theirs."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=3, justify="right")
    grid.add_column(width=8)
    grid.add_column(overflow="fold")
    for line in lines:
        style = _MARKS.get(line.mark, _WHO[line.who])
        text = Text(line.text, style=style)
        if line.name:
            text = Text.assemble((line.name, "cyan" if not line.mark else style), "  ", text)
        grid.add_row(Text(line.mark, style=style), Text(line.who, style=style or "green"), text)
    out.print(grid)

"""How things look in a terminal: problems, errors, progress. Knows no command."""

from __future__ import annotations

import difflib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.text import Text

from talkwright.errors import Problem, TalkwrightError

_STYLES = {"error": "bold red", "warning": "yellow"}
_SLOW_S = 0.3  # below this a progress bar would only flicker


def console() -> Console:
    """Standard output."""
    return Console(highlight=False, soft_wrap=False)


def error_console() -> Console:
    """Standard error."""
    return Console(stderr=True, highlight=False)


def show_problems(problems: Sequence[Problem], out: Console) -> None:
    """Every problem with its place, then how many there are."""
    for problem in problems:
        head = Text()
        head.append(str(problem.place), style="bold")
        head.append("  ")
        head.append(problem.severity, style=_STYLES[problem.severity])
        head.append(f" {problem.code}", style="dim")
        out.print(head, soft_wrap=True)
        out.print(Text(f"  {problem.message}"), soft_wrap=True)
        if problem.hint:
            out.print(Text(f"  → {problem.hint}", style="cyan"), soft_wrap=True)
    if problems:
        out.print(Text(count(problems), style="bold"))


def show_diff(files: Iterable[tuple[str, str, str]], out: Console) -> None:
    """What would change in each of ``files`` (name, before, after)."""
    styles = {"+": "green", "-": "red", "@": "cyan"}
    for name, before, after in files:
        lines = difflib.unified_diff(before.splitlines(), after.splitlines(), name, name, lineterm="")
        for line in lines:
            out.print(Text(line, style=styles.get(line[:1], "")), soft_wrap=True)


def count(problems: Sequence[Problem]) -> str:
    """'2 errors, 1 warning'."""
    parts = []
    for severity in ("error", "warning"):
        number = sum(problem.severity == severity for problem in problems)
        if number:
            parts.append(f"{number} {severity}{'' if number == 1 else 's'}")
    return ", ".join(parts) or "no problems"


def show_error(fault: TalkwrightError) -> None:
    """An error as a sentence with a next step."""
    out = error_console()
    first, _, rest = fault.message.partition(" ")  # a path or a name keeps its letters
    words = f"{first.capitalize() if first.isalpha() and first.islower() else first} {rest}"
    out.print(f"[bold red]Error[/] {escape(words)}", soft_wrap=True)
    if fault.hint:
        out.print(f"  [cyan]→ {escape(fault.hint)}[/]", soft_wrap=True)


@contextmanager
def progress() -> Iterator[Callable[[str, float], None]]:
    """A bar on standard error that appears when work takes long. Yields ``say(what, done 0..1)``."""
    from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    out = error_console()
    if not out.is_terminal:
        yield lambda what, done: None
        return
    left = (TimeRemainingColumn(compact=True), TextColumn("left", style="progress.remaining"))
    columns = (TextColumn("{task.description:<24}"), BarColumn(), *left)
    bar = Progress(*columns, console=out, transient=True, redirect_stdout=False)
    began = time.monotonic()
    task, so_far = TaskID(0), 1.0

    def say(what: str, done: float) -> None:
        """Move the bar; where ``done`` begins again, begin another. What is done may change its name on the way."""
        nonlocal task, so_far
        if not bar.live.is_started and time.monotonic() - began > _SLOW_S:
            bar.start()
        if so_far >= 1.0 or done < so_far:
            for before in bar.task_ids:
                bar.remove_task(before)
            task = bar.add_task(what, total=1.0)
        bar.update(task, description=what or None, completed=done)
        so_far = done

    try:
        yield say
    finally:
        bar.stop()

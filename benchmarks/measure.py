"""What every benchmark needs: a bot in a folder of its own, a server process, its CPU and memory, and one table.

CPU is the process's own time from the operating system: it can be trusted on a busy machine, wall time cannot. Figures
are medians of ``RUNS``.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.table import Table
from tests.small_bot import FILES

RUNS = 5
TALKWRIGHT = [sys.executable, "-m", "talkwright"]
_TICKS = os.sysconf("SC_CLK_TCK")


@contextmanager
def starter_bot() -> Iterator[Path]:
    """The starter bot in a temporary folder."""
    folder = Path(tempfile.mkdtemp(prefix="talkwright-bench-"))
    try:
        subprocess.run([*TALKWRIGHT, "init", str(folder)], check=True, capture_output=True)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def small_bot() -> Iterator[Path]:
    """A bot of two flows in a temporary folder, the one of the tests."""
    with tempfile.TemporaryDirectory(prefix="talkwright-bench-", ignore_cleanup_errors=True) as folder:
        for name, text in FILES.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.lstrip())
        yield Path(folder)


def train(bot: Path) -> None:
    """Train the bot once, unmeasured."""
    subprocess.run([*TALKWRIGHT, "train"], cwd=bot, check=True, capture_output=True)


class Server:
    """``talkwright run`` on a free port. ``started_s``: CPU until it said that it is ready."""

    def __init__(self, bot: Path) -> None:
        arguments = [*TALKWRIGHT, "run", "--port", "0"]
        self._began = time.perf_counter()
        self.process = subprocess.Popen(arguments, cwd=bot, stderr=subprocess.PIPE, text=True)
        assert self.process.stderr is not None
        self.port = 0
        for line in self.process.stderr:
            found = re.search(r"http://localhost:(\d+)", line)
            if found:
                self.port = int(found.group(1))
            if "Ctrl-C" in line:
                break
        if not self.port:
            raise RuntimeError("the server did not start")
        self.ready_s = time.perf_counter() - self._began

    def cpu_s(self) -> float:
        """User and system time of the process so far."""
        return cpu_s(self.process.pid)

    def memory_mb(self) -> float:
        """Resident memory now."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        return int(found.group(1)) / 1024 if found else 0.0

    def stop(self) -> None:
        """End it as an operator would."""
        self.process.terminate()
        self.process.wait(30)


def cpu_s(pid: int, *, family: bool = False) -> float:
    """User and system time of a process so far; ``family``: with the processes that it started and that still live."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    used = (int(fields[11]) + int(fields[12])) / _TICKS
    if family:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        used += sum(cpu_s(int(child)) for child in children)
    return used


def command(arguments: Sequence[str], cwd: Path) -> tuple[float, float, float]:
    """Run a command to its end: CPU seconds, wall seconds, peak memory in MB of any child so far."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run([*TALKWRIGHT, *arguments], cwd=cwd, check=True, capture_output=True)
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, wall, after.ru_maxrss / 1024


def median(values: Sequence[float]) -> float:
    """The middle one."""
    return statistics.median(values)


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print the one table of a benchmark, with the load of the machine below it."""
    shown = Table(title=title, title_justify="left", title_style="bold")
    for index, column in enumerate(columns):
        shown.add_column(column, justify="left" if index == 0 else "right")
    for row in rows:
        shown.add_row(*row)
    out = Console(width=100, highlight=False)
    out.print(shown)
    load = " ".join(f"{each:.2f}" for each in os.getloadavg())
    out.print(f"load average {load} · {os.cpu_count()} cores · median of {RUNS}")

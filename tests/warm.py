"""A command in a process of its own, split off from one that waits with all imports made.

Imports are most of what a short command costs. What a child does is what ``python -m`` does, in a folder, an
environment and with files of its own; it hears signals and ends as that does. Tests of what is imported when, start the
command itself.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pkgutil
import runpy
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO

import talkwright

ROOT = Path(__file__).parent.parent
_LIBRARIES = ("lark", "pytest", "rasa_sdk.executor", "rasa_sdk.forms", "scipy.optimize", "scipy.sparse", "sqlite3")
_LEFT_OUT = ("__main__", ".testing", ".migrations.", ".encoders.")  # what runs when it is imported, and what takes long
_PATH = [each for each in sys.path if each and Path(each) != ROOT]  # before tests add folders to it
_Stream = Path | Connection


class Warm:
    """``python -m`` with ``command``, a module and what it is given, in ``folder``, as ``subprocess.Popen`` starts it.
    ``streams`` are its standard input, output and errors."""

    def __init__(
        self, command: Sequence[str], folder: Path, environment: Mapping[str, str], streams: Sequence[_Stream]
    ) -> None:
        given = (list(command), folder, _PATH, dict(environment), list(streams))
        self._process = _waiting().Process(target=_do, args=given, daemon=True)
        self._process.start()

    def poll(self) -> int | None:
        """Its exit code, once it has ended."""
        return self._process.exitcode

    def wait(self, timeout_s: float) -> int:
        """Its exit code. Raises ``subprocess.TimeoutExpired``."""
        self._process.join(timeout_s)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired("a warm command", timeout_s)
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        if self._process.pid is not None and self.poll() is None:
            os.kill(self._process.pid, number)

    def terminate(self) -> None:
        self._process.terminate()


def start_warm(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> tuple[Warm, TextIO]:
    """Start it. With it comes what it writes to standard error, to be read and closed."""
    reading, writing = multiprocessing.Pipe(duplex=False)
    nothing = Path(os.devnull)
    with reading, writing:
        started = Warm(command, folder, environment, (nothing, nothing, writing))
        return started, os.fdopen(os.dup(reading.fileno()), encoding="utf-8")


def run_warm(
    command: Sequence[str], folder: Path, stdin: str = "", timeout_s: float = 120
) -> subprocess.CompletedProcess[str]:
    """Start it and wait for its end. Raises ``subprocess.TimeoutExpired``."""
    with TemporaryDirectory() as name:
        streams = [Path(name, each) for each in ("stdin", "stdout", "stderr")]
        for each in streams:
            each.write_text("" if each.name != "stdin" else stdin, encoding="utf-8")
        process = Warm(command, folder, os.environ, streams)
        try:
            code = process.wait(timeout_s)
        finally:
            process.send_signal(signal.SIGKILL)
        said = [each.read_text(encoding="utf-8") for each in streams[1:]]
        return subprocess.CompletedProcess(command, code, *said)


@cache
def _waiting() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    own = (module.name for module in pkgutil.walk_packages(talkwright.__path__, "talkwright."))
    names = [name for name in own if not any(part in name for part in _LEFT_OUT)]
    context.set_forkserver_preload(["__main__", *names, *_LIBRARIES])  # else each child would import pytest
    return context


def _do(command: list[str], folder: Path, path: list[str], environment: dict[str, str], streams: list[_Stream]) -> None:
    gc.freeze()  # what is imported need not be looked through, or copied, to collect the rest
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for number, stream in enumerate(streams):
        opened = os.open(stream, os.O_RDWR) if isinstance(stream, Path) else stream.fileno()
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the process
    own = [each for each in environment.get("PYTHONPATH", "").split(os.pathsep) if each]
    sys.path[:] = list(dict.fromkeys([str(folder), *own, *path]))
    sys.argv = command
    runpy.run_module(command[0], run_name="__main__", alter_sys=True)

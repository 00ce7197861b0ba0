"""The command in a process of its own, split off from one that waits with all imports made.

Imports are most of what a short command costs. What a child does is what ``python -m talkwright`` does, in a folder, an
environment and with files of its own, and it ends as that does. Tests of what is imported when, start the command
itself.
"""

from __future__ import annotations

import multiprocessing
import os
import pkgutil
import runpy
import subprocess
import sys
from functools import cache
from multiprocessing.context import ForkServerContext
from pathlib import Path
from tempfile import TemporaryDirectory

import talkwright

ROOT = Path(__file__).parent.parent
_LIBRARIES = ("lark", "rasa_sdk.executor", "rasa_sdk.forms", "scipy.optimize", "scipy.sparse", "xml.etree.ElementTree")
_LEFT_OUT = ("__main__", ".testing", ".migrations.", ".encoders.")  # what runs when it is imported, and what takes long


def run_warm(arguments: list[str], folder: Path, stdin: str, timeout_s: float) -> subprocess.CompletedProcess[str]:
    """``talkwright`` with ``arguments`` in ``folder``. Raises ``subprocess.TimeoutExpired``."""
    with TemporaryDirectory() as name:
        files = [Path(name, each) for each in ("stdin", "stdout", "stderr")]
        files[0].write_text(stdin, encoding="utf-8")
        process = _waiting().Process(target=_do, args=(arguments, folder, dict(os.environ), files))
        process.start()
        process.join(timeout_s)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise subprocess.TimeoutExpired(arguments, timeout_s)
        said = [each.read_text(encoding="utf-8") if each.exists() else "" for each in files[1:]]
        return subprocess.CompletedProcess(arguments, process.exitcode, *said)


@cache
def _waiting() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    own = (module.name for module in pkgutil.walk_packages(talkwright.__path__, "talkwright."))
    names = [name for name in own if not any(part in name for part in _LEFT_OUT)]
    context.set_forkserver_preload([*names, *_LIBRARIES])
    return context


def _do(arguments: list[str], folder: Path, environment: dict[str, str], files: list[Path]) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for number, file in enumerate(files):
        opened = os.open(file, os.O_RDWR | os.O_CREAT)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the process
    sys.path[:] = [str(folder), *(each for each in sys.path if each and Path(each) != ROOT)]
    sys.argv = ["talkwright", *arguments]
    runpy.run_module("talkwright", run_name="__main__", alter_sys=True)

"""Follows a page as a reader would: its files are written, its commands run, and what they print has to be as shown.

A file is a block whose sentence before ends with its name. A command is a line of a console block that begins with
``$ ``; the lines below it are what it prints: nothing for anything, and ``...`` at the end for whatever more there is.
The lines that begin with ``you ›`` are said in ``talkwright shell``. Of ``talkwright run`` the ``curl`` that follow it
ask; to serve a page to a browser is left to the test.
"""

from __future__ import annotations

import json
import shlex
import subprocess
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import httpx
from tests.conftest import talkwright
from tests.docs.pages import Block
from tests.server.live import Live

YOU = "you › "
SERVER = "localhost:5005"


def follow(
    blocks: Iterable[Block], folder: Path, *, visit: Callable[[Live, Path], None] = lambda live, folder: None
) -> list[str]:
    """Do what the blocks say in ``folder``. ``visit`` looks at each server. Returns the commands that were run."""
    done: list[str] = []
    for block in blocks:
        if block.file is not None:
            path = folder / block.file
            path.parent.mkdir(exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
            continue
        assert block.language == "console", block
        for command, shown in commands(block.text):
            done.append(command)
            match shlex.split(command):
                case ["cd", name]:
                    folder /= name
                case ["talkwright", "shell"]:
                    assert talk(folder, shown) == [line for line in shown if not line.startswith(YOU)]
                case ["talkwright", "run", *options]:
                    with Live(folder, *options) as server:
                        visit(server, folder)
                case ["python3", "-m", "http.server", *_]:
                    pass
                case ["curl", address, *options]:
                    with Live(folder) as server:
                        assert asked(server, address, options) == json.loads("\n".join(shown))
                case ["talkwright", *arguments]:
                    said = talkwright(*arguments, cwd=folder)
                    assert said.returncode == ("error" in "".join(shown)), said.stdout + said.stderr
                    assert as_shown(written(said.stdout + said.stderr), shown)
                case words:
                    subprocess.run(words, cwd=folder, check=True)
    return done


def commands(console: str) -> Iterator[tuple[str, list[str]]]:
    """The commands of a console block, each with the lines it shows."""
    found: list[tuple[str, list[str]]] = []
    for line in console.splitlines():
        if line.startswith("$ "):
            found.append((line.removeprefix("$ "), []))
        else:
            found[-1][1].append(line)
    return iter(found)


def talk(folder: Path, shown: list[str]) -> list[str]:
    """What the shell prints when the lines that begin with ``you ›`` are said."""
    said = [line.removeprefix(YOU) for line in shown if line.startswith(YOU)]
    done = talkwright("shell", cwd=folder, stdin="\n".join(said) + "\n")
    assert done.returncode == 0, done.stderr
    return written(done.stdout)


def asked(server: Live, address: str, options: list[str]) -> object:
    """What ``curl`` gets: a request of the running server, with the body behind ``-d`` if there is one."""
    url = server.url + address.removeprefix(SERVER)
    answer = httpx.post(url, content=options[1]) if options[:1] == ["-d"] else httpx.get(url)
    return answer.json()


def written(output: str) -> list[str]:
    """The lines of what a command printed, without the blanks that fill a line up."""
    return [line.rstrip() for line in output.splitlines()]


def as_shown(came: list[str], shown: list[str]) -> bool:
    """Whether a command printed what a page shows."""
    if shown[-1:] == ["..."]:
        return came[: len(shown) - 1] == shown[:-1]
    return not shown or came == shown

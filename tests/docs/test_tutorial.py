"""docs/tutorial.md does what it says: its files are written, its commands run, and the bot answers as printed."""

from __future__ import annotations

import json
import shlex
import subprocess
from pathlib import Path

import httpx
from tests.conftest import talkwright
from tests.docs.pages import DOCS, blocks
from tests.server.live import Live

YOU = "you › "


def test_the_tutorial_works_as_written(tmp_path: Path) -> None:
    folder = tmp_path
    talked = served = False
    for block in blocks(DOCS / "tutorial.md"):
        if block.file is not None:
            path = folder / block.file
            path.parent.mkdir(exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
            continue
        assert block.language == "console", block
        for command, shown in _commands(block.text):
            match shlex.split(command):
                case ["cd", name]:
                    folder /= name
                case ["talkwright", "shell"]:
                    assert _talk(folder, shown) == [line for line in shown if not line.startswith(YOU)]
                    talked = True
                case ["talkwright", "run"]:
                    continue  # what is asked of the server comes with the next command
                case ["curl", address, "-d", body]:
                    with Live(folder) as server:
                        asked = httpx.post(server.url + address.removeprefix("localhost:5005"), content=body)
                        page = httpx.get(server.url, headers={"accept": "text/html"})
                    assert asked.json() == json.loads("\n".join(shown))
                    assert "<title>" in page.text
                    served = True
                case ["talkwright", *arguments]:
                    said = talkwright(*arguments, cwd=folder)
                    assert said.returncode == ("error" in "".join(shown)), said.stdout + said.stderr
                    assert not shown or said.stdout.splitlines() == shown
                case words:
                    subprocess.run(words, cwd=folder, check=True)
    assert talked
    assert served


def _commands(console: str) -> list[tuple[str, list[str]]]:
    """The commands of a console block, each with the lines it shows."""
    found: list[tuple[str, list[str]]] = []
    for line in console.splitlines():
        if line.startswith("$ "):
            found.append((line.removeprefix("$ "), []))
        else:
            found[-1][1].append(line)
    return found


def _talk(folder: Path, shown: list[str]) -> list[str]:
    """What the shell prints when the lines that begin with ``you ›`` are said."""
    said = [line.removeprefix(YOU) for line in shown if line.startswith(YOU)]
    done = talkwright("shell", cwd=folder, stdin="\n".join(said) + "\n")
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()

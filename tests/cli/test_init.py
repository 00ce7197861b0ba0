"""``talkwright init``: what a new bot begins with."""

from __future__ import annotations

import json
import os
import pty
import subprocess
from pathlib import Path

import pytest
from tests.conftest import TALKWRIGHT, talkwright

from talkwright.cli.init import init
from talkwright.project.starter import TEMPLATES


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_is_written_as_it_is(template: str, tmp_path: Path) -> None:
    assert talkwright("init", "bot", "--template", template, cwd=tmp_path).returncode == 0
    _, files_of = TEMPLATES[template]
    assert files_in(tmp_path / "bot") == files_of().keys() | {".gitignore"}


def test_every_template_may_be_named() -> None:
    (option,) = (each for each in init.params if each.name == "template")
    assert list(option.type.choices) == list(TEMPLATES)  # type: ignore[attr-defined]


def test_the_empty_bot_has_no_problems_trains_and_passes_its_tests(tmp_path: Path) -> None:
    assert talkwright("init", ".", "--template", "empty", cwd=tmp_path).returncode == 0
    assert json.loads(talkwright("check", "--json", cwd=tmp_path).stdout) == []
    trained = talkwright("train", cwd=tmp_path)
    assert trained.returncode == 0, trained.stdout + trained.stderr
    assert talkwright("test", "e2e", "tests", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize("arguments", [(), ("--no-prompt",)])
def test_without_a_terminal_nothing_is_asked_and_it_is_the_starter(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = talkwright("init", "bot", *arguments, cwd=tmp_path)
    assert done.returncode == 0
    assert "Which one" not in done.stdout
    assert (tmp_path / "bot" / "actions" / "shop" / "shop.sql").is_file()


@pytest.mark.parametrize(
    ("typed", "arguments", "flows"),
    [
        ("\n", [], "lead_capture.yml"),
        ("2\n", [], "small_talk.yml"),
        ("empty\n", [], "small_talk.yml"),
        ("nonsense\nstarter\n", [], "lead_capture.yml"),
        ("", ["--no-prompt"], "lead_capture.yml"),
        ("", ["--template", "empty"], "small_talk.yml"),
    ],
)
def test_in_a_terminal_one_is_asked(typed: str, arguments: list[str], flows: str, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = [*TALKWRIGHT, "init", "bot", *arguments]
    with subprocess.Popen(command, cwd=tmp_path, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        os.write(ours, typed.encode())
        said = b""
        while chunk := _read(ours):
            said += chunk
        assert process.wait(60) == 0, said.decode()
    os.close(ours)
    assert (b"Which one" in said) == bool(typed)
    assert flows in {file.name for file in (tmp_path / "bot" / "flows").iterdir()}
    assert (tmp_path / "bot" / "actions" / "shop").is_dir() == (flows == "lead_capture.yml")


def _read(terminal: int) -> bytes:
    """What the other side wrote; nothing once it is closed."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""

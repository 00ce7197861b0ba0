"""docs/markers.md: its markers are found in conversations as its console shows, and its words are all there are."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.conftest import talkwright
from tests.docs.pages import DOCS, blocks, section
from tests.small_bot import small_bot

from talkwright.evaluation.markers import CONDITIONS, OPERATORS

__all__ = ["small_bot"]

PAGE = DOCS / "markers.md"
TALKS = {
    "ada": "where is my order TW-1042\n",
    "bert": "where is my order\nTW-1042\nwhere is my order TW-1042\n",
    "cleo": "where is my order\nTW-7\n",
}


def test_the_markers_are_counted_as_the_console_shows(small_bot: Path, tmp_path: Path) -> None:
    shown, markers = blocks(PAGE)
    bot = shutil.copytree(small_bot, tmp_path / "bot")
    (bot / "markers.yml").write_text(markers.text)
    for name, said in TALKS.items():
        assert talkwright("shell", "--conversation-id", name, cwd=bot, stdin=said).returncode == 0
    command, *lines = shown.text.strip().splitlines()
    done = talkwright(*command.removeprefix("$ talkwright ").split(), cwd=bot)
    assert done.returncode == 0, done.stderr
    assert [line.rstrip() for line in done.stdout.splitlines()] == lines


def test_every_word_has_its_row() -> None:
    cells = re.findall(r"^\| (`.*?`) \|", section(PAGE, "A file of markers"), re.MULTILINE)
    words = {name.partition(":")[0] for cell in cells for name in re.findall(r"`([^`]+)`", cell)}
    assert words == {*CONDITIONS, *OPERATORS}

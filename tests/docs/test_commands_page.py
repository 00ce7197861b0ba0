"""docs/commands.md has a section for every command, with every option that is shown in its help."""

from __future__ import annotations

import re

import click
import pytest
from tests.docs.pages import DOCS, section, sections

from talkwright.cli import main
from talkwright.cli.main import COMMANDS, load_command
from talkwright.cli.rasa import ALIASES, FLAGS, INSTEAD, NEEDLESS, RENAMED

PAGE = DOCS / "commands.md"


def options(command: str) -> set[str]:
    """The options of a command, short and long, as its help shows them."""
    shown = [each for each in load_command(command).params if isinstance(each, click.Option) and not each.hidden]
    return {name for option in shown for name in option.opts}


def test_every_command_has_its_section_and_no_section_is_stale() -> None:
    assert sections(PAGE) == list(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_has_its_row_and_no_row_is_stale(command: str) -> None:
    first_cells = re.findall(r"^\| (`-.*?) \|", section(PAGE, command), re.MULTILINE)
    assert {name for cell in first_cells for name in re.findall(r"`([^`]+)`", cell)} == options(command)


def test_every_exit_code_is_told() -> None:
    codes = {value for name, value in vars(main).items() if name.startswith("EXIT_")} | {0}
    told = re.findall(r"^\| (\d+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert {int(code) for code in told} == codes


def test_every_word_of_rasas_has_its_row() -> None:
    text = section(PAGE, "Rasa's words")
    for written, name in ALIASES.items():
        assert f"| `{written}` | `{name}` |" in text
    for written, says in INSTEAD.items():
        assert f"| `{written}` | no command. {says} |" in text
    for written, says in NEEDLESS.items():
        assert f"| `{written}` | does nothing. {says} |" in text
    assert all(f"{command} --data`" in text for command in RENAMED)
    for command, flags in FLAGS.items():
        for flag in flags:
            names = ", ".join(f"`{word}`" for word in flag.written.split() if word.startswith("-"))
            rows = [row for row in text.splitlines() if row.startswith(f"| `{command}` |") and names in row]
            assert [row.endswith(f"| {'refused' if flag.refused else 'taken'}. {flag.says} |") for row in rows] == [
                True
            ]

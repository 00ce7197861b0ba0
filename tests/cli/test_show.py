"""How things look in a terminal: bars with the time that is left, errors as sentences."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys

import pytest

from talkwright.cli.show import show_error
from talkwright.errors import RequestError

SLOW = """
import time
from talkwright.cli.show import progress
with progress() as say:
    for step in range(8):
        say("Working", step / 8)
        time.sleep(0.15)
print("done")
"""


def in_a_terminal(code: str) -> tuple[str, str]:
    """What a program shows in a terminal on its standard error, and what it writes to a pipe on its standard output."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, env=environment, text=True) as program:
        os.close(theirs)
        shown = b""
        while True:
            try:
                shown += os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
        assert program.stdout is not None
        piped = program.stdout.read()
    os.close(ours)
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.decode()), piped


def test_slow_work_shows_the_time_that_is_left() -> None:
    shown, piped = in_a_terminal(SLOW)
    assert "Working" in shown
    assert re.search(r"00:0\d left", shown)
    assert piped == "done\n", "what is printed goes where it belongs"


def test_work_of_several_parts_is_one_bar() -> None:
    shown, _ = in_a_terminal(SLOW.replace('"Working"', 'f"Part {step}"'))
    assert "Part 7" in shown
    assert "Part 6" not in shown[shown.rindex("Part 7") :]
    assert re.search(r"00:0\d left", shown)


def test_quick_work_shows_nothing() -> None:
    shown, _ = in_a_terminal(SLOW.replace("0.15", "0"))
    assert "Working" not in shown


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("there is no model here", "Error There is no model here\n  → Train one.\n"),
        ("models/a.tar.gz is broken", "Error models/a.tar.gz is broken\n  → Train one.\n"),
        ("[bold] is no file", "Error [bold] is no file\n  → Train one.\n"),
    ],
)
def test_an_error_is_a_sentence_with_a_next_step(message: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    show_error(RequestError(message, "Train one."))
    assert capsys.readouterr().err == said

"""``shell``: a conversation in the terminal."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from tests.conftest import talkwright


@pytest.fixture
def bot(small_bot: Path, tmp_path: Path) -> Path:
    return shutil.copytree(small_bot, tmp_path / "bot")


def test_buttons_are_shown_and_numbers_press_them(bot: Path) -> None:
    done = talkwright("shell", cwd=bot, stdin="hello\n\n1\n/stop\nhello\n")
    assert done.returncode == 0, done.stderr
    assert "1: My order (/check_order)" in done.stdout
    assert done.stdout.endswith("Which order?\n")


def test_a_conversation_is_continued_by_its_id(bot: Path) -> None:
    talkwright("shell", "--conversation-id", "ada", cwd=bot, stdin="/check_order\n")
    told = talkwright("shell", "--conversation-id", "ada", cwd=bot, stdin="TW-1042\n").stdout
    assert told.startswith("TW-1042 is on its way.")


def test_the_way_through_the_flows_is_shown_on_request(bot: Path) -> None:
    said = "hello\n1\nTW-1042\n/stop\n"
    lines = [
        " ".join(line.split())
        for line in talkwright("shell", "models", "--trace", cwd=bot, stdin=said).stdout.splitlines()
    ]
    assert "flow greet: action_utter_greet → END" in lines
    assert "flow order_status: collect_order_number" in lines
    assert "entity order_number = 'TW-1042'" in lines
    assert "flow order_status: collect_order_number → action_action_look_up_order →" in lines
    assert "slot order_state = 'sent'" in lines
    assert max(map(len, lines)) <= 80
    assert "flow" not in talkwright("shell", cwd=bot, stdin=said).stdout


def test_ctrl_c_ends_it_at_once(bot: Path) -> None:
    command = [sys.executable, "-m", "talkwright", "shell"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=bot, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as shell:
        assert shell.stdin is not None
        assert shell.stdout is not None
        shell.stdin.write("/check_order\n")
        shell.stdin.flush()
        assert shell.stdout.readline() == "Which order?\n"
        for _ in range(60):
            shell.send_signal(signal.SIGINT)  # one that comes just before it reads is heard after what it reads
            with suppress(subprocess.TimeoutExpired):
                shell.wait(0.5)
                break
        assert shell.returncode == 130
        assert shell.stderr is not None
        assert "Traceback" not in shell.stderr.read()

"""``completion``: what the shells are told."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import talkwright

ENVIRONMENT = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
SCRIPT = """
eval "$(talkwright completion bash)"
while read -r line; do
  COMPREPLY=() COMP_WORDS=($line) COMP_CWORD=$((${#COMP_WORDS[*]} - 1))
  [[ $line == *" ''" ]] && COMP_WORDS[COMP_CWORD]=
  $(complete -p talkwright | sed 's/.*-F \\([^ ]*\\).*/\\1/') talkwright < /dev/null
  echo "${COMPREPLY[*]}"
done
"""


def completed(*lines: str) -> list[list[str]]:
    """What bash offers for the last word of each line."""
    said = "".join(f"{line}\n" for line in lines)
    done = subprocess.run(
        ["bash", "-c", SCRIPT], input=said, capture_output=True, text=True, env=ENVIRONMENT, check=True
    )
    return [line.split() for line in done.stdout.splitlines()]


def test_bash_completes_commands_options_and_values() -> None:
    command, *rest, options, refused = completed(
        "talkwright tr",
        "talkwright test nlu --cross",
        "talkwright enc",
        "talkwright encoder ''",
        "talkwright schema f",
        "talkwright run actions --auto",
        "talkwright train --",
        "talkwright train --a",
    )
    assert command == ["train"]
    assert rest == [["--cross-validation"], ["encoder"], ["fetch", "list", "verify"], ["flows"], ["--auto-reload"]]
    assert {"--data", "--config", "--force"} <= set(options)
    assert "--augmentation" not in refused


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_are_served(shell: str, tmp_path: Path) -> None:
    script = talkwright("completion", shell, cwd=tmp_path).stdout
    assert f"_TALKWRIGHT_COMPLETE={shell}_complete" in script
    asked = {
        **ENVIRONMENT,
        "_TALKWRIGHT_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": "talkwright tr",
        "COMP_CWORD": "1",
    }
    asked |= {"COMP_CWORD": "tr"} if shell == "fish" else {}
    told = subprocess.run(["talkwright"], capture_output=True, text=True, env=asked, check=False).stdout
    assert "train" in told
    assert "replay" not in told


def test_there_is_no_fourth_shell(tmp_path: Path) -> None:
    done = talkwright("completion", "csh", cwd=tmp_path)
    assert done.returncode == 2
    assert "'bash', 'zsh', 'fish'" in done.stderr

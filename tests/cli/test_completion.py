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
COMP_WORDS=(@) COMP_CWORD=$((${#COMP_WORDS[*]} - 1))
$(complete -p talkwright | sed 's/.*-F \\([^ ]*\\).*/\\1/') talkwright
echo "${COMPREPLY[*]}"
"""


def completed(*words: str) -> list[str]:
    """What bash offers for the last of the words."""
    script = SCRIPT.replace("@)", " ".join(f"'{word}'" for word in words) + ")")
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, env=ENVIRONMENT, check=True)
    return done.stdout.split()


def test_bash_completes_commands_options_and_values() -> None:
    assert completed("talkwright", "tr") == ["train"]
    assert {"--data", "--config", "--force"} <= set(completed("talkwright", "train", "--"))
    assert "--augmentation" not in completed("talkwright", "train", "--a")
    assert completed("talkwright", "test", "nlu", "--cross") == ["--cross-validation"]
    assert completed("talkwright", "enc") == ["encoder"]
    assert completed("talkwright", "encoder", "") == ["fetch", "list", "verify"]
    assert completed("talkwright", "schema", "f") == ["flows"]
    assert completed("talkwright", "run", "actions", "--auto") == ["--auto-reload"]


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

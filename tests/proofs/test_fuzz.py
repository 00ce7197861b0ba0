"""Nonsense in ten thousand conversations finds nothing wrong with the starter bot."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parents[2]


@pytest.mark.long
def test_the_starter_stays_sound(tmp_path: Path) -> None:
    talkwright = [sys.executable, "-m", "talkwright"]
    subprocess.run([*talkwright, "init", str(tmp_path / "bot")], check=True, cwd=tmp_path)
    subprocess.run([*talkwright, "train"], check=True, cwd=tmp_path / "bot")
    command = [*talkwright, "fuzz", "--conversations", "10000", "--seed", "1000000", "--json"]
    told = subprocess.run(command, cwd=tmp_path / "bot", capture_output=True, text=True, check=False)
    report = json.loads(told.stdout)
    assert report["faults"] == []
    assert told.returncode == 0
    flows = {path.stem for path in (HERE / "flows").glob("*.yml")}
    assert len(report["flows"]) >= len(flows), "it went through the whole bot"

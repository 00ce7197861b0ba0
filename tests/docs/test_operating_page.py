"""docs/operating.md: its limits are those of the code, its metrics are there, and its backup is one."""

from __future__ import annotations

import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import msgspec
from tests.conftest import talkwright
from tests.docs.pages import DOCS, blocks, section
from tests.docs.walk import commands

from talkwright.flows.engine import MOST_STEPS
from talkwright.metrics import INSTRUMENTS
from talkwright.project.endpoints import open_endpoints
from talkwright.runtime.attempt import MOST_ACTIONS
from talkwright.settings import Settings

PAGE = DOCS / "operating.md"


def test_every_limit_is_told_with_its_default() -> None:
    defaults = msgspec.structs.asdict(Settings())
    told = {}
    for names, value in re.findall(r"^\| (.+?) \| (.+?) \|", section(PAGE, "When too much comes"), re.MULTILINE):
        settings = re.findall(r"\[`(\w+)`\]", names)
        values = [int(each.replace(",", "")) for each in re.findall(r"[\d,]*\d", value.replace("no limit", "0"))]
        told |= dict(zip(settings, values * (len(settings) // len(values)), strict=True)) if settings else {}
    assert told == {name: defaults[name] for name in told}
    limits = {name for name in defaults if name.endswith("_max") or "rate_per" in name or name.startswith("action_")}
    limits |= {name for name in defaults if name.endswith("_max_bytes") or name.endswith("_max_chars")}
    assert told.keys() == limits
    assert f"may run | {MOST_ACTIONS} |" in section(PAGE, "When too much comes")
    assert f"acts | {MOST_STEPS:,} |" in section(PAGE, "When too much comes")


def test_the_metrics_that_are_watched_are_there() -> None:
    named = dict(re.findall(r'`(talkwright_\w+)`(?: with `(\w+)="\w+"`)?', section(PAGE, "Metrics")))
    labels = {each.name: each.labels for each in INSTRUMENTS}
    assert named
    assert all(label in ("", *labels[name]) for name, label in named.items())


def test_the_database_of_the_page_is_a_service(tmp_path: Path) -> None:
    (text,) = (block.text for block in blocks(PAGE) if block.language == "yaml")
    (tmp_path / "endpoints.yml").write_text(text, encoding="utf-8")
    endpoints, problems = open_endpoints(tmp_path / "endpoints.yml", {"DB_PASSWORD": "x"})
    assert problems == ()
    assert endpoints.tracker_store is not None


def test_the_backup_of_the_page_has_the_conversations(starter: Path, tmp_path: Path) -> None:
    bot = shutil.copytree(starter, tmp_path / "bot")
    assert talkwright("shell", "--conversation-id", "ada", cwd=bot, stdin="hello\n").returncode == 0
    (shown,) = (block.text for block in blocks(PAGE) if block.language == "console")
    ((command, _),) = commands(shown)
    _, *arguments = shlex.split(command)
    subprocess.run([sys.executable, *arguments], cwd=bot, check=True)
    copy = sqlite3.connect(bot / "backup.db")
    assert copy.execute("SELECT id FROM conversation").fetchall() == [("ada",)]
    copy.close()

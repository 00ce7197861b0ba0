"""docs/nodes.md has a section for every node kind, with its keys; and the kind it shows how to write works."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
from tests.docs.pages import DOCS, ROOT, Block, blocks, section, sections

import talkwright
from talkwright.cli.file_schemas import SCHEMAS
from talkwright.errors import Problems
from talkwright.flows.kinds import KINDS
from talkwright.flows.read import read_flow
from talkwright.flows.step import Move
from talkwright.yaml import parse

PAGE = DOCS / "nodes.md"
TABLE = "framework/talkwright/flows/kinds.py"
COMMON = {"id", "next", "metadata"}

BOT = {
    "config.yml": "language: en\n",
    "domain.yml": """\
intents: [knock, leave]
slots: {knocks: {type: float}}
responses:
  utter_knocks: [{text: "Knocked {knocks} times."}]
  utter_bye: [{text: Bye.}]
""",
    "nlu-data/nlu.yml": """\
nlu:
  - intent: knock
    examples: |
      - knock knock
      - is anybody there?
  - intent: leave
    examples: |
      - good bye
      - see you
""",
    "flows/knock.yml": """\
flows:
  knock:
    description: Counts knocks.
    nlu_trigger: [{intent: knock}]
    persisted_slots: [knocks]
    run_pattern_completed: false
    steps:
      - count: knocks
      - count: knocks
        by: 5
      - action: utter_knocks
  leave:
    description: Says good bye.
    nlu_trigger: [{intent: leave}]
    steps:
      - action: utter_bye
""",
}


def files() -> dict[str, Block]:
    return {block.file: block for block in blocks(PAGE) if block.file is not None}


def test_every_kind_has_its_section_and_no_section_is_stale() -> None:
    assert sections(PAGE) == list(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_of_a_kind_has_its_row(kind: str) -> None:
    steps = SCHEMAS["flows"]()["$defs"]["steps"]["items"]["anyOf"]
    keys = next({*step["properties"]} for step in steps if step["required"] == [kind])
    rows = set(re.findall(r"^\| `(\w+)` \|", section(PAGE, kind), re.MULTILINE))
    assert rows - {"description"} == keys - COMMON - {"description"}


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_a_kind_is_a_step_of_it(kind: str) -> None:
    text = section(PAGE, kind).partition("```yaml\n")[2].partition("```")[0]
    problems = Problems()
    node = parse(f"description: An example.\nsteps:\n{text}", "flows.yml", problems)
    assert node is not None
    flow = read_flow("example", node, node.place, problems)
    assert problems.all == ()
    assert type(flow.steps[0]) is KINDS[kind]


def test_every_move_has_its_row() -> None:
    told = section(PAGE, "Writing a node kind").partition("| move | |")[2]
    assert re.findall(r"^\| `(\w+)` \|", told, re.MULTILINE) == [kind.__name__ for kind in get_args(Move)]


def test_the_table_of_the_page_is_that_of_the_code_with_one_row_more() -> None:
    shown = files()[TABLE].text.replace("from talkwright.flows.nodes.count import Count\n", "")
    assert shown.replace(" | Count", "").replace(", Count)", ")") == (ROOT / TABLE).read_text(encoding="utf-8")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Talkwright with the kind of the page, and a bot that uses it."""
    package = Path(talkwright.__file__).parent
    shutil.copytree(package, tmp_path / "framework" / "talkwright", ignore=shutil.ignore_patterns("__pycache__"))
    for name, text in [*BOT.items(), *((name, block.text) for name, block in files().items())]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(copy: Path, *arguments: str, said: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(copy / "framework")}
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=copy,
        env=environment,
        input=said,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_kind_of_the_page_passes_the_suite(copy: Path) -> None:
    done = run(copy, "pytest", "-p", "no:cacheprovider", "-q", "tests/flows/test_count.py")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "passed" in done.stdout


def test_the_kind_of_the_page_counts_in_a_conversation(copy: Path) -> None:
    checked = run(copy, "talkwright", "check", "--fail-on-warnings")
    assert checked.returncode == 0, checked.stdout
    assert run(copy, "talkwright", "train").returncode == 0
    talked = run(copy, "talkwright", "shell", said="knock knock\nis anybody there?\n")
    assert talked.stdout.splitlines() == ["Knocked 6 times.", "Knocked 12 times."]

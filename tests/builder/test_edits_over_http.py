"""Random edits of flow files in every style, through the door that the browser has: only their lines change."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from tests.server.desk import Desk
from tests.server.live import Live
from tests.small_bot import small_bot
from tests.yaml.random_edits import check_lines, expected, model, random_change

from talkwright.errors import Problems
from talkwright.yaml import parse
from talkwright.yaml.rewrite import REMOVED
from talkwright.yaml.source import same

__all__ = ["small_bot"]

ROOT = Path(__file__).parents[2]
FILES = [*sorted((ROOT / "tests" / "yaml" / "styles").glob("*.yml")), *sorted((ROOT / "flows").glob("*.yml"))]

BOTS = sorted(Path(os.environ.get("TALKWRIGHT_DATA", "/nowhere"), "bots").rglob("*.yml"))
FORTY = 40


@pytest.fixture(scope="module")
def root(small_bot: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small bot, with files of many people among its flows."""
    root = Path(shutil.copytree(small_bot, tmp_path_factory.mktemp("edits") / "bot"))
    for path in FILES:
        shutil.copy(path, root / "flows" / path.name)
    return root


@pytest.fixture(scope="module")
def live(root: Path) -> Iterator[Live]:
    with Live(root, environment={"TALKWRIGHT_BUILDER_RATE_PER_SESSION": "1000000"}) as server:
        yield server


def is_json(value: object) -> bool:
    """Whether a browser can send it: infinity is a number of YAML alone."""
    try:
        return value is REMOVED or bool(json.dumps(value, allow_nan=False))
    except ValueError:
        return False


def edited(desk: Desk, path: Path, edits: int, seed: int) -> int:
    """Edits one after the other, each on what the one before left; says how many were taken."""
    random, file = Random(f"{path.name} {seed}"), f"flows/{path.name}"
    desk.post("discard", {"files": [file]})
    text, taken = path.read_bytes().decode(), 0
    for _ in range(edits):
        whole = model(text)
        change = random_change(whole, random)
        if not is_json(change.value):
            continue
        based_on = {file: desk.get("values", file=file)["hash"]}
        what = {"remove": True} if change.value is REMOVED else {"value": change.value}
        edit = {"file": file, "path": change.path, **what}
        if desk.call("POST", "edits", json={"edits": [edit], "based_on": based_on}).status_code != 200:
            continue  # what cannot be written as meant is refused
        after = next((each["after"] for each in desk.get("diff") if each["file"] == file), None)
        changed = path.read_bytes().decode() if after is None else after
        assert same(model(changed), expected(whole, change)), f"{file} {change}\n{text}"
        if after is not None:  # else it is what is on disk again, to the byte
            check_lines(text, changed, change)
        text, taken = changed, taken + 1
    return taken


def test_edits_through_the_door_touch_only_their_lines(live: Live) -> None:
    with Desk(live.url) as desk:
        assert sum(edited(desk, path, 2, 1) for path in FILES) > len(FILES)


@pytest.mark.long
def test_forty_flow_files_of_many_people_are_edited_through_the_door(live: Live, root: Path) -> None:
    """The starter's, those written in every style, and of bots that people wrote as many as are there."""
    theirs = [path for path in BOTS if b"\nflows:" in b"\n" + path.read_bytes()]
    readable = [path for path in theirs if parse(path.read_bytes(), "", Problems())]
    files = {path.name: path for path in (*readable, *FILES)}
    with Desk(live.url) as desk:
        taken = 0
        for number, path in enumerate(files.values()):
            kept = root / "flows" / path.name
            if not kept.exists():
                shutil.copy(path, kept)
            taken += edited(desk, path, 20, number)
            desk.post("discard", {})
    assert taken > 10 * min(len(files), FORTY)

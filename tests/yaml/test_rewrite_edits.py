"""Thousands of random edits of files in every style: the model is as meant, and other lines are as they were."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from tests.yaml.random_edits import check_lines, expected, model, random_change

from talkwright.errors import Problems, Unwritable
from talkwright.yaml import parse
from talkwright.yaml.rewrite import rewrite
from talkwright.yaml.source import same

ROOT = Path(__file__).parents[2]
STYLES = sorted((Path(__file__).parent / "styles").glob("*.yml"))
STARTER = sorted(path for folder in ("flows", "domain", "nlu-data") for path in (ROOT / folder).glob("*.yml"))
BOTS = sorted(Path(os.environ.get("TALKWRIGHT_DATA", "/nowhere"), "bots").rglob("*.yml"))


def read(path: Path) -> str:
    return path.read_bytes().decode()


def edited(path: Path, edits: int, seed: int) -> Counter[str]:
    """Edits one after the other, each on what the one before left; says how many were made and how many refused."""
    random = Random(f"{path.name} {seed}")
    text = read(path)
    count: Counter[str] = Counter()
    for number in range(edits):
        whole = model(text)
        change = random_change(whole, random)
        said = f"{path.name} seed {seed} edit {number}: {change}\n{text}"
        try:
            changed = rewrite(text, change.path, change.value)
        except Unwritable as refusal:
            count[f"refused {change.kind} {path.name} {refusal}"] += 1
            continue
        count["made"] += 1
        assert same(model(changed), expected(whole, change)), said
        check_lines(text, changed, change)
        text = changed
    return count


def refusals(count: Counter[str]) -> Counter[str]:
    return Counter({said: times for said, times in count.items() if said != "made"})


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_edits_of_a_style_touch_only_their_lines(path: Path) -> None:
    count = sum((edited(path, 8, seed) for seed in range(4)), Counter[str]())
    assert not refusals(count)


def test_edits_of_the_starter_touch_only_their_lines() -> None:
    count = sum((edited(path, 5, 1) for path in STARTER), Counter[str]())
    assert count["made"] > 200
    assert not refusals(count)


@pytest.mark.long
def test_ten_thousand_edits_touch_only_their_lines() -> None:
    """Of the starter, of bots that people wrote, of files in every style."""
    files = [*STYLES, *STARTER, *(path for path in BOTS if parse(path.read_bytes(), "", Problems()))]
    count: Counter[str] = Counter()
    seed = 10
    while count["made"] < 10_000:
        for path in files:
            count += edited(path, 8, seed)
        seed += 1
    assert refusals(count).total() < 10, refusals(count)

"""Every room of the code has its section, and every word of the plan a heading and a page that tells of it."""

from __future__ import annotations

import pkgutil
import re

import pytest
from tests.docs.pages import DOCS, headings, section, sections

import talkwright
import talkwright.testing

PAGE, PLAN = DOCS / "rooms.md", DOCS / "plan.md"
HEADINGS = [title.lower() for page in DOCS.glob("*.md") for _, title in headings(page)]
WORDS = [
    (word.strip(), re.findall(r"\]\((.+?)\)", pages))
    for words, pages in re.findall(r"^\| ([^|`]+) \| (\[.+) \|$", section(PLAN, "Words"), re.MULTILINE)
    for word in words.split(",")
]


def rooms() -> set[str]:
    return {each.name for each in pkgutil.iter_modules(talkwright.__path__)} - {"__main__"}


def test_every_room_has_its_section_and_no_section_is_stale() -> None:
    assert sorted(sections(PAGE)) == sorted(rooms())


def test_every_room_is_on_a_floor_of_the_plan() -> None:
    table = "\n".join(line for line in section(PLAN, "Floors").splitlines() if line.startswith("| "))
    floors = re.findall(r"^\| \d+ \| (.+?) \|", table, re.MULTILINE)
    assert sorted(room for floor in floors for room in re.findall(r"`(\w+)`", floor)) == sorted(rooms())


@pytest.mark.parametrize(("word", "pages"), WORDS, ids=[word for word, _ in WORDS])
def test_a_word_of_the_plan_is_a_heading_and_is_told_where_the_plan_says(word: str, pages: list[str]) -> None:
    stem = re.sub(r"^(the|an?) ", "", word.lower()).removesuffix("y").removesuffix("e")
    assert any(stem.split()[-1] in title for title in HEADINGS)
    assert any(stem in (DOCS / page.partition("#")[0]).read_text(encoding="utf-8").lower() for page in pages)


def test_every_suite_has_its_row() -> None:
    suites = {each.name for each in pkgutil.iter_modules(talkwright.testing.__path__) if "contract" in each.name}
    rows = re.findall(r"^\| `talkwright\.testing\.(\w+)` \|", section(PAGE, "testing"), re.MULTILINE)
    assert set(rows) == suites

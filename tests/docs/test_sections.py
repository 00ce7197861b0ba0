"""A section that is taken out of a page is missed: tests of pages compare what ``sections`` finds with the code."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.docs.pages import DOCS, section, sections

PAGES = ("commands.md", "settings.md", "nodes.md", "checks.md", "http.md", "rooms.md", "nlu.md", "extractors.md")


@pytest.mark.parametrize("name", PAGES)
def test_a_section_that_is_taken_out_is_missed(name: str, tmp_path: Path) -> None:
    page, copy = DOCS / name, tmp_path / name
    there = sections(page)
    assert len(there) == len({*there})
    for gone in (there[0], there[len(there) // 2], there[-1]):
        copy.write_text(page.read_text(encoding="utf-8").replace(f"### `{gone}`\n", ""), encoding="utf-8")
        assert sections(copy) == [each for each in there if each != gone]
        with pytest.raises(AssertionError, match=r"has no section"):
            section(copy, gone)


@pytest.mark.parametrize("name", PAGES)
def test_a_section_says_something(name: str) -> None:
    assert all(len(section(DOCS / name, each).split()) > 2 for each in sections(DOCS / name))

"""Every link between pages leads somewhere: the file is there, and so is the heading behind the '#'."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.docs.pages import DOCS, ROOT, anchors, without_code

PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_CODE = re.compile(r"`[^`\n]*`")


def links(page: Path) -> list[str]:
    """Where a page leads to within the repository."""
    found = _LINK.findall(_CODE.sub("", without_code(page)))
    return [link for link in found if not re.match(r"[a-z]+:", link)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_resolve(page: Path) -> None:
    lost = []
    for link in links(page):
        file, _, anchor = link.partition("#")
        target = page.parent / file if file else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            lost.append(link)
    assert lost == []


def test_every_page_can_be_found() -> None:
    """From the map of all pages, which can be found from the README or from the plan."""
    listed = {(DOCS / link.partition("#")[0]).resolve() for link in links(DOCS / "index.md")}
    assert {page.resolve() for page in DOCS.glob("*.md")} <= {*listed, (DOCS / "index.md").resolve()}
    assert "index.md" in [Path(link).name for page in (ROOT / "README.md", DOCS / "plan.md") for link in links(page)]


def test_make_targets_that_are_named_exist() -> None:
    named = set(re.findall(r"(?:`|^\$ )make (\w+)", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE))
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert named <= {*targets}
    assert {"run", "test"} <= named

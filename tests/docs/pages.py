"""The pages of the documentation as tests read them: headings, links, anchors and blocks of code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.warm import run_warm

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"

_FENCE = re.compile(r"^(?P<indent> *)```(?P<language>\w*)\n(?P<text>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)
_NAMED = re.compile(r"`([\w./-]+\.\w+)`[^`\n]*:\s*\Z")


@dataclass(frozen=True)
class Block:
    """A fenced block. ``file`` is the name that the sentence before it ends with: "... into `domain.yml`:"."""

    language: str
    text: str
    file: str | None
    at: int


def blocks(page: Path) -> Iterator[Block]:
    """Every fenced block of a page, in order."""
    text = page.read_text(encoding="utf-8")
    for fence in _FENCE.finditer(text):
        named = _NAMED.search(text, 0, fence.start())
        inside = re.sub(rf"^{fence['indent']}", "", fence["text"], flags=re.MULTILINE)
        yield Block(fence["language"], inside, named[1] if named else None, fence.start())


def headings(page: Path) -> list[tuple[int, str]]:
    """The headings of a page with their level."""
    return [(len(marks), title.strip()) for marks, title in _HEADING.findall(without_code(page))]


def sections(page: Path, level: int = 3) -> list[str]:
    """What stands in backquotes in the headings of one level."""
    return [name for depth, title in headings(page) if depth == level for name in re.findall(r"`([^`]+)`", title)]


def section(page: Path, name: str) -> str:
    """The text below the heading with that name, in backquotes or not, up to the next of its level or above."""
    text = page.read_text(encoding="utf-8")
    found = re.search(rf"^(#+) `?{re.escape(name)}`?$", text, re.MULTILINE)
    assert found is not None, f"{page.name} has no section {name}"
    end = re.compile(rf"^#{{1,{len(found[1])}}} ", re.MULTILINE).search(text, found.end())
    return text[found.end() : end.start() if end else len(text)]


def anchors(page: Path) -> set[str]:
    """What a link may name after '#', made of the headings as GitHub does."""
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for _, title in headings(page)}


def without_code(page: Path) -> str:
    """The text without its fenced blocks."""
    return _FENCE.sub("", page.read_text(encoding="utf-8"))


def write_package(page: Path, folder: Path) -> Path:
    """The modules and the entry points that a page shows, as an installed package has them. Returns ``folder``."""
    shown = list(blocks(page))
    for block in shown:
        if block.language == "python" and block.file is not None and "/" not in block.file:
            (folder / block.file).write_text(block.text, encoding="utf-8")
    points = "\n".join(block.text for block in shown if block.language == "toml")
    points = re.sub(r'\[project\.entry-points\."(.+)"\]', r"[\1]", points)
    metadata = folder / "example-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: example\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text(points.replace('"', ""))
    return folder


def run_suite(folder: Path, file: str) -> None:
    """Run the tests that a page shows, in the folder of its package."""
    options = ["-p", "no:cacheprovider", "-q", "-o", "asyncio_mode=auto", file]
    done = run_warm(["pytest", *options], folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "passed" in done.stdout

"""Python on the pages runs, in the folder of a bot.

A block that goes into a file is tried where its page is, and so are the mistakes that docs/checks.md shows.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.docs.pages import DOCS, blocks

EXAMPLES = [
    (page.name, block.text)
    for page in sorted(DOCS.glob("*.md"))
    for block in blocks(page)
    if block.language == "python" and block.file is None and page.name != "checks.md"
]


@pytest.fixture(scope="module")
def bot(starter: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(starter, tmp_path_factory.mktemp("examples") / "bot")


@pytest.mark.parametrize(("page", "code"), EXAMPLES, ids=[page for page, _ in EXAMPLES])
def test_an_example_runs(page: str, code: str, bot: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(bot)
    exec(compile(code, page, "exec"), {"__name__": page})

"""Python on the pages runs. A block that goes into a file of a bot or a package is tried where its page is."""

from __future__ import annotations

import pytest
from tests.docs.pages import DOCS, blocks

EXAMPLES = [
    (page.name, block.text)
    for page in sorted(DOCS.glob("*.md"))
    for block in blocks(page)
    if block.language == "python" and block.file is None and page.name not in ("channels.md", "checks.md")
]


@pytest.mark.parametrize(("page", "code"), EXAMPLES, ids=[page for page, _ in EXAMPLES])
def test_an_example_runs(page: str, code: str) -> None:
    exec(compile(code, page, "exec"), {"__name__": page})

"""Every block of code on the pages is run by a test, or is said here not to be, and why."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.docs.pages import DOCS, ROOT, blocks

PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
TESTS = Path(__file__).parent

RUN = {
    "yaml": "test_yaml_examples.py",
    "console": "test_console_examples.py",
    "json": "test_console_examples.py",
    "sql": "test_console_examples.py",
    "python": "test_python_examples.py",
    "html": "test_widget_page.py",
    "js": "test_widget_page.py",
}
"""The test that runs blocks of a language, unless the page has its own."""

RUN_BY_THE_PAGE = {
    ("tutorial.md", "yaml"): "test_tutorial.py",
    ("tutorial.md", "python"): "test_tutorial.py",
    ("tutorial.md", "console"): "test_tutorial.py",
    ("tutorial.md", "html"): "test_tutorial.py",
    ("rasa.md", "yaml"): "test_rasa_page.py",
    ("rasa.md", "console"): "test_rasa_page.py",
    ("checks.md", "yaml"): "test_checks_page.py",
    ("checks.md", "python"): "test_checks_page.py",
    ("checks.md", "markdown"): "test_checks_page.py",
    ("migrate.md", "markdown"): "test_migrate_page.py",
    ("markers.md", "yaml"): "test_markers_page.py",
    ("markers.md", "console"): "test_markers_page.py",
    ("operating.md", "console"): "test_operating_page.py",
    ("endpoints.md", "sql"): "test_endpoints_page.py",
    ("events.md", "json"): "test_events_page.py",
    ("extractors.md", "json"): "test_extractors_page.py",
    ("channels.md", "python"): "test_channels_page.py",
    ("channels.md", "toml"): "test_channels_page.py",
    ("nlu.md", "toml"): "test_nlu_page.py",
    ("stores.md", "python"): "test_stores_page.py",
    ("stores.md", "toml"): "test_stores_page.py",
    ("nodes.md", "python"): "test_nodes_page.py",
    ("actions.md", "python"): "test_actions_page.py",
    ("widget.md", ""): "test_widget_page.py",
}

NOT_RUN = {("plan.md", ""): "a drawing"}


@pytest.mark.parametrize(
    ("page", "language"),
    sorted({(page.name, block.language) for page in PAGES for block in blocks(page)}),
    ids=lambda name: name or "plain",
)
def test_every_block_is_run(page: str, language: str) -> None:
    if (page, language) in NOT_RUN:
        return
    test = (TESTS / (RUN_BY_THE_PAGE.get((page, language)) or RUN[language])).read_text(encoding="utf-8")
    assert "blocks(" in test
    assert page in test or "glob" in test or "PAGES" in test


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_block_is_overlooked(page: Path) -> None:
    fences = [line for line in page.read_text(encoding="utf-8").splitlines() if line.strip().startswith("```")]
    assert len(fences) == 2 * len(list(blocks(page)))


def test_what_is_not_run_is_there() -> None:
    shown = {(page.name, block.language) for page in PAGES for block in blocks(page)}
    assert {*RUN_BY_THE_PAGE, *NOT_RUN} <= shown

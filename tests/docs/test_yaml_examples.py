"""YAML on the pages is read without complaint, each block as the file that it is a part of.

A block need not give every name that it uses: that is all it may lack. What it shows besides is tried by the test of
its page, and so are the mistakes of docs/checks.md.
"""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from tests.docs.pages import DOCS, ROOT, Block, blocks

from talkwright.channels.discover import discover
from talkwright.errors import Problem, Problems
from talkwright.evaluation.read import read_cases
from talkwright.project.open import open_credentials, open_endpoints, open_project
from talkwright.training.check import check

MISTAKES = {"conditions.md": ["flow/no-else"], "tutorial.md": ["flow/no-kind"]}
"""What is wrong, on purpose, with one block of a page."""

EXAMPLES = [
    (page.name, block)
    for page in (ROOT / "README.md", *sorted(DOCS.glob("*.md")))
    for block in blocks(page)
    if block.language == "yaml" and page.name not in ("checks.md", "markers.md")
]
ELSEWHERE = {"unlisted-intent", "unlisted-entity", "no-answer", "not-followed"}
"""What may be lacking beside ``unknown-...``, the names that a block does not give."""

TESTS = {"test_cases", "fixtures", "metadata", "stub_custom_actions", "stories"}
CHANNELS = {"rasa", "rest", "web", "socketio", "callback", "pager"}
ENVIRONMENT = {"DB_PASSWORD": "x", "BOT_CALLBACK_URL": "http://localhost:1", "SOCKETIO_KEY": "k", "PAGER_SECRET": "x"}


def file_of(block: Block) -> str:
    """The file of a bot that a block is a part of, as its first words say."""
    if block.file is not None and "/" not in block.file and not block.file.startswith(("flows", "nlu", "responses")):
        return block.file
    keys = {line.partition(":")[0] for line in block.text.splitlines() if line[:1].isalpha()}
    for file, known in FILES.items():
        if keys & known:
            return file
    return "flows/example.yml"


FILES: dict[str, set[str]] = {
    "tests/example.yml": TESTS,
    "endpoints.yml": {"tracker_store", "action_endpoint"},
    "credentials.yml": CHANNELS,
    "nlu-data/example.yml": {"nlu", "rules"},
    "config.yml": {"pipeline", "language", "recipe"},
    "flows/example.yml": {"flows"},
    "domain.yml": {"intents", "entities", "slots", "actions", "responses", "session_config"},
}


def content(block: Block) -> str:
    """The block as a whole file: steps alone are those of a flow, and a button alone is that of a response."""
    text = textwrap.dedent(block.text)
    if text.startswith("- title:"):
        return "responses:\n  utter_x:\n    - text: x\n      buttons:\n" + textwrap.indent(text, " " * 8)
    if text.startswith("- "):
        return "flows:\n  example:\n    description: An example.\n    steps:\n" + textwrap.indent(text, " " * 6)
    if "\nflows:" not in f"\n{text}" and "\n  steps:" in text:
        return "flows:\n" + textwrap.indent(text, "  ")
    return text


def complaints(bot: Path, file: str) -> list[Problem]:
    """What is wrong with the file, but for names that are elsewhere."""
    problems = Problems()
    if file == "endpoints.yml":
        problems.extend(open_endpoints(bot / file, ENVIRONMENT)[1])
    elif file == "credentials.yml":
        known, found = open_credentials(bot / file, ENVIRONMENT)
        problems.extend(found)
        discover(
            {name: each for name, each in known.channels.items() if name != "pager" and "." not in name}, file, problems
        )
    elif file.startswith("tests/"):
        assert read_cases([bot / file], problems)
    else:
        problems.extend(check(open_project(bot, environment=ENVIRONMENT)).problems)
    mine = [problem for problem in problems.all if problem.place.file.endswith(file)]
    return [problem for problem in mine if not _is_elsewhere(*problem.code.split("/"))]


def _is_elsewhere(group: str, what: str) -> bool:
    return what in ELSEWHERE or (what.startswith("unknown-") and group != "yaml")


@pytest.mark.parametrize(("page", "block"), EXAMPLES, ids=[f"{page}:{block.at}" for page, block in EXAMPLES])
def test_an_example_is_read_without_complaint(page: str, block: Block, tmp_path: Path) -> None:
    file = file_of(block)
    files = {
        "config.yml": "language: en\nadditional_languages: [de]\n",
        "domain.yml": "intents: []\n",
        "nlu-data/x.yml": "nlu: []\n",
    }
    for name, text in {**files, file: content(block)}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = complaints(tmp_path, file)
    assert found == [] or [each.code for each in found] == MISTAKES.get(page), [str(each) for each in found]

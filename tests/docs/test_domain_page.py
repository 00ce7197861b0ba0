"""docs/domain.md and docs/projects.md: what they show is read without complaint, and every key has its row."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from tests.docs.pages import DOCS, blocks, section

from talkwright.cli.file_schemas import SCHEMAS
from talkwright.conversation.schema import SlotType
from talkwright.errors import Problems
from talkwright.project.config import read_config
from talkwright.project.merge import read_domain
from talkwright.project.open import DATA_FOLDERS, Sources
from talkwright.project.responses import CONTENT
from talkwright.project.slots import MAPPINGS
from talkwright.yaml import parse

PAGE, PROJECTS = DOCS / "domain.md", DOCS / "projects.md"


def rows(page: Path, name: str) -> set[str]:
    """The names in the first cells of the tables of a section."""
    cells = re.findall(r"^\| (`.+?) \|", section(page, name), re.MULTILINE)
    return {each for cell in cells for each in re.findall(r"`([^`]+)`", cell)}


def properties(file: str) -> set[str]:
    return {*SCHEMAS[file]()["properties"]}


@pytest.mark.parametrize("text", [block.text for block in blocks(PAGE)], ids=lambda text: text.split("\n")[0])
def test_an_example_of_a_domain_is_read_without_complaint(text: str) -> None:
    problems = Problems()
    node = parse(text, "domain.yml", problems)
    assert node is not None
    read_domain([node], problems)
    assert problems.all == ()


def test_the_configuration_that_is_shown_is_read_without_complaint() -> None:
    (text,) = (block.text for block in blocks(PROJECTS))
    problems = Problems()
    node = parse(text, "config.yml", problems)
    assert node is not None
    assert read_config(node, problems).assistant_id == "pizza-place"
    assert problems.all == ()


def test_every_section_of_a_domain_and_of_a_configuration_has_its_row() -> None:
    assert properties("domain") <= rows(PAGE, "The domain")
    assert properties("config") <= rows(PROJECTS, "config.yml")


def test_every_type_mapping_and_part_of_a_response_has_its_row() -> None:
    assert rows(PAGE, "Slots") >= {*get_args(SlotType), *MAPPINGS}
    assert rows(PAGE, "Responses") >= {*CONTENT, "condition", "channel", "id", "metadata"}


def test_every_file_of_a_bot_has_its_row(tmp_path: Path) -> None:
    sources = Sources.of(tmp_path)
    files = {sources.config, sources.domain, sources.endpoints, sources.credentials}
    told = rows(PROJECTS, "A bot's folder")
    assert {file.name for file in files} <= told
    assert {f"{name}/" for name in DATA_FOLDERS} <= told

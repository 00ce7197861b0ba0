"""docs/extractors.md has every dimension and language, and each of its examples comes out as it says."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest
from tests.docs.pages import DOCS, blocks, section, sections

from talkwright.errors import Problems
from talkwright.nlu.extractors.dimensions import DIMENSIONS, read
from talkwright.nlu.extractors.language import languages
from talkwright.nlu.fit import fit_pipeline
from talkwright.project.open import open_project

PAGE = DOCS / "extractors.md"
NOW = datetime(2026, 11, 18, 10, 15, tzinfo=ZoneInfo("Europe/Berlin"))

_ROW = re.compile(r"^\| (.+) \| (.+) \| (?:`(.+)` )?\|$", re.MULTILINE)

EXAMPLES = [
    (dimension, *row)
    for dimension in sections(PAGE)
    for row in _ROW.findall(section(PAGE, dimension))
    if row[0] != "text"
]

_LANGUAGE_ROW = re.compile(r"^\| (.+) \| ([a-z-]+) \| (.+) \| (?:`(.+)` )?\|$", re.MULTILINE)
LANGUAGES = {"German": "de", "French": "fr", "Spanish": "es", "Italian": "it", "Portuguese": "pt"}
IN_LANGUAGES = [
    (code, *row)
    for name, code in LANGUAGES.items()
    for row in _LANGUAGE_ROW.findall(section(PAGE, name))
    if row[0] != "text"
]


def test_every_dimension_has_its_section_and_its_examples() -> None:
    assert sorted(sections(PAGE)) == sorted(DIMENSIONS)
    assert {dimension for dimension, *_ in EXAMPLES} == {*DIMENSIONS}


@pytest.mark.parametrize(("dimension", "text", "words", "value"), EXAMPLES)
def test_an_example_comes_out_as_it_says(dimension: str, text: str, words: str, value: str) -> None:
    found = [each for _, each in read(text, (dimension,), locale="en_GB", now=NOW)]
    if words == "nothing":
        assert found == []
    else:
        assert [(text[each.start : each.end], each.value) for each in found] == [(words, msgspec.json.decode(value))]


@pytest.mark.parametrize(("code", "text", "dimension", "words", "value"), IN_LANGUAGES)
def test_an_example_of_a_language_comes_out_as_it_says(
    code: str, text: str, dimension: str, words: str, value: str
) -> None:
    found = [(text[each.start : each.end], each.value) for _, each in read(text, (dimension,), locale=code, now=NOW)]
    assert found == ([] if words == "nothing" else [(words, msgspec.json.decode(value))])


def test_every_language_has_its_examples() -> None:
    assert {"en", *LANGUAGES.values()} == {*languages()} == {"en", *(code for code, *_ in IN_LANGUAGES)}


def test_every_language_has_its_row() -> None:
    assert re.findall(r"^\| `(\w+)` \|", section(PAGE, "Languages"), re.MULTILINE) == [*languages()]


def test_the_configuration_of_the_page_gives_the_entity_of_the_page(tmp_path: Path) -> None:
    for block in blocks(PAGE):
        if block.file is not None:
            (tmp_path / block.file).write_text(block.text, encoding="utf-8")
    problems = Problems()
    project = open_project(tmp_path, environment={})
    parts = [(part.name, part.options, part.place) for part in project.config.pipeline]
    pipeline = fit_pipeline(project.data, parts, project.config.language, problems)
    shown = next(block.text for block in blocks(PAGE) if block.language == "json")
    entities = msgspec.to_builtins(pipeline.parse("a present, under 50 euros", at=NOW.timestamp()).entities)
    assert msgspec.json.decode(shown) in entities

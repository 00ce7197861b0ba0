"""docs/nlu.md has every component with its options and every name of Rasa's, and its own component works."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
from tests.docs.pages import DOCS, blocks, run_suite, section, sections, write_package

from talkwright.errors import Problems
from talkwright.nlu.examples import TrainingData
from talkwright.nlu.fit import fit_pipeline
from talkwright.nlu.payload import read_payload
from talkwright.nlu.pipeline import Pipeline
from talkwright.nlu.rasa_components import REPLACED, SAME
from talkwright.nlu.registry import BUILT_IN, find
from talkwright.project.open import open_project

PAGE = DOCS / "nlu.md"
TEXT = PAGE.read_text(encoding="utf-8")


def test_every_component_has_its_section_and_no_section_is_stale() -> None:
    assert sections(PAGE) == list(BUILT_IN)


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_option_has_its_row_with_its_default(name: str) -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| `([^`]+)` \|", section(PAGE, name), re.MULTILINE))
    defaults = msgspec.to_builtins(find(name).Options())
    assert rows == {option: msgspec.json.encode(value).decode() for option, value in defaults.items()}


@pytest.mark.parametrize(("table", "known"), [(0, {*SAME} | {*BUILT_IN}), (1, {*REPLACED})])
def test_every_name_of_rasas_is_in_its_table(table: int, known: set[str]) -> None:
    tables = re.split("For these something simpler|Of the options", section(PAGE, "Rasa's components"))
    rows = re.findall(r"^\| (`.+?) \| (.+) \|$", tables[table], re.MULTILINE)
    named = {name for rasa, _ in rows for name in re.findall(r"`(\w+)`", rasa)}
    assert named <= known
    assert named >= {*SAME} if table == 0 else named == known
    ours = {name for _, stands_in in rows for name in re.findall(r"`(\w+)`", stands_in)}
    assert ours <= {*BUILT_IN}


def test_the_training_data_of_the_page_is_read(tmp_path: Path) -> None:
    (tmp_path / "nlu-data").mkdir()
    shown = next(block for block in blocks(PAGE) if block.text.startswith("version:"))
    (tmp_path / "nlu-data" / "nlu.yml").write_text(shown.text, encoding="utf-8")
    data = open_project(tmp_path, environment={}).data
    assert len(data.examples) == 3
    assert data.synonyms == {"two": "2", "a couple": "2"}
    assert [regex.name for regex in data.regexes] == ["phone"]
    assert data.lookups[0].values == ("soup of the day", "mushroom pie")


def test_the_payloads_of_the_page_mean_what_it_says() -> None:
    rows = re.findall(r"^\| `(/book_table.*?)` \|", section(PAGE, "Payloads"), re.MULTILINE)
    understood = [read_payload(text, {"book_table"}) for text in rows]
    assert [each is not None and each.intent.confidence for each in understood] == [1.0, 0.8, 1.0]
    assert read_payload("/etc/hosts", {"book_table"}) is None


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return write_package(PAGE, tmp_path)


def test_the_component_of_the_page_passes_the_suite(package: Path) -> None:
    run_suite(package, "test_exact_match.py")


def test_the_component_of_the_page_works_in_a_pipeline(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(package)
    shown = [block for block in blocks(PAGE) if block.file == "config.yml"]
    (package / "config.yml").write_text(shown[-1].text, encoding="utf-8")
    project = open_project(package, environment={})
    problems = Problems()
    parts = [(part.name, part.options, part.place) for part in project.config.pipeline]
    pipeline = fit_pipeline(_greetings(), parts, None, problems)
    assert problems.all == ()
    again = Pipeline.load(pipeline.save())
    assert again.parse("Good day").intent == pipeline.parse("Good day").intent
    assert (again.parse("Good day").intent.name, again.parse("Good day").intent.confidence) == ("greet", 0.95)


def _greetings() -> TrainingData:
    from talkwright.nlu.examples import Example

    return TrainingData(examples=(Example("good day", "greet"), Example("bye", "leave"), Example("good bye", "leave")))

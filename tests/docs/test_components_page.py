"""The components of docs/components.md work in the folder of a bot, and its tables name what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.docs.pages import DOCS, blocks, section

from talkwright.errors import Problems
from talkwright.nlu.component import Draft, Lesson
from talkwright.nlu.examples import Example, TrainingData
from talkwright.nlu.fit import fit_pipeline
from talkwright.nlu.pipeline import Pipeline
from talkwright.project.open import open_project

PAGE = DOCS / "components.md"


@pytest.fixture
def bot(tmp_path: Path) -> Path:
    for block in blocks(PAGE):
        if block.file:
            (tmp_path / block.file).parent.mkdir(exist_ok=True)
            (tmp_path / block.file).write_text(block.text, encoding="utf-8")
    return tmp_path


def test_the_components_of_the_page_understand_and_are_kept_in_a_model(bot: Path) -> None:
    texts = {"track": ("track my parcel", "where is my parcel"), "greet": ("hello there", "good morning")}
    data = TrainingData(examples=tuple(Example(text, intent) for intent in texts for text in texts[intent]))
    config, problems = open_project(bot, environment={}).config, Problems()
    parts = [(part.name, part.options, part.place) for part in config.pipeline]
    pipeline = fit_pipeline(data, parts, "en", problems, root=bot)
    assert {problem.code for problem in problems.all} <= {"nlu/few-examples"}
    for each in (pipeline, Pipeline.load(pipeline.save(), root=bot)):
        found = each.parse("trakc AB-12345", at=0.0)
        assert found.intent.name == "track"
        assert [(entity.entity, entity.value, entity.start) for entity in found.entities] == [("order", "AB-12345", 6)]


def test_what_there_is_to_work_with_is_there() -> None:
    named = re.findall(r"`(lesson|draft)\.(\w+)", section(PAGE, "What there is to work with"))
    fields = {"lesson": Lesson.__dataclass_fields__, "draft": Draft.__dataclass_fields__}
    assert {name for kind, name in named if name not in fields[kind]} == {"add_entity"}
    assert hasattr(Draft, "add_entity")

"""The components of docs/components.md work in the folder of a bot, and its tables name what there is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from tests.docs.pages import DOCS, blocks, section
from tests.following import Talk

from talkwright.dialogue.policies import own as policies
from talkwright.errors import Problems
from talkwright.nlu.component import Draft, Lesson
from talkwright.nlu.examples import Example, TrainingData
from talkwright.nlu.fit import fit_pipeline
from talkwright.nlu.pipeline import Pipeline
from talkwright.project.open import open_project
from talkwright.testing.policy_contract import PolicyContract
from talkwright.training.load import load_model
from talkwright.training.survey import survey
from talkwright.training.train import train

PAGE = DOCS / "components.md"
POLICIES = "Policies of your own"
DOMAIN = """
intents: [greet, ask, complain]
responses: {utter_hello: [{text: Hello}], utter_sorry: [{text: Sorry}], utter_handover: [{text: A colleague comes}]}
"""
STORIES = """
stories:
- story: hello
  steps: [{intent: greet}, {action: utter_hello}]
- story: a complaint
  steps: [{intent: complain}, {action: utter_sorry}]
rules:
- rule: what was asked
  steps: [{intent: ask}, {action: utter_hello}]
"""


@pytest.fixture
def bot(tmp_path: Path) -> Path:
    for block in blocks(PAGE):
        if block.file:
            (tmp_path / block.file).parent.mkdir(exist_ok=True)
            with (tmp_path / block.file).open("a", encoding="utf-8") as file:
                file.write(block.text)
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


def test_what_a_policy_is_given_is_there() -> None:
    named = re.findall(r"^\| `(lesson|situation)\.(\w+)|, `(lesson|situation)\.(\w+)", section(PAGE, POLICIES), re.M)
    fields = {"lesson": policies.Lesson.__struct_fields__, "situation": policies.Situation.__struct_fields__}
    assert len(named) > 10
    assert [name for a, b, c, d in named for kind, name in [(a or c, b or d)] if name not in fields[kind]] == []


async def test_the_policy_of_the_page_is_taught_kept_and_heard(bot: Path) -> None:
    (bot / "domain.yml").write_text(DOMAIN, encoding="utf-8")
    (bot / "data").mkdir()
    (bot / "data" / "stories.yml").write_text(STORIES, encoding="utf-8")
    project = open_project(bot, environment={})
    assert [problem for problem in survey(project, {}) if problem.code.startswith("config/")] == []
    trained = train(project, bot / "models", "one")
    talk = Talk.of(load_model(trained.path, bot))
    assert await talk.say("/greet") == ["utter_hello", "action_listen"]
    assert talk.chosen("utter_hello").policy == "MemoizationPolicy"
    assert await talk.say("/greet") == ["utter_hello", "action_listen"]
    assert talk.chosen("utter_hello").policy == "policies.patience.Patience"
    assert await talk.say("/complain") == ["utter_sorry", "action_listen"]
    assert await talk.say("/ask") == ["utter_hello", "action_listen"]
    assert await talk.say("/complain") == ["utter_handover", "action_listen"]
    assert (talk.chosen("utter_handover").policy, talk.chosen("utter_handover").confidence) == (
        "policies.patience.Patience",
        1.0,
    )


def _written(file: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(next(block.text for block in blocks(PAGE) if block.file == file), names)
    return names


class TestPatience(PolicyContract):
    policy = _written("policies/patience.py")["Patience"]
    options = policy.Options(action="utter_sorry")

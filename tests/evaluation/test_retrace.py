"""A model is told stories: those that it learned from, and others."""

from __future__ import annotations

import pytest

from talkwright.errors import Problems
from talkwright.evaluation.retrace import Astray, retrace
from talkwright.project.open import open_project
from talkwright.project.stories import Story, read_stories
from talkwright.training.load import Model, load_model
from talkwright.training.train import train
from talkwright.yaml import parse

BOT = {
    "config.yml": "language: en\npipeline: [{name: KeywordIntentClassifier}]\npolicies: [{name: MemoizationPolicy}]\n",
    "domain.yml": """
intents: [hi, order, help, bye]
slots:
  size: {type: text, mappings: [{type: from_text, conditions: [{active_loop: order_form}]}]}
forms: {order_form: {required_slots: [size]}}
responses:
  utter_hi: [{text: Hi}]
  utter_help: [{text: Help}]
  utter_bye: [{text: Bye}]
  utter_ask_size: [{text: Which?}]
""",
    "data/stories.yml": """
nlu:
- intent: hi
  examples: "- hi"
- intent: bye
  examples: "- bye"
stories:
- story: greeting
  steps: [{intent: hi}, {action: utter_hi}, {intent: bye}, {action: utter_bye}]
- story: order
  steps:
  - intent: order
  - action: order_form
  - active_loop: order_form
  - intent: help
  - action: utter_help
  - action: order_form
  - active_loop: null
  - action: utter_bye
""",
}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    root = tmp_path_factory.mktemp("bot")
    (root / "data").mkdir()
    for name, text in BOT.items():
        (root / name).write_text(text, encoding="utf-8")
    return load_model(train(open_project(root), root / "models", "one").path)


def stories(text: str) -> tuple[Story, ...]:
    node = parse(text, "old.yml", Problems())
    assert node is not None
    section = node.value["stories"].value if isinstance(node.value, dict) else ()
    return read_stories(section if isinstance(section, tuple) else (), (), Problems())


def test_what_was_learned_is_followed_also_out_of_a_form(model: Model) -> None:
    told = retrace(stories(BOT["data/stories.yml"]), model)
    assert (told.ways, told.followed, told.astray) == (2, 2, ())


def test_the_first_step_that_goes_otherwise_is_told(model: Model) -> None:
    other = (
        "stories:\n- story: other\n  steps: [{intent: hi}, {action: utter_hi}, {intent: bye}, {action: utter_help}]\n"
    )
    told = retrace(stories(other), model)
    assert told.followed == 0
    assert told.astray == (Astray("other", told.astray[0].place, "bye", "utter_help", "utter_bye"),)
    assert str(told.astray[0].place) == "old.yml:2:3"


def test_the_words_of_a_user_are_nobodys_story(model: Model) -> None:
    assert retrace(stories("stories:\n- story: x\n  steps: [{user: hello you}, {action: utter_hi}]\n"), model).ways == 0

"""``interactive``: what is asked, what is corrected, and what of it is in the files afterwards."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.conftest import talkwright

FILES = {
    "config.yml": """
language: en
pipeline:
- name: WhitespaceTokenizer
- name: NgramClassifier
- name: RegexEntityExtractor
policies:
- name: MemoizationPolicy
- name: RulePolicy
""",
    "domain.yml": """
intents: [greet, order]
entities: [city]
slots: {city: {type: text, mappings: [{type: from_entity, entity: city}]}}
actions: []
responses:
  utter_greet:
  - text: Hello!   # to everybody

  utter_where: [{text: "Where to?"}]
# the end
""",
    "data/nlu.yml": """
nlu:
- intent: greet   # all the same
  examples: |
    - hello
    - hi there
    - good morning

- intent: order
  examples: |
    - a ticket to [Rome](city)
    - I want to go to [Paris](city)
    - a ticket please
""",
    "data/rules.yml": """
rules:
- rule: greet
  steps:
  - intent: greet
  - action: utter_greet
""",
    "data/stories.yml": """
stories:
- story: order
  steps:
  - intent: order
  - action: utter_where
""",
}
YES = ""
WHERE = ("n", "utter_where", "n", "action_listen")


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bot of a rule and a story."""
    folder = tmp_path_factory.mktemp("taught")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text.lstrip())
    assert talkwright("train", cwd=folder).returncode == 0
    return folder


@pytest.fixture
def bot(trained: Path, tmp_path: Path) -> Path:
    return shutil.copytree(trained, tmp_path / "bot")


def teach(bot: Path, *answers: str, options: tuple[str, ...] = ()) -> str:
    words = ("interactive", "--conversation-id", "lesson", *options)
    done = talkwright(*words, cwd=bot, stdin="".join(f"{line}\n" for line in answers))
    assert done.returncode == 0, done.stderr
    return done.stdout


def stories(bot: Path) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = yaml.safe_load((bot / "data/stories.yml").read_text())["stories"]
    return told


def test_what_is_right_becomes_a_story(bot: Path) -> None:
    shown = teach(bot, "hello", YES, YES, YES, "/stop", YES)
    assert "greet  " in shown
    assert "→ utter_greet  1.00  RulePolicy" in shown
    assert "Hello!" in shown
    assert stories(bot)[1:] == [{"story": "lesson", "steps": [{"intent": "greet"}, {"action": "utter_greet"}]}]
    for name in ("domain.yml", "data/nlu.yml"):
        assert (bot / name).read_text() == FILES[name].lstrip()


def test_intents_entities_and_actions_are_corrected_and_what_is_new_is_written(bot: Path) -> None:
    corrected = ("take me to Oslo", "n", "travel", "take me to [Oslo](city)")
    new_words = ("n", "utter_booked", "Booked to {city}!", "n", "action_pay", "n", "action_listen")
    shown = teach(bot, *corrected, *new_words, "/stop", YES)
    assert "travel is new." in shown
    assert "Nobody has written action_pay yet" in shown
    assert "Kept in data/stories.yml, data/nlu.yml, domain.yml." in shown
    assert stories(bot)[1]["steps"] == [
        {"intent": "travel", "entities": [{"city": "Oslo"}]},
        {"slot_was_set": [{"city": "Oslo"}]},
        {"action": "utter_booked"},
        {"action": "action_pay"},
    ]
    nlu = (bot / "data/nlu.yml").read_text()
    assert nlu.startswith(FILES["data/nlu.yml"].lstrip())
    assert yaml.safe_load(nlu)["nlu"][2] == {"intent": "travel", "examples": "- take me to [Oslo](city)\n"}
    domain = yaml.safe_load((bot / "domain.yml").read_text())
    assert domain["intents"] == ["greet", "order", "travel"]
    assert domain["actions"] == ["action_pay"]
    assert domain["responses"]["utter_booked"] == [{"text": "Booked to {city}!"}]
    assert "- text: Hello!   # to everybody\n" in (bot / "domain.yml").read_text()
    assert talkwright("train", cwd=bot).returncode == 0


def test_a_message_is_taken_back_and_another_conversation_begins(bot: Path) -> None:
    first = ("hello", YES, YES, YES, "good day", "n", "greet", "", "/undo", "hi there", YES, YES, YES)
    other = ('/order{"city": "Rome"}', *WHERE)
    shown = teach(bot, "/undo", *first, "/restart", *other, "/stop", YES)
    assert "There is nothing to take back." in shown
    assert "A new conversation." in shown
    assert [each["story"] for each in stories(bot)] == ["order", "lesson", "lesson (2)"]
    assert shown.count("→ utter_greet  1.00  RulePolicy") == 3
    assert stories(bot)[1]["steps"] == [{"intent": "greet"}, {"action": "utter_greet"}] * 2
    assert stories(bot)[2]["steps"][0] == {"intent": "order", "entities": [{"city": "Rome"}]}
    assert (bot / "data/nlu.yml").read_text() == FILES["data/nlu.yml"].lstrip()


def test_nothing_is_written_without_a_yes(bot: Path) -> None:
    assert "Nothing was written." in teach(bot, "hello", YES, YES, YES, "/stop", "n")
    assert "Nothing was written." in teach(bot, "hello", YES)  # what is typed ends
    assert "Nothing new was taught." in teach(bot)
    assert stories(bot) == yaml.safe_load(FILES["data/stories.yml"])["stories"]


def test_words_are_kept_where_they_are_asked_for(bot: Path) -> None:
    said = ("a ticket to Rome", "n", YES, "a ticket to [Rome](city)", *WHERE, "/stop", YES)
    teach(bot, *said, options=("--e2e", "--stories-out", "tests/test_stories.yml", "-m", "models"))
    (story,) = yaml.safe_load((bot / "tests/test_stories.yml").read_text())["stories"]
    assert story["steps"][0] == {"user": "a ticket to [Rome](city)", "intent": "order"}
    assert stories(bot) == yaml.safe_load(FILES["data/stories.yml"])["stories"]


def test_in_a_bot_of_flows_conversations_become_tests(small_bot: Path, tmp_path: Path) -> None:
    bot = shutil.copytree(small_bot, tmp_path / "bot")
    shown = teach(bot, "where is my order TW-1042", YES, "/stop", YES, options=("-m", "models"))
    assert "TW-1042 is on its way." in shown
    (story,) = yaml.safe_load((bot / "tests/test_stories.yml").read_text())["stories"]
    assert {"action": "utter_on_its_way"} in story["steps"]
    done = talkwright("test", "core", "tests/test_stories.yml", cwd=bot)
    assert done.returncode == 0, done.stdout

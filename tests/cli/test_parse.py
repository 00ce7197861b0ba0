"""What ``talkwright parse`` tells of a message beyond its intent: the question, roles and groups, the language."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.conftest import talkwright

FILES = {
    "config.yml": "language: en\nadditional_languages: [de]\n",
    "domain.yml": """\
intents: [faq, change]
entities:
  - colour: {roles: [from, to]}
responses:
  utter_faq/hours: [{text: Nine to five.}]
  utter_faq/cost: [{text: Three pounds.}]
""",
    "data/nlu.yml": """\
nlu:
  - intent: faq/hours
    examples: |
      - when are you open
      - are you open on Sundays
  - intent: faq/cost
    examples: |
      - what does delivery cost
      - how much is delivery
  - intent: change
    examples: |
      - change it from [green]{"entity": "colour", "role": "from"} to [blue]{"entity": "colour", "role": "to"}
      - from [red]{"entity": "colour", "role": "from"} to [black]{"entity": "colour", "role": "to"} please
      - change the colour from [blue]{"entity": "colour", "role": "from"} to [red]{"entity": "colour", "role": "to"}
""",
}


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bot, trained."""
    root = tmp_path_factory.mktemp("bot")
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert talkwright("train", cwd=root).returncode == 0
    return root


def test_the_question_the_roles_and_the_language_are_shown(bot: Path) -> None:
    asked = talkwright("parse", "how much does the delivery cost", cwd=bot).stdout
    assert "faq/cost" in asked
    assert "Language: en" in asked
    changed = talkwright("parse", "change it from green to red", cwd=bot).stdout
    assert "colour (from)" in changed
    assert "colour (to)" in changed


def test_why_is_told_word_by_word_and_with_the_nearest_examples(bot: Path) -> None:
    told = talkwright("parse", "--explain", "how much does the delivery cost", cwd=bot).stdout
    assert "Without each of them, faq would be how" in told
    assert "what does delivery cost  faq/cost  data/nlu.yml:8:9" in told
    assert "Fallback" in told
    why = json.loads(talkwright("parse", "--explain", "--json", "delivery", cwd=bot).stdout)
    assert why["intent"] == "faq"
    assert why["utterance"]["text"] == "delivery"
    assert [word["text"] for word in why["words"]] == ["delivery"]


def test_entities_are_explained_by_what_stands_around_them(bot: Path) -> None:
    why = json.loads(talkwright("parse", "--explain", "--json", "change it from green to red", cwd=bot).stdout)
    found = {each["text"]: each for each in why["entities"]}
    assert set(found) == {"green", "red"}
    assert found["red"]["extractor"] == "CRFEntityExtractor"
    assert set(found["red"]["because"]) <= {"change", "it", "from", "green", "to"}
    assert (
        "Entity red colour by CRFEntityExtractor"
        in talkwright("parse", "--explain", "change it from green to red", cwd=bot).stdout
    )


def test_what_is_empty_has_no_reason(bot: Path) -> None:
    assert talkwright("parse", "--explain", "/faq", cwd=bot).returncode == 0

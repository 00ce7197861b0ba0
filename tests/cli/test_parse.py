"""What ``talkwright parse`` tells of a message beyond its intent: the question, roles and groups, the language."""

from __future__ import annotations

from pathlib import Path

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


def test_the_question_the_roles_and_the_language_are_shown(tmp_path: Path) -> None:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert talkwright("train", cwd=tmp_path).returncode == 0
    asked = talkwright("parse", "how much does the delivery cost", cwd=tmp_path).stdout
    assert "faq/cost" in asked
    assert "Language: en" in asked
    changed = talkwright("parse", "change it from green to red", cwd=tmp_path).stdout
    assert "colour (from)" in changed
    assert "colour (to)" in changed

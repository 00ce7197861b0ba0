"""``talkwright check`` as a person and as a program uses it: mending, what it would mend, and the list as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.conftest import talkwright
from tests.docs.pages import DOCS, blocks, section

from talkwright.yaml.edit import Edit, splice

FLOW = (
    "\ufeffflows:  # mine\r\n"
    "  one:\r\n"
    "    description: 'orders a colur'\r\n"
    "    nlu_trigger: [{intent: gret}]\r\n"
    "    steps:\r\n"
    "      - colect:   size   # how big\r\n"
    "        next:\r\n"
    "          - if: slots.amout > 3 or amount = '7'\r\n"
    "            then:\r\n"
    "              - action: utter_doen\r\n"
    "\r\n"
    "# the end"
)
MENDED = (
    "\ufeffflows:  # mine\r\n"
    "  one:\r\n"
    "    description: 'orders a colur'\r\n"
    "    nlu_trigger: [{intent: greet}]\r\n"
    "    steps:\r\n"
    "      - collect:   size   # how big\r\n"
    "        next:\r\n"
    "          - if: slots.amount is not null and slots.amount > 3 or slots.amount = 7\r\n"
    "            then:\r\n"
    "              - action: utter_done\r\n"
    "          - else: END\r\n"
    "\r\n"
    "# the end"
)
DOMAIN = """\
intents: [greet]
slots:
  size: {type: float}
  amount: {type: float}
responses:
  utter_ask_size: [{text: "How big?"}]
  utter_done: [{text: "Done."}]
"""


@pytest.fixture
def bot(tmp_path: Path) -> Path:
    (tmp_path / "config.yml").write_text("language: en\n")
    (tmp_path / "domain.yml").write_text(DOMAIN)
    (tmp_path / "flows").mkdir()
    (tmp_path / "flows" / "one.yml").write_bytes(FLOW.encode())
    (tmp_path / "nlu-data").mkdir()
    (tmp_path / "nlu-data" / "all.yml").write_text("nlu:\n- intent: greet\n  examples: |\n    - hello\n    - hi\n")
    return tmp_path


def flow(bot: Path) -> str:
    return (bot / "flows" / "one.yml").read_bytes().decode()


def test_fix_mends_what_is_safe_and_keeps_every_other_byte(bot: Path) -> None:
    done = talkwright("check", "--fix", cwd=bot)
    assert flow(bot) == MENDED
    assert done.returncode == 0, done.stdout
    assert "Mended: flows/one.yml" in done.stderr
    assert "No problems" in done.stdout
    again = talkwright("check", "--fix", cwd=bot)
    assert flow(bot) == MENDED
    assert again.stderr == ""


def test_diff_shows_what_would_change_and_changes_nothing(bot: Path) -> None:
    done = talkwright("check", "--fix", "--diff", cwd=bot)
    assert flow(bot) == FLOW
    assert "-      - colect:   size   # how big" in done.stdout
    assert "+      - collect:   size   # how big" in done.stdout
    assert done.stdout.startswith("--- flows/one.yml\n+++ flows/one.yml\n@@ ")
    assert done.returncode == 1


def test_fix_leaves_what_is_a_matter_of_choice(bot: Path) -> None:
    text = FLOW.replace("colect", "gather").replace("utter_doen", "utter_something_else")
    (bot / "flows" / "one.yml").write_bytes(text.encode())
    done = talkwright("check", "--fix", cwd=bot)
    assert done.returncode == 1
    assert "flow/no-kind" in done.stdout
    assert "gather" in flow(bot)
    assert "utter_something_else" in flow(bot)


def test_the_edits_of_the_json_are_those_that_fix_makes(bot: Path) -> None:
    for _ in range(4):
        done = talkwright("check", "--json", cwd=bot)
        found = json.loads(done.stdout)
        edits = [Edit(**edit) for problem in found if "fix" in problem for edit in problem["fix"]["edits"]]
        assert {edit.file for edit in edits} <= {"flows/one.yml"}
        (bot / "flows" / "one.yml").write_bytes(splice(flow(bot), edits).encode())
    assert found == []
    assert flow(bot) == MENDED


def test_the_json_has_the_keys_that_the_page_tells_of(bot: Path) -> None:
    found = json.loads(talkwright("check", "--json", cwd=bot).stdout)
    told = section(DOCS / "checks.md", "For programs")
    keys = {key for problem in found for key in problem}
    assert keys == {"code", "severity", "message", "hint", "file", "line", "column", "fix"}
    assert all(f"`{key}`" in told for key in keys)
    assert [(problem["file"], problem["line"]) for problem in found] == sorted(
        (problem["file"], problem["line"]) for problem in found
    )


def test_the_example_of_the_page_is_what_comes(bot: Path) -> None:
    (example,) = (block for block in blocks(DOCS / "checks.md") if block.language == "json")
    mistake = "flows:\n  a:\n    description: d\n    steps:\n      - actoin: utter_done\n"
    (bot / "flows" / "mistake.yml").write_text(mistake)
    found = json.loads(talkwright("check", "--json", cwd=bot).stdout)
    assert json.loads(example.text)[0] in found


def test_what_the_names_of_a_configuration_come_to(bot: Path) -> None:
    (bot / "config.yml").write_text("pipeline:\n  - {name: DIETClassifier, epochs: 5}\n")
    shown = talkwright("check", "--mapping", cwd=bot)
    assert shown.returncode == 0
    for words in ("DIETClassifier", "IntentClassifier", "(added)", "WordTokenizer", "Without effect: epochs"):
        assert words in " ".join(shown.stdout.split())
    rows = json.loads(talkwright("check", "--mapping", "--json", cwd=bot).stdout)
    assert [row["name"] for row in rows] == ["DIETClassifier", ""]
    assert rows[0]["idle"] == ["epochs"]
    assert "DIETClassifier" in talkwright("check", cwd=bot).stdout


def test_a_configuration_in_our_words_is_not_explained(bot: Path) -> None:
    (bot / "config.yml").write_text("pipeline:\n  - name: WordTokenizer\n  - name: NgramClassifier\n")
    assert "NgramClassifier" not in talkwright("check", cwd=bot).stdout


def test_what_a_variable_would_say_that_is_not_set_here_is_no_problem(bot: Path) -> None:
    (bot / "endpoints.yml").write_text('tracker_store: {type: SQL, dialect: postgresql, port: "${NOT_SET_HERE}"}\n')
    found = json.loads(talkwright("check", "--json", cwd=bot).stdout)
    assert [each["code"] for each in found if each["file"] == "endpoints.yml"] == []

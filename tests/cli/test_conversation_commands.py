"""``test``, ``record`` and ``replay`` as a person uses them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.conftest import talkwright

TALK = "hello\n/check_order\nTW-7\n/restart\nwhere is my order TW-1042?\nhello\n"


@pytest.fixture
def bot(small_bot: Path, tmp_path: Path) -> Path:
    return shutil.copytree(small_bot, tmp_path / "bot")


@pytest.fixture
def talked(bot: Path) -> Path:
    assert talkwright("shell", "--conversation-id", "ada", cwd=bot, stdin=TALK).returncode == 0
    return bot


def case(bot: Path, *steps: str) -> Path:
    file = bot / "case.yml"
    file.write_text("test_cases:\n  - test_case: one\n    steps:\n" + "".join(f"      - {step}\n" for step in steps))
    return file


def test_a_failed_conversation_is_shown_as_a_transcript(bot: Path) -> None:
    case(bot, "user: hello", "utter: utter_greet", "user: bye", "bot: Ciao", "user: thanks", "bot: huh")
    done = talkwright("test", "case.yml", "--junit", "out/junit.xml", cwd=bot)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[0] == "✗ one  case.yml:2:5"
    assert [line.split()[1] for line in lines if line.startswith("    user")] == ["hello", "bye"]
    assert "  - expected bot 'Ciao'  (case.yml:7:9)" in (line.rstrip() for line in lines)
    assert "    and 1 more after that" in lines
    assert "0 passed, 1 failed" in lines
    assert max(map(len, lines)) <= 80
    assert "\x1b" not in done.stdout
    assert ElementTree.parse(bot / "out" / "junit.xml").getroot().get("failures") == "1"


def test_coverage_is_shown_and_can_be_asked_for(bot: Path) -> None:
    case(bot, "user: hello")
    shown = talkwright("test", "-s", "case.yml", "--coverage", cwd=bot)
    assert shown.returncode == 0
    assert "never reached  order_status: " in shown.stdout
    assert talkwright("test", "case.yml", "--min-coverage", "50", cwd=bot).returncode == 1
    assert talkwright("test", "e2e", "tests", "--min-coverage", "80", cwd=bot).returncode == 0
    coverage = json.loads(talkwright("test", "case.yml", "--json", cwd=bot).stdout)["coverage"]
    assert 0 < coverage["percent"] < 50
    assert {flow["flow"] for flow in coverage["flows"] if not flow["missed_steps"]} == {"greet"}


def test_what_needs_a_judge_is_neither_passed_nor_failed(bot: Path) -> None:
    case(bot, "user: hello\n        assertions: [generative_response_is_relevant: {threshold: 0.9}]")
    done = talkwright("test", "case.yml", cwd=bot)
    assert (done.returncode, "0 passed, 0 failed, 1 not judged" in done.stdout) == (0, True)


def test_what_was_recorded_passes_as_a_test_and_replays_the_same(talked: Path) -> None:
    done = talkwright("record", "ada", "--out", "tests/ada.yml", "--name", "Ada asks", cwd=talked)
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 passed, 0 failed" in talkwright("test", "tests/ada.yml", cwd=talked).stdout
    again = talkwright("record", "ada", "--out", "tests/ada.yml", cwd=talked)
    assert again.returncode == 3
    replayed = talkwright("replay", "--last", "10", "--fail-on-change", cwd=talked)
    assert (replayed.returncode, "1 same, 0 different" in replayed.stdout) == (0, True), replayed.stdout
    assert talkwright("replay", "nobody", cwd=talked).returncode == 3
    assert talkwright("replay", cwd=talked).returncode == 2


def test_a_changed_bot_is_told_apart(talked: Path) -> None:
    flows = talked / "flows" / "orders.yml"
    flows.write_text(
        flows.read_text().replace("collect: order_number", "collect: order_number\n      utter: utter_greet")
    )
    trained = talkwright("train", "--fixed-model-name", "changed", "--out", "others", cwd=talked)
    assert trained.returncode == 0, trained.stderr
    replayed = talkwright("replay", "ada", "--model", "others", "--fail-on-change", cwd=talked)
    assert replayed.returncode == 1
    assert "≠ ada  turn 2 of 6" in replayed.stdout
    assert "  - bot      utter_ask_order_number" in replayed.stdout
    assert "  + bot      utter_greet" in replayed.stdout
    answer = json.loads(talkwright("replay", "ada", "--model", "others", "--json", cwd=talked).stdout)
    assert (answer["same"], answer["different"], answer["conversations"][0]["change"]["turn"]) == (0, 1, 2)
    recorded = talkwright("record", "ada", "--model", "others", cwd=talked)
    assert recorded.returncode == 1
    assert "test_case: hello" in recorded.stdout
    assert "- expected bot_uttered: utter_ask_order_number" in recorded.stderr

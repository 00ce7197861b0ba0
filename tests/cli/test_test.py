"""``test``: conversations and understanding from outside: what is shown, what is written, how it ends."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.conftest import talkwright

FILES = {
    "intent_confusion_matrix.json",
    "intent_errors.json",
    "intent_histogram.json",
    "intent_report.json",
}
EXTRACTOR = {"RegexEntityExtractor_errors.json", "RegexEntityExtractor_report.json"}
TALKED = {
    "story_report.json",
    "story_confusion_matrix.json",
    "failed_test_stories.yml",
    "stories_with_warnings.yml",
}
MESSAGES = "nlu:\n- intent: greet\n  examples: |\n    - hello hello\n    - where is my order [TW-1](order_number)\n"


@pytest.fixture
def bot(small_bot: Path, tmp_path: Path) -> Path:
    return shutil.copytree(small_bot, tmp_path / "bot")


def written(bot: Path, folder: str = "results") -> set[str]:
    return {path.name for path in (bot / folder).glob("*")}


def test_test_does_everything(bot: Path) -> None:
    done = talkwright("test", cwd=bot)
    assert done.returncode == 0, done.stderr
    assert "2 passed, 0 failed" in done.stdout
    assert "2 of 2 flows were talked through, 80 % of their steps" in done.stdout
    assert "messages were understood, 1 of 5 parts of the examples" in done.stdout
    assert "Report: results/report.html" in done.stdout
    assert written(bot) == {"report.html", *FILES, *TALKED}
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_a_conversation_that_fails_is_shown_and_written(bot: Path) -> None:
    file = bot / "tests" / "orders.yml"
    file.write_text(file.read_text().replace("utter_on_its_way", "utter_unknown"))
    done = talkwright("test", "e2e", "--successes", cwd=bot)
    assert done.returncode == 1
    assert "- expected utter utter_unknown" in done.stdout
    assert "# predicted: utter_on_its_way" in (bot / "results" / "failed_test_stories.yml").read_text()
    assert "a greeting" in (bot / "results" / "successful_test_stories.yml").read_text()
    assert written(bot) == {"report.html", "successful_test_stories.yml", *TALKED}


@pytest.mark.parametrize("arguments", [["e2e"], ["core"], ["tests/orders.yml"], ["--stories", "tests"]])
def test_conversations_alone_take_no_training(bot: Path, arguments: list[str]) -> None:
    found = json.loads(talkwright("test", *arguments, "--max-stories", "1", "--json", cwd=bot).stdout)
    assert (found["passed"], found["understanding"]) == (1, None)


def test_json_has_it_all(bot: Path) -> None:
    found = json.loads(talkwright("test", "--json", "--out", "other", cwd=bot).stdout)
    assert found["passed"] == 2
    assert [each["flow"] for each in found["coverage"]["flows"]] == ["greet", "order_status"]
    assert (found["understanding"]["folds"], found["understanding"]["parts"]) == (5, 1)
    assert written(bot, "other") == {"report.html", *FILES, *TALKED}
    assert not (bot / "results").exists()


def test_a_bot_with_few_examples_is_talked_with_all_the_same(bot: Path) -> None:
    (bot / "nlu-data" / "nlu.yml").write_text("nlu:\n- intent: greet\n  examples: |\n    - hello\n")
    done = talkwright("test", cwd=bot)
    assert done.returncode == 0
    assert "was not measured: no intent has the 5 examples" in done.stderr
    assert "2 passed" in done.stdout


def test_understanding_alone_is_cross_validated(bot: Path) -> None:
    done = talkwright("test", "nlu", "--folds", "3", "--successes", cwd=bot)
    assert done.returncode == 0, done.stderr
    assert "12 messages were understood in 3-fold cross-validation" in done.stdout
    assert {"intent_successes.json", "report.html", *FILES, *EXTRACTOR} <= written(bot)
    assert written(bot).isdisjoint(TALKED)
    found = json.loads(talkwright("test", "nlu", "--json", cwd=bot).stdout)
    assert (found["folds"], found["parts"]) == (5, 5)
    assert sum(each["support"] for each in found["intents"]["labels"].values()) == 12
    again = json.loads(talkwright("test", "nlu", "--json", cwd=bot).stdout)
    assert again == found


def test_all_parts_are_asked_when_it_is_said(bot: Path) -> None:
    assert "12 messages were understood in 5-fold" in talkwright("test", "--cross-validation", cwd=bot).stdout
    files = ["-u", "nlu-data", "--cross-validation", "--folds", "2"]
    assert "12 messages were understood in 2-fold" in talkwright("test", "nlu", *files, cwd=bot).stdout


def test_test_data_is_asked_of_the_model(bot: Path) -> None:
    (bot / "messages.yml").write_text(MESSAGES)
    done = talkwright("test", "nlu", "-u", "messages.yml", "--no-plot", "--no-errors", cwd=bot)
    assert done.returncode == 0, done.stderr
    assert "1x greet → check_order  where is my order TW-1" in done.stdout
    assert "messages.yml:5:7" in done.stdout
    assert "1 of 2 messages were understood\n" in done.stdout
    assert "report.html" not in written(bot)
    assert not any("errors" in name for name in written(bot))


@pytest.mark.parametrize("command", [["test"], ["test", "nlu"]])
def test_too_little_accuracy_ends_with_1(bot: Path, command: list[str]) -> None:
    (bot / "messages.yml").write_text(MESSAGES)
    asked = [*command, "-u", "messages.yml", "--min-accuracy"]
    assert talkwright(*asked, "0.5", cwd=bot).returncode == 0
    done = talkwright(*asked, "0.51", cwd=bot)
    assert done.returncode == 1
    assert "The accuracy is 0.500; 0.51 was asked for." in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["test", "nlu", "-u", "nowhere.yml"], "no file or folder nowhere.yml"),
        (["test", "nlu", "-u", "domain.yml"], "no examples here"),
        (["test", "nlu", "--folds", "50"], "No intent has the 50 examples"),
        (["test", "nowhere.yml"], "no file or folder nowhere.yml"),
        (["test", "e2e", "--out", "/proc/nowhere"], "cannot be written"),
    ],
)
def test_what_cannot_be_tested_is_said(bot: Path, arguments: list[str], words: str) -> None:
    done = talkwright(*arguments, cwd=bot)
    assert done.returncode == 3
    assert words in " ".join(done.stderr.split())
    assert "→" in done.stderr


def test_broken_examples_are_problems_with_their_place(bot: Path) -> None:
    (bot / "messages.yml").write_text("nlu:\n- intent: greet\n  examples: |\n    - hi\n  intent: bye\n")
    done = talkwright("test", "nlu", "-u", "messages.yml", cwd=bot)
    assert done.returncode == 1
    assert "messages.yml:5:3" in done.stderr


def test_training_stops_at_warnings_when_asked(bot: Path) -> None:
    assert talkwright("train", "--fail-on-validation-warnings", cwd=bot).returncode == 0
    domain = bot / "domain.yml"
    domain.write_text(domain.read_text().replace("intents: [greet,", "intents: [greet, nobody,"))
    done = talkwright("train", "--fail-on-validation-warnings", "--fixed-model-name", "new", cwd=bot)
    assert done.returncode == 1
    assert "warning" in done.stderr
    assert not (bot / "models" / "new.tar.gz").exists()


def test_right_after_init_a_model_is_trained(tmp_path: Path) -> None:
    assert talkwright("init", "--template", "empty", "bot", cwd=tmp_path).returncode == 0
    done = talkwright("test", cwd=tmp_path / "bot")
    assert done.returncode == 0, done.stderr
    assert "There is no model yet: one is trained." in done.stderr
    assert "1 passed, 0 failed" in done.stdout
    assert talkwright("test", "-m", "none.tar.gz", cwd=tmp_path / "bot").returncode == 3


def test_models_are_compared(bot: Path) -> None:
    (bot / "models" / "other.tar.gz").write_bytes((bot / "models" / "small.tar.gz").read_bytes())
    file = bot / "tests" / "orders.yml"
    file.write_text(file.read_text().replace("utter_on_its_way", "utter_unknown"))
    both = ["models/small.tar.gz", "models/other.tar.gz"]
    for words in (["-m", *both], ["--evaluate-model-directory"], ["-m", *both, "tests/orders.yml"]):
        done = talkwright("test", "core", *words, "--json", "--out", "compared", cwd=bot)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout) == {"conversations": 2, "passed": {"small": 1, "other": 1}}
    assert json.loads((bot / "compared" / "results.json").read_text()) == {"small": 1, "other": 1}
    assert written(bot, "compared/small") == TALKED
    failed = talkwright("test", "core", "--evaluate-model-directory", "--fail-on-prediction-errors", cwd=bot)
    assert failed.returncode == 1
    assert "Passed" in failed.stdout

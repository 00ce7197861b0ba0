"""``talkwright data convert``, ``data migrate`` and ``data split``, with Rasa's flags."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from talkwright.cli.main import talkwright
from talkwright.errors import RequestError, TalkwrightError
from talkwright.project.open import open_project

NLU = "## intent:greet\n- hi\n- hello\n## intent:book\n- to [Rome](city)\n## synonym:Rome\n- roma\n"
STORIES = "## one\n* greet\n - utter_hi\n## two\n* book\n - utter_ok\n"


@pytest.fixture
def bot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in {
        "config.yml": "language: en\npipeline: keyword\npolicies:\n- name: FallbackPolicy\n",
        "domain.yml": "version: '2.0'\nintents: [greet, book]\nslots:\n  city:\n    type: text\n",
        "data/nlu.md": NLU,
        "data/stories.md": STORIES,
        "data/answers.md": "## a\n* faq/a\n - It is so.\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> str:
    done = CliRunner().invoke(talkwright, arguments)
    if isinstance(done.exception, TalkwrightError):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize(
    ("kind", "file", "said"),
    [
        ("nlu", "nlu.yml", "- intent: greet"),
        ("core", "stories.yml", "- story: one"),
        ("nlg", "answers.yml", "utter_faq/a"),
    ],
)
def test_each_kind_is_converted_by_itself(bot: Path, kind: str, file: str, said: str) -> None:
    run("data", "convert", kind, "-f", "yaml", "--data", "data", "--out", "new")
    assert [path.name for path in (bot / "new").iterdir()] == [file]
    assert said in (bot / "new" / file).read_text(encoding="utf-8")
    assert (bot / "data" / "nlu.md").read_text(encoding="utf-8") == NLU


def test_a_configuration_comes_with_its_rules(bot: Path) -> None:
    run("data", "convert", "config", "--out", "new")
    assert "FallbackClassifier" in (bot / "new" / "config.yml").read_text(encoding="utf-8")
    assert "nlu_fallback" in (bot / "new" / "rules.yml").read_text(encoding="utf-8")


def test_examples_go_to_json_and_back(bot: Path) -> None:
    run("data", "convert", "nlu", "--data", "data", "--out", "one.yml", "--language", "it")
    assert "language: it\n" in (bot / "one.yml").read_text(encoding="utf-8")
    run("data", "convert", "nlu", "-f", "json", "--data", "one.yml", "--out", "two.json")
    examples = json.loads((bot / "two.json").read_text(encoding="utf-8"))["rasa_nlu_data"]["common_examples"]
    assert examples[2] == {
        "text": "to Rome",
        "intent": "book",
        "entities": [{"start": 3, "end": 7, "value": "Rome", "entity": "city"}],
    }
    run("data", "convert", "nlu", "--data", "two.json", "--out", "three.yml")
    one, three = ((bot / name).read_text(encoding="utf-8") for name in ("one.yml", "three.yml"))
    assert three == one.replace("language: it\n\n", "")


def test_nothing_to_convert_is_said(bot: Path) -> None:
    with pytest.raises(RequestError, match="nothing of that kind"):
        run("data", "convert", "core", "--data", "data/nlu.md")


def test_a_domain_is_migrated_and_the_old_one_kept(bot: Path) -> None:
    old = (bot / "domain.yml").read_text(encoding="utf-8")
    run("data", "migrate")
    assert (bot / "original_domain.yml").read_text(encoding="utf-8") == old
    assert open_project(bot).domain.mappings["city"][0].type == "custom"
    assert run("data", "migrate").startswith("Nothing to migrate")
    run("data", "migrate", "-d", "original_domain.yml", "--out", "other.yml")
    assert (bot / "other.yml").read_text(encoding="utf-8") == (bot / "domain.yml").read_text(encoding="utf-8")


def test_a_domain_in_a_folder_is_migrated_as_one(bot: Path) -> None:
    (bot / "domain").mkdir()
    (bot / "domain.yml").rename(bot / "domain" / "a.yml")
    run("data", "migrate")
    assert (bot / "original_domain" / "a.yml").exists()
    assert 'version: "3.1"' in (bot / "domain" / "a.yml").read_text(encoding="utf-8")


def test_examples_are_split_by_intent(bot: Path) -> None:
    (bot / "nlu.yml").write_text(
        "nlu:\n- intent: a\n  examples: |\n" + "".join(f"    - a{n} [x](y:z)\n" for n in range(10)) + "- intent: b\n"
        "  examples: |\n    - only\n- synonym: z\n  examples: |\n    - zed\n",
        encoding="utf-8",
    )
    for name in ("one", "two"):
        run(
            "data",
            "split",
            "nlu",
            "--nlu",
            "nlu.yml",
            "--training-fraction",
            "0.7",
            "--random-seed",
            "3",
            "--out",
            name,
        )
    one, two = (sorted(path.read_bytes() for path in (bot / name).iterdir()) for name in ("one", "two"))
    assert one == two
    training = (bot / "one" / "training_data.yml").read_text(encoding="utf-8")
    test = (bot / "one" / "test_data.yml").read_text(encoding="utf-8")
    assert (training.count("- a"), test.count("- a")) == (7, 3)
    assert ("- only" in training, "only" in test, "synonym: z" in training) == (True, False, True)
    assert '[x]{"entity": "y", "value": "z"}' in test


def test_stories_are_split_as_they_are_written(bot: Path) -> None:
    (bot / "data" / "s.yml").write_text(
        "stories:\n"
        "    - story: a  # first\n      steps:\n      - intent: x\n      - user: |\n          hi\n           there\n\n"
        "    # second\n    - story: b\n      steps: [{intent: y}]\n",
        encoding="utf-8",
    )
    run("data", "split", "stories", "--training-fraction", "0.5")
    parts = [(bot / "train_test_split" / name).read_text() for name in ("training_stories.yml", "test_stories.yml")]
    assert sorted(part.partition("stories:\n")[2] for part in parts) == [
        "  - story: a  # first\n    steps:\n    - intent: x\n    - user: |\n        hi\n         there\n",
        "  - story: b\n    steps: [{intent: y}]\n",
    ]

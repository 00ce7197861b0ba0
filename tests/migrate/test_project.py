"""A whole bot, as somebody at a shell migrates it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from tests.conftest import talkwright

from talkwright.migrate.folder import find, read
from talkwright.migrate.project import Migration, migrate_project
from talkwright.project.open import open_project

OLD_BOT = {
    "config.yml": """\
language: en
pipeline: supervised_embeddings
policies:
- name: FormPolicy
- name: MappingPolicy
""",
    "endpoints.yml": """\
tracker_store:
  store_type: SQL
event_broker:
  type: pika
  queue: events  # mine
""",
    "domain.yml": """\
intents:
- greet:
    triggers: utter_hi
- book
entities: [people]
slots:
  people: {type: unfeaturized}
forms: [table_form]
actions: [utter_hi]
templates:
  utter_hi: [{text: Hi}]
  utter_ask_people: [{text: How many?}]
  utter_booked: [{text: Booked.}]
""",
    "data/nlu.md": "## intent:greet\n- hi\n- hello\n## intent:book\n- a table\n- a table for [two](people)\n",
    "data/stories.md": '## book\n* book\n - table_form\n - form{"name": "table_form"}\n - form{"name": null}\n',
    "data/answers.md": "## hours\n* faq/hours\n  - From nine to five.\n",
    "data/more.json": '{"rasa_nlu_data": {"common_examples": [{"text": "faq?", "intent": "faq/hours"}]}}',
    "tests/conversations.md": "## one\n* greet: hi\n - utter_hi\n",
    "README.md": "## intent:greet\n- not data\n",
    "docs/install.md": "## install\n* take it\n  - and go\n",
    "data/about.md": "## intent:greet\n- shows it\n```\nprint\n```\n",
    "actions/actions.py": """\
from rasa_sdk.forms import FormAction


class TableForm(FormAction):
    def name(self):
        return 'table_form'

    @staticmethod
    def required_slots(tracker):
        return ['people']

    def validate_people(self, value, dispatcher, tracker, domain):
        return {'people': value}

    def submit(self, dispatcher, tracker, domain):
        dispatcher.utter_message(template='utter_booked')
        return []
""",
}


@pytest.fixture
def bot(tmp_path: Path) -> Path:
    for name, text in OLD_BOT.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def migration_of(root: Path, *, actions: bool = False) -> Migration:
    return migrate_project(find(root), lambda path: read(root / path), actions=actions)


def test_a_new_folder_holds_a_current_bot_and_the_old_one_stays(bot: Path) -> None:
    before = find(bot)
    done = talkwright("migrate", cwd=bot)
    assert done.returncode == 0, done.stdout + done.stderr
    assert find(bot) == before
    new = bot / "migrated"
    assert {path.relative_to(new).as_posix() for path in new.rglob("*") if path.is_file()} == {
        *("README.md", "actions/actions.py", "config.yml", "domain.yml", "endpoints.yml"),
        *("docs/install.md", "data/about.md"),
        *("data/answers.yml", "data/more.yml", "data/nlu.yml", "data/rules.yml", "data/stories.yml"),
        "tests/test_conversations.yml",
    }
    project = open_project(new)
    assert [str(each) for each in project.problems if each.severity == "error" or each.code == "domain/legacy"] == []
    assert (len(project.data.examples), len(project.stories), len(project.rules)) == (5, 1, 1)
    assert project.domain.forms["table_form"].required_slots == ("people",)
    assert [each.entity for each in project.domain.mappings["people"]] == ["people", "people"]
    story = (new / "data" / "stories.yml").read_text(encoding="utf-8")
    assert story.endswith("      - active_loop: null\n      - action: utter_booked\n")
    assert "queues: [events]  # mine" in (new / "endpoints.yml").read_text(encoding="utf-8")
    assert "actions/actions.py:4:1" in done.stdout
    again = talkwright("migrate", new, cwd=bot)
    assert again.stdout.startswith("Nothing to migrate")


def test_in_place_the_old_files_are_kept(bot: Path) -> None:
    done = talkwright("migrate", "--in-place", "--actions", cwd=bot)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (bot / "data" / "nlu.md.bak").read_text() == OLD_BOT["data/nlu.md"]
    assert (bot / "domain.yml.bak").read_text() == OLD_BOT["domain.yml"]
    assert "class ValidateTableForm(FormValidationAction)" in (bot / "actions" / "actions_forms.py").read_text()
    assert "validate_table_form" in open_project(bot).domain.actions
    assert migration_of(bot, actions=True).changes == ()


def test_triggers_without_their_policy_had_no_effect(bot: Path) -> None:
    (bot / "config.yml").write_text("policies:\n- name: MemoizationPolicy\n")
    migration = migration_of(bot)
    assert "data/rules.yml" not in {change.file for change in migration.changes}
    assert [note.kind for note in migration.notes if "had no effect" in note.message] == ["look"]


def test_a_folder_without_a_bot_is_told(tmp_path: Path) -> None:
    done = talkwright("migrate", cwd=tmp_path)
    assert (done.returncode, "no files of a bot" in done.stderr) == (3, True)


def test_what_would_change_is_shown_alone(bot: Path) -> None:
    done = talkwright("migrate", "--dry-run", cwd=bot)
    assert '+version: "3.1"' in done.stdout
    assert not (bot / "migrated").exists()


def test_the_report_is_there_for_programs(bot: Path) -> None:
    report = json.loads(talkwright("migrate", "--json", cwd=bot).stdout)
    assert {"was": "data/nlu.md", "file": "data/nlu.yml"} in report["files"]
    assert {note["kind"] for note in report["notes"]} == {"done", "look", "left"}
    assert report["broken"] == report["errors"] == []
    assert report["stories"] == {"ways": 1, "followed": 1}


def test_a_recording_that_is_not_there_is_told_before_anything_is_written(bot: Path) -> None:
    done = talkwright("migrate", "--oracles", bot, cwd=bot)
    assert (done.returncode, "no recording" in done.stderr) == (3, True)
    assert not (bot / "migrated").exists()


def test_a_folder_that_is_taken_is_left_alone(bot: Path) -> None:
    (bot / "migrated").mkdir()
    (bot / "migrated" / "mine").write_text("")
    done = talkwright("migrate", cwd=bot)
    assert (done.returncode, "is not empty" in done.stderr) == (3, True)


def test_broken_files_are_told_of_and_stay(bot: Path) -> None:
    (bot / "data" / "merge.yml").write_text('version: "2.0"\n<<<<<<< HEAD\nnlu: []\n=======\nstories: []\n>>>>>>> x\n')
    (bot / "data" / "odd.yml").write_text("a: b: c\n")
    (bot / "data" / "bytes.yml").write_bytes(b"\xff\xfe")
    migration = migration_of(bot)
    assert [str(note.place) for note in migration.notes if "not merged" in note.message] == ["data/merge.yml:2:1"]
    assert [problem.place.file for problem in migration.broken] == ["data/odd.yml"]
    assert not {"data/merge.yml", "data/odd.yml"} & {change.was for change in migration.changes}


_FOLDER = os.environ.get("TALKWRIGHT_DATA")
_BOTS = sorted(path for path in (Path(_FOLDER) / "bots").iterdir() if path.is_dir()) if _FOLDER else []


@pytest.mark.skipif(not _FOLDER, reason="TALKWRIGHT_DATA names no folder with bots/ in it")
@pytest.mark.parametrize("root", _BOTS, ids=lambda path: path.name)
def test_a_real_bot_is_current_after_one_migration(root: Path, tmp_path: Path) -> None:
    migration = migration_of(root)
    texts = find(root)
    for change in migration.changes:
        texts.pop(change.was, None)
        texts[change.file] = change.after
    again = migrate_project(texts, lambda path: read(root / path))
    assert [change.file for change in again.changes] == []
    for file, text in texts.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(text, encoding="utf-8")
    codes = {problem.code for problem in open_project(tmp_path, environment={}).problems}
    assert not codes & {"domain/legacy", "data/old-format", "config/template"}


_RECORDED = [root for root in _BOTS if (root.parents[1] / "oracles" / f"{root.name}__migrated.json").exists()]


@pytest.mark.skipif(not _FOLDER, reason="TALKWRIGHT_DATA names no folder with bots/ and oracles/ in it")
@pytest.mark.parametrize("root", _RECORDED, ids=lambda path: path.name)
def test_a_real_bot_answers_as_it_did_in_rasa(root: Path, tmp_path: Path) -> None:
    oracles = root.parents[1] / "oracles"
    done = talkwright("migrate", root, "--out", tmp_path / "new", "--oracles", oracles, "--json", cwd=root)
    report = json.loads(done.stdout)
    if report["errors"]:
        assert root.name == "botfront__test-project-cypress"  # it has no config.yml
        return
    assert report["oracles"]["equal"] == report["oracles"]["turns"]
    stories = report.get("stories", {"followed": 0, "ways": 0})
    assert stories["followed"] == stories["ways"]

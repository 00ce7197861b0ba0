"""The command line as a person uses it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import TALKWRIGHT, talkwright

from talkwright.cli.main import COMMANDS


@pytest.fixture
def bot(small_bot: Path, tmp_path: Path) -> Path:
    return shutil.copytree(small_bot, tmp_path / "bot")


def test_help_names_every_command_and_imports_nothing_heavy(tmp_path: Path) -> None:
    shown = talkwright("--help", cwd=tmp_path)
    assert shown.returncode == 0
    assert all(name in shown.stdout for name in COMMANDS)
    code = (
        "import sys; sys.argv = ['talkwright', '--help']\n"
        "from talkwright.cli.main import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'numpy', 'scipy', 'sanic', 'sqlalchemy', 'yaml', 'rich', 'asyncio'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_help(command: str, tmp_path: Path) -> None:
    shown = talkwright(*command.split(), "--help", cwd=tmp_path)
    assert shown.returncode == 0
    assert "Usage:" in shown.stdout


def test_commands_of_two_words_have_a_help_in_common(tmp_path: Path) -> None:
    shown = talkwright("encoder", "--help", cwd=tmp_path)
    assert shown.returncode == 0
    assert all(name in shown.stdout for name in ("fetch", "list", "verify"))


def test_a_misspelt_command_is_guessed(tmp_path: Path) -> None:
    done = talkwright("trian", cwd=tmp_path)
    assert done.returncode == 2
    assert "'train'" in done.stderr


def test_serving_imports_neither_scipy_nor_sklearn_nor_torch(starter: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\n"
        "import talkwright.server.serve\n"
        "from talkwright.training.load import load_model\n"
        f"model = load_model(Path({str(starter / 'models')!r}))\n"
        "assert model.pipeline.parse('where is my order').intent.name\n"
        "heavy = {'scipy', 'sklearn', 'torch', 'networkx', 'alembic'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_server_starts_from_nothing(bot: Path) -> None:
    """As a person starts it: those of other tests have their imports made already."""
    command = [*TALKWRIGHT, "run", "--port", "0"]
    with subprocess.Popen(command, cwd=bot, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        said = ""
        for line in server.stderr:
            said += line
            if "Ctrl-C" in line:
                server.terminate()
        assert server.wait(30) == 0, said
    assert "Talkwright serves" in said


def test_init_writes_the_starter_and_never_overwrites(tmp_path: Path) -> None:
    assert talkwright("init", "shop", cwd=tmp_path).returncode == 0
    files = {
        path.relative_to(tmp_path / "shop").as_posix() for path in (tmp_path / "shop").rglob("*") if path.is_file()
    }
    assert {"config.yml", "domain/shared.yml", "actions/shop/shop.sql", "assets/tent.svg", ".gitignore"} <= files
    assert any(name.startswith("flows/") for name in files)
    assert any(name.startswith("tests/conversations/") for name in files)
    (tmp_path / "shop" / "config.yml").write_text("mine")
    again = talkwright("init", "shop", cwd=tmp_path)
    assert again.returncode == 3
    assert "already has" in again.stderr
    assert (tmp_path / "shop" / "config.yml").read_text() == "mine"


def test_check_finds_nothing_in_the_starter(starter: Path) -> None:
    done = talkwright("check", "--fail-on-warnings", cwd=starter)
    assert done.returncode == 0, done.stdout
    assert json.loads(talkwright("check", "--json", cwd=starter).stdout) == []


def test_every_problem_is_shown_at_once_with_its_place(bot: Path) -> None:
    (bot / "flows" / "bad.yml").write_text(
        "flows:\n  one:\n    steps:\n      - colect: size\n      - action: utter_nope\n"
    )
    (bot / "flows" / "broken.yml").write_text("flows:\n  two: [\n")
    (bot / "nlu-data" / "bad.yml").write_text(
        "nlu:\n  - intent: greet\n    examples: |\n      - [x](\n  - intent: greet\n    intent: bye\n"
    )
    done = talkwright("check", cwd=bot)
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    for place in ("flows/bad.yml:4:9", "flows/bad.yml:5:", "flows/broken.yml:", "nlu-data/bad.yml:6:5"):
        assert place in done.stdout, done.stdout
    assert "Did you mean 'collect'?" in done.stdout
    found = json.loads(talkwright("check", "--json", cwd=bot).stdout)
    assert {"flow/no-kind", "flow/unknown-response", "yaml/duplicate-key"} <= {problem["code"] for problem in found}
    trained = talkwright("train", cwd=bot)
    assert trained.returncode == 1
    assert "flows/bad.yml:4:9" in trained.stderr


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("domain.yml", b"\xff\xfe\x00bad"),
        ("domain.yml", b"- a\n- b\n"),
        ("domain.yml", b"<<<<<<< HEAD\nintents: []\n=======\nintents: [a]\n>>>>>>> other\n"),
        ("domain.yml", b"slots:\n\ttabs: 1\n"),
        ("domain.yml", b""),
        ("config.yml", b"pipeline: 7\n"),
        ("config.yml", b"pipeline:\n  - name: NoSuchThing\n"),
        ("flows/x.yml", b"flows: 3\n"),
        ("flows/x.yml", b"flows:\n  a:\n    description: x\n    steps:\n      - {collect: {a: b}}\n"),
        ("nlu-data/x.yml", b"nlu: {}\n"),
        ("nlu-data/x.yml", b"&a [*a]\n"),
        ("actions/x.py", b"def broken(:\n"),
        ("actions/x.py", b"import no_such_module\n"),
    ],
)
def test_bad_files_of_every_kind_never_give_a_traceback(bot: Path, name: str, content: bytes) -> None:
    (bot / name).write_bytes(content)
    for command in (["check"], ["train", "--force"], ["shell"]):
        done = talkwright(*command, cwd=bot, stdin="hello\n")
        assert done.returncode in (0, 1, 3, 4)
        assert "Traceback" not in done.stdout + done.stderr, done.stderr


def test_a_broken_action_is_named_by_file_and_line(bot: Path) -> None:
    (bot / "actions" / "x.py").write_text("import os\n\nimport no_such_module\n")
    done = talkwright("shell", cwd=bot)
    assert done.returncode == 1
    assert "actions/x.py:3" in done.stderr
    assert "pip install no_such_module" in done.stderr


def test_train_again_does_nothing_until_something_changes(bot: Path) -> None:
    assert "Nothing has changed" in talkwright("train", cwd=bot).stdout
    assert talkwright("train", "--dry-run", cwd=bot).returncode == 0
    responses = bot / "domain.yml"
    responses.write_text(responses.read_text() + "\n# a comment changes nothing\n")
    assert "Nothing has changed" in talkwright("train", cwd=bot).stdout
    flow = bot / "flows" / "more.yml"
    flow.write_text("flows:\n  more:\n    description: More.\n    steps:\n      - set_slots: [{order_number: x}]\n")
    assert talkwright("train", "--dry-run", cwd=bot).returncode == 1
    assert "nlu kept" in " ".join(talkwright("train", cwd=bot).stdout.split())
    assert "kept" not in talkwright("train", "--force", cwd=bot).stdout


def test_training_is_reproducible(bot: Path) -> None:
    for name in ("one", "two"):
        assert talkwright("train", "--force", "--out", "out", "--fixed-model-name", name, cwd=bot).returncode == 0
    assert (bot / "out" / "one.tar.gz").read_bytes() == (bot / "out" / "two.tar.gz").read_bytes()


def test_parse_shows_and_prints_json(bot: Path) -> None:
    shown = talkwright("parse", "where", "is", "my", "order", "TW-1042", cwd=bot)
    assert "check_order" in shown.stdout
    assert "TW-1042" in shown.stdout
    lines = talkwright("parse", "--json", cwd=bot, stdin="hello\nwhere is my order\n").stdout.splitlines()
    assert [json.loads(line)["intent"]["name"] for line in lines] == ["greet", "check_order"]


def test_shell_talks_and_numbers_press_buttons(bot: Path) -> None:
    done = talkwright("shell", "--trace", cwd=bot, stdin="hello\n1\n/stop\n")
    assert done.returncode == 0, done.stderr
    assert "order_status: collect_order_number" in done.stdout, done.stdout


@pytest.mark.parametrize("command", ["run", "shell", "parse"])
def test_without_a_model_one_is_told_to_train(command: str, tmp_path: Path) -> None:
    done = talkwright(command, *(["hello"] if command == "parse" else []), cwd=tmp_path)
    assert done.returncode == 3
    assert "talkwright train" in done.stderr


@pytest.mark.parametrize("content", [b"", b"not a tar", b"\x1f\x8b\x08broken"])
def test_a_broken_model_is_an_error_with_a_next_step(content: bytes, bot: Path) -> None:
    (bot / "models" / "starter.tar.gz").write_bytes(content)
    done = talkwright("parse", "x", cwd=bot)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert talkwright("train", cwd=bot).returncode == 0, "a broken model before does not hinder training"


def test_a_taken_port_is_said(bot: Path) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = talkwright("run", "--port", str(taken.getsockname()[1]), cwd=bot)
    assert done.returncode == 3
    assert "--port" in done.stderr


def test_a_database_that_cannot_be_had_is_said(bot: Path) -> None:
    (bot / ".talkwright").mkdir(exist_ok=True)
    (bot / ".talkwright" / "small.db").write_bytes(b"this is no database" * 100)
    done = talkwright("shell", cwd=bot, stdin="hello\n")
    assert done.returncode == 4
    assert "Traceback" not in done.stderr


def test_output_fits_80_columns(bot: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "talkwright", "parse", "where is my order TW-1042"],
        cwd=bot,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "COLUMNS": "80"},
    )
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_an_empty_folder_is_told_what_is_missing(tmp_path: Path) -> None:
    done = talkwright("check", cwd=tmp_path)
    assert done.returncode == 1
    assert "domain.yml" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_test_talks_the_conversations_through_and_shows_what_differs(bot: Path) -> None:
    done = talkwright("test", cwd=bot)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed, 0 failed" in done.stdout
    file = bot / "tests" / "orders.yml"
    file.write_text(file.read_text().replace("utter: utter_greet", "utter: utter_ask_something", 1))
    done = talkwright("test", cwd=bot)
    assert done.returncode == 1
    assert "- expected utter utter_ask_something" in done.stdout
    assert "+ came     utter_greet" in done.stdout
    results = json.loads(talkwright("test", "--json", str(file), cwd=bot).stdout)
    assert results["failed"] == 1
    assert sum(bool(each["differences"]) for each in results["conversations"]) == 1
    assert talkwright("test", "actions", cwd=bot).returncode == 3


def test_a_missing_domain_is_one_problem_not_a_flood(bot: Path) -> None:
    (bot / "domain.yml").unlink()
    found = json.loads(talkwright("check", "--json", cwd=bot).stdout)
    assert [problem["code"] for problem in found] == ["project/missing-file"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["train", "--force", "--out", "/proc/nowhere"], 3),
        (["run", "-i", "999.1.1.1", "-p", "0"], 3),
        (["run", "nowhere.tar.gz"], 3),
        (["run", "--connector", "nowhere", "-p", "0"], 1),
        (["init", "/proc/nowhere"], 3),
        (["parse", "--model", "flows", "x"], 3),
        (["test", "flows"], 3),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(bot: Path, arguments: list[str], code: int) -> None:
    done = talkwright(*arguments, cwd=bot)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert "→" in done.stderr


def test_a_database_in_an_impossible_place_is_said(bot: Path) -> None:
    (bot / "endpoints.yml").write_text("tracker_store:\n  type: SQL\n  dialect: sqlite\n  db: /proc/nowhere/x.db\n")
    done = talkwright("shell", cwd=bot, stdin="hello\n")
    assert done.returncode == 4
    assert "Traceback" not in done.stderr

"""What the pages show in a terminal: commands are such, requests are answered so, and JSON and SQL are what is there.

Tutorial and docs/rasa.md are followed step by step in tests of their own. Of answers the form counts here: which keys
there are, and of what kind their values.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import httpx
import pytest
from tests.conftest import talkwright
from tests.docs.pages import DOCS, ROOT, Block, blocks
from tests.docs.walk import SERVER, commands, written
from tests.server.live import Live

from talkwright.cli.main import talkwright as cli
from talkwright.cli.schema import FILES

FOLLOWED = ("tutorial.md", "rasa.md", "operating.md")
PAGES = [page for page in (ROOT / "README.md", *sorted(DOCS.glob("*.md"))) if page.name not in FOLLOWED]
SHOWN = [
    (page.name, command, shown)
    for page in PAGES
    for block in blocks(page)
    if block.language == "console" and block.text.startswith("$ ")
    for command, shown in commands(block.text)
]
RUN_ELSEWHERE = {
    "make": "the targets are looked for in tests/docs/test_links.py",
    "pip": "tests/test_packaging.py installs what is built",
    "python": "tests/actions/test_remote.py starts this server",
}
ONLY_SHOWN = {"testing.md": 1, "commands.md": 1}
"""Blocks that show what a screen looks like, by page: they have no command."""

MISTAKE = """\
flows:
  mistake:
    description: An example.
    steps:
      - actoin: utter_done
    nlu_trigger: [{intent: greet}]
"""


def json_of(page: str) -> list[Any]:
    return [json.loads(block.text) for block in blocks(DOCS / page) if block.language == "json"]


def like(shown: Any, came: Any) -> bool:
    """Whether two JSON values have the same form. A list is like another when its first element is."""
    if isinstance(shown, dict) and isinstance(came, dict):
        return shown.keys() <= came.keys() and all(like(value, came[key]) for key, value in shown.items())
    if isinstance(shown, list) and isinstance(came, list):
        return not shown or not came or like(shown[0], came[0])
    numbers = (int, float)
    return type(shown) is type(came) or (isinstance(shown, numbers) and isinstance(came, numbers))


@pytest.fixture(scope="module")
def bot(starter: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(starter, tmp_path_factory.mktemp("shown") / "bot")


@pytest.fixture(scope="module")
def server(bot: Path) -> Iterator[Live]:
    with Live(bot, "-v", "--log-json", "--enable-api") as live:
        yield live


@pytest.mark.parametrize(("page", "command", "shown"), SHOWN, ids=[f"{page}: {command}" for page, command, _ in SHOWN])
def test_a_command_is_one_and_a_request_is_answered_so(
    page: str, command: str, shown: list[str], request: pytest.FixtureRequest
) -> None:
    for words in (shlex.split(each, comments=True) for each in command.split(" && ")):
        if words[0] == "curl":
            _ask(request.getfixturevalue("server"), words[1:], "\n".join(shown))
        elif words[0] == "talkwright":
            _parse(words[1:])
        else:
            assert words[0] in {*RUN_ELSEWHERE, "cd"}


def _ask(server: Live, words: list[str], shown: str) -> None:
    address, *options = words
    url = server.url + address.removeprefix(SERVER)
    answer = httpx.post(url, content=options[1]) if options[:1] == ["-d"] else httpx.get(url)
    if shown.startswith(("{", "[")):
        assert like(json.loads(shown), answer.json()), answer.text
    else:
        assert answer.text == shown


def _parse(words: list[str]) -> None:
    """Every command and option there is. Raises ``click.UsageError`` for others."""
    context = click.Context(cli, info_name="talkwright")
    name, command, rest = cli.resolve_command(context, words)
    assert command is not None
    command.make_context(name, rest, parent=context)


def test_what_is_only_shown_is_little() -> None:
    found = [page.name for page in PAGES for block in blocks(page) if _is_screen(block)]
    assert {name: found.count(name) for name in found} == ONLY_SHOWN


def _is_screen(block: Block) -> bool:
    return block.language == "console" and not block.text.startswith("$ ")


def test_an_error_is_answered_so(server: Live) -> None:
    (shown,) = (each for each in json_of("http.md") if isinstance(each, dict) and each.get("status") == "failure")
    assert httpx.post(f"{server.url}/webhooks/rest/webhook", content="{}").json() == shown


def test_a_line_of_the_log_is_such(server: Live) -> None:
    (shown,) = (each for each in json_of("commands.md") if "event" in each)
    server.say("hello")
    for _ in range(1000):
        time.sleep(0 if shown["event"] in server.said else 0.01)  # the line is on its way
    line = next(line for line in server.said.splitlines(keepends=True) if shown["event"] in line)
    assert list(json.loads(line)) == list(shown)
    assert like(shown, json.loads(line))


def test_every_schema_that_an_editor_is_given_is_printed() -> None:
    (shown,) = (each["yaml.schemas"] for each in json_of("commands.md") if "yaml.schemas" in each)
    assert [Path(name).stem for name in shown] == list(FILES)


def test_a_problem_is_told_so_to_people_and_to_programs(tmp_path: Path) -> None:
    files = {"config.yml": "language: en\n", "domain.yml": "intents: [greet]\n", "flows/mistake.yml": MISTAKE}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    told = talkwright("check", "--json", cwd=tmp_path)
    assert json.loads(told.stdout) == json_of("checks.md")[0]
    (shown,) = (block.text for block in blocks(DOCS / "checks.md") if block.language == "console")
    assert written(talkwright("check", cwd=tmp_path).stdout) == shown.splitlines()[1:]


def test_what_is_understood_is_told_so(bot: Path) -> None:
    message, answer = json_of("nlu.md")
    told = json.loads(talkwright("parse", "--json", message["text"], cwd=bot).stdout)
    assert like(message, told)
    assert told["text_tokens"] == message["text_tokens"]
    told = json.loads(talkwright("parse", "--json", "how long does delivery take?", cwd=bot).stdout)
    assert like(answer, told)


def test_the_query_of_the_page_shows_what_was_said(bot: Path) -> None:
    assert talkwright("shell", "--conversation-id", "ada", cwd=bot, stdin="hello\n").returncode == 0
    (query,) = (block.text for block in blocks(DOCS / "conversations.md") if block.language == "sql")
    database = sqlite3.connect(bot / ".talkwright" / "talkwright.db")
    said = [(who, text) for _, id, who, text in database.execute(query) if id == "ada"]
    database.close()
    assert said[0] == ("user", "hello")
    assert said[1][0] == "bot"


def test_the_tables_of_the_page_are_those_of_the_database(bot: Path) -> None:
    assert talkwright("shell", cwd=bot, stdin="hello\n").returncode == 0
    database = sqlite3.connect(bot / ".talkwright" / "talkwright.db")
    page = (DOCS / "conversations.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (?:a|what)[^|]+\| ([^|]+) \|$", page, re.MULTILINE)
    for table, columns in rows:
        there = {row[1] for row in database.execute(f"PRAGMA table_info({table})")}
        assert {*re.findall(r"`(\w+)`(?! or)", columns)} - {"pending", "dead"} <= there
    database.close()
    assert {table for table, _ in rows} == {"conversation", "turn", "outbox", "timer", "note"}

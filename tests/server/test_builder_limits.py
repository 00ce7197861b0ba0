"""What nobody reads through the builder, and how much one session may ask."""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import httpx
import pytest
from tests.server.desk import Desk
from tests.server.live import Live
from tests.server.test_guard import GOOD, give_accounts
from tests.small_bot import small_bot

from talkwright.conversation.events import Edge, Frame, StackChanged, UserUttered
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.state import State
from talkwright.conversation.store import Turn
from talkwright.conversation.stores.sql import SqlStore
from talkwright.server.app import routes
from talkwright.storage.engine import open_database

__all__ = ["small_bot"]

A_MINUTE = 600
SECRET = "s3cr3t-0f-the-b0t"
REFUSED = "my-refused-answer"
ENDPOINTS = f"""
event_broker: {{type: file, path: events.log, password: {SECRET}}}
models: {{url: "http://bot:{SECRET}@localhost:1/models", token: [{SECRET}]}}
nlg: {{url: {SECRET}}}
"""
CREDENTIALS = f"rest:\nslack:\n  slack_token: {SECRET}\n  slack_signing_secret: [{SECRET}]\n{SECRET}: {{}}\n"


@pytest.fixture(scope="module")
def bot(small_bot: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bot in git, with secrets there and in its files, and a conversation in which an answer was refused."""
    folder: Path = shutil.copytree(small_bot, tmp_path_factory.mktemp("limits") / "bot")
    give_accounts(folder)
    asyncio.run(_talk(folder))
    usual = (folder / "endpoints.yml").read_text()
    (folder / "endpoints.yml").write_text(usual + ENDPOINTS)
    (folder / "credentials.yml").write_text(CREDENTIALS)
    (folder / ".env").write_text(f"KEY={SECRET}\n")
    (folder / ".gitignore").write_text(".talkwright\nmodels\n")
    for command in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "All of it")):
        who = ("-c", "user.name=dev", "-c", "user.email=dev@localhost")
        subprocess.run(["git", *who, *command], cwd=folder, check=True, timeout=30)
    (folder / "endpoints.yml").write_text(usual)  # a server begins with these
    (folder / "credentials.yml").write_text("rest:\n")
    return folder


async def _talk(folder: Path) -> None:
    store = SqlStore(open_database(f"sqlite:///{folder}/.talkwright/small.db"))
    step = "collect_order_number"
    events = (
        UserUttered(text=REFUSED, timestamp=time.time()),
        StackChanged((Frame("1", "order_status", step, waits="retry"),), (Edge("order_status", "", None, step),)),
    )
    await store.append(Turn(ConversationKey("talk"), "t1", 0, events, State(), time.time()))
    await store.close()


@pytest.fixture(scope="module")
def live(bot: Path) -> Iterator[Live]:
    environment = {"TALKWRIGHT_BUILDER_RATE_PER_SESSION": str(A_MINUTE), "SOME_API_KEY": SECRET}
    with Live(bot, environment=environment) as server:
        (bot / "endpoints.yml").write_text((bot / "endpoints.yml").read_text() + ENDPOINTS)
        (bot / "credentials.yml").write_text(CREDENTIALS)
        yield server


def everything(desk: Desk, bot: Path) -> dict[str, httpx.Response]:
    """The answer of every route that is asked with GET, with all that could be meant by its parts."""
    versions = [each["id"] for each in desk.get("history")]
    parts: dict[str, list[str]] = {
        "flow": ["order_status", "nobody"],
        "name": ["greet", "utter_greet"],
        "version": versions,
        "file": [path.name for path in (bot / "models").glob("*.tar.gz")],
        "talk": ["talk"],
        "job": ["none"],
        "rehearsal": ["none"],
    }
    files = ("endpoints.yml", "credentials.yml", ".env", "../bot/.env", "config.yml", "domain.yml")
    asked: list[str] = []
    for route in routes({}):
        path = route.path.removeprefix("/builder/api/")
        if route.method != "GET" or path in {route.path, "changes"}:
            continue
        held = re.findall(r"<(\w+)(?::\w+)?>", path)
        for value in parts[held[0]] if held else [""]:
            filled = re.sub(r"<[^>]+>", value, path)
            names = {query.name for query in route.query}
            more = [f"file={file}&path=[]" for file in files] if "file" in names else []
            more += ["flow=order_status"] if "flow" in names else []
            asked += [filled, *(f"{filled}?{each}" for each in more)]
    return {path: desk.call("GET", path) for path in asked}


@pytest.mark.parametrize("role", ["viewer", "admin"])
def test_secrets_are_in_no_answer(live: Live, bot: Path, role: str) -> None:
    with Desk(live.url, role, GOOD) as desk:
        answers = everything(desk, bot)
        assert {path for path, answer in answers.items() if SECRET in answer.text} == set()
        assert {path for path, answer in answers.items() if answer.status_code >= 500} == set()
        done = {path.partition("?")[0] for path, answer in answers.items() if answer.status_code == 200}
        assert {"project", "problems", "history", "slots", "intents", "responses", "channels", "models"} <= done
        assert any(path.startswith("history/") for path in done)
        assert all(
            answers[f"values?file={file}&path=[]"].status_code in (403, 404)
            for file in ("endpoints.yml", "credentials.yml", ".env", "../bot/.env")
        )


def test_what_people_said_is_not_for_viewers(live: Live, bot: Path) -> None:
    with Desk(live.url, "viewer", GOOD) as viewer, Desk(live.url, "author", GOOD) as author:
        assert {path for path, answer in everything(viewer, bot).items() if REFUSED in answer.text} == set()
        mine, theirs = (desk.get("traffic", flow="order_status") for desk in (viewer, author))
        assert mine["steps"][0]["answers"] == []
        assert mine["steps"][0]["rejected"] == theirs["steps"][0]["rejected"] == 1
        assert theirs["steps"][0]["answers"] == [{"text": REFUSED, "count": 1}]


@pytest.mark.parametrize("number", ["nan", "inf", "-inf", "1e400", "many", "-5", "1e30", ""])
def test_a_number_that_is_none_is_refused(live: Live, number: str) -> None:
    counts = [f"{of}?limit=" for of in ("history", "conversations", "messages", "search", "audit")] + ["audit?before="]
    times = ["conversations?before=", "traffic?flow=a&from="]
    is_count, is_time = number == "", number in ("", "-5", "1e30")
    expected = dict.fromkeys(counts, 200 if is_count else 400) | dict.fromkeys(times, 200 if is_time else 400)
    with Desk(live.url, "admin", GOOD) as desk:
        assert {path: desk.call("GET", path + number).status_code for path in expected} == expected


def test_edits_that_are_too_many_are_refused(live: Live) -> None:
    with Desk(live.url, "author", GOOD) as desk:
        edit = {"file": "domain.yml", "path": ["x"], "value": 1}
        answer = desk.call("POST", "edits", json={"edits": [edit] * 1001, "based_on": {}})
        assert (answer.status_code, answer.json()["reason"]) == (413, "TooLarge")


def test_a_session_that_asks_too_often_waits_and_others_do_not(live: Live) -> None:
    with Desk(live.url, "publisher", GOOD) as busy, Desk(live.url, "publisher", GOOD) as other:
        answers = (busy.call("GET", "jobs") for _ in range(A_MINUTE))
        before = list(chain(iter(lambda: next(answers).status_code, 429)))
        assert len(before) >= A_MINUTE / 3
        refused = busy.call("GET", "jobs")
        assert refused.json()["reason"] == "TooMany"
        assert int(refused.headers["Retry-After"]) >= 1
        assert other.call("GET", "jobs").status_code == 200

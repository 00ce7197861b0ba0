"""``talkwright forget``, as a person uses it."""

from __future__ import annotations

import asyncio
import json
import time
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.conftest import talkwright

from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.stores.sql import SqlStore
from talkwright.storage.engine import open_database
from talkwright.testing.turns import turn

DAY_S = 86_400


@pytest.fixture
def bot(tmp_path: Path) -> Path:
    """A folder with the conversations of ada, today, and of bert and cyd, 100 days ago."""

    async def fill() -> None:
        store = open_store(tmp_path)
        for name, days in (("ada", 0), ("bert", 100), ("cyd", 100)):
            await store.append(replace(turn(ConversationKey(name)), at=time.time() - days * DAY_S))
        await store.close()

    (tmp_path / ".talkwright").mkdir()
    asyncio.run(fill())
    return tmp_path


def open_store(bot: Path) -> SqlStore:
    return SqlStore(open_database(f"sqlite:///{bot}/.talkwright/talkwright.db"))


def left(bot: Path) -> set[str]:
    async def look() -> set[str]:
        store = open_store(bot)
        known = await store.recent(9)
        await store.close()
        return {each.key.id for each in known}

    return asyncio.run(look())


def test_it_asks_and_takes_no_for_an_answer(bot: Path) -> None:
    done = talkwright("forget", "ada", cwd=bot, stdin="n\n")
    assert done.returncode == 130
    assert "'ada'" in done.stderr
    assert "ada" in left(bot)
    assert talkwright("forget", "ada", cwd=bot, stdin="y\n").returncode == 0
    assert "ada" not in left(bot)


def test_conversations_by_name(bot: Path) -> None:
    done = talkwright("forget", "bert", "nobody", "--yes", cwd=bot)
    assert (done.returncode, done.stdout) == (0, "bert: forgotten\nnobody: there is no such conversation\n")
    done = talkwright("forget", "bert", "cyd", "--yes", "--json", cwd=bot)
    assert json.loads(done.stdout) == {"forgotten": ["cyd"], "unknown": ["bert"]}
    assert left(bot) == {"ada"}


def test_conversations_by_age(bot: Path) -> None:
    assert json.loads(talkwright("forget", "--older-than", "101d", "--yes", "--json", cwd=bot).stdout) == {"count": 0}
    asked = talkwright("forget", "--older-than", "12w", cwd=bot, stdin="y\n")
    assert asked.returncode == 0
    assert "every conversation whose last turn was before" in asked.stderr
    assert asked.stdout == "2 conversations forgotten\n"
    assert left(bot) == {"ada"}


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((), 2, "--older-than"),
        (("ada", "--older-than", "9d"), 2, "--older-than"),
        (("--older-than", "soon"), 2, "like 90d"),
        (("--older-than", "9999999d"), 2, "like 90d"),
    ],
)
def test_what_it_cannot_do_is_said(bot: Path, arguments: tuple[str, ...], code: int, words: str) -> None:
    done = talkwright("forget", *arguments, "--yes", cwd=bot)
    assert done.returncode == code
    assert words in done.stderr
    assert left(bot) == {"ada", "bert", "cyd"}


def test_what_is_only_in_the_servers_memory_is_not_here(bot: Path) -> None:
    (bot / "endpoints.yml").write_text("tracker_store:\n  type: memory\n")
    done = talkwright("forget", "ada", "--yes", cwd=bot)
    assert done.returncode == 3
    assert "memory" in done.stderr

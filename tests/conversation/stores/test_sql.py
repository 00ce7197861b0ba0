"""What was acknowledged is there after kill -9, and two processes can share one database."""

from __future__ import annotations

import asyncio
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from tests.postgres import PostgresServer

from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.store import StoredTurn
from talkwright.conversation.stores.sql import SqlStore
from talkwright.errors import ConversationMoved, StoreError
from talkwright.storage.database import Statement
from talkwright.storage.engine import open_database
from talkwright.testing.turns import ANNA, turn

WRITER = """
import asyncio, sys
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.stores.sql import SqlStore
from talkwright.storage.database import Statement
from talkwright.storage.engine import open_database
from talkwright.testing.turns import turn

async def talk(store, name):
    stored = await store.load(ConversationKey(name))
    seq = stored.seq if stored else 0
    while True:
        seq = await store.append(turn(ConversationKey(name), seq, text=str(seq), size=1 + seq % 5, pushes=("x",)))
        print(name, seq, flush=True)

async def main():
    store = SqlStore(open_database(sys.argv[1]))
    await asyncio.gather(*(talk(store, name) for name in "abcdefgh"))

asyncio.run(main())
"""

RIVAL = """
import asyncio, sys
from talkwright.conversation.stores.sql import SqlStore
from talkwright.errors import ConversationMoved
from talkwright.storage.database import Statement
from talkwright.storage.engine import open_database
from talkwright.testing.turns import ANNA, START, turn

async def main():
    store = SqlStore(open_database(sys.argv[1], busy_timeout_s=60))
    print("ready", flush=True)
    input()
    for n in range(100):
        while True:
            stored = await store.load(ANNA)
            try:
                seq = stored.seq if stored else 0
                print(await store.append(turn(ANNA, seq, text=f"{sys.argv[2]}-{n}", size=1 + n % 3, pushes=("x",))))
                break
            except ConversationMoved:
                pass
    await store.close()

asyncio.run(main())
"""


def written_until_killed(url: str, lines: int) -> dict[str, int]:
    """The last seq of each conversation that a process acknowledged until it was killed, some time after ``lines``."""
    writer = subprocess.Popen([sys.executable, "-c", WRITER, url], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    said = "".join(writer.stdout.readline() for _ in range(lines))
    writer.kill()
    said += writer.communicate()[0]
    return {name: int(seq) for name, seq in re.findall(r"^(\w) (\d+)\n", said, re.MULTILINE)}


async def assert_whole(url: str, acknowledged: dict[str, int]) -> None:
    """Every acknowledged turn is there, the log has no gap, and the state is that of its last turn."""
    store = SqlStore(open_database(url))
    for name, seq in acknowledged.items():
        stored, turns = await store.load(ConversationKey(name)), await store.turns(ConversationKey(name))
        assert stored is not None
        assert seq <= stored.seq == turns[-1].last_seq
        assert stored.state.slots["said"] == turns[-1].events[0].text
        assert [each.first_seq for each in turns] == [1, *(each.last_seq + 1 for each in turns[:-1])]
        assert [len(each.events) for each in turns] == [each.last_seq - each.first_seq + 1 for each in turns]
    await store.close()


def test_what_was_acknowledged_survives_kill_9(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/conversations.db"
    acknowledged: dict[str, int] = {}
    for lines in (1, 150, 700):
        acknowledged |= written_until_killed(url, lines)
        asyncio.run(assert_whole(url, acknowledged))
    assert acknowledged.keys() == set("abcdefgh")

    connection = sqlite3.connect(tmp_path / "conversations.db")
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    turns, pushes = (connection.execute(f"SELECT count(*) FROM {table}").fetchone() for table in ("turn", "outbox"))
    assert turns == pushes
    connection.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/conversations.db"
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return server.url(server.create())


def test_two_processes_share_one_conversation(url: str) -> None:
    pipe = subprocess.PIPE
    commands = [[sys.executable, "-c", RIVAL, url, name] for name in "ab"]
    rivals = [subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) for command in commands]
    for rival in rivals:
        assert rival.stdout is not None
        assert rival.stdout.readline() == "ready\n"
    for rival in rivals:
        assert rival.stdin is not None
        rival.stdin.write("\n")
        rival.stdin.flush()
    answers = [rival.communicate(timeout=120)[0].split() for rival in rivals]
    assert [rival.returncode for rival in rivals] == [0, 0]

    async def written() -> tuple[StoredTurn, ...]:
        store = SqlStore(open_database(url))
        turns = await store.turns(ANNA)
        await store.close()
        return turns

    turns = asyncio.run(written())
    assert sorted(int(answer) for rival in answers for answer in rival) == [each.last_seq for each in turns]
    assert [each.first_seq for each in turns] == [1, *(each.last_seq + 1 for each in turns[:-1])]
    assert {each.id for each in turns} == {f"turn-of-{name}-{n}" for name in "ab" for n in range(100)}


async def test_what_another_process_wrote_is_seen(url: str) -> None:
    here, there = SqlStore(open_database(url)), SqlStore(open_database(url))
    assert await here.append(turn()) == 2
    stored = await there.load(ANNA)
    assert stored is not None
    assert stored.seq == 2
    assert await there.append(turn(expected_seq=2)) == 4
    with pytest.raises(ConversationMoved, match=r"'anna' is no longer at 2"):
        await here.append(turn(expected_seq=2))
    await asyncio.gather(here.close(), there.close())


async def test_a_reopened_store_goes_on_where_it_was(url: str) -> None:
    store = SqlStore(open_database(url))
    await store.append(turn(inbound_key="web:1", pushes=("one", "two")))
    (first,) = await store.claim(turn().at, 60, 10)
    await store.settle(first.id, sent=True)
    await store.close()

    store = SqlStore(open_database(url))
    stored = await store.load(ANNA)
    assert stored is not None
    assert stored.seq == 2
    assert await store.find(ANNA, "web:1") is not None
    (second,) = await store.claim(turn().at, 60, 10)
    assert (second.outgoing.message.text, second.id > first.id) == ("two", True)
    await store.close()


async def test_a_row_that_is_not_ours_is_said_in_words(url: str) -> None:
    database = open_database(url)
    store = SqlStore(database)
    await store.append(turn())
    await database.write(Statement("UPDATE conversation SET state = '{\"slots\": 7}'"))
    await database.write(Statement('UPDATE turn SET events = \'[{"event": "sneezed"}]\''))
    with pytest.raises(StoreError, match="cannot be read"):
        await store.load(ANNA)
    with pytest.raises(StoreError, match="sneezed"):
        await store.turns(ANNA)
    await store.close()

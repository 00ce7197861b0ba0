"""Conversations of a Rasa are found where it keeps them, and taken over as they are: all at once, or one by one."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from inspect import signature
from pathlib import Path
from typing import Any

import mongomock
import psycopg
import pytest
import redis
from tests.dynamodb import DynamoServer
from tests.postgres import PostgresServer
from tests.redis import RedisServer

from talkwright.conversation.event_json import to_plain
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.schema import Schema, Slot
from talkwright.conversation.stores.memory import MemoryStore
from talkwright.errors import OutsideError, RequestError, StoreError
from talkwright.project.endpoints import Endpoint
from talkwright.takeover.dump import DumpSource
from talkwright.takeover.mongo import MongoSource
from talkwright.takeover.open import find_source
from talkwright.takeover.redis import RedisSource
from talkwright.takeover.source import Source
from talkwright.takeover.take import TakingOver, take

SCHEMA = Schema({"size": Slot("size")})


def conversation(size: str) -> list[dict[str, Any]]:
    """What a Rasa stores of a short conversation."""
    parsed = {
        "intent": {"name": "order", "confidence": 0.9},
        "entities": [],
        "text": f"a {size} one",
        "message_id": "m",
    }
    return [
        {"event": "action", "timestamp": 1.0, "name": "action_session_start", "policy": None, "confidence": 1.0},
        {"event": "session_started", "timestamp": 1.1, "metadata": {"model_id": "x"}},
        {"event": "action", "timestamp": 1.2, "name": "action_listen", "policy": None, "confidence": None},
        {"event": "user", "timestamp": 2.0, "text": f"a {size} one", "parse_data": parsed, "input_channel": "rest"},
        {"event": "slot", "timestamp": 2.1, "name": "size", "value": size},
        {"event": "bot", "timestamp": 2.2, "text": "Yes.", "data": {"buttons": None, "elements": None}},
        {"event": "action", "timestamp": 2.3, "name": "action_listen", "policy": "RulePolicy", "confidence": 1.0},
    ]


CONVERSATIONS = {"ada": conversation("small"), "bert:1": conversation("large"), "zoë": conversation("tiny")}
TABLE = (
    "CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id VARCHAR(255) NOT NULL, type_name VARCHAR(255) NOT NULL, "
    "timestamp FLOAT, intent_name VARCHAR(255), action_name VARCHAR(255), data TEXT)"
)
ROW = "INSERT INTO events (id, sender_id, type_name, timestamp, action_name, data) VALUES"


def rows() -> Iterator[tuple[Any, ...]]:
    """The conversations as rows, one event of each in turn, as they come when people talk at once."""
    number = 0
    for several in zip(*CONVERSATIONS.values(), strict=True):
        for sender, event in zip(CONVERSATIONS, several, strict=True):
            number += 1
            yield number, sender, event["event"], event["timestamp"], event.get("name"), json.dumps(event)


def rasa_database(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(TABLE)
        connection.executemany(f"{ROW} (?, ?, ?, ?, ?, ?)", rows())


def in_sqlite(folder: Path, **_: Any) -> Source | None:
    rasa_database(folder / "rasa.db")
    return find_source(Endpoint(type="SQL", options={"dialect": "sqlite"}), folder)


def in_postgres(folder: Path, *, postgres_server: PostgresServer, **_: Any) -> Source | None:
    name = postgres_server.create()
    with psycopg.connect(postgres_server.url(name)) as connection:
        connection.execute(TABLE)
        for row in rows():
            connection.execute(f"{ROW} (%s, %s, %s, %s, %s, %s)", row)
    options = {"dialect": "postgresql", "port": postgres_server.port, "db": name, "username": "postgres"}
    return find_source(Endpoint(type="sql", url="127.0.0.1", options={**options, "password": "geheim"}), folder)


def in_redis(folder: Path, *, redis_server: RedisServer, **_: Any) -> Source | None:
    database = redis_server.database()
    with redis.Redis(port=redis_server.port, db=database) as client:
        client.set("lock:ada", "{}")
        client.set("tracker:other", "{}")
        for sender, events in CONVERSATIONS.items():
            client.set(f"shop:tracker:{sender}", json.dumps({"events": events, "name": sender}))
    options = {"port": redis_server.port, "db": str(database), "key_prefix": "shop"}
    return find_source(Endpoint(type="redis", url="127.0.0.1", options=options), folder)


def in_mongo(folder: Path, **_: Any) -> Source | None:
    collection = mongomock.MongoClient()["rasa"]["conversations"]
    for sender, events in CONVERSATIONS.items():
        collection.insert_one({"sender_id": sender, "events": events, "slots": {}, "paused": False})
    return MongoSource(collection, lambda: None)


def in_dynamo(folder: Path, *, dynamo_server: DynamoServer, **_: Any) -> Source | None:
    options = dynamo_server.options(table_name=dynamo_server.table_of_rasa(CONVERSATIONS))
    return find_source(Endpoint(type="dynamo", options=options), folder)


def in_lines(folder: Path, **_: Any) -> Source | None:
    file = folder / "events.jsonl"
    file.write_text("".join(json.dumps({"sender_id": each[1], **json.loads(each[5])}) + "\n" for each in rows()))
    return DumpSource([file])


def in_trackers(folder: Path, **_: Any) -> Source | None:
    files = []
    for number, (sender, events) in enumerate(CONVERSATIONS.items()):
        files.append(folder / f"{number}.json")
        files[-1].write_text(json.dumps({"sender_id": sender, "slots": {}, "events": events}))
    return DumpSource(files)


@pytest.fixture(params=[in_sqlite, in_postgres, in_redis, in_mongo, in_dynamo, in_lines, in_trackers])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Source]:
    make: Callable[..., Source | None] = request.param
    offered = ("postgres_server", "redis_server", "dynamo_server")
    wanted = {name: request.getfixturevalue(name) for name in offered if name in signature(make).parameters}
    found = make(tmp_path, **wanted)
    assert found is not None
    yield found
    found.close()


def test_every_conversation_is_found_with_its_events_in_order(source: Source) -> None:
    assert sorted(source.ids()) == sorted(CONVERSATIONS)
    assert source.count() == 3
    for sender, events in CONVERSATIONS.items():
        assert source.events(sender) == events
    assert list(source.events("nobody")) == []


async def test_a_conversation_is_taken_whole_when_it_is_asked_for(source: Source) -> None:
    inner = MemoryStore()
    store = TakingOver(inner, source, lambda: SCHEMA)
    for sender, size in (("ada", "small"), ("zoë", "tiny")):
        stored = await store.load(ConversationKey(sender))
        assert stored is not None
        assert stored.state.slots == {"size": size}
        assert stored.state.latest_message.intent.name == "order"
        assert stored.state.latest_user_time == 2.0
        assert stored.seq == 7
    (turn,) = await store.turns(ConversationKey("ada"))
    kept = [{key: value for key, value in to_plain(event).items() if value is not None} for event in turn.events]
    assert [(each["event"], each["timestamp"]) for each in kept] == [
        (each["event"], each["timestamp"]) for each in CONVERSATIONS["ada"]
    ]
    assert kept[1]["metadata"] == {"model_id": "x"}
    assert await store.load(ConversationKey("nobody")) is None
    assert [each.key.id for each in await store.recent(10)] == ["ada", "zoë"]


async def test_nothing_is_taken_twice(source: Source) -> None:
    store = MemoryStore()
    key = ConversationKey("ada")
    assert await take(source, store, SCHEMA, key) == (7, 0)
    assert await take(source, store, SCHEMA, key) == (0, 0)
    assert len(await store.turns(key)) == 1


async def test_what_cannot_be_read_is_left_out_and_counted(tmp_path: Path) -> None:
    rasa_database(tmp_path / "rasa.db")
    with sqlite3.connect(tmp_path / "rasa.db") as connection:
        for data in ("{", '{"event": "slot"}', '{"event": "from_the_future"}', "7", None):
            connection.execute("INSERT INTO events (sender_id, type_name, data) VALUES ('ada', 'x', ?)", (data,))
    source = find_source(Endpoint(type="SQL"), tmp_path)
    assert source is not None
    assert await take(source, MemoryStore(), SCHEMA, ConversationKey("ada")) == (7, 5)
    source.close()


def test_where_no_rasa_was_there_is_no_source(tmp_path: Path) -> None:
    assert find_source(None, tmp_path) is None
    assert find_source(Endpoint(type="memory"), tmp_path) is None
    assert find_source(Endpoint(type="SQL"), tmp_path) is None
    assert not (tmp_path / "rasa.db").exists()
    with sqlite3.connect(tmp_path / "rasa.db") as connection:  # that of a broker is called so, too
        connection.execute("CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id VARCHAR(255), data TEXT)")
    assert find_source(Endpoint(type="SQL"), tmp_path) is None


async def test_reminders_that_are_still_to_come_fire_after_the_take_over(tmp_path: Path) -> None:
    def reminder(name: str, date_time: str) -> dict[str, Any]:
        later = {"event": "reminder", "timestamp": 2.3, "intent": "wake", "name": name, "kill_on_user_msg": False}
        return {**later, "date_time": date_time, "entities": None}

    set_there = [reminder("missed", "2026-01-01T09:00:00+00:00"), reminder("due", "2026-01-01T11:00:00+00:00")]
    off = {"event": "cancel_reminder", "timestamp": 2.5, "name": "off", "intent": None, "entities": None}
    set_there += [reminder("off", "2026-01-01T12:00:00+00:00"), off]
    file = tmp_path / "tracker.json"
    file.write_text(json.dumps({"sender_id": "ada", "events": [*conversation("small"), *set_there]}))
    store, at_ten = MemoryStore(), 1767261600.0
    await take(DumpSource([file]), store, SCHEMA, ConversationKey("ada"), lambda: at_ten)
    assert await store.next_timer() == at_ten + 3600
    (wake,) = await store.claim_timers(at_ten + 3600, 60, 10)
    assert wake.timer.name == "due"
    stored = await store.load(ConversationKey("ada"))
    assert stored is not None
    assert "due" in {each.name for each in stored.state.reminders}, "or the timer would find nothing to say"


class Failing(DumpSource):
    """The events of a file, which can be away."""

    is_away = True

    def events(self, id: str) -> Sequence[Any]:
        if self.is_away:
            raise OutsideError("it is away", retryable=True)
        return super().events(id)


async def test_a_source_that_has_never_answered_holds_nobody_up(tmp_path: Path) -> None:
    in_lines(tmp_path)
    source = Failing([tmp_path / "events.jsonl"])
    store = TakingOver(MemoryStore(), source, lambda: SCHEMA)
    assert await store.load(ConversationKey("ada")) is None
    source.is_away = False
    assert await store.load(ConversationKey("ada")) is None, "it is left alone for a while"


async def test_a_source_that_is_away_for_once_makes_nobody_a_stranger(tmp_path: Path) -> None:
    in_lines(tmp_path)
    source = Failing([tmp_path / "events.jsonl"])
    store = TakingOver(MemoryStore(), source, lambda: SCHEMA)
    source.is_away = False
    assert await store.load(ConversationKey("nobody")) is None
    source.is_away = True
    with pytest.raises(StoreError, match="it is away"):
        await store.load(ConversationKey("ada"))
    source.is_away = False
    assert await store.load(ConversationKey("ada")) is not None


def test_a_redis_that_is_away_is_told_without_its_password() -> None:
    source = RedisSource.find(Endpoint(type="redis", url="127.0.0.1:1", options={"password": "geheim"}))
    with pytest.raises(OutsideError, match="Redis cannot be read") as caught:
        source.events("ada")
    assert "geheim" not in caught.value.message
    source.close()


@pytest.mark.parametrize("text", ["", "[1]", '{"a": 1}', '{"sender_id": "a"}', '{"event": "user"}', "{\n{", "\xff"])
def test_a_file_that_is_no_dump_is_told(text: str, tmp_path: Path) -> None:
    file = tmp_path / "dump.json"
    file.write_bytes(text.encode("latin-1"))
    if not text:
        assert DumpSource([file]).count() == 0
        return
    with pytest.raises(RequestError, match=r"dump\.json"):
        DumpSource([file])

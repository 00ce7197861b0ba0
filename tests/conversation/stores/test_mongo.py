"""The store in MongoDB: what a writer that died leaves behind does no harm, and Rasa's words open it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import mongomock
import pymongo
import pytest
from msgspec.structs import replace

from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.store import Store, Timer
from talkwright.conversation.stores.mongo import MongoStore
from talkwright.errors import ConversationMoved, RequestError, StoreError
from talkwright.project.endpoints import Endpoint
from talkwright.runtime.stores import open_store
from talkwright.settings import Settings
from talkwright.testing.turns import ANNA, BERT, START, turn

from .begun import SAID_TO_RASA, anna_goes_on


class Death(BaseException):
    """The end of a process."""


class Dying:
    """A database of a process that dies as soon as it has written a turn, or when it has ``seen`` where it stands."""

    def __init__(self, database: Any, seen: Any = None) -> None:
        self._database = database
        self._seen = seen

    def __getitem__(self, name: str) -> Any:
        return Dying(self._database[name], self._seen) if name.endswith("turns") else self._database[name]

    def __getattr__(self, name: str) -> Any:
        if name in ("update_one", "update_many") and self._seen is None:
            raise Death
        if name == "insert_one" and self._seen is not None:
            self._seen()
        return getattr(self._database, name)


@pytest.fixture
def database() -> Any:
    return mongomock.MongoClient()["bots"]


@pytest.fixture
async def store(database: Any) -> AsyncIterator[Store]:
    store = MongoStore(database)
    yield store
    await store.close()


async def test_a_turn_whose_writer_died_counts_and_what_it_called_off_is_off(database: Any, store: Store) -> None:
    await store.append(turn(armed=(Timer("tea", START), Timer("eggs", START + 60))))
    changed = {"disarmed": ("tea",), "armed": (Timer("eggs", START + 90),)}
    last = turn(expected_seq=2, text="last", inbound_key="web:1", **changed)
    with pytest.raises(Death):
        await MongoStore(Dying(database)).append(replace(last, at=START + 5))

    stored = await store.load(ANNA)
    assert stored is not None
    assert (stored.seq, stored.state.slots) == (4, {"said": "last"})
    assert await store.find(ANNA, "web:1") is not None
    assert [(known.seq, known.at) for known in await store.recent(10)] == [(4, START + 5)]
    assert await store.recent(10, before=START + 5) == (), "the turn before it is not the last one any more"
    assert await store.forget_before(START + 5, 10) == 0
    assert await store.next_timer() == START + 90
    assert await store.claim_timers(START + 80, 60, 10) == ()
    assert await store.append(turn(expected_seq=4)) == 6
    assert len(await store.turns(ANNA)) == 3


async def test_who_is_forgotten_while_a_turn_is_written_stays_forgotten(database: Any, store: Store) -> None:
    await store.append(turn())
    late = MongoStore(Dying(database, seen=lambda: database["talkwright.turns"].delete_many({})))
    with pytest.raises(ConversationMoved):
        await late.append(turn(expected_seq=2, text="late"))
    assert await store.load(ANNA) is None
    assert database["talkwright.turns"].count_documents({}) == 0


async def test_only_the_last_turn_has_its_state(database: Any, store: Store) -> None:
    for seq in (0, 2, 4):
        await store.append(turn(expected_seq=seq))
    await store.append(turn(BERT))
    kept = [each["conversation"] for each in database["talkwright.turns"].find({"state": {"$exists": True}})]
    assert kept == ["anna", "bert"]


async def test_a_delivery_that_died_is_kept_for_somebody_to_look_at(database: Any, store: Store) -> None:
    await store.append(turn(pushes=("one", "two")))
    (first,) = await store.claim(START, 60, 10)
    await store.settle(first.id, sent=False)
    (document,) = database["talkwright.turns"].find()
    assert [each["id"] for each in document["dead"]] == [first.id]
    assert await store.undelivered() == 1


async def test_collections_keep_bots_apart_and_beside_a_rasa(database: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pymongo, "MongoClient", lambda *address, **options: database.client)
    options = {"db": "bots", "username": "shop", "password": 1}
    shop, bank = (
        open_store(Path(), Endpoint(type="mongod", url="mongodb://x", options={**options, **own}), Settings())
        for own in ({}, {"collection": "bank"})
    )
    database["conversations"].insert_one({"sender_id": "bert", "events": []})
    await shop.append(turn())
    assert await bank.load(ANNA) is None
    assert await shop.load(ConversationKey("bert")) is None
    await bank.append(turn())
    names = {"talkwright.turns", "bank.talkwright.turns", "conversations"}
    assert names <= {*database.list_collection_names()}


async def test_who_talked_to_a_rasa_in_it_goes_on_there(database: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pymongo, "MongoClient", lambda *address, **options: database.client)
    database["conversations"].insert_one({"sender_id": "anna", "events": SAID_TO_RASA})
    await anna_goes_on(Endpoint(type="mongod", url="mongodb://x", options={"db": "bots"}))
    assert len(database["conversations"].find_one({"sender_id": "anna"})["events"]) == 1, "Rasa's stays as it was"


async def test_a_mongodb_that_is_away_is_told_without_its_password() -> None:
    address = "mongodb://shop:geheim@127.0.0.1:1/?serverSelectionTimeoutMS=50"
    store = MongoStore(pymongo.MongoClient(address)["rasa"])
    with pytest.raises(StoreError, match="cannot be used: ServerSelectionTimeoutError") as caught:
        await store.append(turn())
    assert "geheim" not in f"{caught.value.message}{caught.value.hint}"
    await store.close()


def test_an_address_that_is_none_is_told() -> None:
    with pytest.raises(RequestError, match="no address that is one"):
        open_store(Path(), Endpoint(type="mongod", url="ftp://x"), Settings())

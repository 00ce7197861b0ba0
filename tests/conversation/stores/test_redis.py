"""The store in Redis, as ``tracker_store`` names it: shared by servers, apart by prefixes, and clear when away."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
import redis
from tests.redis import RedisServer

from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.store import Store
from talkwright.errors import ConversationMoved, RequestError, StoreError
from talkwright.project.endpoints import Endpoint
from talkwright.runtime.stores import open_store
from talkwright.settings import Settings
from talkwright.testing.turns import ANNA, turn


def opened(server: RedisServer, database: int, **options: object) -> Store:
    endpoint = Endpoint(type="redis", url="127.0.0.1", options={"port": str(server.port), "db": database, **options})
    return open_store(Path(), endpoint, Settings())


async def test_two_servers_share_it_and_one_of_them_is_faster(redis_server: RedisServer) -> None:
    database = redis_server.database()
    one, other = opened(redis_server, database), opened(redis_server, database)
    attempts = [store.append(turn(text=str(n))) for n, store in enumerate([one, other] * 10)]
    outcomes = await asyncio.gather(*attempts, return_exceptions=True)
    assert sum(isinstance(each, ConversationMoved) for each in outcomes) == 19
    stored = await other.load(ANNA)
    assert stored is not None
    assert stored.seq == 2
    await one.close()
    await other.close()


async def test_prefixes_keep_bots_apart(redis_server: RedisServer) -> None:
    database = redis_server.database()
    shop, bank = opened(redis_server, database, key_prefix="shop"), opened(redis_server, database, key_prefix="bank")
    await shop.append(turn(pushes=("hi",)))
    assert await bank.load(ANNA) is None
    assert await bank.undelivered() == 0
    with redis.Redis(port=redis_server.port, db=database) as client:
        assert {key.split(b":")[0] for key in client.scan_iter()} == {b"shop"}
    await shop.forget(ANNA)
    with redis.Redis(port=redis_server.port, db=database) as client:
        left = {key.decode() for key in client.scan_iter()}
    assert left <= {"shop:talkwright:deliveries", "shop:talkwright:pending"}, "nothing of what was said is left"
    await shop.close()
    await bank.close()


async def test_a_thousand_turns_are_read_from_the_last(redis_server: RedisServer) -> None:
    store = opened(redis_server, redis_server.database())
    for n in range(0, 2000, 2):
        await store.append(turn(expected_seq=n, text=str(n)))
    assert [each.first_seq for each in await store.turns(ANNA, 1997)] == [1997, 1999]
    assert len(await store.turns(ANNA)) == 1000
    await store.close()


@pytest.mark.parametrize("url", ["127.0.0.1", "redis://:geheim@127.0.0.1:1/0"])
async def test_a_redis_that_is_away_is_told_without_its_password(url: str) -> None:
    store = open_store(Path(), Endpoint(type="redis", url=url, options={"port": 1, "password": "geheim"}), Settings())
    with pytest.raises(StoreError, match="cannot be used: ConnectionError") as caught:
        await store.append(turn())
    assert "geheim" not in f"{caught.value.message}{caught.value.hint}"
    await store.close()


def test_an_address_that_is_none_is_told() -> None:
    with pytest.raises(RequestError, match="no address that is one"):
        open_store(Path(), Endpoint(type="redis", url="ftp://x"), Settings())


async def test_what_a_rasa_left_lies_beside_it(redis_server: RedisServer) -> None:
    database = redis_server.database()
    store = opened(redis_server, database)
    await store.append(turn())
    with redis.Redis(port=redis_server.port, db=database) as client:
        client.set("tracker:bert", json.dumps({"name": "bert", "events": []}))
    assert await store.load(ConversationKey("bert")) is None
    assert [each.key for each in await store.recent(10)] == [ANNA]
    await store.close()

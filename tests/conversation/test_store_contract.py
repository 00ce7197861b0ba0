"""Every store passes the contract, on every database."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import mongomock
import pymongo
import pytest
from redis.asyncio import Redis
from tests.dynamodb import DynamoServer
from tests.postgres import PostgresServer
from tests.redis import RedisServer

from talkwright.conversation.store import Store
from talkwright.conversation.stores.dynamo import DynamoStore
from talkwright.conversation.stores.memory import MemoryStore
from talkwright.conversation.stores.mongo import MongoStore
from talkwright.conversation.stores.redis import RedisStore
from talkwright.conversation.stores.sql import SqlStore
from talkwright.storage.engine import open_database
from talkwright.testing.store_contract import StoreContract


class TestMemoryStore(StoreContract):
    @pytest.fixture
    async def store(self) -> AsyncIterator[Store]:
        store = MemoryStore()
        yield store
        await store.close()


class TestSqliteStore(StoreContract):
    @pytest.fixture
    async def store(self, tmp_path: Path) -> AsyncIterator[Store]:
        store = SqlStore(open_database(f"sqlite:///{tmp_path}/conversations.db"))
        yield store
        await store.close()


class TestSqliteInMemory(StoreContract):
    @pytest.fixture
    async def store(self) -> AsyncIterator[Store]:
        store = SqlStore(open_database("sqlite:///:memory:"))
        yield store
        await store.close()


@pytest.fixture(scope="module")
def shop(postgres_server: PostgresServer) -> str:
    """A database with our tables."""
    name = postgres_server.create()

    async def write() -> None:
        store = SqlStore(open_database(postgres_server.url(name)))
        await store.undelivered()
        await store.close()

    asyncio.run(write())
    return name


class TestPostgresStore(StoreContract):
    @pytest.fixture
    async def store(self, postgres_server: PostgresServer, shop: str) -> AsyncIterator[Store]:
        postgres_server.run("TRUNCATE conversation, turn, note, outbox, timer RESTART IDENTITY", shop)
        store = SqlStore(open_database(postgres_server.url(shop)))
        yield store
        await store.close()


class TestRedisStore(StoreContract):
    @pytest.fixture
    async def store(self, redis_server: RedisServer) -> AsyncIterator[Store]:
        store = RedisStore(Redis(port=redis_server.port, db=redis_server.database()))
        yield store
        await store.close()


class TestMongoStore(StoreContract):
    @pytest.fixture
    async def store(self) -> AsyncIterator[Store]:
        store = MongoStore(mongomock.MongoClient()["bots"])
        yield store
        await store.close()


class TestMongoServer(StoreContract):
    """On a server that is really one, where ``TALKWRIGHT_MONGO`` has its address."""

    @pytest.fixture
    async def store(self) -> AsyncIterator[Store]:
        address = os.environ.get("TALKWRIGHT_MONGO")
        if not address:
            pytest.skip("TALKWRIGHT_MONGO names no MongoDB: no package here brings one")
        name = f"test-{uuid4().hex}"
        store = MongoStore(pymongo.MongoClient(address, w="majority")[name])
        yield store
        await store.close()
        with pymongo.MongoClient[dict[str, object]](address) as client:
            client.drop_database(name)


class TestDynamoStore(StoreContract):
    writers = 16  # as many as are let in at once

    @pytest.fixture
    async def store(self, dynamo_server: DynamoServer) -> AsyncIterator[Store]:
        store = DynamoStore(dynamo_server.client(), dynamo_server.name())
        yield store
        await store.close()

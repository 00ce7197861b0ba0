"""Every store passes the contract, on every database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from redis.asyncio import Redis
from tests.postgres import PostgresServer
from tests.redis import RedisServer

from talkwright.conversation.store import Store
from talkwright.conversation.stores.memory import MemoryStore
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


class TestPostgresStore(StoreContract):
    @pytest.fixture
    async def store(self, postgres_server: PostgresServer) -> AsyncIterator[Store]:
        store = SqlStore(open_database(postgres_server.url(postgres_server.create())))
        yield store
        await store.close()


class TestRedisStore(StoreContract):
    @pytest.fixture
    async def store(self, redis_server: RedisServer) -> AsyncIterator[Store]:
        store = RedisStore(Redis(port=redis_server.port, db=redis_server.database()))
        yield store
        await store.close()

"""Every broker passes the contract, and is read by what reads it: a file, a database, a cluster, a server, a class."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from tests.postgres import PostgresServer

from talkwright.brokers.broker import EXPORTED, Broker, Message
from talkwright.brokers.open import open_broker
from talkwright.errors import OutsideError, RequestError
from talkwright.project.endpoints import Endpoint
from talkwright.testing.broker_contract import BrokerContract, Received

GREETING = Message("ada", {"event": "user", "text": "hello"}, {EXPORTED: "7"})


class TestFileBroker(BrokerContract):
    @pytest.fixture
    async def broker(self, tmp_path: Path) -> Broker:
        return open_broker(Endpoint(type="file"), tmp_path)

    @pytest.fixture
    def received(self, tmp_path: Path) -> Received:
        async def read(_: int) -> list[dict[str, Any]]:
            return [json.loads(line) for line in (tmp_path / "rasa_event.log").read_text().splitlines()]

        return read

    async def test_a_file_that_was_moved_away_is_begun_anew(self, broker: Broker, tmp_path: Path) -> None:
        log = tmp_path / "rasa_event.log"
        await broker.publish([GREETING])
        log.rename(tmp_path / "yesterday.log")
        await broker.publish([GREETING])
        assert log.read_bytes() == (tmp_path / "yesterday.log").read_bytes()

    async def test_a_file_that_cannot_be_written_is_tried_again(self, tmp_path: Path) -> None:
        broker = open_broker(Endpoint(type="file", options={"path": "nowhere/events.log"}), tmp_path)
        with pytest.raises(OutsideError, match="cannot be written") as caught:
            await broker.publish([GREETING])
        assert caught.value.retryable


class TestSqlBroker(BrokerContract):
    @pytest.fixture
    async def broker(self, tmp_path: Path) -> AsyncIterator[Broker]:
        broker = open_broker(Endpoint(type="SQL", options={"dialect": "sqlite"}), tmp_path)
        yield broker
        await broker.close()

    @pytest.fixture
    def received(self, tmp_path: Path) -> Received:
        async def read(_: int) -> list[dict[str, Any]]:
            with sqlite3.connect(tmp_path / "events.db") as connection:
                rows = connection.execute("SELECT sender_id, data FROM events ORDER BY id").fetchall()
            assert all(sender == json.loads(data)["sender_id"] for sender, data in rows)
            return [json.loads(data) for _, data in rows]

        return read


class TestPostgresBroker(BrokerContract):
    @pytest.fixture
    def name(self, postgres_server: PostgresServer) -> str:
        return postgres_server.create()

    @pytest.fixture
    async def broker(self, postgres_server: PostgresServer, name: str, tmp_path: Path) -> AsyncIterator[Broker]:
        options = {"dialect": "postgresql+psycopg2", "port": postgres_server.port, "db": name, "username": "postgres"}
        endpoint = Endpoint(type="sql", url="127.0.0.1", options={**options, "password": "geheim"})
        broker = open_broker(endpoint, tmp_path)
        yield broker
        await broker.close()

    @pytest.fixture
    def received(self, postgres_server: PostgresServer, name: str) -> Received:
        async def read(_: int) -> list[dict[str, Any]]:
            return [json.loads(data) for (data,) in postgres_server.run("SELECT data FROM events ORDER BY id", name)]

        return read


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of a cluster of Kafka that librdkafka plays, on sockets of this machine."""
    from confluent_kafka import Producer

    producer = Producer({"test.mock.num.brokers": 1, "log_level": 0})
    (broker,) = producer.list_topics(timeout=10).brokers.values()
    yield f"{broker.host}:{broker.port}"
    producer.flush(1)


class TestKafkaBroker(BrokerContract):
    @pytest.fixture
    def topic(self) -> str:
        return uuid4().hex

    @pytest.fixture
    async def broker(self, cluster: str, topic: str, tmp_path: Path) -> AsyncIterator[Broker]:
        options = {"topic": topic, "security_protocol": "PLAINTEXT", "partition_by_sender": True}
        broker = open_broker(Endpoint(type="kafka", url=cluster, options=options), tmp_path)
        yield broker
        await broker.close()

    @pytest.fixture
    def read(self, cluster: str, topic: str) -> Any:
        def messages(count: int) -> list[Any]:
            from confluent_kafka import OFFSET_BEGINNING, Consumer, TopicPartition

            consumer = Consumer({"bootstrap.servers": cluster, "group.id": uuid4().hex})
            partitions = consumer.list_topics(topic, timeout=10).topics[topic].partitions
            consumer.assign([TopicPartition(topic, each, OFFSET_BEGINNING) for each in partitions])
            found = consumer.consume(count, timeout=20)
            consumer.close()
            return found

        return messages

    @pytest.fixture
    def received(self, read: Any) -> Received:
        async def bodies(count: int) -> list[dict[str, Any]]:
            return [json.loads(each.value()) for each in await asyncio.to_thread(read, count)]

        return bodies

    async def test_the_sender_is_the_key_and_headers_are_sent(self, broker: Broker, read: Any) -> None:
        await broker.publish([GREETING])
        (message,) = await asyncio.to_thread(read, 1)
        assert message.key() == b"ada"
        assert dict(message.headers()) == {EXPORTED: b"7"}


@pytest.mark.skipif("TALKWRIGHT_AMQP" not in os.environ, reason="TALKWRIGHT_AMQP has the address of a RabbitMQ")
class TestRabbitBroker(BrokerContract):
    @pytest.fixture
    def queue(self) -> str:
        return uuid4().hex

    @pytest.fixture
    async def broker(self, queue: str, tmp_path: Path) -> AsyncIterator[Broker]:
        options = {"queues": [queue], "exchange_name": f"exchange-{queue}"}
        broker = open_broker(Endpoint(type="pika", url=os.environ["TALKWRIGHT_AMQP"], options=options), tmp_path)
        yield broker
        await broker.close()

    @pytest.fixture
    def read(self, queue: str) -> Any:
        async def messages(count: int) -> list[Any]:
            import aio_pika

            async with await aio_pika.connect(os.environ["TALKWRIGHT_AMQP"]) as connection:
                channel = await connection.channel()
                there = await channel.declare_queue(queue, durable=True)
                return [await there.get(no_ack=True, timeout=10) for _ in range(count)]

        return messages

    @pytest.fixture
    def received(self, read: Any) -> Received:
        async def bodies(count: int) -> list[dict[str, Any]]:
            return [json.loads(each.body) for each in await read(count)]

        return bodies

    async def test_messages_are_kept_and_have_their_headers(self, broker: Broker, read: Any) -> None:
        await broker.publish([GREETING])
        (message,) = await read(1)
        assert message.headers == {EXPORTED: "7"}
        assert message.delivery_mode == 2
        assert message.app_id is None


class TestCustomBroker(BrokerContract):
    @pytest.fixture
    async def broker(self, tmp_path: Path) -> AsyncIterator[Broker]:
        (tmp_path / "my_brokers.py").write_text(
            "import json\n"
            "from rasa.core.brokers.broker import EventBroker\n"
            "from rasa.utils.endpoints import EndpointConfig\n"
            "class Lines(EventBroker):\n"
            "    def __init__(self, path): self.path = path\n"
            "    @classmethod\n"
            "    async def from_endpoint_config(cls, broker_config: EndpointConfig, event_loop=None):\n"
            "        return cls(broker_config.kwargs['path'])\n"
            "    def publish(self, event):\n"
            "        with open(self.path, 'a') as file: file.write(json.dumps(event) + chr(10))\n"
        )
        options = {"path": str(tmp_path / "lines")}
        yield open_broker(Endpoint(type="my_brokers.Lines", options=options), tmp_path)
        sys.path.remove(str(tmp_path))
        del sys.modules["my_brokers"]

    @pytest.fixture
    def received(self, tmp_path: Path) -> Received:
        async def read(_: int) -> list[dict[str, Any]]:
            return [json.loads(line) for line in (tmp_path / "lines").read_text().splitlines()]

        return read


@pytest.mark.parametrize(
    ("endpoint", "said"),
    [
        (Endpoint(type="pigeon"), "no event_broker of the type 'pigeon'"),
        (Endpoint(type="pika", options={"port": "${PORT}"}), "'port' of the event_broker is no number"),
        (Endpoint(type="pika", cafile="/nowhere"), "certificates for RabbitMQ cannot be used"),
        (Endpoint(type="nowhere.Broker"), "'nowhere.Broker' cannot be loaded"),
        (Endpoint(type="sql", options={"dialect": "oracle"}), "no driver for 'oracle'"),
        (Endpoint(type="sql", url="sql://:port/"), "cannot be read"),
        (Endpoint(type="kafka", options={"security_protocol": "NONE"}), "cannot be set up"),
    ],
)
def test_what_is_no_broker_is_told(endpoint: Endpoint, said: str, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=said) as caught:
        open_broker(endpoint, tmp_path)
    assert caught.value.hint


@pytest.mark.parametrize(
    "endpoint",
    [
        Endpoint(type="pika", url="127.0.0.1:1", options={"password": "geheim"}),
        Endpoint(type="sql", url="postgresql://me:geheim@127.0.0.1:1/x"),
    ],
)
async def test_a_broker_that_is_away_is_tried_again_and_no_secret_is_told(endpoint: Endpoint, tmp_path: Path) -> None:
    broker = open_broker(endpoint, tmp_path)
    with pytest.raises(OutsideError) as caught:
        await broker.publish([GREETING])
    assert caught.value.retryable
    assert "geheim" not in f"{caught.value.message}{caught.value.hint}{broker!r}"
    await broker.close()

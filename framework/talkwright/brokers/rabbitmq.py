"""RabbitMQ, which Rasa calls ``pika``: a durable fanout exchange that durable queues are bound to.

The other side confirms each message. A connection that broke is made anew with the next message.
"""

from __future__ import annotations

import asyncio
import os
import ssl
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from talkwright.brokers.broker import Message
from talkwright.errors import OutsideError, RequestError
from talkwright.project.endpoints import Endpoint

_PORT = 5672
_QUEUE, _EXCHANGE = "rasa_core_events", "rasa-exchange"


class RabbitBroker:
    """Sends to ``exchange`` of the server that ``place`` names, in the words of ``aio_pika.connect``."""

    def __init__(self, place: Mapping[str, Any], exchange: str, queues: Sequence[str], *, keeps: bool) -> None:
        self.keeps = keeps
        self._place = place
        self._exchange_name = exchange
        self._queues = tuple(queues)
        self._app_id = os.environ.get("RASA_ENVIRONMENT")
        self._connecting = asyncio.Lock()
        self._connection: Any = None
        self._exchange: Any = None

    @classmethod
    def open(cls, endpoint: Endpoint, folder: Path) -> RabbitBroker:
        """The server that ``endpoint`` names. Raises ``RequestError`` without the library."""
        try:
            import aio_pika  # noqa: F401 - to tell at the start
        except ImportError:
            hint = "Install it: pip install 'talkwright[rabbitmq]'"
            raise RequestError("the library for RabbitMQ is not installed", hint) from None
        options = endpoint.options
        queues = options.get("queues") or [_QUEUE]
        return cls(
            _place(endpoint, os.environ),
            str(options.get("exchange_name") or _EXCHANGE),
            [queues] if isinstance(queues, str) else [str(each) for each in queues],
            keeps=str(options.get("should_keep_unpublished_messages", True)).lower() != "false",
        )

    async def publish(self, messages: Sequence[Message]) -> None:
        import aio_pika
        from aiormq.exceptions import AMQPError

        try:
            exchange = await self._opened()
            for each in messages:
                message = aio_pika.Message(
                    each.body(),
                    headers=dict(each.headers),
                    app_id=self._app_id,
                    content_type="application/json",
                    delivery_mode=aio_pika.DeliveryMode.PERSISTENT,
                )
                await exchange.publish(message, routing_key="")
        except (OSError, AMQPError, TimeoutError, RuntimeError) as fault:
            await self.close()
            raise OutsideError(f"RabbitMQ: {type(fault).__name__}", retryable=True) from None

    async def _opened(self) -> Any:
        import aio_pika

        async with self._connecting:
            if self._exchange is None or self._connection.is_closed:
                self._connection = await aio_pika.connect(**self._place)
                channel = await self._connection.channel(publisher_confirms=True)
                exchange = await channel.declare_exchange(
                    self._exchange_name, aio_pika.ExchangeType.FANOUT, durable=True
                )
                for name in self._queues:
                    queue = await channel.declare_queue(name, durable=True)
                    await queue.bind(exchange, "")
                self._exchange = exchange
            return self._exchange

    async def close(self) -> None:
        connection, self._connection, self._exchange = self._connection, None, None
        if connection is not None:
            await connection.close()


def _place(endpoint: Endpoint, environment: Mapping[str, str]) -> dict[str, Any]:
    """Where the server is and how to get in. Certificates come from the environment, as in Rasa.

    Raises ``RequestError``.
    """
    options, url = endpoint.options, endpoint.url or str(endpoint.options.get("host") or "localhost")
    certificate = environment.get("RABBITMQ_SSL_CLIENT_CERTIFICATE")
    trusted = endpoint.cafile or environment.get("RABBITMQ_SSL_CA_FILE")
    place: dict[str, Any] = {"timeout": 5}
    if certificate or trusted or url.startswith("amqps://"):
        try:
            context = ssl.create_default_context(cafile=trusted)
            if certificate:
                password = environment.get("RABBITMQ_SSL_KEY_PASSWORD")
                context.load_cert_chain(certificate, environment.get("RABBITMQ_SSL_CLIENT_KEY"), password)
        except OSError as fault:
            hint = "See 'cafile' and the variables RABBITMQ_SSL_..."
            raise RequestError(f"the certificates for RabbitMQ cannot be used: {type(fault).__name__}", hint) from None
        place |= {"ssl": True, "ssl_context": context}
    if "://" in url:
        return {**place, "url": url}
    host, _, port = url.partition(":")
    login = {"login": str(options.get("username") or "guest"), "password": str(options.get("password") or "guest")}
    number = str(options.get("port") or port or _PORT)
    if not number.isdecimal():
        raise RequestError("the 'port' of the event_broker is no number", f"Take it out where {_PORT} is meant.")
    return {**place, **login, "host": host, "port": int(number)}

"""Kafka: a topic, with the conversation as key where ``partition_by_sender`` keeps its events in one partition.

librdkafka sends; a message counts when the cluster has acknowledged it.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import monotonic
from typing import Any

from talkwright.brokers.broker import Message
from talkwright.errors import OutsideError, RequestError
from talkwright.project.endpoints import Endpoint

_TOPIC, _CLIENT, _PROTOCOL = "rasa_core_events", "kafka-python-rasa", "SASL_PLAINTEXT"
_PATIENCE_S = 5.0
_OPTIONS = {  # Rasa's word -> librdkafka's
    "security_protocol": "security.protocol",
    "sasl_mechanism": "sasl.mechanism",
    "sasl_username": "sasl.username",
    "sasl_password": "sasl.password",
    "ssl_cafile": "ssl.ca.location",
    "ssl_certfile": "ssl.certificate.location",
    "ssl_keyfile": "ssl.key.location",
}


class KafkaBroker:
    """Sends to ``topic`` of the cluster that ``settings`` of librdkafka name. Raises ``RequestError`` for such that
    are none, and without the library."""

    keeps = True

    def __init__(self, settings: Mapping[str, Any], topic: str, *, by_sender: bool) -> None:
        try:
            from confluent_kafka import KafkaException, Producer
        except ImportError:
            hint = "Install it: pip install 'talkwright[kafka]'"
            raise RequestError("the library for Kafka is not installed", hint) from None
        waits = {"message.timeout.ms": int(_PATIENCE_S * 1000), "acks": "all", "linger.ms": 0}
        try:
            self._producer = Producer({**waits, **settings}, logger=_Silent())
        except (KafkaException, TypeError, ValueError) as fault:
            raise RequestError(f"the event_broker cannot be set up: {fault}", "See docs/endpoints.md.") from None
        self._topic = topic
        self._by_sender = by_sender
        environment = os.environ.get("RASA_ENVIRONMENT")
        self._headers: list[tuple[str, str | bytes | None]] = []
        if environment:
            self._headers.append(("RASA_ENVIRONMENT", environment.encode()))

    @classmethod
    def open(cls, endpoint: Endpoint, folder: Path) -> KafkaBroker:
        """The cluster that ``endpoint`` names."""
        options = {"security_protocol": _PROTOCOL, "sasl_mechanism": "PLAIN", **endpoint.options}
        servers = endpoint.url or "localhost"
        settings = {"bootstrap.servers": servers, "client.id": options.get("client_id") or _CLIENT}
        settings |= {theirs: str(options[ours]) for ours, theirs in _OPTIONS.items() if options.get(ours) is not None}
        if _is_said(options.get("ssl_check_hostname")) is False:
            settings["ssl.endpoint.identification.algorithm"] = "none"
        topic = str(options.get("topic") or _TOPIC)
        return cls(settings, topic, by_sender=_is_said(options.get("partition_by_sender")) is True)

    async def publish(self, messages: Sequence[Message]) -> None:
        await asyncio.to_thread(self._send, messages)

    def _send(self, messages: Sequence[Message]) -> None:
        outcomes: list[Any] = []

        def over(fault: Any, _: Any) -> None:
            outcomes.append(fault)

        try:
            for each in messages:
                headers = self._headers + [(name, value.encode()) for name, value in each.headers.items()]
                key = each.sender_id.encode() if self._by_sender else None
                self._producer.produce(self._topic, each.body(), key, headers=headers, on_delivery=over)
        except BufferError:
            raise OutsideError("Kafka: too much is on its way", retryable=True) from None
        until = monotonic() + _PATIENCE_S + 2
        while len(outcomes) < len(messages) and monotonic() < until:
            self._producer.poll(0.1)
        faults = [fault for fault in outcomes if fault is not None]
        if faults or len(outcomes) < len(messages):
            said = faults[0].name() if faults else "no answer"
            raise OutsideError(f"Kafka: {said}", retryable=True)

    async def close(self) -> None:
        await asyncio.to_thread(self._producer.flush, _PATIENCE_S)


class _Silent:
    """librdkafka's own log: what matters of it comes back as the outcome of a message."""

    def log(self, *_: Any, **__: Any) -> None:
        """Nothing."""

    def isEnabledFor(self, _: int) -> bool:  # noqa: N802 - logging's name
        return False


def _is_said(value: Any) -> bool | None:
    return None if value is None else str(value).lower() == "true"

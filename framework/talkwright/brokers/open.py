"""The broker that ``event_broker`` names. The libraries are imported by the one that is chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from talkwright.brokers.broker import Broker
from talkwright.brokers.custom import CustomBroker
from talkwright.brokers.file import FileBroker
from talkwright.brokers.kafka import KafkaBroker
from talkwright.brokers.rabbitmq import RabbitBroker
from talkwright.errors import RequestError
from talkwright.project.endpoints import Endpoint


def open_broker(endpoint: Endpoint, folder: Path) -> Broker:
    """The broker; paths are those of ``folder``. Nothing is connected yet. Raises ``RequestError``."""
    kind = endpoint.type or "pika"  # as in Rasa
    make = BROKERS.get(kind.lower()) or (CustomBroker.open if "." in kind else None)
    if make is None:
        known = ", ".join(BROKERS)
        raise RequestError(f"there is no event_broker of the type {kind!r}", f"It is {known}, or module.Class.")
    return make(endpoint, folder)


def _sql(endpoint: Endpoint, folder: Path) -> Broker:
    from talkwright.brokers.sql import SqlBroker

    return SqlBroker.open(endpoint, folder)


BROKERS: Mapping[str, Callable[[Endpoint, Path], Broker]] = {
    "file": FileBroker.open,
    "sql": _sql,
    "pika": RabbitBroker.open,
    "kafka": KafkaBroker.open,
}
"""Those that come along, by Rasa's types."""

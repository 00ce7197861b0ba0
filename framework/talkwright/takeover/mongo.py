"""Rasa's tracker store in MongoDB: a document for each conversation, its events in a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from talkwright.project.endpoints import Endpoint
from talkwright.project.mongo_client import connect
from talkwright.takeover.source import unreadable


class MongoSource:
    """The documents of ``collection``, one of pymongo's. ``close_client`` closes its client."""

    def __init__(self, collection: Any, close_client: Callable[[], None]) -> None:
        self._collection = collection
        self._close_client = close_client

    @classmethod
    def find(cls, endpoint: Endpoint) -> MongoSource:
        """The source that ``endpoint`` names. Raises ``RequestError`` without the library."""
        database = connect(endpoint)
        return cls(database[str(endpoint.options.get("collection") or "conversations")], database.client.close)

    def ids(self) -> Iterator[str]:
        for document in self._asked(lambda: self._collection.find({}, {"sender_id": 1, "_id": 0})):
            if document.get("sender_id") is not None:
                yield str(document["sender_id"])

    def count(self) -> int:
        (count,) = self._asked(lambda: [self._collection.count_documents({})])
        return int(count)

    def events(self, id: str) -> Sequence[Any]:
        (found,) = self._asked(lambda: [self._collection.find_one({"sender_id": id}, {"events": 1, "_id": 0})])
        return list((found or {}).get("events") or ())

    def close(self) -> None:
        self._close_client()

    def _asked(self, ask: Callable[[], Any]) -> Iterator[Any]:
        from pymongo.errors import PyMongoError

        try:
            yield from ask()
        except PyMongoError as fault:
            raise unreadable("Rasa's conversations in MongoDB", fault) from None

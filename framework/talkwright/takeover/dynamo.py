"""Rasa's tracker store in DynamoDB: an item for each conversation, its events in a list, their numbers as decimals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from talkwright.project.dynamo_client import connect
from talkwright.project.endpoints import Endpoint
from talkwright.takeover.source import unreadable

_TABLE = "states"


class DynamoSource:
    """The items of ``table``, one of boto3's."""

    def __init__(self, table: Any) -> None:
        self._table = table

    @classmethod
    def find(cls, endpoint: Endpoint) -> DynamoSource:
        """The table that ``endpoint`` names. Raises ``RequestError`` without the library."""
        return cls(connect(endpoint).Table(str(endpoint.options.get("table_name") or _TABLE)))

    def ids(self) -> Iterator[str]:
        seen = set()  # old tables have an item for each session
        for item in self._pages(self._table.scan, ProjectionExpression="sender_id"):
            if item["sender_id"] not in seen:
                seen.add(item["sender_id"])
                yield str(item["sender_id"])

    def count(self) -> int:
        return sum(1 for _ in self.ids())

    def events(self, id: str) -> Sequence[Any]:
        asked = {"KeyConditionExpression": "sender_id = :id", "ExpressionAttributeValues": {":id": id}}
        return [_plain(event) for item in self._pages(self._table.query, **asked) for event in item.get("events") or ()]

    def close(self) -> None:
        self._table.meta.client.close()

    def _pages(self, ask: Callable[..., Any], **asked: Any) -> Iterator[Any]:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            while True:
                page = ask(**asked)
                yield from page["Items"]
                if "LastEvaluatedKey" not in page:
                    return
                asked["ExclusiveStartKey"] = page["LastEvaluatedKey"]
        except self._table.meta.client.exceptions.ResourceNotFoundException:
            return  # no Rasa has written there
        except (BotoCoreError, ClientError) as fault:
            raise unreadable("Rasa's conversations in DynamoDB", fault) from None


def _plain(value: Any) -> Any:
    """``value`` with numbers in the place of decimals."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list) else value

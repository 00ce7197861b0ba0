"""A table of DynamoDB and its index, and how they are asked. It knows nothing of conversations.

An item has two keys: ``pk`` says in which partition it lies, and ``sk`` where there. An item that has a ``line`` and
``when`` stands in that line of the index, in the order of ``when``. What is read by key is read as it stands; the index
follows within a second or so, so what was found there must be made sure of by the condition of a write.

Several changes are one transaction. Who is throttled, or meets another transaction, tries again for a while.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from talkwright.conversation.stores.dynamo_changes import Change, Item, Key, named
from talkwright.errors import StoreBusy, StoreError

INDEX = "lines"

_KEYS = {"pk": "HASH", "sk": "RANGE"}
_LINE = {"line": "HASH", "when": "RANGE"}
_MOST_CHANGES = 100  # of one transaction
_TRIES = 8
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.02, 0.64
_CONDITIONS = frozenset({"ConditionalCheckFailed", "ConditionalCheckFailedException"})
_TRANSIENT = frozenset(
    {
        "TransactionConflict",
        "TransactionConflictException",
        "TransactionInProgressException",
        "ThrottlingError",
        "ThrottlingException",
        "RequestLimitExceeded",
        "ProvisionedThroughputExceeded",
        "ProvisionedThroughputExceededException",
    }
)
_HINTS = {
    "AccessDeniedException": "It needs the rights that the page on stores lists for DynamoDB.",
    "ValidationError": "A turn, or the slots of a conversation, may be too large: DynamoDB takes 400 kB.",
    "ValidationException": "A turn, or the slots of a conversation, may be too large: DynamoDB takes 400 kB.",
}


class Table:
    """The table ``name``, asked through ``client``: one of boto3's that takes and gives plain values."""

    def __init__(self, client: Any, name: str, projected: tuple[str, ...] = ()) -> None:
        self._client = client
        self._name = name
        self._projected = projected

    def make(self) -> None:
        """Make the table, if it is not there. Raises ``StoreError`` when there is one that is somebody else's."""
        description = self._described()
        if description is None:
            self._create()
        if description is None or description["TableStatus"] != "ACTIVE":
            there = self._client.get_waiter("table_exists")
            there.wait(TableName=self._name, WaiterConfig={"Delay": 1, "MaxAttempts": 60})
            description = self._described() or {}
        keys = {each["AttributeName"]: each["KeyType"] for each in description.get("KeySchema", ())}
        indexes = {each["IndexName"] for each in description.get("GlobalSecondaryIndexes", ())}
        if keys != _KEYS or INDEX not in indexes:
            message = f"the table {self._name!r} of DynamoDB is not one of Talkwright's; nothing was written to it"
            raise StoreError(message, "Give another table_name.")

    def _described(self) -> Any:
        try:
            return self._ask(self._client.describe_table, TableName=self._name)["Table"]
        except _Refused as refusal:
            if "ResourceNotFoundException" not in refusal.codes:
                raise
            return None

    def _create(self) -> None:
        def schema(keys: Mapping[str, str]) -> list[dict[str, str]]:
            return [{"AttributeName": name, "KeyType": kind} for name, kind in keys.items()]

        projection = {"ProjectionType": "INCLUDE", "NonKeyAttributes": list(self._projected)}
        index = {"IndexName": INDEX, "KeySchema": schema(_LINE), "Projection": projection}
        texts = [{"AttributeName": name, "AttributeType": "S"} for name in {**_KEYS, **_LINE}]
        keys = {"KeySchema": schema(_KEYS), "AttributeDefinitions": texts, "GlobalSecondaryIndexes": [index]}
        try:
            self._ask(self._client.create_table, TableName=self._name, BillingMode="PAY_PER_REQUEST", **keys)
        except _Refused as refusal:
            if "ResourceInUseException" not in refusal.codes:  # another server was faster
                raise

    def get(self, key: Key) -> Item | None:
        """The item with that key, as it stands."""
        found: Item | None = self._ask(
            self._client.get_item, TableName=self._name, Key=named(key), ConsistentRead=True
        ).get("Item")
        return found

    def partition(self, pk: str, first: str = "", last: str = "~") -> Iterator[Item]:
        """The items of a partition from ``first`` to ``last``, as they stand, in the order of ``sk``."""
        within = {":pk": pk, ":first": first or " ", ":last": last}
        return self._pages(
            KeyConditionExpression="pk = :pk AND sk BETWEEN :first AND :last",
            ExpressionAttributeValues=within,
            ConsistentRead=True,
        )

    def line(self, line: str, before: str, page: int, *, newest_first: bool = False) -> Iterator[Item]:
        """The items that stand in ``line`` before ``before``. They come in pages, as they are asked for."""
        return self._pages(
            IndexName=INDEX,
            KeyConditionExpression="#line = :line AND #when < :before",
            ExpressionAttributeNames={"#line": "line", "#when": "when"},
            ExpressionAttributeValues={":line": line, ":before": before},
            ScanIndexForward=not newest_first,
            Limit=page,
        )

    def _pages(self, **asked: Any) -> Iterator[Item]:
        while True:
            page = self._ask(self._client.query, TableName=self._name, **asked)
            yield from page["Items"]
            if "LastEvaluatedKey" not in page:
                return
            asked["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def count_up(self, key: Key, by: int) -> int:
        """Add to the ``last`` of an item, which need not be there yet. What it is now."""
        added = self._ask(
            self._client.update_item,
            TableName=self._name,
            Key=named(key),
            UpdateExpression="ADD #last :by",
            ExpressionAttributeNames={"#last": "last"},
            ExpressionAttributeValues={":by": by},
            ReturnValues="UPDATED_NEW",
        )
        return int(added["Attributes"]["last"])

    def write(self, *changes: Change) -> bool:
        """Make all changes or none. Whether they were made: not when a condition does not hold."""
        if len(changes) > _MOST_CHANGES:
            message = f"a turn has more messages and timers than DynamoDB writes in one piece: {len(changes)} changes"
            raise StoreError(message, "Push fewer messages a turn.")
        if len(changes) == 1:
            ((kind, asked),) = changes[0].items()
            one = {
                "Put": self._client.put_item,
                "Update": self._client.update_item,
                "Delete": self._client.delete_item,
            }
            ask, told = one[kind], {"TableName": self._name, **asked}
        else:
            ask = self._client.transact_write_items
            told = {
                "TransactItems": [
                    {kind: {"TableName": self._name, **asked}} for change in changes for kind, asked in change.items()
                ]
            }
        try:
            self._ask(ask, **told)
        except _Refused as refusal:
            if not refusal.codes & _CONDITIONS:
                raise
            return False
        return True

    def _ask(self, ask: Callable[..., Any], **told: Any) -> Any:
        """What DynamoDB answers. Raises ``_Refused``, and ``StoreBusy`` when it has tried often enough."""
        from botocore.exceptions import ClientError

        pause_s = _FIRST_PAUSE_S
        for _ in range(_TRIES):
            try:
                return ask(**told)
            except ClientError as fault:
                codes = _codes(fault.response)
            if not codes <= _TRANSIENT:
                raise _Refused(codes)
            time.sleep(pause_s * random.uniform(0.5, 1))  # noqa: S311 - so that two do not meet again
            pause_s = min(pause_s * 2, _LONGEST_PAUSE_S)
        message = f"DynamoDB is busy: {', '.join(sorted(codes))}"
        raise StoreBusy(message, "Try again; if it stays so, look at the capacity of the table.")


class _Refused(StoreError):
    """DynamoDB does not do what it was asked. Its own words are left out: they may name accounts."""

    def __init__(self, codes: frozenset[str]) -> None:
        self.codes = codes
        hints = [_HINTS[code] for code in sorted(codes) if code in _HINTS]
        super().__init__(f"DynamoDB refuses: {', '.join(sorted(codes))}", " ".join(hints) or "See tracker_store.")


def _codes(answer: Mapping[str, Any]) -> frozenset[str]:
    """Why DynamoDB refused: of a transaction the reasons of each part that has one."""
    reasons = frozenset(str(each.get("Code") or "None") for each in answer.get("CancellationReasons") or ())
    return reasons - {"None"} or frozenset({str(answer["Error"]["Code"])})

"""Changes to items of DynamoDB, in the words of its expressions. They are only said here; ``dynamo_table`` makes them.

Every change may have a condition ``where``: attributes and the values that they have. No name of an attribute is
written into an expression, because DynamoDB keeps hundreds of words for itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Key = tuple[str, str]
Item = dict[str, Any]
Change = dict[str, dict[str, Any]]

ABSENT = object()
"""In a condition: the item has no such attribute."""


def put(item: Item, where: Mapping[str, Any] | None = None) -> Change:
    """The item, in place of one with its keys."""
    return {"Put": {"Item": item, **_Words().conditions(where)}}


def delete(key: Key, where: Mapping[str, Any] | None = None) -> Change:
    """No item with that key."""
    return {"Delete": {"Key": named(key), **_Words().conditions(where)}}


def check(key: Key, where: Mapping[str, Any]) -> Change:
    """No change, but a condition of all that are made with it."""
    return {"ConditionCheck": {"Key": named(key), **_Words().conditions(where)}}


def update(
    key: Key,
    values: Mapping[str, Any] | None = None,
    *,
    kept: Mapping[str, Any] | None = None,
    longer: Mapping[str, list[Any]] | None = None,
    without: tuple[str, ...] = (),
    where: Mapping[str, Any] | None = None,
) -> Change:
    """The item with ``values``, with those ``kept`` that it does not have yet, with lists that are ``longer``, and
    ``without`` some attributes. One that is not there is made."""
    words = _Words()
    told = [f"{words.name(name)} = {words.value(value)}" for name, value in (values or {}).items()]
    for name, value in (kept or {}).items():
        told.append(f"{words.name(name)} = if_not_exists({words.name(name)}, {words.value(value)})")
    for name, more in (longer or {}).items():
        known = f"if_not_exists({words.name(name)}, {words.value([])})"
        told.append(f"{words.name(name)} = list_append({known}, {words.value(more)})")
    expression = f"SET {', '.join(told)}" + (f" REMOVE {', '.join(map(words.name, without))}" if without else "")
    return {"Update": {"Key": named(key), "UpdateExpression": expression, **words.conditions(where)}}


def named(key: Key) -> Item:
    """The attributes that are a key."""
    return {"pk": key[0], "sk": key[1]}


class _Words:
    """The placeholders of one change."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._values: Item = {}

    def name(self, attribute: str) -> str:
        return self._names.setdefault(attribute, f"#{len(self._names)}")

    def value(self, value: Any) -> str:
        placeholder = f":{len(self._values)}"
        self._values[placeholder] = value
        return placeholder

    def conditions(self, where: Mapping[str, Any] | None) -> dict[str, Any]:
        """The condition ``where`` and the words of the whole change."""
        told = []
        for attribute, value in (where or {}).items():
            name = self.name(attribute)
            told.append(f"attribute_not_exists({name})" if value is ABSENT else f"{name} = {self.value(value)}")
        return {
            **({"ConditionExpression": " AND ".join(told)} if told else {}),
            **({"ExpressionAttributeNames": {word: name for name, word in self._names.items()}} if self._names else {}),
            **({"ExpressionAttributeValues": self._values} if self._values else {}),
        }

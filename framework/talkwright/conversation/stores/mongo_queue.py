"""What waits in the documents of turns: messages to be pushed, timers that are to ring. It blocks.

A turn's document has a list of each. One that is taken is due later: whoever changes it first has it. The lists are
never written as a whole again, so nobody undoes what another one did to them.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from talkwright.conversation.stores.mongo_documents import Document, Element

_OF_WHOM = ("tenant", "conversation", "first")


class Queue:
    """The elements of the lists ``field`` in the collection ``turns``: each has its ``id`` and is ``due_at`` a time.
    ``may_go`` says whether one of them may be taken at all."""

    def __init__(self, turns: Any, field: str, may_go: Callable[[Document, Element], bool]) -> None:
        self._turns = turns
        self._field = field
        self._may_go = may_go

    def claim(self, now: float, until: float, limit: int) -> list[tuple[Document, Element]]:
        """Take up to ``limit`` that are due at ``now``, by their ids. They are due again at ``until``."""
        taken = []
        for document, element in self._first(now, limit):
            mine = {"_id": document["_id"], self._field: {"$elemMatch": {"id": element["id"], "due_at": {"$lte": now}}}}
            if self._turns.update_one(mine, {"$set": {f"{self._field}.$.due_at": until}}).matched_count:
                taken.append((document, element))
        return sorted(taken, key=lambda each: int(each[1]["id"]))

    def next_at(self) -> float | None:
        """When the first of them is due."""
        return next((element["due_at"] for _, element in self._first(math.inf, 1)), None)

    def change(self, id: int, changes: dict[str, Any]) -> None:
        """Change the one with that id, if there is one: ``$`` in ``changes`` is where it lies."""
        self._turns.update_one({f"{self._field}.id": id}, changes)

    def take_away(self, id: int, bury_in: str = "") -> None:
        """The one with that id waits no longer. It may be kept in another list."""
        this = {f"{self._field}.id": id}
        document = self._turns.find_one(this, {self._field: 1}) if bury_in else None
        buried = [each for each in document[self._field] if each["id"] == id] if document else []
        changes: dict[str, Any] = {"$pull": {self._field: {"id": id}}}
        if buried:
            changes["$push"] = {bury_in: buried[0]}
        self._turns.update_one(this, changes)

    def count(self) -> int:
        """How many wait."""
        documents = self._turns.find({f"{self._field}.id": {"$gt": 0}}, {f"{self._field}.id": 1})
        return sum(len(each[self._field]) for each in documents)

    def _first(self, now: float, limit: int) -> list[tuple[Document, Element]]:
        """The first ``limit`` that are due at ``now`` and may go, each with the document it lies in."""
        if limit <= 0:
            return []
        field = self._field
        due = {"$match": {f"{field}.due_at": {"$lte": now}}}
        only = {"$project": dict.fromkeys((*_OF_WHOM, field), 1)}
        order = {"$sort": {f"{field}.due_at": 1, f"{field}.id": 1}}
        each_by_itself = [due, only, {"$unwind": f"${field}"}, due, order]
        found = []
        for document in self._turns.aggregate(each_by_itself, allowDiskUse=True):
            if self._may_go(document, document[field]):
                found.append((document, document[field]))
            if len(found) == limit:
                break
        return found

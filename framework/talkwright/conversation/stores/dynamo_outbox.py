"""What waits in DynamoDB to be pushed: for each conversation and channel a queue of ids. It blocks.

Only the first of a queue is due, so the queue is what stands in the line, and taking its first is moving the queue.
"""

from __future__ import annotations

from collections.abc import Callable

from talkwright.conversation.store import Delivery, Turn
from talkwright.conversation.stores.dynamo_changes import Change, Item, Key, delete, put, update
from talkwright.conversation.stores.dynamo_items import (
    LAST,
    delivery_item,
    delivery_of,
    id_of,
    key_of,
    lines_of,
    named_key,
    own_key,
    time_of,
    until,
    when,
)
from talkwright.conversation.stores.dynamo_line import Line, Plan
from talkwright.conversation.stores.dynamo_table import Table
from talkwright.errors import StoreBusy

_KIND = "outbox"
_PAGE = 1000
_TRIES = 20

_Step = tuple[list[Change], str | None]
"""Changes, and when the queue is due then."""


class Outbox:
    """The queues of all conversations in ``table``."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self.line = Line(table, _KIND)

    def added(self, turn: Turn) -> Plan:
        """The changes that put the messages of a turn into their queues. Their ids are taken at once."""
        plan = Plan([], {})
        if not turn.outgoing:
            return plan
        last = self._table.count_up(own_key("counter", "deliveries"), len(turn.outgoing))
        queues: dict[str, list[int]] = {}
        for id, outgoing in enumerate(turn.outgoing, last - len(turn.outgoing) + 1):
            queues.setdefault(outgoing.channel, []).append(id)
            plan.changes.append(put(delivery_item(id, turn.key, outgoing, turn.at)))
        for channel, ids in queues.items():
            key, due = named_key(turn.key, "queue", channel), when(turn.at, ids[0])
            line = {"line": self.line.of(turn.key)}
            plan.changes.append(update(key, line, kept={"when": due}, longer={"waiting": ids}))
            plan.seen[key] = due  # or earlier, when there was a queue
        return plan

    def claim(self, now: float, again_at: float, limit: int) -> list[Delivery]:
        """Take up to ``limit`` that are due at ``now``, by their ids. They are due again at ``again_at``."""
        taken: list[Delivery] = []
        for _, key in self.line.before(until(now), limit) if limit > 0 else ():
            queue = self._table.get(key)
            due = queue.get("when") if queue else None
            if due is None or time_of(due) > now:
                continue
            waiting = self._table.get(own_key("delivery", id_of(due)))
            later = when(again_at, id_of(due))
            if waiting is not None and self._table.write(update(key, {"when": later}, where={"when": due})):
                self.line.saw(key, later)
                taken.append(delivery_of(waiting))
            if len(taken) == limit:
                break
        return sorted(taken, key=lambda delivery: delivery.id)

    def settle(self, id: int, *, sent: bool) -> None:
        """The one with that id waits no longer; it is kept as dead when it was not ``sent``."""

        def settled(waiting: Item, key: Key, queue: Item | None) -> _Step:
            changes = [delete(own_key("delivery", id), {"id": id})]
            if not sent:
                changes.append(put({**waiting, "pk": key[0], "sk": f"dead#{id:020d}"}))
            if queue is None:
                return changes, None
            change, due = self._without(id, key, queue)
            return [*changes, change], due

        self._change(id, settled)

    def _without(self, id: int, key: Key, queue: Item) -> tuple[Change, str | None]:
        """The queue after one has left it, and when it is due then."""
        rest = [each for each in queue["waiting"] if each != id]
        unchanged = {"waiting": queue["waiting"]}
        if not rest:
            return delete(key, unchanged), None
        due: str = queue["when"]
        if rest[0] == queue["waiting"][0]:
            return update(key, {"waiting": rest}, where=unchanged), due
        following = self._table.get(own_key("delivery", rest[0]))
        due = when(float(following["due_at"] if following else 0), int(rest[0]))
        return update(key, {"waiting": rest, "when": due}, where=unchanged), due

    def postpone(self, id: int, again_at: float) -> None:
        """The one with that id was tried, and is due again at ``again_at``."""

        def postponed(waiting: Item, key: Key, queue: Item | None) -> _Step:
            tried = {"due_at": str(again_at), "attempts": waiting["attempts"] + 1}
            change = update(own_key("delivery", id), tried, where={"attempts": waiting["attempts"]})
            due = queue["when"] if queue else None
            if queue is None or queue["waiting"][0] != id:
                return [change], due
            later = when(again_at, id)
            return [change, update(key, {"when": later}, where={"when": due})], later

        self._change(id, postponed)

    def _change(self, id: int, step: Callable[[Item, Key, Item | None], _Step]) -> None:
        """Make the changes that ``step`` says of a delivery, the key of its queue and the queue; anew when others were
        faster. One that waits no longer stays as it is."""
        for _ in range(_TRIES):
            waiting = self._table.get(own_key("delivery", id))
            if waiting is None:
                return
            key = named_key(key_of(waiting["conversation"]), "queue", waiting["channel"])
            changes, due = step(waiting, key, self._table.get(key))
            if self._table.write(*changes):
                self.line.saw(key, due)
                return
        raise StoreBusy("others change the same queue of DynamoDB all the time", "Try again.")

    def count(self) -> int:
        """How many wait."""
        items = (item for line in lines_of(_KIND) for item in self._table.line(line, LAST, _PAGE))
        return sum(len(item["waiting"]) for item in items)

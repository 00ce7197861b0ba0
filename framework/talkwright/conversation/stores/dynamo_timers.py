"""The timers in DynamoDB: an item for each name in a conversation, in a line by when it can be claimed. It blocks."""

from __future__ import annotations

from talkwright.conversation.store import Timer, Turn, Wake
from talkwright.conversation.stores.dynamo_changes import delete, named, put, update
from talkwright.conversation.stores.dynamo_items import (
    LAST,
    key_of,
    named_key,
    own_key,
    partition_of,
    time_of,
    until,
    when,
)
from talkwright.conversation.stores.dynamo_line import Line, Plan
from talkwright.conversation.stores.dynamo_table import Table


class Timers:
    """The timers of all conversations in ``table``."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self.line = Line(table, "timers")

    def changed(self, turn: Turn) -> Plan:
        """The changes that switch the timers of a turn off and on. The ids of new ones are taken at once."""
        plan = Plan([], {})
        armed = {timer.name: timer for timer in turn.armed}
        for name in {*turn.disarmed, *armed}:
            key = named_key(turn.key, "timer", name)
            before = self._table.get(key)
            if before is not None:
                plan.changes.append(delete(own_key("timer", before["id"])))
                if name not in armed:
                    plan.changes.append(delete(key))
                    plan.seen[key] = None
        if not armed:
            return plan
        last = self._table.count_up(own_key("counter", "timers"), len(armed))
        for id, timer in enumerate(armed.values(), last - len(armed) + 1):
            key, due = named_key(turn.key, "timer", timer.name), when(timer.at, id)
            told = {"id": id, "name": timer.name, "rings_at": str(timer.at)}
            plan.changes.append(put({**named(key), **told, "line": self.line.of(turn.key), "when": due}))
            known = {"conversation": partition_of(turn.key), "name": timer.name}
            plan.changes.append(put({**named(own_key("timer", id)), **known}))
            plan.seen[key] = due
        return plan

    def claim(self, now: float, again_at: float, limit: int) -> list[Wake]:
        """Take up to ``limit`` that are due at ``now``, by their ids. They are due again at ``again_at``."""
        taken: list[Wake] = []
        for _, key in self.line.before(until(now), limit) if limit > 0 else ():
            timer = self._table.get(key)
            due = timer["when"] if timer else None
            self.line.saw(key, due)
            if timer is None or due is None or time_of(due) > now:
                continue
            later = when(again_at, int(timer["id"]))
            if self._table.write(update(key, {"when": later}, where={"when": due})):
                self.line.saw(key, later)
                taken.append(Wake(int(timer["id"]), key_of(key[0]), Timer(timer["name"], float(timer["rings_at"]))))
            if len(taken) == limit:
                break
        return sorted(taken, key=lambda wake: wake.id)

    def next_at(self) -> float | None:
        """When the first of them can be claimed."""
        return next((time_of(due) for due, _ in self.line.before(LAST, 1)), None)

    def settle(self, id: int, again_at: float | None) -> None:
        """The one with that id is over, or can be claimed again at ``again_at``."""
        known = self._table.get(own_key("timer", id))
        if known is None:
            return
        key = named_key(key_of(known["conversation"]), "timer", known["name"])
        mine = {"id": id}
        if again_at is not None:
            due = when(again_at, id)
            if self._table.write(update(key, {"when": due}, where=mine)):
                self.line.saw(key, due)
        elif self._table.write(delete(key, mine), delete(own_key("timer", id))):
            self.line.saw(key, None)

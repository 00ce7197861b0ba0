"""``set_slots: [{slot: value}]`` sets slots without asking; ``null`` clears."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from talkwright.errors import Place
from talkwright.flows.form import Field, Words
from talkwright.flows.step import At, Go, Move, Step
from talkwright.yaml import Fields, Node

_VALUES = {"type": "object", "additionalProperties": {}}


class SetSlots(Step, frozen=True, kw_only=True, tag="set_slots"):
    """``values`` in the order written. The engine brings them to their slots' types."""

    KEY: ClassVar[str] = "set_slots"
    SUMMARY: ClassVar[str] = "Set slots to fixed values"
    FIELDS: ClassVar[Mapping[str, Field]] = {
        "set_slots": Field(
            Words("Values", "Werte"),
            "values",
            Words("What each slot becomes; nothing empties it.", "Was jeder Slot wird; nichts leert ihn."),
            schema={"anyOf": [{"type": "array", "items": _VALUES}, _VALUES]},
        )
    }

    values: tuple[tuple[str, Any], ...] = ()

    @classmethod
    def read(cls, fields: Fields, id: str, place: Place) -> Self:
        values: list[tuple[str, Any]] = []
        for entry in _entries(fields):
            if isinstance(entry.value, dict):
                values.extend((name, value.plain()) for name, value in entry.value.items())
            else:
                fields.problems.error(
                    "flow/set-slots-entry",
                    f"An entry of set_slots is 'slot: value', but here is {entry.kind}.",
                    entry.place,
                    "Write '- slot_name: value'.",
                )
        return cls(id=id, place=place, values=tuple(values))

    @classmethod
    def target(cls, fields: Fields) -> str:
        first = next(iter(_entries(fields)), None)
        return next(iter(first.value), "") if first is not None and isinstance(first.value, dict) else ""

    def enter(self, at: At) -> Move:
        return Go(self.values)

    def fills(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for name, _ in self.values))


def _entries(fields: Fields) -> tuple[Node, ...]:
    """A list of mappings, or one mapping alone."""
    node = fields.node("set_slots")
    return (node,) if node is not None and isinstance(node.value, dict) else fields.items("set_slots")

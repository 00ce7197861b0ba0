"""The slots of a conversation: their types and where they start. A plain value that ``project.domain`` fills."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

SlotType = Literal["text", "bool", "categorical", "float", "list", "any"]


class Slot(msgspec.Struct, frozen=True, omit_defaults=True):
    """A named value. ``values`` are the choices of a categorical slot; min and max bound a float when given."""

    name: str
    type: SlotType = "any"
    initial_value: Any = None
    values: tuple[Any, ...] = ()
    min_value: float | None = None
    max_value: float | None = None
    influence_conversation: bool = True


class Depth(msgspec.Struct, frozen=True):
    """How much of a conversation policies look at: the last ``steps`` of all there were, and ``kept`` altogether."""

    steps: int
    kept: int


class Schema(msgspec.Struct, frozen=True):
    """All slots by name, in the order of the domain. ``depth`` is there when policies remember a trail."""

    slots: dict[str, Slot] = {}
    session_expiration_minutes: float = 60
    carry_over_slots: bool = True
    depth: Depth | None = None

    def initial(self) -> dict[str, Any]:
        """A new mapping of every slot to its initial value."""
        return {name: slot.initial_value for name, slot in self.slots.items()}

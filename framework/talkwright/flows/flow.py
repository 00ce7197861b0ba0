"""A flow as written: its properties and its steps, flattened, each with its place in the file."""

from __future__ import annotations

import msgspec

from talkwright.errors import Place
from talkwright.flows.kinds import AnyStep


class Trigger(msgspec.Struct, frozen=True, omit_defaults=True):
    """An intent that starts a flow when its confidence is at least ``threshold``."""

    intent: str
    threshold: float = 0.0
    place: Place = Place("")


class Flow(msgspec.Struct, frozen=True, omit_defaults=True):
    """``steps`` in the order of the file, nested ones after the step that leads to them; the first is the start."""

    id: str
    name: str
    description: str = ""
    guard: str | None = None
    guard_place: Place = Place("")
    triggers: tuple[Trigger, ...] = ()
    persisted_slots: tuple[str, ...] = ()
    always_include_in_prompt: bool = False
    run_pattern_completed: bool = True
    steps: tuple[AnyStep, ...] = ()
    place: Place = Place("")

    @property
    def is_pattern(self) -> bool:
        """Whether the engine starts it by itself, never the user."""
        return self.id.startswith(PATTERN)


PATTERN = "pattern_"

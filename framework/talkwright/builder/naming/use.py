"""Who uses a name, as it is told to people."""

from __future__ import annotations

import msgspec

from talkwright.builder.naming.spots import Spot


class Use(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who uses a name: a step of a flow, the guard of one, an action, a response or a story (``inside``). ``by`` is the
    key, or the type of a mapping with what it takes the value from."""

    file: str
    line: int
    by: str = ""
    flow: str | None = None
    step: str | None = None
    action: str | None = None
    inside: str | None = None


def use_at(spot: Spot) -> Use:
    """The one that is written at ``spot``."""
    return Use(spot.file, spot.line, spot.by, spot.flow, spot.step, None, spot.inside)

"""Spans of words as one tag a word, and back: BIO, or BILOU, which also marks last words and single ones. Pure.

Tag 0 is outside. The tags of a label follow each other: its first word and the others inside; with BILOU its first,
inside and last word, and the only one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Span = tuple[int, int, int]
"""The words [first, beyond) with the number of a label."""

OUTSIDE = 0


class Tagging:
    """The tags of ``labels`` many labels."""

    def __init__(self, labels: int, *, bilou: bool) -> None:
        self.parts = "BILU" if bilou else "BI"
        self.size = 1 + labels * len(self.parts)

    def encode(self, spans: Iterable[Span], length: int) -> list[int]:
        """The tags of ``length`` words. ``spans`` do not overlap."""
        tags = [OUTSIDE] * length
        for first, beyond, label in spans:
            parts = "B" + "I" * (beyond - first - 1)
            if "L" in self.parts:
                parts = "U" if len(parts) == 1 else parts[:-1] + "L"
            tags[first:beyond] = [1 + label * len(self.parts) + self.parts.index(part) for part in parts]
        return tags

    def decode(self, tags: Sequence[int]) -> list[Span]:
        """The spans that ``tags`` stand for, from left to right; one that should go on and does not ends there."""
        spans: list[Span] = []
        going_on = False
        for word, tag in enumerate(tags):
            if tag == OUTSIDE:
                going_on = False
                continue
            label, part = divmod(tag - 1, len(self.parts))
            if going_on and spans[-1][2] == label and self.parts[part] in "IL":
                spans[-1] = (spans[-1][0], word + 1, label)
            else:
                spans.append((word, word + 1, label))
            going_on = self.parts[part] in "BI"
        return spans

    def allowed(self) -> NDArray[np.bool_]:
        """Whether a tag may be followed by another, [size, size]. Outside may stand for the edges of a text too."""
        owner = np.array([-1] + [tag // len(self.parts) for tag in range(self.size - 1)])
        part = np.array(["O"] + [self.parts[tag % len(self.parts)] for tag in range(self.size - 1)])
        goes_on = np.isin(part, ["I", "L"])
        may_go_on = np.isin(part, ["B", "I"])
        same = owner[:, None] == owner[None, :]
        inside = may_go_on[:, None] & goes_on[None, :] & same
        # BIO's spans may end anywhere; BILOU's say where.
        may_end = ~may_go_on if "L" in self.parts else np.ones(self.size, dtype=np.bool_)
        allowed: NDArray[np.bool_] = inside | (may_end[:, None] & ~goes_on[None, :])
        return allowed

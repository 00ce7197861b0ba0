"""How a file is written: what is new in it is written likewise.

Habits    line end, indentation of lists, quotes and flow style by key, counted from what stands there
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property

from talkwright.yaml.parts import Part

_STEP = 2  # of mappings, and of lists in a file without one


class Habits:
    """What ``text`` does most often. ``root`` is its value, or None when it is empty."""

    def __init__(self, text: str, root: Part | None) -> None:
        self.line_end = "\r\n" if "\r\n" in text else "\n"
        self._root = root
        self._quotes: dict[str | None, Counter[str]] = defaultdict(Counter)
        self._flows: dict[str | None, Counter[bool]] = defaultdict(Counter)
        self._steps: dict[str, Counter[int]] = defaultdict(Counter)

    @cached_property
    def _counted(self) -> bool:
        if self._root is None:
            return False
        for part in (self._root, *self._root.all):
            if part.is_key:
                continue
            name = _name(part)
            if part.kind != "scalar":
                if part.parts:
                    self._flows[name][part.in_flow_style] += 1
                    self._count_step(part)
            elif not part.alias and not part.tag and part.value and part.style not in ("|", ">"):
                self._quotes[name][part.style] += 1
                self._quotes[None][part.style] += bool(part.style)
        return True

    def _count_step(self, part: Part) -> None:
        around = part.inside
        if around is None or around.kind != "mapping" or part.in_flow_style or part.anchor or part.tag:
            return
        key = around.parts[around.parts.index(part) - 1]
        if key.line != part.line:
            self._steps[part.kind][part.column - key.column] += 1

    def step(self, kind: str) -> int:
        """By how much a list or mapping is indented below its key."""
        steps = self._steps[kind] if self._counted else Counter[int]()
        return steps.most_common(1)[0][0] if steps else _STEP

    def quote(self, key: str | None) -> str:
        """The quote around texts below ``key``, or none."""
        quotes = self._quotes.get(key) if self._counted else None
        return quotes.most_common(1)[0][0] if key is not None and quotes else ""

    @property
    def usual_quote(self) -> str:
        """The quote of the file, for texts that need one."""
        quotes = +self._quotes[None] if self._counted else None
        return quotes.most_common(1)[0][0] if quotes else '"'

    def in_flow_style(self, key: str | None) -> bool:
        """Whether lists and mappings below ``key`` are written in brackets."""
        flows = self._flows.get(key) if self._counted else None
        return bool(key is not None and flows and flows.most_common(1)[0][0])


def _name(part: Part) -> str | None:
    """The key a value stands under; of an element that of its list, with a mark."""
    if part.key is not None:
        return part.key
    around = part.inside
    return f"{around.key}[]" if around is not None and around.kind == "sequence" and around.key is not None else None

"""The values of a YAML text with where each begins and ends in it: what edits are made of.

Unlike ``read`` it looks at the text alone: aliases are not followed, and what is no YAML raises ``yaml.YAMLError``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml as pyyaml

from talkwright.yaml.read import LOADER


@dataclass(eq=False, slots=True)
class Part:
    """A value with where it begins and ends, as offsets, and its line and column, from 1.

    ``key`` is what it stands under, ``inside`` the list or mapping around. In a mapping, ``parts`` are keys and values
    in turn. ``style`` is the quote or the ``|`` or ``>`` of a scalar. A scalar with an ``alias`` is no text of its own
    but names the ``target``, which is None when nothing above has that anchor, or when it stands inside of it.
    """

    start: int
    end: int = 0
    kind: str = "scalar"
    key: str | None = None
    in_flow_style: bool = False
    is_key: bool = False
    inside: Part | None = None
    parts: list[Part] = field(default_factory=list)
    value: str = ""
    line: int = 0
    column: int = 0
    style: str = ""
    anchor: str = ""
    tag: str = ""
    alias: str = ""
    target: Part | None = None

    @property
    def all(self) -> Iterator[Part]:
        """Every value inside, in the order of the text; what begins together from the outermost."""
        waiting = self.parts[::-1]
        while waiting:
            part = waiting.pop()
            yield part
            waiting += reversed(part.parts)

    @property
    def entries(self) -> Iterator[tuple[Part, Part]]:
        """Key and value of each entry of a mapping; none of anything else."""
        if self.kind == "mapping":
            yield from zip(self.parts[::2], self.parts[1::2], strict=True)

    def entry(self, key: str) -> tuple[Part, Part] | None:
        """Key and value of one entry."""
        return next((each for each in self.entries if each[0].value == key), None)


def parts_of(text: str) -> Part:
    """The document of ``text``. Of several documents all, one after the other."""
    shift = int(text.startswith("\ufeff"))
    root = Part(0, kind="document")
    opened = [root]
    anchors: dict[str, Part] = {}
    events: Iterable[Any] = pyyaml.parse(text[shift:], Loader=LOADER)
    for event in events:
        kind = type(event)
        if kind in _ENDS:
            ended = opened.pop()
            ended.end = event.end_mark.index + shift if ended.in_flow_style else ended.parts[-1].end
        elif kind in _BEGINS:
            part = _begun(event, opened[-1], shift)
            if kind is pyyaml.AliasEvent:
                part.alias = event.anchor
                named = anchors.get(part.alias)
                part.target = None if named in opened else named
                continue
            if event.anchor:
                part.anchor = event.anchor
                anchors[part.anchor] = part
            part.tag = event.tag or ""
            if kind is pyyaml.ScalarEvent:
                part.value, part.style = event.value, event.style or ""
            else:
                part.kind = "mapping" if kind is pyyaml.MappingStartEvent else "sequence"
                part.in_flow_style = bool(event.flow_style)
                opened.append(part)
    return root


_BEGINS = (pyyaml.ScalarEvent, pyyaml.MappingStartEvent, pyyaml.SequenceStartEvent, pyyaml.AliasEvent)
_ENDS = (pyyaml.MappingEndEvent, pyyaml.SequenceEndEvent)


def _begun(event: Any, around: Part, shift: int) -> Part:
    start = event.start_mark
    part = Part(start.index + shift, event.end_mark.index + shift, inside=around)
    part.line, part.column = start.line + 1, start.column + 1
    if around.kind == "mapping":
        part.is_key = len(around.parts) % 2 == 0
        part.key = None if part.is_key else around.parts[-1].value
    around.parts.append(part)
    return part

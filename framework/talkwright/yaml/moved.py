"""Elements that go from one list to another take their text along: comments, quotes and the way it is laid out.

An element is the same one when it carries the ``id``, else the first entry, that one element alone carries before and
one afterwards. Where it has changed as well, it goes as it was and is changed there.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any

from talkwright.yaml.align import names_of
from talkwright.yaml.blocks import LINE_END, Lines, content_end, end_of_body
from talkwright.yaml.parts import Part
from talkwright.yaml.source import Source, plain, same

Way = tuple[Hashable, ...]
"""How one comes to a list: by keys, and by the names of elements, which stay when others come before them."""


class Moved:
    """The elements of ``source`` that stand in another list when the whole becomes ``wanted``."""

    def __init__(self, source: Source, wanted: Any) -> None:
        self._lines = Lines(source.text)
        before, after = _alone(_named(source.root, source.plain)), _alone(_named(None, wanted))
        moved = (name for name, (way, _, part) in before.items() if name in after and part and after[name][0] != way)
        self._parts = {name: part for name in moved if (part := before[name][2]) is not None}

    def __bool__(self) -> bool:
        return bool(self._parts)

    def as_it_was(self, value: Any) -> Any:
        """``value``, where what moved has not changed."""
        if isinstance(value, dict):
            part = self._part(value)
            return {key: self.as_it_was(each) for key, each in value.items()} if part is None else plain(part)
        return [*map(self.as_it_was, value)] if isinstance(value, list) else value

    def lines(self, value: Any) -> list[str] | None:
        """The lines of the element that becomes ``value`` elsewhere, from its dash on and with its comments, as at the
        margin; None when it is new, or cannot be taken along."""
        part = self._part(value) if isinstance(value, dict) else None
        if part is None or not same(plain(part), value):
            return None
        text = self._lines.text
        first = self._lines.number(text.rfind("-", 0, part.start))
        margin, dash, between = self._lines.text[self._lines.starts[first] : part.start].partition("-")
        if margin.strip(" ") or not dash or between.strip():
            return None
        column = len(margin)
        stop = end_of_body(self._lines, content_end(part, text), len(text), column)
        while first and _is_comment(self._lines.line(first - 1), column):
            first -= 1
        lines = LINE_END.split(text[self._lines.starts[first] : stop])
        lines = lines if lines[-1] else lines[:-1]
        fits = all(not line[:column].strip(" ") for line in lines)
        return [line[column:].rstrip(" ") if not line.strip() else line[column:] for line in lines] if fits else None

    def _part(self, value: dict[str, Any]) -> Part | None:
        return next((self._parts[name] for name in names_of(value) if name in self._parts), None)


def _is_comment(line: str, column: int) -> bool:
    return line.startswith(" " * column + "#")


Element = tuple[Way, Any, Part | None]


def _named(part: Part | None, value: Any, way: Way = ()) -> Iterator[tuple[Hashable, Element]]:
    """The mappings in lists under each of their names; ``part`` is where ``value`` stands."""
    own = part is not None and not part.alias
    if isinstance(value, dict):
        parts = {key.value: each for key, each in part.entries} if part is not None and own else {}
        for key, each in value.items():
            yield from _named(parts.get(key), each, (*way, key))
    elif isinstance(value, list):
        places = part.parts if part is not None and own and part.kind == "sequence" else [None] * len(value)
        for at, (place, each) in enumerate(zip(places, value, strict=True)):
            names = names_of(each)
            stands = place if part is not None and not part.in_flow_style else None
            for name in names:
                yield name, (way, each, stands)
            yield from _named(place, each, (*way, names[0] if names else at))


def _alone(named: Iterator[tuple[Hashable, Element]]) -> dict[Hashable, Element]:
    """Those whose name nobody else has."""
    found: dict[Hashable, list[Element]] = {}
    for name, element in named:
        found.setdefault(name, []).append(element)
    return {name: elements[0] for name, elements in found.items() if len(elements) == 1}

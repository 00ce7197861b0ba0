"""Lists and mappings in brackets: what stands between two members, and what should.

Brackets   the members' places in the text, with what is before, between and after them
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from talkwright.errors import Unwritable
from talkwright.yaml.blocks import LINE_END
from talkwright.yaml.parts import Part


class Brackets(msgspec.Struct, frozen=True, eq=False):
    """``spans`` are where each member begins and ends."""

    text: str
    start: int
    end: int
    spans: tuple[tuple[int, int], ...]

    def joined(self, members: Sequence[tuple[int | None, str]]) -> str:
        """The whole with these members; of each its old index, or None, and its text."""
        before, after = self.text[self.start : self.spans[0][0]], self.text[self.spans[-1][1] : self.end]
        written = [before]
        last: int | None = None
        for at, (index, text) in enumerate(members):
            if at:
                written.append(self._between(last, index))
            written.append(text)
            last = index
        return "".join((*written, after))

    def _between(self, one: int | None, other: int | None) -> str:
        if one is None or other is None or one >= other:
            return self._usual
        head, tail = self._gap(one), self._gap(other - 1)
        if other == one + 1 or head == tail:
            return head
        broken, breaks = LINE_END.search(head), list(LINE_END.finditer(tail))
        return head[: broken.end()] + tail[breaks[0].end() :] if broken and breaks else head

    def _gap(self, index: int) -> str:
        return self.text[self.spans[index][1] : self.spans[index + 1][0]]

    @property
    def _usual(self) -> str:
        """What stands between two that were no neighbours: a line end, when members stand in lines of their own."""
        sample = self._gap(0) if len(self.spans) > 1 else self.text[self.start : self.spans[0][0]]
        broken = list(LINE_END.finditer(sample))
        return f",{broken[-1][0]}{sample[broken[-1].end() :]}" if broken else ", "


def brackets_of(part: Part, text: str) -> Brackets:
    """Where the members of ``part`` are; it has some."""
    if text[part.end - 1] not in "]}":
        raise Unwritable("A mapping without brackets stands in a list with them.", "Put it in { }.")
    if part.kind == "mapping":
        spans = tuple((key.start, max(key.end, value.end)) for key, value in part.entries)
    else:
        spans = tuple((each.start, each.end) for each in part.parts)
    gaps = (text[one[1] : other[0]] for one, other in zip(((0, part.start), *spans), spans, strict=False))
    if any("?" in gap.split("#")[0] for gap in gaps):
        raise Unwritable("A key that begins with '?' is in the way.", "Write it as 'key: value'.")
    return Brackets(text, part.start, part.end, spans)

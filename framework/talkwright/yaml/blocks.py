"""Lists and mappings in block style as the lines that they are made of.

A ``Member`` is an element or an entry with what belongs to it. Between two of them stand blank lines, and comments:
one that is indented deeper than the members belongs to the one above, those directly above a member belong to it, and
the others, like those at the top of a file, to nobody: they stay where they are, whatever becomes of their neighbours.

    - one            # of one
        # of one
                     blank
    # of nobody
                     blank
    # of two
    - two
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from talkwright.errors import Unwritable
from talkwright.yaml.parts import Part

LINE_END = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")  # what YAML takes for one
_SPACE = re.compile(r"(?:[ \t\r\n\x85\u2028\u2029]|(?<![^ \t\r\n\x85\u2028\u2029])#[^\r\n\x85\u2028\u2029]*)*")
_PROPERTY = re.compile(r"[&!][^ \t\r\n]*")
_KEEPS = re.compile(r"(?:[&!]\S*\s+)*[|>][0-9]?\+")
_MARKER = re.compile(r"(?:---|\.\.\.)(?=\s|\Z)")


class Lines:
    """The lines of a text, by offset. A byte order mark is no character of the first."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [int(text.startswith("\ufeff")), *(found.end() for found in LINE_END.finditer(text))]
        if self.starts[-1] < len(text):
            self.starts.append(len(text))

    def number(self, offset: int) -> int:
        """Of the line in which ``offset`` is, from 0."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def begin(self, offset: int) -> int:
        return self.starts[self.number(offset)]

    def next(self, offset: int) -> int:
        """Where the line after that of ``offset`` begins."""
        number = self.number(offset) + 1
        return self.starts[number] if number < len(self.starts) else len(self.text)

    def column(self, offset: int) -> int:
        return offset - self.begin(offset)

    def line(self, number: int) -> str:
        return self.text[self.starts[number] : self.starts[number + 1]]


class Member(msgspec.Struct, frozen=True, eq=False):
    """One element or entry. ``loose``, ``lead``, ``body`` and ``tail`` are the offsets where the comments of nobody
    before it begin, its own, itself, and the blank lines after it; ``stop`` is where those are over."""

    part: Part  # the value
    key: Part | None
    loose: int
    lead: int
    body: int
    tail: int
    stop: int


class Block(msgspec.Struct, frozen=True, eq=False):
    """A list or mapping that begins at the offset ``start``; what is after ``tail`` is blank or comments of nobody."""

    members: tuple[Member, ...]
    start: int
    tail: int
    stop: int
    column: int
    compact: bool  # it begins behind a dash, in the same line


def block_of(part: Part, lines: Lines, head: int, stop: int) -> Block:
    """The list or mapping ``part`` in block style.

    ``head`` is where the key or dash before it is over, -1 when there is none; ``stop``, where a line begins, is where
    the whole is over.
    """
    text = lines.text
    begun, first = _after_properties(part, text)
    places = _begins(part, text, first)
    column = lines.column(places[0])
    compact = bool(text[lines.begin(places[0]) : places[0]].strip(" "))
    head = begun if part.anchor or part.tag else head
    start = places[0] if compact else lines.next(head) if head >= 0 else lines.starts[0]
    values = part.parts[1::2] if part.kind == "mapping" else part.parts
    keys: Sequence[Part | None] = part.parts[::2] if part.kind == "mapping" else [None] * len(values)
    members: list[Member] = []
    tail = start
    for index, (place, key, value) in enumerate(zip(places, keys, values, strict=True)):
        first_behind_dash = compact and not index
        body = place if first_behind_dash else lines.begin(place)
        if text[body:place].strip(" \ufeff"):
            raise Unwritable("A key that begins with '?' is in the way.", "Write it as 'key: value'.")
        loose, lead = (body, body) if first_behind_dash else _above(lines, tail, body)
        if not members and part.inside is not None and part.inside.kind == "document":
            lead = body  # what is said at the top is said of the file
        if members:
            members[-1] = msgspec.structs.replace(members[-1], stop=loose)
        limit = lines.begin(places[index + 1]) if index + 1 < len(places) else stop
        tail = end_of_body(lines, content_end(value, text), limit, column)
        members.append(Member(value, key, loose, lead, body, tail, tail))
    return Block(tuple(members), start, tail, stop, column, compact)


def content_end(part: Part, text: str) -> int:
    """Where a value is over: behind its last character; of a text in lines, at the line behind."""
    part = _last_of(part)
    if part.style not in ("|", ">"):
        return part.end
    end = part.end
    header = LINE_END.search(text, part.start)
    if header is None or keeps_line_ends(part, text):
        return end
    last = text[header.end() : end].rstrip()
    found = LINE_END.search(text, header.end() + len(last)) if last else header
    return found.end() if found else end  # behind ``end`` where the text has got the line end that it lacked


def keeps_line_ends(part: Part, text: str) -> bool:
    """Whether a value ends in a text to which the blank lines behind it belong, too."""
    part = _last_of(part)
    found = _KEEPS.match(text, part.start) if part.style in ("|", ">") else None
    return found is not None


def _last_of(part: Part) -> Part:
    while part.kind != "scalar" and not part.in_flow_style:
        part = part.parts[-1]
    return part


def after_document(lines: Lines, offset: int) -> int:
    """Where the document with ``offset`` in its last value ends: at a marker, or with the text."""
    for number in range(lines.number(offset) + 1, len(lines.starts) - 1):
        if _MARKER.match(lines.line(number)):
            return lines.starts[number]
    return len(lines.text)


def document_head(root: Part, lines: Lines) -> int:
    """Where the marker before the document is over, -1 without one."""
    for number in range(lines.number(root.start), -1, -1):
        if lines.line(number).startswith("---"):
            return lines.starts[number] + 3
    return -1


def after_head(part: Part, text: str) -> int:
    """Where the anchor and tag of a value are over, or where it begins when it has none."""
    return _after_properties(part, text)[0]


def _after_properties(part: Part, text: str) -> tuple[int, int]:
    """Where the anchor and tag are over, and where the content begins."""
    end = at = part.start
    for _ in range(bool(part.anchor) + bool(part.tag)):
        found = _PROPERTY.match(text, at)
        if found is None:
            break
        end = found.end()
        at = _skip(text, end)
    return end, at


def _begins(part: Part, text: str, first: int) -> list[int]:
    """Where each member begins: its dash or its key."""
    if part.kind == "mapping":
        places = [key.start for key in part.parts[::2]]
        if text[first] == "?" and first != places[0]:
            raise Unwritable("A key that begins with '?' is in the way.", "Write it as 'key: value'.")
        return places
    places = []
    for value in part.parts:
        if text[first] != "-":
            raise Unwritable("Where the elements of this list begin is not clear.", "Change it in the file.")
        places.append(first)
        first = _skip(text, content_end(value, text)) if value is not part.parts[-1] else first
    return places


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _above(lines: Lines, start: int, head: int) -> tuple[int, int]:
    """Of the lines from ``start`` to ``head``: where what belongs to nobody begins, and where the comments do that
    belong to what is below."""
    first, last = lines.number(start), lines.number(head)
    lead = last
    while lead > first and lines.line(lead - 1).strip():
        lead -= 1
    loose = first
    while loose < lead and not lines.line(loose).strip():
        loose += 1
    if loose == lead:  # nothing but blank lines, which belong to the member above
        return lines.starts[lead], lines.starts[lead]
    return lines.starts[loose], lines.starts[lead]


def end_of_body(lines: Lines, end: int, limit: int, column: int) -> int:
    """The line behind the last comment that is indented deeper than ``column``."""
    at = lines.next(end - 1) if end else end
    number = lines.number(at)
    while at < limit and number < len(lines.starts) - 1 and lines.starts[number] < limit:
        line = lines.line(number)
        shown = line.lstrip(" \t")
        if shown.strip():
            if len(line) - len(shown) <= column:
                break
            at = lines.starts[number + 1]
        number += 1
    return min(at, limit)

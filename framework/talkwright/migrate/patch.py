"""A YAML text and what is to change in it. Everything else stays as it is, comments and line ends too.

Changes are of offsets in the old text and are made all at once, by ``result``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from talkwright.errors import Place
from talkwright.migrate.layout import block, entry, flow, scalar
from talkwright.yaml.parts import Part, parts_of

_COMMENT = re.compile(r"^[ \t]*#.*$", re.MULTILINE)


class Patch:
    """``root`` is the document's outermost value; it has no entries when the text is empty."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        document = parts_of(text)
        self.root = document.parts[0] if document.parts else document
        self._changes: list[tuple[int, int, str]] = []

    def place(self, part: Part) -> Place:
        """Where a value stands."""
        return Place(self.file, part.line, part.column)

    def replace(self, part: Part, text: str) -> None:
        """Write ``text`` where a scalar, or anything on one line, stands."""
        self._changes.append((part.start, self._end(part), text))

    def rewrite(self, key: Part, value: Part, plain: object) -> None:
        """Give an entry of a mapping another value. Comments inside the old one come above the entry."""
        lead = " " * (key.column - 1)
        if self._is_inline(key):
            self._changes.append((value.start, self._end(value), flow(plain)))
            return
        start, end = self._line_start(key.start), self._line_end(self._end(value))
        kept = [f"{lead}{line.strip()}" for line in _COMMENT.findall(self.text, key.start, self._end(value))]
        head = self.text[start : key.start]
        new = entry(key.value, plain, key.column - 1)
        new[0] = f"{head}{new[0].lstrip()}"
        self._changes.append((start, end, "\n".join((*kept, *new))))

    def rewrite_text(self, key: Part, value: Part, text: str) -> None:
        """Give an entry of a mapping another value, as it is to be written on one line."""
        self._changes.append((key.start, self._end(value), f"{key.value}: {text}"))

    def add(self, mapping: Part, plain: dict[str, object]) -> None:
        """Add entries at the end of a mapping."""
        if mapping.in_flow_style:
            more = flow(plain)[1:-1]
            at = self._end(mapping) - 1
            self._changes.append((at, at, f", {more}" if mapping.parts else more))
            return
        lines = block(plain, mapping.parts[0].column - 1)
        at = self._line_end(self._end(mapping))
        self._changes.append((at, at, "".join(f"\n{line}" for line in lines)))

    def add_elements(self, key: Part, value: Part, plain: Sequence[str]) -> None:
        """Add elements at the end of the list that stands below ``key``."""
        if value.kind == "sequence" and not value.in_flow_style and value.parts:
            lead = " " * (value.column - 1)
            at = self._line_end(self._end(value))
            self._changes.append((at, at, "".join(f"\n{lead}- {scalar(each)}" for each in plain)))
        elif value.kind == "sequence":
            at = self._end(value) - 1
            self._changes.append((at, at, (", " if value.parts else "") + flow(list(plain))[1:-1]))
        else:
            self.rewrite(key, value, list(plain))

    def drop(self, key: Part, value: Part) -> None:
        """Take an entry out of a mapping in which others remain."""
        if self._is_inline(key):
            after = re.match(r"\s*,?\s*", self.text[self._end(value) :])
            end = self._end(value) + (after.end() if after else 0)
            is_last = self._following(key) is None
            before = re.search(r",?\s*\Z", self.text[: key.start]) if is_last else None
            self._changes.append((before.start() if before else key.start, self._end(value) if is_last else end, ""))
            return
        if self.text[self._line_start(key.start) : key.start].strip():
            # The first entry of a list element: the next one takes its place.
            following = self._following(key)
            end = following.start if following is not None else self._line_end(self._end(value))
            self._changes.append((key.start, end, ""))
            return
        self.drop_lines(key, value)

    def drop_lines(self, first: Part, last: Part) -> None:
        """Take out the lines from where one value begins to where another ends."""
        start, end = self._line_start(first.start), self._line_end(self._end(last))
        before = re.search(r"\r?\n\Z", self.text[max(0, start - 2) : start])
        self._changes.append((start - len(before[0]) if before else start, end, ""))

    def drop_element(self, part: Part) -> None:
        """Take an element out of a list in block style, with the comments right above it and the blank lines there."""
        dash = self.text.rfind("-", 0, part.start)
        above = re.search(r"(?:\r?\n[ \t]*(?:#[^\r\n]*)?)*\r?\n[ \t]*\Z|\A[ \t]*\Z", self.text[:dash])
        start = above.start() if above else dash
        self._changes.append((start, self._line_end(self._end(part)), ""))

    def put_first(self, key: str, written: str) -> None:
        """Put an entry above all others, below the comments at the head of the file. ``written`` is on one line."""
        if self.root.in_flow_style:
            self._changes.append(
                (self.root.start + 1, self.root.start + 1, f"{key}: {written}{', ' * bool(self.root.parts)}")
            )
            return
        at = self._line_start(self.root.start)
        self._changes.append((at, at, f"{' ' * (self.root.start - at)}{key}: {written}\n"))

    def put_last(self, key: str, plain: object) -> None:
        """Put an entry below all others."""
        if self.root.in_flow_style:
            self.add(self.root, {key: plain})
            return
        at = self._line_end(self._end(self.root))
        lines = ["", *entry(key, plain, self.root.column - 1)]
        self._changes.append((at, at, "".join(f"\n{line}" for line in lines)))

    @property
    def is_changed(self) -> bool:
        return bool(self._changes)

    def result(self) -> str:
        """The text with all changes made. Of two of the same spot the first comes first."""
        line_end = "\r\n" if "\r\n" in self.text else "\n"
        done: list[str] = []
        at = 0
        for start, end, new in sorted(self._changes, key=lambda change: change[:2]):
            if start < at:
                continue
            done += (self.text[at:start], new.replace("\n", line_end))
            at = end
        return "".join((*done, self.text[at:]))

    def _end(self, part: Part) -> int:
        """Where a value ends, without the blank lines that a block may take in."""
        return part.start + len(self.text[part.start : part.end].rstrip())

    def _line_start(self, offset: int) -> int:
        return self.text.rfind("\n", 0, offset) + 1 or int(self.text.startswith("\ufeff"))

    def _line_end(self, offset: int) -> int:
        found = self.text.find("\n", offset)
        end = len(self.text) if found < 0 else found
        return end - 1 if self.text[end - 1 : end] == "\r" and end > offset else end

    def _is_inline(self, key: Part) -> bool:
        return key.inside is not None and key.inside.in_flow_style

    def _following(self, key: Part) -> Part | None:
        siblings = key.inside.parts if key.inside is not None else []
        at = siblings.index(key) + 2
        return siblings[at] if at < len(siblings) else None


def element_lines(text: str, sequence: Part, indent: int) -> list[str]:
    """Each element of a list as it is written, below a dash that is indented by ``indent``, ending its last line."""
    found = []
    for index, part in enumerate(sequence.parts):
        following = sequence.parts[index + 1].start if index + 1 < len(sequence.parts) else len(text)
        if sequence.in_flow_style:
            written = text[part.start : part.end]
            found.append(f"{' ' * indent}- {written}\n")
            continue
        dash = text.rfind("-", 0, part.start)
        start = text.rfind("\n", 0, dash) + 1
        end = part.start + len(text[part.start : min(part.end, following)].rstrip())
        shift = indent - (dash - start)
        lines = [_shifted(line, shift) for line in text[start:end].replace("\r\n", "\n").split("\n")]
        found.append("\n".join(lines) + "\n")
    return found


def _shifted(line: str, by: int) -> str:
    if not line.strip():
        return ""
    return " " * by + line if by >= 0 else line[min(-by, len(line) - len(line.lstrip())) :]

"""Changes to YAML as edits of its text: what an edit does not name stays as it is, byte for byte.

The rule: text and a change come in, edits go out, and nothing is guessed. A change whose spot is not found for certain
gives no edits. The text is never parsed and written again, so that comments, quotes and line ends stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec
import yaml as pyyaml

from talkwright.errors import Append, Change, Place, Rewrite
from talkwright.yaml.parts import Part, parts_of

_LINE_END = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")  # what YAML takes for one
# Keys whose values are the author's own words, and those below which problems have places of their own.
_APART = frozenset({"id", "name", "description", "text", "title", "next", "then", "else"})


class Edit(msgspec.Struct, frozen=True, order=True):
    """``text`` takes the place of what stands between two spots. Lines and columns count characters from 1.

    ``end_column`` is that of the first character behind.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    text: str


def edits_of(change: Change, place: Place, text: str) -> tuple[Edit, ...]:
    """The edits that make ``change`` at ``place`` in its file, whose content is ``text``; none when it is not found."""
    try:
        part = _part_at(text, place)
    except pyyaml.YAMLError:
        return ()
    if part is None:
        return ()
    lines = _Lines(text)
    span = _rewritten(change, part, text) if isinstance(change, Rewrite) else None
    if isinstance(change, Append):
        appended = _appended(change, part, text, lines)
        return () if appended is None else (lines.edit(place.file, appended[0], appended[0], appended[1]),)
    return () if span is None else (lines.edit(place.file, *span, change.new),)


def splice(text: str, edits: Iterable[Edit]) -> str:
    """``text`` with ``edits`` made. Of two that overlap the first counts."""
    lines = _Lines(text)
    done: list[str] = []
    at = 0
    for edit in sorted(set(edits)):
        start, end = lines.offset(edit.line, edit.column), lines.offset(edit.end_line, edit.end_column)
        if start >= at and not (start == at and done and start == end):
            done += (text[at:start], edit.text)
            at = end
    return "".join((*done, text[at:]))


class _Lines:
    """Where the lines of a text begin. A byte order mark is no character of the first."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [int(text.startswith("\ufeff")), *(found.end() for found in _LINE_END.finditer(text))]

    def offset(self, line: int, column: int) -> int:
        return self._starts[line - 1] + column - 1

    def edit(self, file: str, start: int, end: int, text: str) -> Edit:
        return Edit(file, *self._spot(start), *self._spot(end), text)

    def _spot(self, offset: int) -> tuple[int, int]:
        line = next(index for index in reversed(range(len(self._starts))) if self._starts[index] <= offset)
        return line + 1, offset - self._starts[line] + 1

    def end_of_line(self, offset: int) -> int:
        found = _LINE_END.search(self._text, offset)
        return found.start() if found else len(self._text)

    def break_at(self, offset: int) -> str:
        """The line end that the file uses."""
        found = _LINE_END.match(self._text, offset) or _LINE_END.search(self._text)
        return found[0] if found else "\n"


def _part_at(text: str, place: Place) -> Part | None:
    """The value that begins at ``place``; of a key its whole entry; of what begins together the outermost."""
    return next((part for part in parts_of(text).all if (part.line, part.column) == (place.line, place.column)), None)


def _rewritten(change: Rewrite, part: Part, text: str) -> tuple[int, int] | None:
    """Where ``old`` stands as a word of its own: at the place itself, else in a value below it."""
    word = re.compile(rf"(?<![\w.-]){re.escape(change.old)}(?![\w-])")
    for candidate in _scalars(part):
        if candidate.is_key and candidate.value != change.old:
            continue
        found = word.search(text, candidate.start, candidate.end)
        if found:
            return found.span()
    return None


def _scalars(part: Part) -> Iterable[Part]:
    if part.kind == "scalar":
        yield part
        if part.is_key and part.inside is not None:  # the place of a key is that of its entry
            siblings = part.inside.parts
            yield from _scalars(siblings[siblings.index(part) + 1])
        return
    for each in part.parts:
        if each.is_key and each.kind == "scalar":
            yield each
        elif each.key not in _APART:
            yield from _scalars(each)


def _appended(change: Append, part: Part, text: str, lines: _Lines) -> tuple[int, str] | None:
    """Where to put the new element, and the text with what parts it from its neighbour."""
    element = part
    while element.inside is not None and element.inside.kind != "sequence":
        element = element.inside
    around = element.inside
    if around is None:
        return None
    last = around.parts[-1]
    end = last.start + len(text[last.start : last.end].rstrip())
    if around.in_flow_style:
        return end, f", {{{change.text}}}"
    dash = re.search(r"([^\S\r\n]*)-[^\S\r\n]+\Z", text[: last.start].rpartition("\n")[2] or "")
    if dash is None or dash.start() != 0:
        return None  # the element does not begin its line with its dash
    at = lines.end_of_line(end)
    return at, f"{lines.break_at(at)}{dash[1]}- {change.text}"

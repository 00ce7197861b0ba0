"""The markdown of Rasa 1: sections with comments in between. What the lines mean is for others to say.

<!-- a comment, also over several lines -->
## intent:greet
- hello
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from talkwright.errors import Place

SIGN = re.compile(
    r"^##[ \t]*(?:intent|synonym|regex|lookup)[ \t]*:|^##[^\n]*\n(?:[ \t]*\r?\n|[ \t]*>[^\n]*\n)*[ \t]*\*[ \t]",
    re.MULTILINE,
)
"""What a file of training data in markdown has somewhere."""

_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)


class Line(msgspec.Struct, frozen=True):
    """A line without its comments, and these. ``text`` may be empty then."""

    text: str
    place: Place
    comments: tuple[str, ...] = ()


class Section(msgspec.Struct, frozen=True):
    """A heading of the second level, without its signs, and what stands below it. Above the first it is empty."""

    heading: str
    place: Place
    lines: tuple[Line, ...]
    comments: tuple[str, ...] = ()


def sections(text: str, file: str) -> tuple[Section, ...]:
    """The sections of a file, in order. Empty lines are left out."""
    found: list[Section] = []
    heading, place = "", Place(file, 1, 1)
    lines: list[Line] = []
    waiting: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    for line in _lines(text, file):
        if line.text.lstrip().startswith("##") and not line.text.lstrip().startswith("###"):
            found.append(Section(heading, place, tuple(lines), above))
            heading, place, lines = line.text.lstrip()[2:].strip(), line.place, []
            above, waiting = (*waiting, *line.comments), ()
        elif line.text.lstrip().startswith("#"):
            waiting += (line.text.lstrip().lstrip("#").strip(), *line.comments)
        elif line.text.strip():
            lines.append(msgspec.structs.replace(line, comments=(*waiting, *line.comments)))
            waiting = ()
        else:
            waiting += line.comments
    if waiting:
        lines.append(Line("", Place(file, text.count("\n") + 1, 1), waiting))
    found.append(Section(heading, place, tuple(lines), above))
    return tuple(section for section in found if section.heading or section.lines)


def _lines(text: str, file: str) -> Iterator[Line]:
    """Each line, and the comments that begin on it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    begun: dict[int, list[str]] = {}

    def take(found: re.Match[str]) -> str:
        line = text.count("\n", 0, found.start())
        begun.setdefault(line, []).extend(said for each in found[1].split("\n") if (said := each.strip()))
        return "\n" * found[0].count("\n")

    bare = _COMMENT.sub(take, text)
    for index, line in enumerate(bare.split("\n")):
        indent = len(line) - len(line.lstrip())
        yield Line(line.rstrip(), Place(file, index + 1, indent + 1), tuple(begun.get(index, ())))

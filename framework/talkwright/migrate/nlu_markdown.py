"""Examples in the markdown of Rasa 1.

## intent:book_flight
- to [Rome](city)

## lookup:city
data/cities.txt
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from talkwright.migrate.markdown import Line, Section, sections
from talkwright.migrate.nlu import KINDS, Entry, current_mark_up, one_line
from talkwright.migrate.notes import Notes

ReadList = Callable[[str], "tuple[str, ...] | None"]
"""The lines of a file that a lookup table names, or None when there is no such file."""

_HEADING = re.compile(r"\s*(\w+)\s*:\s*(.+)")
_ITEM = re.compile(r"\s*[-*+]\s*(.*)")


def read_nlu_markdown(text: str, file: str, read_list: ReadList, notes: Notes) -> tuple[Entry, ...]:
    """The entries of a file. What cannot be read is noted and left out."""
    entries: list[Entry] = []
    for section in sections(text, file):
        found = _HEADING.fullmatch(section.heading)
        if found is None or found[1] not in KINDS:
            if section.heading:
                message = f"The section '{section.heading}' is none of {', '.join(KINDS)}."
                notes.left(section.place, message, "Name it '## intent:name', or write it by hand.")
            elif section.lines and (said := tuple(c for line in section.lines for c in line.comments)):
                entries.append(Entry("", "", (), said, section.place))
            continue
        kind, name = found[1], found[2].strip()
        items = tuple(_items(section, kind, read_list, notes))
        said = (*section.comments, *(each for line in section.lines for each in line.comments))
        entries.append(Entry(kind, name, items, said, section.place))
    return _with_comments(entries)


def _items(section: Section, kind: str, read_list: ReadList, notes: Notes) -> Iterator[str]:
    for line in section.lines:
        item = _ITEM.fullmatch(line.text)
        if item is not None:
            said = one_line(item[1])
            if said:
                yield current_mark_up(said) if kind == "intent" else said
        elif kind == "lookup" and line.text.strip():
            yield from _listed(line, read_list, notes)
        elif line.text.strip():
            message = f"A line of '## {section.heading}' does not begin with '- ' and is left out."
            notes.left(line.place, message, "Write it below the examples as '- text' if it is one.")


def _listed(line: Line, read_list: ReadList, notes: Notes) -> Iterator[str]:
    """The words of a lookup table that are in a file of their own: they are written out."""
    path = line.text.strip()
    words = read_list(path)
    if words is None:
        notes.left(line.place, f"There is no file '{path}' of words.", "Write the words as '- word' lines.")
        return
    notes.done(line.place, f"The {len(words)} words of '{path}' are written out.")
    yield from filter(None, map(one_line, words))


def _with_comments(entries: list[Entry]) -> tuple[Entry, ...]:
    """The entries, each with the comments that stood above it where there was no entry."""
    done: list[Entry] = []
    waiting: tuple[str, ...] = ()
    for each in entries:
        if not each.kind:
            waiting += each.comments
        else:
            done.append(Entry(each.kind, each.name, each.lines, (*waiting, *each.comments), each.place))
            waiting = ()
    return tuple(done)

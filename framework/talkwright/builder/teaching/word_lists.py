"""Synonyms, lookup tables and regular expressions: listed as written, and edited line by line.

Comments between lines stay, and so does the order of lines that were there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Literal, TypeAlias

import msgspec

from talkwright.builder.files.workspace import Edited, ValueEdit
from talkwright.builder.teaching.examples import Examples
from talkwright.builder.teaching.teach import Sheets
from talkwright.builder.teaching.written import Entry, Path, with_lines
from talkwright.errors import NotFound, RequestError

ListKind: TypeAlias = Literal["synonym", "lookup", "regex"]
KINDS: tuple[ListKind, ...] = ("synonym", "lookup", "regex")


class WordList(msgspec.Struct, frozen=True):
    """One entry: the words that mean ``name``, the values of the entity ``name``, or the patterns of one."""

    kind: ListKind
    name: str
    file: str
    path: Path
    lines: tuple[str, ...]


class WordLists:
    """Those beside ``examples``."""

    def __init__(self, examples: Examples) -> None:
        self._examples = examples

    def all(self, person: str) -> tuple[WordList, ...]:
        """Every entry, in the order of the files."""
        return tuple(
            WordList(entry.kind, entry.name, entry.file, entry.path, tuple(line.text for line in entry.lines))
            for entry in self._examples.entries(person)
            if entry.kind != "intent"
        )

    def put(self, person: str, kind: ListKind, name: str, lines: Sequence[str], file: str | None = None) -> Edited:
        """Give an entry these lines; one that is not there is made, beside its like. Raises ``RequestError``."""
        lines = [" ".join(line.split("\n")).strip() for line in lines]
        if not lines or not all(lines):
            raise RequestError("An entry has lines, and each says something.", "Delete it, or write them.")
        entry = self._find(person, kind, name, file)
        if entry is not None:
            edit = ValueEdit(entry.file, entry.path, with_lines(entry.examples, *_difference(entry, lines)))
            return self._examples.write(person, [edit])
        sheets = Sheets(self._examples.values(person), None)
        for line in lines:
            sheets.add(kind, name, line, file)
        return self._examples.write(person, list(sheets.edits()))

    def delete(self, person: str, kind: ListKind, name: str, file: str | None = None) -> Edited:
        """Take an entry away. Raises ``NotFound``."""
        entry = self._find(person, kind, name, file)
        if entry is None:
            raise NotFound(f"There is no {kind} {name!r}.")
        return self._examples.write(person, [ValueEdit(entry.file, ("nlu", entry.number), remove=True)])

    def _find(self, person: str, kind: ListKind, name: str, file: str | None) -> Entry | None:
        mine = (each for each in self._examples.entries(person) if (each.kind, each.name) == (kind, name))
        return next((each for each in mine if file in (None, each.file)), None)


def _difference(entry: Entry, lines: Sequence[str]) -> tuple[dict[int, str | None], list[str]]:
    """Which lines of ``entry`` go, and which come. As many changed as came are changed where they stand."""
    wanted = Counter(lines)
    gone: list[int] = []
    for line in entry.lines:
        if wanted[line.text] > 0:
            wanted[line.text] -= 1
        else:
            gone.append(line.index)
    new: list[str] = []
    left: Counter[Any] = +wanted
    for text in reversed(lines):
        if left[text] > 0:
            left[text] -= 1
            new.insert(0, text)
    changed: dict[int, str | None] = dict.fromkeys(gone)
    for index in gone[: len(new)]:
        changed[index] = new.pop(0)
    return changed, new

"""Search in a bot as somebody sees it: what has all the words that are looked for, the best first.

    the name is it · it begins so · its words begin so · it has it inside
    in other words: they stand together · words begin so · it is inside of words

What there is to find is read once for each version of the files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

import msgspec

from talkwright.builder.files.layout import Layouts
from talkwright.builder.files.recent import Recent
from talkwright.builder.files.workspace import Workspace
from talkwright.builder.search.entries import Entry, FoundKind, entries_of

NAME = "name"
MOST_WORDS = 10
_LONGEST = 160  # characters of a piece
_BEFORE = 40  # of these, what stands before the match
_OTHER = 4  # the rank of words that are no name
_BEGIN = r"(?<![^\W_])"  # of a word
_UNNAMED = ("example", "note")  # what these are called is the name of something else


class Hit(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something that was found: its ``kind`` and ``name``, and where it is. ``text`` is the piece that has the match,
    from the character ``start`` to before ``end``, and ``key`` what that stands under; ``name`` for the name itself."""

    kind: FoundKind
    name: str
    file: str
    line: int
    key: str
    text: str
    start: int
    end: int
    flow: str | None = None
    step: str | None = None


_Known: TypeAlias = tuple[Entry, str]
"""An entry, and all its words in small letters."""


class Search:
    """Finds what ``workspace`` has. May be called from any thread."""

    def __init__(self, workspace: Workspace, layouts: Layouts) -> None:
        self._workspace = workspace
        self._layouts = layouts
        self._known = Recent[tuple[_Known, ...]]()

    def find(self, person: str, words: str, limit: int) -> tuple[Hit, ...]:
        """The best ``limit`` hits for ``words`` in what ``person`` sees."""
        sought = _Sought(words)
        if not sought:
            return ()
        with self._workspace.lock:
            known = self._known.get(self._workspace.revision(person), lambda: self._read(person))
        entries = [entry for entry, words in (*known, *self._notes(known)) if sought.may_be_in(words)]
        found = [hit for hit in map(sought.best, entries) if hit is not None]
        found.sort(key=lambda ranked: ranked[0])
        return tuple(hit for _, hit in found[:limit])

    def _read(self, person: str) -> tuple[_Known, ...]:
        """Variables are not filled in: nobody finds out a secret by looking for it."""
        return tuple(map(_known, entries_of(self._workspace.opened(self._workspace.overlay(person), {}))))

    def _notes(self, known: Sequence[_Known]) -> Iterator[_Known]:
        """What is written beside the steps. It is in no draft, so it is read each time."""
        for entry, _ in known:
            if entry.kind == "flow":
                for note in self._layouts.read(entry.name, entry.place.file).notes:
                    yield _known(Entry("note", entry.name, entry.place, (("text", note.text),), entry.name))


class _Sought:
    """The words that are looked for; false without any."""

    def __init__(self, words: str) -> None:
        parts = words.split()[:MOST_WORDS]
        self._name = _as_name(" ".join(parts))
        self._small = [part.lower() for part in parts]
        self._together = re.compile(_BEGIN + r"[\s_]+".join(map(re.escape, parts)), re.IGNORECASE)
        self._inside = [re.compile(re.escape(part), re.IGNORECASE) for part in parts]
        self._begun = [re.compile(_BEGIN + re.escape(part), re.IGNORECASE) for part in parts]

    def __bool__(self) -> bool:
        return bool(self._inside)

    def may_be_in(self, words: str) -> bool:
        """Whether ``words``, in small letters, have all of it somewhere."""
        return all(part in words for part in self._small)

    def best(self, entry: Entry) -> tuple[int, Hit] | None:
        """The hit in ``entry`` that ranks best, with its rank: the less the better."""
        own = () if entry.kind in _UNNAMED else ((NAME, entry.name),)
        found = [(*ranked, key, text) for key, text in (*own, *entry.words) if (ranked := self._ranked(key, text))]
        if not found:
            return None
        rank, (start, end), key, text = min(found, key=lambda each: each[0])
        cut = max(0, min(start - _BEFORE, len(text) - _LONGEST))
        piece = re.sub(r"\s", " ", text[cut : cut + _LONGEST])
        return rank, Hit(
            entry.kind,
            entry.name,
            entry.place.file,
            entry.place.line,
            key,
            piece,
            start - cut,
            min(end - cut, len(piece)),
            entry.flow,
            entry.step,
        )

    def _ranked(self, key: str, text: str) -> tuple[int, tuple[int, int]] | None:
        """The rank of ``text``, and the span of the word in it that comes first."""
        inside = [pattern.search(text) for pattern in self._inside]
        if not all(inside):
            return None
        begun = [pattern.search(text) for pattern in self._begun]
        first = min(match.span() for match in (begun if all(begun) else inside) if match)
        if key != NAME:
            together = self._together.search(text)
            return (_OTHER, together.span()) if together else (_OTHER + 1 if all(begun) else _OTHER + 2, first)
        name = _as_name(text)
        if name == self._name:
            return 0, first
        return (1 if name.startswith(self._name) else 2 if all(begun) else 3), first


def _known(entry: Entry) -> _Known:
    return entry, "\n".join([entry.name, *(text for _, text in entry.words)]).lower()


def _as_name(text: str) -> str:
    """As somebody would say it."""
    return text.replace("_", " ").lower()

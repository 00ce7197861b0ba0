"""Changes to examples, as edits of the files that have them. Pure: the values of files in, edits out.

Where something new goes, the files show: beside what is like it, and in a file of its own where each intent has one.
An example is named by where it stood and what it said there; when it says something else now, that is a conflict.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

import msgspec

from talkwright.builder.files.workspace import ValueEdit
from talkwright.builder.teaching.marked import Mark, read_marked, write_marked
from talkwright.builder.teaching.written import Entry, Kind, Path, new_entry, read_entries, with_lines
from talkwright.errors import Conflict, RequestError

_FOLDER = "data"
_Key = tuple[str, int]


class Standing(msgspec.Struct, frozen=True):
    """An example where it stands: ``text`` is its line with mark-up, at ``index`` of the examples at ``path``."""

    file: str
    path: Path
    index: int
    text: str


class Said(msgspec.Struct, frozen=True):
    """An example as its line, ``text``, or as ``plain`` words and ``marks``."""

    text: str | None = None
    plain: str | None = None
    marks: tuple[Mark, ...] = ()

    @property
    def line(self) -> str:
        """With mark-up, and readable. Raises ``RequestError``."""
        if self.plain is not None:
            return write_marked(self.plain, self.marks)
        line = " ".join((self.text or "").split("\n")).strip()
        read_marked(line)
        return line


class Added(Said, frozen=True):
    """A new example of ``intent``, in ``file`` or in one of ``language`` where that is said."""

    intent: str = ""
    file: str | None = None
    language: str | None = None


class Changed(Said, frozen=True):
    """The example at ``at`` says something else."""

    at: Standing = Standing("", (), 0, "")


class Moved(msgspec.Struct, frozen=True):
    """The example at ``at`` belongs to ``intent`` from now on, in ``file`` or in one of ``language`` where that is
    said."""

    at: Standing
    intent: str
    file: str | None = None
    language: str | None = None


class ExampleChanges(msgspec.Struct, frozen=True):
    """Changes that are made together. ``forget`` are intents that go as a whole; who changes the domain sees to it."""

    add: tuple[Added, ...] = ()
    change: tuple[Changed, ...] = ()
    move: tuple[Moved, ...] = ()
    remove: tuple[Standing, ...] = ()
    forget: tuple[str, ...] = ()


def teach(values: Mapping[str, Any], changes: ExampleChanges, default: str | None = None) -> list[ValueEdit]:
    """The edits that make ``changes`` in files of such ``values``; a file that is not among them is made. ``default``
    is the language of files that say none. Raises ``Conflict``, ``RequestError``."""
    sheets = Sheets(values, default)
    for changed in changes.change:
        sheets.put(changed.at, changed.line)
    for moved in changes.move:
        sheets.put(moved.at, None)
        sheets.add("intent", moved.intent, moved.at.text, moved.file, moved.language or sheets.language(moved.at.file))
    for standing in changes.remove:
        sheets.put(standing, None)
    for added in changes.add:
        sheets.add("intent", added.intent, added.line, added.file, added.language)
    return list(sheets.edits())


class Sheets:
    """The entries of all files while they are being changed. Places stay as they were until ``edits``."""

    def __init__(self, values: Mapping[str, Any], default: str | None) -> None:
        self._values = values
        self._default = default
        self._entries = {(each.file, each.number): each for file in values for each in read_entries(file, values[file])}
        self._changed: dict[_Key, dict[int, str | None]] = defaultdict(dict)
        self._added: dict[_Key, list[str]] = defaultdict(list)
        self._new: dict[str, dict[tuple[Kind, str], list[str]]] = defaultdict(dict)
        self._languages: dict[str, str] = {}

    def language(self, file: str) -> str | None:
        """What the examples of ``file`` are in, where that is known."""
        value = self._values.get(file)
        said = value.get("language") if isinstance(value, dict) else None
        return str(said) if said else self._languages.get(file, self._default)

    def put(self, at: Standing, text: str | None) -> None:
        """Give the example at ``at`` another text; None takes it away. Raises ``Conflict``."""
        entry = self._entry(at)
        found = [line.index for line in entry.lines if line.text == at.text]
        if not found:
            raise Conflict(f"The example {at.text!r} is not in {at.file!r} any more.", "Load it again.")
        index = at.index if at.index in found else found[0]
        self._changed[entry.file, entry.number][index] = text

    def add(self, kind: Kind, name: str, text: str, file: str | None = None, language: str | None = None) -> None:
        """Add a line to the entry of that name, and the entry where there is none; not one that is there already."""
        if not name.strip():
            raise RequestError(f"The {kind} has to have a name.")
        same = [each for each in self._entries.values() if (each.kind, each.name) == (kind, name)]
        same = [each for each in same if file in (None, each.file)]
        same = [each for each in same if language is None or self.language(each.file) == language]
        if same:
            entry = max(same, key=lambda each: len(each.lines))
            if not any(line.text == text for each in same for line in each.lines):  # a request that was sent again
                self._added[entry.file, entry.number].append(text)
            return
        file = file or self._file_for(kind, name, language)
        self._new[file].setdefault((kind, name), []).append(text)

    def edits(self) -> Iterator[ValueEdit]:
        """What was changed. A file with entries that came or went gets its list, any other just what changed in it."""
        for file in dict.fromkeys((*(key[0] for key in (*self._changed, *self._added)), *self._new)):
            yield from self._edits_of(file)

    def _edits_of(self, file: str) -> Iterator[ValueEdit]:
        value = self._values.get(file)
        new = [new_entry(kind, name, texts) for (kind, name), texts in self._new.get(file, {}).items()]
        if not isinstance(value, dict):
            yield ValueEdit(file, (), {**self._head(file), "nlu": new})
            return
        before = value.get("nlu") or []
        after = {number: self._after(file, number, each) for number, each in enumerate(before)}
        if new or None in after.values():
            kept = [each for each in after.values() if each is not None]
            yield ValueEdit(file, ("nlu",), [*kept, *new])
            return
        for number, each in after.items():
            if each is not before[number]:
                yield ValueEdit(file, ("nlu", number, "examples"), each["examples"])

    def _after(self, file: str, number: int, value: Any) -> Any:
        """The entry as it is to be; None when the last of its examples went."""
        key = (file, number)
        if key not in self._changed and key not in self._added:
            return value
        examples = with_lines(value.get("examples"), self._changed.get(key, {}), self._added.get(key, ()))
        left = Entry(file, number, "intent", "", examples).lines
        return {**value, "examples": examples} if left else None

    def _entry(self, at: Standing) -> Entry:
        number = at.path[1] if len(at.path) > 1 and at.path[0] == "nlu" else None
        entry = self._entries.get((at.file, number)) if isinstance(number, int) else None
        if entry is not None and any(line.text == at.text for line in entry.lines):
            return entry
        # Entries before it may have come or gone since it was shown.
        others = [each for each in self._entries.values() if each.file == at.file]
        found = [each for each in others if any(line.text == at.text for line in each.lines)]
        if len(found) != 1:
            raise Conflict(f"The example {at.text!r} is not in {at.file!r} any more.", "Load it again.")
        return found[0]

    def _file_for(self, kind: Kind, name: str, language: str | None) -> str:
        """Where an entry goes that is not there yet."""
        mine: dict[str, set[str]] = defaultdict(set)
        for each in self._entries.values():
            if each.kind == kind and (language is None or self.language(each.file) == language):
                mine[each.file].add(each.name.partition("/")[0])
        alone = [file for file, names in mine.items() if len(names) == 1]
        own = kind == "intent" and len(alone) * 2 > len(mine)
        if not mine or own:
            return self._new_file(name if own or language is None else f"nlu.{language}", alone or list(mine), language)
        return max(mine, key=lambda file: (len(mine[file]), file))

    def _new_file(self, stem: str, beside: Sequence[str], language: str | None) -> str:
        files = beside or [each.file for each in self._entries.values()] or list(self._values)
        folders = Counter(str(PurePosixPath(file).parent) for file in files)
        folder = folders.most_common(1)[0][0] if folders else _FOLDER
        plain = "".join(letter if letter.isalnum() or letter in "._-" else "_" for letter in stem.partition("/")[0])
        for tail in ("", *(f"_{number}" for number in range(2, 1000))):
            name = f"{folder}/{plain.strip('.') or 'nlu'}{tail}.yml"
            if name not in self._values or name in self._new:
                if language is not None and language != self._default:
                    self._languages[name] = language
                return name
        raise RequestError(f"There are too many files called {plain!r}.", "Name the file.")

    def _head(self, file: str) -> dict[str, Any]:
        """What a new file begins with, as others do."""
        versions = [
            value["version"] for value in self._values.values() if isinstance(value, dict) and "version" in value
        ]
        language = self._languages.get(file)
        return {**({"version": versions[0]} if versions else {}), **({"language": language} if language else {})}

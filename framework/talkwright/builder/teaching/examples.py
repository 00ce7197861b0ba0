"""The examples of a bot as a person sees them: by intent, each with where it stands, its entities and what is worth
knowing of it; and the one door through which they are changed.

Changes become edits of the workspace: they are drafts and touch only their own lines.
"""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import msgspec

from talkwright.builder.files.recent import Recent
from talkwright.builder.files.workspace import Edited, Seen, ValueEdit, Workspace
from talkwright.builder.naming.use import Use
from talkwright.builder.naming.uses import intent_uses
from talkwright.builder.teaching.domain_lists import ListName, forget_in_domain, name_in_domain
from talkwright.builder.teaching.marked import Mark, read_marked
from talkwright.builder.teaching.near_pairs import NearPairs
from talkwright.builder.teaching.notes import Key, Note, line_of, overlaps_of, review_notes
from talkwright.builder.teaching.teach import Added, ExampleChanges, Moved, Standing, teach
from talkwright.builder.teaching.written import Entry, Path, read_entries
from talkwright.builder.training.models import Models
from talkwright.builder.training.reviews import Reviewed, Reviews, best_of
from talkwright.errors import Conflict, NotFound, RequestError
from talkwright.nlu.locale import code_of
from talkwright.nlu.review_confusions import Confused
from talkwright.nlu.review_places import with_places_of
from talkwright.project.files import find_files
from talkwright.project.open import Project

_MOST_FILES = 500


class IntentRow(msgspec.Struct, frozen=True):
    """An intent in a list. ``keys`` are the questions of one that is answered by responses of its own; ``languages``
    counts examples. ``known``: the domain names it."""

    name: str
    examples: int
    languages: dict[str, int]
    keys: tuple[str, ...]
    uses: int
    notes: int
    known: bool


class ExampleRow(msgspec.Struct, frozen=True):
    """An example. ``text`` is its line with mark-up, ``plain`` what it says, and ``entities`` are spans of that."""

    file: str
    path: Path
    index: int
    line: int | None
    text: str
    plain: str
    entities: tuple[Mark, ...]
    intent: str
    language: str | None
    notes: tuple[Note, ...] = ()


class IntentSeen(msgspec.Struct, frozen=True):
    """All of an intent. ``confused`` are the others that it is taken for, or they for it, by the last review."""

    name: str
    uses: tuple[Use, ...]
    examples: tuple[ExampleRow, ...]
    confused: tuple[Confused, ...] = ()


class Examples:
    """Those of the bot in ``workspace``. Everything may be called from any thread."""

    def __init__(self, workspace: Workspace, reviews: Reviews, models: Models) -> None:
        self._workspace = workspace
        self._reviews = reviews
        self._models = models
        self._values = Recent[Any](_MOST_FILES)
        self._pairs = NearPairs()
        self._overlaps = Recent[dict[Key, tuple[Note, ...]]]()
        self._looking = threading.Lock()

    def intents(self, person: str) -> tuple[IntentRow, ...]:
        """Every intent of the domain or with an example, by name."""
        project = self._workspace.open(person)
        by_name: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries(person):
            if entry.kind == "intent":
                by_name[entry.name.partition("/")[0]].append(entry)
        declared = [name for name in project.domain.intents if f"intent:{name}" in project.domain.places]
        uses = intent_uses(self._workspace, person)
        noted = Counter(intent.partition("/")[0] for _, intent in self._notes(project))
        default = code_of(project.config.language) if project.config.language else ""
        found = []
        for name in sorted({*by_name, *declared}):
            languages: Counter[str] = Counter()
            for entry in by_name[name]:
                languages[entry.language or default] += len(entry.lines)
            keys = tuple(dict.fromkeys(e.name.partition("/")[2] for e in by_name[name] if "/" in e.name))
            count = languages.total()
            found.append(
                IntentRow(name, count, dict(languages), keys, len(uses.get(name, ())), noted[name], name in declared)
            )
        return tuple(found)

    def intent(self, person: str, name: str) -> IntentSeen:
        """One intent, by its name or with a response key. Raises ``NotFound``."""
        project = self._workspace.open(person)
        mine = [e for e in self.entries(person) if e.kind == "intent" and name in (e.name, e.name.partition("/")[0])]
        if not mine and name.partition("/")[0] not in project.domain.intents:
            raise NotFound(f"There is no intent {name!r}.")
        notes, lines = self._notes(project), line_of(project.data.examples)
        rows = tuple(_row(entry, line.index, line.text, notes, lines) for entry in mine for line in entry.lines)
        reviewed = self.review(person)
        confused = reviewed.review.confused if reviewed else ()
        pairs = tuple(pair for pair in confused if name in (pair.one, pair.other))
        uses = intent_uses(self._workspace, person).get(name.partition("/")[0], ())
        return IntentSeen(name, uses, rows, pairs)

    def review(self, person: str) -> Reviewed | None:
        """What is known of the examples: by a cross-validation, or by training."""
        return self._reviewed(self._workspace.open(person))

    def change(self, person: str, changes: ExampleChanges) -> Edited:
        """Make ``changes``; intents and entities that the domain does not name are added to it. Raises ``Conflict``,
        ``RequestError``."""
        if changes == ExampleChanges():
            raise RequestError("There is nothing to change.", "Send what is to be added, changed, moved or removed.")
        values = self.values(person)
        config = self._workspace.open(person).config
        default = code_of(config.language) if config.language else None
        named = self._named(person, changes)
        forgotten = [e for name in changes.forget for e in forget_in_domain(self._workspace, person, "intents", name)]
        if changes.forget:
            changes = msgspec.structs.replace(changes, remove=(*changes.remove, *self._gone(person, changes)))
        return self.write(person, [*teach(values, changes, default), *named, *forgotten])

    def write(self, person: str, edits: list[ValueEdit]) -> Edited:
        """Make ``edits`` of what this person sees now; there are none when all of it is so already."""
        hashes: dict[str, str | None] = {}
        for edit in edits:
            seen = self._seen(person, edit.file)
            hashes[edit.file] = seen.hash if seen is not None else None
            if seen is not None and not edit.path and not _is_empty(seen.text):
                message = f"{edit.file!r} holds something else, or cannot be read."
                raise Conflict(message, "Name a file of training data, or a new one.")
        return self._workspace.edit(person, edits, hashes)

    def entries(self, person: str) -> list[Entry]:
        """Every entry of training data, in the order of the files."""
        values = self.values(person)
        return [entry for file, value in values.items() for entry in read_entries(file, value)]

    def values(self, person: str) -> dict[str, Any]:
        """The values of the files of training data."""
        workspace = self._workspace
        with workspace.lock:
            project, overlay, draft = workspace.open(person), workspace.overlay(person), workspace.settle(person)
            found = {}
            for path in find_files(project.sources.data, overlay=overlay):
                if path.is_relative_to(workspace.root):
                    file = path.relative_to(workspace.root).as_posix()
                    hash = draft.files[file].text if file in draft.files else workspace.disk.hash(file)
                    # Reading it takes more time than all the rest.
                    found[file] = self._values.get(f"{hash} {file}", partial(self._value, person, file))
            return found

    def _value(self, person: str, file: str) -> Any:
        return self._workspace.read(person, file).value

    def _seen(self, person: str, file: str) -> Seen | None:
        try:
            return self._workspace.read(person, file)
        except NotFound:
            return None

    def _notes(self, project: Project) -> dict[Key, tuple[Note, ...]]:
        with self._looking:
            overlaps = self._overlaps.get(project.fingerprints["nlu"], lambda: overlaps_of(project.data, self._pairs))
        found = dict(overlaps)
        reviewed = self._reviewed(project)
        known = {(example.text, _full(example.intent, example.response_key)) for example in project.data.examples}
        for key, notes in review_notes(reviewed.review).items() if reviewed else ():
            if key in known:
                found[key] = (*found.get(key, ()), *notes)
        return found

    def _reviewed(self, project: Project) -> Reviewed | None:
        found = best_of((self._reviews.latest(project), self._models.review(project)))
        if found is None:
            return None
        return msgspec.structs.replace(found, review=with_places_of(found.review, project.data.examples))

    def _named(self, person: str, changes: ExampleChanges) -> list[ValueEdit]:
        """What the domain needs to name the intents and entities of ``changes``."""
        domain = self._workspace.open(person).domain
        taught: list[Added | Moved] = [*changes.add, *changes.move]
        intents = dict.fromkeys(each.intent.partition("/")[0] for each in taught)
        said = (read_marked(each.line)[1] for each in (*changes.add, *changes.change))
        entities = dict.fromkeys(mark.entity for marks in said for mark in marks)
        new: dict[ListName, Sequence[str]] = {
            "intents": [name for name in intents if name not in domain.intents],
            "entities": [name for name in entities if name not in domain.entities],
        }
        return name_in_domain(self._workspace, person, new)

    def _gone(self, person: str, changes: ExampleChanges) -> tuple[Standing, ...]:
        """Every example of the intents that ``changes`` forget."""
        mine = [e for e in self.entries(person) if e.kind == "intent" and e.name.partition("/")[0] in changes.forget]
        return tuple(Standing(entry.file, entry.path, line.index, line.text) for entry in mine for line in entry.lines)


def _row(
    entry: Entry,
    index: int,
    text: str,
    notes: Mapping[Key, tuple[Note, ...]],
    lines: Mapping[tuple[str, str, str], list[int]],
) -> ExampleRow:
    try:
        plain, marks = read_marked(text)
    except RequestError:  # the check tells what is wrong with it
        plain, marks = text, ()
    key = plain, entry.name
    at = lines.get((entry.file, *key))
    line = at.pop(0) if at else None
    return ExampleRow(
        entry.file, entry.path, index, line, text, plain, marks, entry.name, entry.language, notes.get(key, ())
    )


def _is_empty(text: str) -> bool:
    """Whether a file has nothing but comments."""
    return all(not line.strip() or line.lstrip().startswith("#") for line in text.splitlines())


def _full(intent: str | None, key: str | None) -> str:
    return f"{intent}/{key}" if key else intent or ""

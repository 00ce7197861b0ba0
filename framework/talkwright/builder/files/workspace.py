"""The bot's files as each person sees them: the disk with that person's draft over it, and the one door for edits.

The rule: nothing is lost and nothing is overwritten in silence. An edit says which text it was made on. When that text
has moved, in another window, by somebody who published, by a text editor, the two changes are merged; what both changed
is a clash, which waits for a decision while the draft has the person's own value.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from talkwright.builder.files.came_back import CameBack
from talkwright.builder.files.clashes import clashes_of, whole_clash
from talkwright.builder.files.disk import Disk
from talkwright.builder.files.drafts import Clash, Draft, Drafts, Step
from talkwright.builder.files.put_value import put_value
from talkwright.builder.files.recent import Recent
from talkwright.builder.files.texts import Texts, hash_of
from talkwright.builder.files.unite import Apart, unite, value_of
from talkwright.errors import Conflict, NotFound, Problem, RequestError
from talkwright.project.files import Documents, Overlay
from talkwright.project.open import Project, Sources, open_project
from talkwright.training.survey import survey
from talkwright.yaml.rewrite import REMOVED

KEEP = Path(".talkwright/builder")
"""Where the builder keeps drafts and history, below the bot's folder."""
NOBODY = ""
"""Who has no draft: as this person one sees the files as they are."""
_MOST_DOCUMENTS = 2000


class Seen(msgspec.Struct, frozen=True):
    """A file as somebody sees it. ``value`` is None when the text is no YAML; ``drafted``: it is not the disk's."""

    file: str
    text: str
    hash: str
    value: Any
    drafted: bool


class ValueEdit(msgspec.Struct, frozen=True):
    """At ``path`` in ``file`` stands ``value`` from now on; nothing with ``remove``. The path () is the whole file."""

    file: str
    path: tuple[Step, ...]
    value: Any = None
    remove: bool = False


class Edited(msgspec.Struct, frozen=True):
    """What came of edits: the hash of each file they touched (None: it is gone), whether anything had to be ``merged``,
    so that values are others than those that were sent, and what clashed. ``own`` has the hashes that the files had
    without what was merged in: who goes on with what was sent does so on those."""

    hashes: dict[str, str | None]
    revision: str
    merged: bool = False
    clashes: tuple[Clash, ...] = ()
    own: dict[str, str | None] = {}


class Workspace:
    """The files below ``root``. ``keep`` is where drafts are kept. Everything may be called from any thread."""

    def __init__(self, root: Path, keep: Path | None = None, sources: Sources | None = None) -> None:
        self.root = root
        self.keep = keep or root / KEEP
        self.disk = Disk(root, sources)
        self.texts = Texts(self.keep / "texts")
        self.drafts = Drafts(self.keep / "drafts")
        self.lock = threading.RLock()
        self.told: Callable[[str, Edited], None] = lambda person, edited: None
        """Called in any thread, with ``lock`` held, with whose draft was changed, and how."""
        self._came_back = CameBack()
        self._documents = Documents(_MOST_DOCUMENTS)
        self._projects = Recent[Project]()
        self._problems = Recent[tuple[Problem, ...]]()

    def open(self, person: str) -> Project:
        """The project as ``person`` sees it."""
        with self.lock:
            return self._projects.get(self.revision(person), lambda: self.opened(self.overlay(person)))

    def opened(self, overlay: Overlay, environment: Mapping[str, str] = os.environ) -> Project:
        """The project with ``overlay`` over its files, and its variables filled from ``environment``."""
        return open_project(self.root, self.disk.sources, environment, overlay, self._documents)

    def problems(self, person: str) -> tuple[Problem, ...]:
        """All that ``talkwright check`` would say of the files as ``person`` sees them."""
        with self.lock:
            return self._problems.get(self.revision(person), lambda: survey(self.open(person), os.environ))

    def revision(self, person: str) -> str:
        """What is another whenever a file is another for ``person``."""
        with self.lock:
            drafted = {file: each.text for file, each in self.settle(person).files.items()}
            hashes = {**self.disk.hashes(), **drafted}
            told = sorted((file, hash) for file, hash in hashes.items() if hash is not None)
            return hashlib.sha256(msgspec.json.encode(told)).hexdigest()[:16]

    def read(self, person: str, file: str) -> Seen:
        """The file as ``person`` sees it. Raises ``NotFound`` and ``Forbidden``."""
        with self.lock:
            self.disk.require_editable(file)
            draft = self.settle(person)
            text = self.text(draft, file)
            if text is None:
                raise NotFound(f"There is no file {file!r}.")
            try:
                value = value_of(text)
            except Apart:
                value = None
            with suppress(OSError):  # where nothing can be written one may still look
                self.texts.keep(text)
            return Seen(file, text.decode(errors="replace"), hash_of(text), value, file in draft.files)

    def edit(self, person: str, edits: Sequence[ValueEdit], based_on: Mapping[str, str | None]) -> Edited:
        """Make ``edits``, in their order, in the draft of ``person``: all of them or none. ``based_on`` has for each
        file the hash that it was read with; None for one that is to be made. Raises ``RequestError``."""
        texts: dict[str, bytes | None] = {}
        for edit in edits:
            before = texts[edit.file] if edit.file in texts else self._base(edit.file, based_on)
            value = REMOVED if edit.remove else edit.value
            texts[edit.file] = put_value(edit.file, before, edit.path, value)
        with self.lock:
            draft = self.settle(person)
            for file, after in texts.items():
                before = self._base(file, based_on)
                if before is not None and after is not None:
                    beneath = draft.files[file].base if file in draft.files else _hash(self.disk.read(file))
                    texts[file] = self._came_back.text((person, file, beneath or ""), before, after)
            return self.put(person, texts, based_on)

    def put(
        self,
        person: str,
        texts: Mapping[str, bytes | None],
        based_on: Mapping[str, str | None],
        decided: Sequence[Clash] = (),
    ) -> Edited:
        """As ``edit``, for whole ``texts``; None takes a file away. With this the clashes that are ``decided`` wait no
        longer."""
        with self.lock:
            draft = self.settle(person).drop(decided)
            merged, clashes = False, list[Clash]()
            for file, yours in texts.items():
                base, now = self._base(file, based_on), self.text(draft, file)
                try:
                    united = unite(base, now, yours)
                except Apart as fault:
                    raise Conflict(f"{file!r} is {fault.reason} meanwhile.", "Load it again.") from None
                merged = merged or now != base
                hash = self._kept(united.text)
                found = clashes_of(file, united.differ, hash or "")
                base_hash = draft.files[file].base if file in draft.files else self._kept(self.disk.read(file))
                draft = draft.put(file, base_hash, hash, found)
                clashes += found
            edited = self.keep_draft(person, draft, tuple(texts), merged, tuple(clashes))
            return msgspec.structs.replace(edited, own={file: self._kept(text) for file, text in texts.items()})

    def keep_draft(
        self, person: str, draft: Draft, files: Sequence[str], merged: bool = False, clashes: tuple[Clash, ...] = ()
    ) -> Edited:
        """Make ``draft`` that of ``person``; ``files`` are others in it. Whoever listens is told."""
        with self.lock:
            self.drafts.write(person, draft)
            hashes = {file: _hash(self.text(draft, file)) for file in files}
            edited = Edited(hashes, self.revision(person), merged, clashes)
            self.told(person, edited)
            return edited

    def settle(self, person: str) -> Draft:
        """The draft of ``person``, carried over to the files as they are now."""
        with self.lock:
            before = self.drafts.read(person) if person != NOBODY else Draft()
            draft = before
            for file in before.files:
                draft = self._carried(draft, file)
            if draft != before:
                self.drafts.write(person, draft)
            return draft

    def discard(self, person: str, files: Sequence[str] | None = None) -> Edited:
        """Forget what ``person`` drafted: of ``files``, or everything."""
        with self.lock:
            draft = self.drafts.read(person)
            gone = tuple(file for file in draft.files if files is None or file in files)
            for file in gone:
                draft = draft.without(file)
            return self.keep_draft(person, draft, gone)

    def overlay(self, person: str, files: Sequence[str] | None = None) -> Overlay:
        """What the draft of ``person`` lays over the disk: all of it, or of ``files`` alone."""
        with self.lock:
            draft = self.settle(person)
            chosen = [file for file in draft.files if files is None or file in files]
            return self.disk.overlay({file: self.text(draft, file) for file in chosen})

    def text(self, draft: Draft, file: str) -> bytes | None:
        """The content of ``file`` with ``draft`` over the disk."""
        return self._get(draft.files[file].text) if file in draft.files else self.disk.read(file)

    def _carried(self, draft: Draft, file: str) -> Draft:
        """``draft`` with its version of ``file`` made on what is on disk. Where that cannot be, it stays on its base,
        and the whole file is a clash for as long."""
        drafted, theirs = draft.files[file], self.disk.read(file)
        whole = [clash for clash in draft.clashes if clash.file == file and clash.reason != "same"]
        if _hash(theirs) == drafted.base:
            return draft.drop(whole)
        base, yours = self._get(drafted.base), self._get(drafted.text)
        try:
            united = unite(base, theirs, yours)
        except Apart as fault:
            clash = whole_clash(file, fault, base, theirs, yours)
            return draft if clash in whole else Draft(draft.files, (*draft.drop(whole).clashes, clash))
        hash = self._kept(united.text)
        return draft.drop(whole).put(file, self._kept(theirs), hash, clashes_of(file, united.differ, hash or ""))

    def _base(self, file: str, based_on: Mapping[str, str | None]) -> bytes | None:
        self.disk.require_editable(file)
        if file not in based_on:
            raise RequestError(f"It is not said which text of {file!r} was changed.", "Put its hash into 'based_on'.")
        return self._get(based_on[file])

    def _get(self, hash: str | None) -> bytes | None:
        return None if hash is None else self.texts.get(hash)

    def _kept(self, text: bytes | None) -> str | None:
        return None if text is None else self.texts.keep(text)


def _hash(text: bytes | None) -> str | None:
    return None if text is None else hash_of(text)

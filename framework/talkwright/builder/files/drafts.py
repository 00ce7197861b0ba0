"""What each person has changed and not published yet: one file a person, written as a whole.

A draft names texts by their hashes: the one a file had when the draft began, and the one it has in the draft. That is
all a three-way merge needs, whatever becomes of the file meanwhile. One person's draft never touches another's.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, unquote

import msgspec

from talkwright.builder.files.texts import write_whole

Step = str | int


class Drafted(msgspec.Struct, frozen=True):
    """A file of a draft: the hash of the ``base`` it began with, and of its ``text``. None: there is no file."""

    base: str | None
    text: str | None


class Clash(msgspec.Struct, frozen=True, omit_defaults=True):
    """Two changes that cannot both be had. The draft has ``yours`` until somebody decides.

    ``same``: both changed what is at ``path``. ``gone``: one side took the file away. ``unreadable``: the file on disk
    cannot be read as YAML, so that nothing can be merged; ``theirs`` is its text. What is not there is left out.
    ``when`` is the hash of the draft's text in which ``path`` is meant.
    """

    id: str
    file: str
    reason: Literal["same", "gone", "unreadable"]
    path: tuple[Step, ...] = ()
    base: Any | msgspec.UnsetType = msgspec.UNSET
    theirs: Any | msgspec.UnsetType = msgspec.UNSET
    yours: Any | msgspec.UnsetType = msgspec.UNSET
    when: str = ""


class Draft(msgspec.Struct, frozen=True):
    """The files that one person has changed, and what waits for that person's decision, the oldest first."""

    files: dict[str, Drafted] = {}
    clashes: tuple[Clash, ...] = ()

    def put(self, file: str, base: str | None, text: str | None, more: Iterable[Clash] = ()) -> Draft:
        """With ``text`` for the file, and ``more`` clashes at the end. A text that is the base is no draft any more."""
        if text == base:
            return self.without(file)
        return Draft({**self.files, file: Drafted(base, text)}, (*self.clashes, *more))

    def without(self, file: str) -> Draft:
        """Without anything about the file."""
        files = {name: drafted for name, drafted in self.files.items() if name != file}
        return Draft(files, tuple(clash for clash in self.clashes if clash.file != file))

    def drop(self, clashes: Iterable[Clash]) -> Draft:
        """Without ``clashes``."""
        ids = {clash.id for clash in clashes}
        return Draft(self.files, tuple(clash for clash in self.clashes if clash.id not in ids))


_decoder = msgspec.json.Decoder(Draft)


class Drafts:
    """The drafts of everybody, in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, person: str) -> Draft:
        """The draft of ``person``, empty when there is none."""
        try:
            return _decoder.decode(self._path(person).read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            return Draft()

    def write(self, person: str, draft: Draft) -> None:
        """Keep it in the place of the one before."""
        if draft.files:
            write_whole(self._path(person), msgspec.json.encode(draft))
        else:
            self._path(person).unlink(missing_ok=True)

    def people(self) -> tuple[str, ...]:
        """Who has a draft."""
        return tuple(sorted(unquote(path.stem) for path in self._folder.glob("*.json")))

    def hashes(self) -> set[str]:
        """Of all texts that a draft needs."""
        drafts = [self.read(person) for person in self.people()]
        found = {hash for draft in drafts for each in draft.files.values() for hash in (each.base, each.text)}
        found |= {clash.when for draft in drafts for clash in draft.clashes}
        return {hash for hash in found if hash}

    def _path(self, person: str) -> Path:
        return self._folder / f"{quote(person, safe='')}.json"

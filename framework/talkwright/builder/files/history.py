"""What was published, when, by whom and why: in git where the bot is in a work tree, else in a history of our own.

A version is a set of files that changed together. Its texts before and after can always be had, so that it can be shown
and gone back to.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

import msgspec

from talkwright.builder.files.git import GitHistory
from talkwright.builder.files.texts import Texts, write_whole
from talkwright.builder.files.version import Change, Version
from talkwright.builder.files.workspace import Workspace
from talkwright.errors import NotFound

_FOLDER = "history"
_KEPT_S = 14 * 24 * 3600.0  # somebody may have left a page open, whose next edit was made on an older text


class History(Protocol):
    """What both kinds can do."""

    def record(self, who: str, message: str, changes: Mapping[str, Change], beside: Sequence[str] = ()) -> str:
        """The id of the version that ``changes``, which are on disk already, make; it is no new one for what has been
        recorded. ``beside`` are files that go with them and are no assistant's."""

    def versions(self, file: str | None = None, limit: int = 50) -> tuple[Version, ...]:
        """The newest versions, of ``file`` alone when it is given."""

    def changes(self, id: str) -> tuple[Version, dict[str, Change]]:
        """A version with the texts of its files before and after. Raises ``NotFound``."""

    def texts_at(self, id: str) -> dict[str, bytes | None]:
        """The texts as of version ``id`` of the files that were changed since. Raises ``NotFound``."""


def history_of(root: Path, keep: Path, texts: Texts) -> History:
    """That of the bot at ``root``."""
    return GitHistory.at(root) or OwnHistory(keep / _FOLDER, texts)


def sweep(workspace: Workspace, now: float) -> int:
    """Forget the texts that are in no draft and no version, and were not looked at for a while. Returns how many."""
    needed = workspace.drafts.hashes() | OwnHistory(workspace.keep / _FOLDER, workspace.texts).hashes()
    return workspace.texts.sweep(needed, now - _KEPT_S)


class _Recorded(msgspec.Struct, frozen=True):
    """A version as it is kept: for each file the hash of its text before and after."""

    at: float
    who: str
    message: str
    files: dict[str, tuple[str | None, str | None]]


_decoder = msgspec.json.Decoder(_Recorded)


class OwnHistory:
    """One small file a version in ``folder``, numbered from 1; their texts are in ``texts``."""

    def __init__(self, folder: Path, texts: Texts) -> None:
        self._folder = folder
        self._texts = texts

    def record(self, who: str, message: str, changes: Mapping[str, Change], beside: Sequence[str] = ()) -> str:
        files = {file: (self._kept(before), self._kept(after)) for file, (before, after) in changes.items()}
        ids = self._ids()
        if ids:
            last = self._read(ids[0])
            if (last.who, last.message, last.files) == (who, message, files):
                return ids[0]
        id = f"{int(ids[0]) + 1 if ids else 1:06d}"
        write_whole(self._folder / f"{id}.json", msgspec.json.encode(_Recorded(time.time(), who, message, files)))
        return id

    def versions(self, file: str | None = None, limit: int = 50) -> tuple[Version, ...]:
        found: list[Version] = []
        for id in self._ids():
            recorded = self._read(id)
            if file is None or file in recorded.files:
                found.append(_version(id, recorded))
            if len(found) >= limit:
                break
        return tuple(found)

    def changes(self, id: str) -> tuple[Version, dict[str, Change]]:
        recorded = self._read(id)
        changes = {file: (self._get(before), self._get(after)) for file, (before, after) in recorded.files.items()}
        return _version(id, recorded), changes

    def texts_at(self, id: str) -> dict[str, bytes | None]:
        self._read(id)
        later: dict[str, str | None] = {}
        for newer in (each for each in self._ids() if each > id):  # the oldest of them is the last to have its say
            later |= {file: before for file, (before, _) in self._read(newer).files.items()}
        return {file: self._get(hash) for file, hash in later.items()}

    def hashes(self) -> set[str]:
        """Of all texts that a version needs."""
        recorded = map(self._read, self._ids())
        return {hash for each in recorded for pair in each.files.values() for hash in pair if hash is not None}

    def _ids(self) -> list[str]:
        return sorted((path.stem for path in self._folder.glob("[0-9]*.json")), reverse=True)

    def _read(self, id: str) -> _Recorded:
        try:
            return _decoder.decode((self._folder / f"{id}.json").read_bytes() if id.isdigit() else b"")
        except (OSError, msgspec.DecodeError):
            raise NotFound(f"There is no version {id!r}.") from None

    def _kept(self, text: bytes | None) -> str | None:
        return None if text is None else self._texts.keep(text)

    def _get(self, hash: str | None) -> bytes | None:
        return None if hash is None else self._texts.get(hash)


def _version(id: str, recorded: _Recorded) -> Version:
    return Version(id, recorded.at, recorded.who, recorded.message, tuple(sorted(recorded.files)))

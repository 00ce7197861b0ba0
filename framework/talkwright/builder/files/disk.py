"""The files of a bot that its builder reads and edits, as they are on disk now.

The rule: what comes from outside as the name of a file is a path below the bot's folder that the project reads, or it
is refused. Names are posix paths from that folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from talkwright.builder.files.texts import hash_of
from talkwright.errors import Forbidden
from talkwright.project.files import DISK, SUFFIXES, Overlay, find_files
from talkwright.project.open import Sources

TESTS = "tests"
_LONGEST = 200  # bytes of each part of a name
_DEEPEST = 20  # parts of a name
_Signature = tuple[int, int, int, int]


class Disk:
    """The files below ``root``. ``sources`` are where the project's are; by default the usual places."""

    def __init__(self, root: Path, sources: Sources | None = None) -> None:
        self.root = root
        self.sources = sources
        self._known: dict[Path, tuple[_Signature, str]] = {}

    def read(self, file: str) -> bytes | None:
        """The content of ``file``; None when there is none. Raises ``OSError`` when it cannot be read."""
        try:
            return self.path(file).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def hash(self, file: str) -> str | None:
        """That of the content of ``file``; None when there is none."""
        return self._hash(self.path(file))

    def hashes(self) -> dict[str, str]:
        """Every file that a check of the project depends on, with the hash of its content."""
        paths = (*self._edited(DISK), *self._only_read())
        found = {path.relative_to(self.root).as_posix(): self._hash(path) for path in dict.fromkeys(paths)}
        return {file: hash for file, hash in sorted(found.items()) if hash is not None}

    def stamps(self) -> dict[str, _Signature]:
        """Of the same files what is another whenever one was written, also when it says again what it said before."""
        paths = {file: self.root / file for file in self.hashes()}
        return {file: self._known[path][0] for file, path in paths.items() if path in self._known}

    def editable(self, overlay: Overlay = DISK) -> tuple[str, ...]:
        """The files that may be edited, with those that ``overlay`` adds."""
        return tuple(path.relative_to(self.root).as_posix() for path in dict.fromkeys(self._edited(overlay)))

    def path(self, file: str) -> Path:
        """Where ``file`` is. Raises ``Forbidden`` when that is not in the bot's folder."""
        path = self.root / file
        try:
            is_below = _is_plain(file) and path.resolve().is_relative_to(self.root.resolve())
        except (OSError, RuntimeError):  # links that lead in a circle
            is_below = False
        if not is_below:
            raise Forbidden(f"{file[:_LONGEST]!r} is not the name of a file in the bot's folder.")
        return path

    def is_editable(self, file: str) -> bool:
        """Whether ``file`` is one that the project reads, or would read if it were there."""
        try:
            path = self.path(file)
        except Forbidden:
            return False
        has_place = not path.is_dir() and not any(folder.is_file() for folder in path.parents)
        return has_place and path in self._edited(Overlay({path: b""}))

    def require_editable(self, file: str) -> None:
        """Raises ``Forbidden`` when it is not."""
        self.path(file)
        if not self.is_editable(file):
            hint = "Files of the domain, of the data folders and of the tests can be edited."
            raise Forbidden(f"{file!r} is not a file that the builder edits.", hint)

    def overlay(self, texts: Mapping[str, bytes | None]) -> Overlay:
        """``texts`` over the files."""
        return Overlay({self.root / file: text for file, text in texts.items()})

    def _edited(self, overlay: Overlay) -> Iterator[Path]:
        sources = self.sources or Sources.of(self.root, overlay)
        tests = self.root / TESTS
        laid = {path for path in overlay.texts if path.suffix in SUFFIXES and tests in path.parents}
        found: Iterable[Path] = (
            *([sources.config] if overlay.exists(sources.config) else ()),
            *find_files([sources.domain], overlay=overlay),
            *find_files(sources.data, overlay=overlay),
            *sorted(laid.union(path for path in tests.rglob("*.y*ml") if path.suffix in SUFFIXES)),
        )
        for path in found:
            below = path.relative_to(self.root).parts if path.is_relative_to(self.root) else (".",)
            if not any(part.startswith(".") for part in below):
                yield path

    def _only_read(self) -> Iterator[Path]:
        sources = self.sources or Sources.of(self.root)
        yield from (path for path in (sources.endpoints, sources.credentials) if path.is_relative_to(self.root))
        yield from self.root.glob("*.py")
        yield from self.root.glob("actions/**/*.py")

    def _hash(self, path: Path) -> str | None:
        try:
            status = path.stat()
            signature = status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino
            known = self._known.get(path)
            if known is None or known[0] != signature:
                known = self._known[path] = signature, hash_of(path.read_bytes())
        except (OSError, ValueError):
            self._known.pop(path, None)
            return None
        return known[1]


def _is_plain(file: str) -> bool:
    """Whether ``file`` is a name as we write them, which any file system takes."""
    parts = file.split("/")
    if not file.isprintable() or len(parts) > _DEEPEST:
        return False
    return all(part not in ("", ".", "..") and len(part.encode()) <= _LONGEST for part in parts)

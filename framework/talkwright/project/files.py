"""The YAML files of a project as documents. The only file of the room that touches the disk.

An ``Overlay`` is laid over the disk by who wants to see a project as it would be with other files. It must not know
what the files mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from talkwright.errors import Place, Problem, Problems
from talkwright.yaml import Node, parse

SUFFIXES = (".yml", ".yaml")
_VARIABLE = re.compile(rb"\$\{([A-Za-z_][A-Za-z0-9_]*)")


@dataclass(frozen=True, slots=True)
class Document:
    """A file that could be read. ``file`` is its name in places; ``text`` is what the columns of ``node`` count in."""

    file: str
    text: str
    node: Node


@dataclass(frozen=True, slots=True)
class Overlay:
    """The disk with other ``texts`` in the place of some files, or besides them. None: the file is not there."""

    texts: Mapping[Path, bytes | None] = field(default_factory=dict)

    def read(self, path: Path) -> bytes:
        """Raises ``OSError``."""
        if path not in self.texts:
            return path.read_bytes()
        text = self.texts[path]
        if text is None:
            raise FileNotFoundError(path)
        return text

    def filled(self, path: Path, environment: Mapping[str, str]) -> Mapping[str, str]:
        """Of ``environment`` what may be filled in at ``path``: in a text that is laid over, only what the file on disk
        names as well. Who drafts is not who runs the process, and has no business with its secrets."""
        if path not in self.texts:
            return environment
        try:
            named = {name.decode() for name in _VARIABLE.findall(path.read_bytes())}
        except OSError:
            named = set()
        return {name: value for name, value in environment.items() if name in named}

    def exists(self, path: Path) -> bool:
        return self.texts[path] is not None if path in self.texts else path.exists() or self.is_dir(path)

    def is_dir(self, path: Path) -> bool:
        return path.is_dir() or any(path in each.parents for each, text in self.texts.items() if text is not None)

    def children(self, folder: Path) -> list[Path]:
        """What is in ``folder``, sorted. Raises ``OSError`` when the disk has it and does not let it be seen."""
        laid = [path for path, text in self.texts.items() if text is not None and folder in path.parents]
        found = {folder / path.relative_to(folder).parts[0] for path in laid}
        found.update(folder.iterdir() if folder.is_dir() else ())
        return sorted(path for path in found if self.texts.get(path, b"") is not None)


DISK = Overlay()
"""The files as they are."""


def read_document(
    path: Path,
    file: str,
    problems: Problems,
    environment: Mapping[str, str] | None = None,
    overlay: Overlay = DISK,
) -> Document | None:
    """The file at ``path``, or None with a problem when it cannot be read."""
    return Documents(0).read(path, file, problems, environment, overlay)


class Documents:
    """Documents for who reads the same files again and again: of the last ``most`` texts none is parsed twice."""

    def __init__(self, most: int) -> None:
        self._parsed = lru_cache(most)(_parsed)

    def read(
        self,
        path: Path,
        file: str,
        problems: Problems,
        environment: Mapping[str, str] | None = None,
        overlay: Overlay = DISK,
    ) -> Document | None:
        """As ``read_document``."""
        text = read_text(path, file, problems, overlay)
        if text is None:
            return None
        if environment is not None and b"${" in text:  # what it says changes with the environment
            node = parse(text, file, problems, overlay.filled(path, environment))
            return None if node is None else _document(file, text, node)
        document, found = self._parsed(text, file)
        problems.extend(found)
        return document


def _parsed(text: bytes, file: str) -> tuple[Document | None, tuple[Problem, ...]]:
    problems = Problems()
    node = parse(text, file, problems)
    return None if node is None else _document(file, text, node), problems.all


def _document(file: str, text: bytes, node: Node) -> Document:
    return Document(file, text.decode("utf-8").removeprefix("\ufeff"), node)


def read_text(path: Path, file: str, problems: Problems, overlay: Overlay = DISK) -> bytes | None:
    """The bytes of a file, or None with a problem."""
    try:
        return overlay.read(path)
    except FileNotFoundError:
        problems.error("project/missing-file", "This file does not exist.", Place(file), "Create it, or name another.")
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        problems.error("project/unreadable-file", f"This file cannot be read: {reason}.", Place(file))
    return None


def find_files(
    folders: Sequence[Path], suffixes: tuple[str, ...] = SUFFIXES, overlay: Overlay = DISK
) -> Iterator[Path]:
    """Every file of the folders (or the files themselves), sorted, once.

    Hidden files and folders are left out, and what is named ``test_...``: that talks to the assistant, it does not
    teach it.
    """
    seen: set[Path] = set()
    for folder in folders:
        for path in _walk(folder, overlay) if overlay.is_dir(folder) else [folder]:
            if path.suffix in suffixes and path not in seen:
                seen.add(path)
                yield path


def _walk(folder: Path, overlay: Overlay) -> Iterator[Path]:
    try:
        children = overlay.children(folder)
    except OSError:  # a folder that may not be opened holds nothing for us
        return
    for child in children:
        if child.name.startswith((".", "test_")):
            continue
        if overlay.is_dir(child):
            if not child.is_symlink():
                yield from _walk(child, overlay)
        else:
            yield child
